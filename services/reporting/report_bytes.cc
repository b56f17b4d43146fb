#include "services/reporting/report_bytes.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "absl/strings/escaping.h"
#include "services/wire/sha256.h"

namespace peerage::reporting {

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    // The streams write what is left when they end.
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::string DigestOf(const v1::Report& report) {
  v1::Report content = report;
  content.clear_digest();
  return absl::BytesToHexString(wire::Sha256(DeterministicBytes(content)));
}

}  // namespace peerage::reporting
