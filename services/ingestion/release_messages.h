// The release log's values as messages of the contract.
#pragma once

#include <string>

#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/findings.h"
#include "services/store/release.h"

namespace peerage::ingestion {

v1::Release ToProto(const store::Release& release);
v1::Chunk ToProto(const store::StoredChunk& chunk);
// `chunk` comes from wire::EncodeChunks.
store::StoredChunk FromProto(const v1::Chunk& chunk);
// The value is cut at 64 characters.
v1::ImportViolation ToProto(const Finding& finding, const std::string& file_name);

}  // namespace peerage::ingestion
