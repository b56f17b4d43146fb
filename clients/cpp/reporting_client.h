// Papers: calls to reporting.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/service.h"
#include "peerage/reporting/v1/reporting_service.grpc.pb.h"

namespace peerage::client {

// An exported report.
struct Document {
  // "text/html; charset=utf-8" and the like.
  std::string media_type;
  // A name to save it under.
  std::string file_name;
  std::string bytes;
};

// Thin and typed. The methods' meanings and errors stand in
// reporting_service.proto. Every method waits for its answer, and is safe from
// any thread.
class ReportingClient {
 public:
  explicit ReportingClient(const Connection& connection);

  // What making or exporting a paper waits for by default.
  static CallOptions PaperOptions() { return {.timeout = std::chrono::seconds(30)}; }

  // A lost answer says with which key to repeat (UnsettledKey in status.h).
  absl::StatusOr<reporting::v1::CreateReportResponse> CreateReport(
      const reporting::v1::CreateReportRequest& request,
      const CallOptions& options = PaperOptions()) const;
  absl::StatusOr<reporting::v1::GetReportResponse> GetReport(
      const reporting::v1::GetReportRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<reporting::v1::ListReportsResponse> ListReports(
      const reporting::v1::ListReportsRequest& request, const CallOptions& options = {}) const;

  // The whole document, put together from its pieces.
  absl::StatusOr<Document> ExportReport(const reporting::v1::ExportReportRequest& request,
                                        const CallOptions& options = PaperOptions()) const;

 private:
  Service service_;
};

}  // namespace peerage::client
