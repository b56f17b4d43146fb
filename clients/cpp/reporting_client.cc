#include "clients/cpp/reporting_client.h"

namespace peerage::client {

using reporting::v1::ReportingService;
using Stub = ReportingService::StubInterface;

ReportingClient::ReportingClient(const Connection& connection)
    : service_{"reporting", connection.address},
      stub_(ReportingService::NewStub(connection.channel)) {}

absl::StatusOr<reporting::v1::CreateReportResponse> ReportingClient::CreateReport(
    const reporting::v1::CreateReportRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::CreateReport, request, options);
}

absl::StatusOr<reporting::v1::GetReportResponse> ReportingClient::GetReport(
    const reporting::v1::GetReportRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::GetReport, request, options);
}

absl::StatusOr<reporting::v1::ListReportsResponse> ReportingClient::ListReports(
    const reporting::v1::ListReportsRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListReports, request, options);
}

absl::StatusOr<Document> ReportingClient::ExportReport(
    const reporting::v1::ExportReportRequest& request, const CallOptions& options) const {
  grpc::ClientContext context;
  Prepare(context, options);
  const auto reader = stub_->ExportReport(&context, request);
  Document document;
  reporting::v1::ExportReportResponse piece;
  while (reader->Read(&piece)) {
    if (!piece.media_type().empty()) document.media_type = piece.media_type();
    if (!piece.file_name().empty()) document.file_name = piece.file_name();
    document.bytes += piece.data();
  }
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return Explain(status, service_);
  return document;
}

}  // namespace peerage::client
