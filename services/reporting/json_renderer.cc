#include "services/reporting/json_renderer.h"

#include <google/protobuf/util/json_util.h>

#include "services/runtime/error.h"

namespace peerage::reporting {

absl::StatusOr<std::string> RenderJson(const v1::Report& report) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(report, &json, options);
  if (!status.ok()) {
    return runtime::Error(absl::StatusCode::kInternal, runtime::Reason::kInternal,
                          "a kept report cannot be written as JSON");
  }
  if (!json.ends_with('\n')) json.push_back('\n');
  return json;
}

}  // namespace peerage::reporting
