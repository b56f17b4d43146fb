#include "clients/cli/session.h"

#include <google/protobuf/util/json_util.h>

#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/output.h"
#include "clients/cpp/status.h"

namespace peerage::cli {
namespace {

// A service speaks of its methods and keys; a person knows commands and flags.
std::string InCommands(const absl::Status& status) {
  return absl::StrReplaceAll(status.message(),
                             {{"ListAspirations", "peerage catalog aspirations"},
                              {"ListDatasets", "peerage catalog datasets"},
                              {"ListForces", "peerage catalog forces"},
                              {"ListMeasures", "peerage catalog measures"},
                              {"ListPeriods", "peerage catalog periods"},
                              {"ListReleases", "peerage releases list"},
                              {"ListReports", "peerage report list"},
                              {"ListSimilarGroups", "peerage catalog groups"},
                              {"the same request with the key ", "the same command with --key "}});
}

std::string ForScripts(const Session& session, const absl::Status& status) {
  const std::string reason = client::ErrorReason(status);
  if (reason.empty() || !(session.json || session.verbose)) return "";
  return absl::StrCat(" (reason ", reason, ", request id ", session.request_id, ")");
}

}  // namespace

absl::StatusOr<client::Connection> ConnectTo(const Session& session, const std::string& service) {
  const std::string& address = service == "ingestion" ? session.ingestion_address
                               : service == "ranking" ? session.ranking_address
                                                      : session.reporting_address;
  if (!session.as.empty() && !session.tls_dir.empty()) {
    return absl::InvalidArgumentError(
        "--as does not go with --tls-dir: the certificate says who calls");
  }
  if (!address.empty()) {
    return client::Connect(address, {.tls_dir = session.tls_dir, .as = session.as});
  }
  return absl::InvalidArgumentError(
      absl::StrCat("where is the ", service, " service? Set PEERAGE_",
                   absl::AsciiStrToUpper(service), "=HOST:PORT or give --", service,
                   " HOST:PORT; eval \"$(tools/stack env --dir DIR)\" sets "
                   "all three"));
}

client::CallOptions Calling(const Session& session, client::CallOptions options) {
  options.request_id = session.request_id;
  options.freshness = session.freshness.get();
  return options;
}

int PrintJson(const Session& session, const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) return Fail(session, absl::InternalError(status.ToString()));
  return Print(text + "\n");
}

int Fail(const Session& session, const absl::Status& status) {
  std::cerr << "peerage: " << Printable(InCommands(status))
            << Printable(ForScripts(session, status)) << std::endl;
  const auto violations = client::FieldViolations(status);
  if (violations.size() > 1) {
    for (const auto& violation : violations) {
      std::cerr << "  " << Printable(violation.field) << ": " << Printable(violation.description)
                << std::endl;
    }
  }
  return kFailed;
}

void NoteStaleness(const client::Freshness& freshness) {
  if (!freshness.stale) return;
  std::cerr << "peerage: ranking has not heard from ingestion for " << freshness.age.count()
            << " s: figures may be old" << std::endl;
}

int FailUsage(const std::string& message) {
  std::cerr << "peerage: " << Printable(message) << std::endl;
  return kWrongUsage;
}

int FailUsage(const absl::Status& status) { return FailUsage(absl::StrCat(status.message())); }

}  // namespace peerage::cli
