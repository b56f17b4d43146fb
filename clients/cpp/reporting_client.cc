#include "clients/cpp/reporting_client.h"

#include "clients/cpp/service_call.h"

namespace peerage::client {

using reporting::v1::ReportingService;
using Stub = ReportingService::StubInterface;

ReportingClient::ReportingClient(const Connection& connection)
    : service_{"reporting", connection} {}

absl::StatusOr<reporting::v1::CreateReportResponse> ReportingClient::CreateReport(
    const reporting::v1::CreateReportRequest& request, const CallOptions& options) const {
  return CallUnary<ReportingService>(service_, &Stub::PrepareAsyncCreateReport, request, options);
}

absl::StatusOr<reporting::v1::GetReportResponse> ReportingClient::GetReport(
    const reporting::v1::GetReportRequest& request, const CallOptions& options) const {
  return CallUnary<ReportingService>(service_, &Stub::PrepareAsyncGetReport, request, options);
}

absl::StatusOr<reporting::v1::ListReportsResponse> ReportingClient::ListReports(
    const reporting::v1::ListReportsRequest& request, const CallOptions& options) const {
  return CallUnary<ReportingService>(service_, &Stub::PrepareAsyncListReports, request, options);
}

absl::StatusOr<Document> ReportingClient::ExportReport(
    const reporting::v1::ExportReportRequest& request, const CallOptions& options) const {
  Document document;
  const auto read = [&](AttemptFrame& frame) {
    document = {};
    const auto stub = ReportingService::NewStub(frame.channel);
    const auto reader = stub->ExportReport(&frame.context, request);
    reporting::v1::ExportReportResponse piece;
    while (reader->Read(&piece)) {
      if (!piece.media_type().empty()) document.media_type = piece.media_type();
      if (!piece.file_name().empty()) document.file_name = piece.file_name();
      document.bytes += piece.data();
    }
    return reader->Finish();
  };
  absl::Status done = Perform(service_, {.patience = Patience::kAll}, options, read);
  if (!done.ok()) return done;
  return document;
}

}  // namespace peerage::client
