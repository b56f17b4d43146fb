#include "clients/cli/session.h"

#include <google/protobuf/util/json_util.h>

#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/status.h"

namespace peerage::cli {

absl::StatusOr<client::Connection> ConnectTo(const Session& session, const std::string& service) {
  const std::string& address = service == "ingestion" ? session.ingestion_address
                               : service == "ranking" ? session.ranking_address
                                                      : session.reporting_address;
  if (!address.empty()) return client::Connect(address);
  return absl::InvalidArgumentError(
      absl::StrCat("where is the ", service, " service? Set PEERAGE_",
                   absl::AsciiStrToUpper(service), "=HOST:PORT or give --", service,
                   " HOST:PORT; eval \"$(tools/stack env --dir DIR)\" sets "
                   "all three"));
}

int PrintJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) return Fail(absl::InternalError(status.ToString()));
  std::cout << text << std::endl;
  return kDone;
}

int Fail(const absl::Status& status) {
  std::cerr << "peerage: " << Printable(absl::StrCat(status.message())) << std::endl;
  const auto violations = client::FieldViolations(status);
  if (violations.size() > 1) {
    for (const auto& violation : violations) {
      std::cerr << "  " << Printable(violation.field) << ": " << Printable(violation.description)
                << std::endl;
    }
  }
  return kFailed;
}

int FailUsage(const std::string& message) {
  std::cerr << "peerage: " << Printable(message) << std::endl;
  return kWrongUsage;
}

int FailUsage(const absl::Status& status) { return FailUsage(absl::StrCat(status.message())); }

}  // namespace peerage::cli
