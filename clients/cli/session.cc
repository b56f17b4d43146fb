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

absl::StatusOr<client::ConnectOptions> OptionsOf(const Session& session) {
  if (!session.as.empty() && !session.tls_dir.empty()) {
    return absl::InvalidArgumentError(
        "--as does not go with --tls-dir: the certificate says who calls");
  }
  return client::ConnectOptions{.tls_dir = session.tls_dir, .as = session.as};
}

}  // namespace

const std::string& AddressOf(const Session& session, const std::string& service) {
  return service == "ingestion" ? session.ingestion_address
         : service == "ranking" ? session.ranking_address
                                : session.reporting_address;
}

absl::StatusOr<std::vector<client::Connection>> ConnectToEach(const Session& session,
                                                              const std::string& target) {
  const auto options = OptionsOf(session);
  if (!options.ok()) return options.status();
  return client::ConnectToEach(target, *options);
}

absl::StatusOr<client::Connection> ConnectTo(const Session& session, const std::string& service) {
  const auto options = OptionsOf(session);
  if (!options.ok()) return options.status();
  const std::string& address = AddressOf(session, service);
  if (!address.empty()) return client::Connect(address, *options);
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

absl::StatusOr<std::string> JsonOf(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) return absl::InternalError(status.ToString());
  return text;
}

int PrintJson(const Session& session, const google::protobuf::Message& message) {
  const auto text = JsonOf(message);
  if (!text.ok()) return Fail(session, text.status());
  return Print(*text + "\n");
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
