// Chunks: runs of whole periods of one series as bytes (docs/adr/0003-chunks.md).
//
// A chunk is the row in the store, the message on the stream and the unit of
// decoding. Equal figures give equal bytes before compression, on any machine;
// digests are over those bytes. Decoding trusts nothing: hostile bytes give
// INVALID_ARGUMENT, within 1 MiB of raw bytes, and never more.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/core/observation.h"
#include "services/core/packed_run.h"

namespace peerage::wire {

// The raw bytes of a chunk are at most this many.
inline constexpr size_t kMaxRawChunkBytes = 1 << 20;
// Ids of series and areas are at most this long; it bounds what a hostile
// string table can be blown up to.
inline constexpr size_t kMaxIdBytes = 128;

// Cuts a run into chunks between periods. INVALID_ARGUMENT when the run is not
// in canonical order, an observation without a value carries one, an id is too
// long, or one period alone does not fit. No periods: no chunks.
absl::StatusOr<std::vector<ingestion::v1::Chunk>> EncodeChunks(const core::PackedRun& run);
absl::StatusOr<std::vector<ingestion::v1::Chunk>> EncodeChunks(const core::SeriesRun& run);

// The run in one chunk. INVALID_ARGUMENT for anything EncodeChunks would not
// have made.
absl::StatusOr<core::PackedRun> DecodePackedChunk(const ingestion::v1::Chunk& chunk);
absl::StatusOr<core::SeriesRun> DecodeChunk(const ingestion::v1::Chunk& chunk);

// For each scope of a canonical run the SHA-256 of its canonical bytes: the
// same for the same figures, however a file was ordered or a run was cut.
std::vector<std::string> ScopeDigests(const core::PackedRun& run);
std::string ScopeDigest(const std::string& series_id, int period_months,
                        const core::ScopeFigures& scope);

}  // namespace peerage::wire
