// A report as bytes, and the digest over them.
#pragma once

#include <string>

#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::reporting {

// The same message always gives the same bytes.
std::string DeterministicBytes(const google::protobuf::Message& message);

// The SHA-256, in hexadecimal, of the report without its digest.
std::string DigestOf(const v1::Report& report);

}  // namespace peerage::reporting
