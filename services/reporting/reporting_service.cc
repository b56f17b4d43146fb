#include "services/reporting/reporting_service.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/reporting/report_document.h"
#include "services/runtime/error.h"
#include "services/runtime/streaming.h"
#include "services/runtime/unary.h"

namespace peerage::reporting {
namespace {

using runtime::Call;

constexpr size_t kPieceBytes = 64 << 10;

store::Caller CallerOf(const Call& call) {
  return {.identity = call.identity,
          .request_id = call.request_id,
          .role = call.rights->roles,
          .end_user = call.end_user};
}

// Each question to ranking may take what is left of the call, and is part of the
// same request and trace.
client::CallOptions OptionsOf(const Call& call) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      call.deadline - std::chrono::system_clock::now());
  return {.timeout = std::max(left, std::chrono::milliseconds(1)),
          .request_id = call.request_id,
          .traceparent = call.traceparent,
          .end_user = call.end_user};
}

// What ranking said of its age goes on to whoever asked for the report.
void AddStaleness(const client::Freshness& freshness, Call& call) {
  call.AddTrailer("peerage-stale", "true");
  call.AddTrailer("peerage-snapshot-age-seconds", absl::StrCat(freshness.age.count()));
}

// A report is its force's own until it is published.
Reader ReaderOf(const Call& call) {
  return {.caller = CallerOf(call),
          .may_read = [rights = call.rights](const std::string& force_id,
                                             const std::string& dataset_id) {
            return rights->MayActFor(force_id) && rights->MayUseDataset(dataset_id);
          }};
}

absl::Status SendPieces(const ReportDocument& document,
                        grpc::ServerWriter<v1::ExportReportResponse>& writer) {
  v1::ExportReportResponse piece;
  piece.set_media_type(document.media_type);
  piece.set_file_name(document.file_name);
  size_t sent = 0;
  do {
    piece.set_data(document.bytes.substr(sent, kPieceBytes));
    sent += piece.data().size();
    if (!writer.Write(piece)) {
      return runtime::Error(absl::StatusCode::kCancelled, runtime::Reason::kCancelled,
                            "the caller has gone away");
    }
    piece.Clear();
  } while (sent < document.bytes.size());
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ReportingService::CreateReport(grpc::CallbackServerContext* context,
                                                         const v1::CreateReportRequest* request,
                                                         v1::CreateReportResponse* response) {
  return runtime::HandleQueued<v1::CreateReportRequest, v1::CreateReportResponse>(
      entrance_, queue_, context, "CreateReport", request, response,
      [this](Call& call, const auto& asked, auto& answer) {
        client::Freshness freshness;
        client::CallOptions options = OptionsOf(call);
        options.freshness = &freshness;
        absl::StatusOr<v1::Report> report = engine_.Create(asked, CallerOf(call), options);
        if (freshness.stale) AddStaleness(freshness, call);
        if (!report.ok()) return report.status();
        metrics_.reports.Increment();
        if (freshness.stale) metrics_.stale_reports.Increment();
        *answer.mutable_report() = *std::move(report);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ReportingService::GetReport(grpc::CallbackServerContext* context,
                                                      const v1::GetReportRequest* request,
                                                      v1::GetReportResponse* response) {
  return runtime::HandleQueued<v1::GetReportRequest, v1::GetReportResponse>(
      entrance_, queue_, context, "GetReport", request, response,
      [this](Call& call, const auto& asked, auto& answer) {
        absl::StatusOr<v1::Report> report = engine_.Get(asked.report_id(), ReaderOf(call));
        if (!report.ok()) return report.status();
        *answer.mutable_report() = *std::move(report);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* ReportingService::ListReports(grpc::CallbackServerContext* context,
                                                        const v1::ListReportsRequest* request,
                                                        v1::ListReportsResponse* response) {
  return runtime::HandleQueued<v1::ListReportsRequest, v1::ListReportsResponse>(
      entrance_, queue_, context, "ListReports", request, response,
      [this](Call& call, const auto& asked, auto& answer) {
        absl::StatusOr<v1::ListReportsResponse> list = engine_.List(asked, ReaderOf(call));
        if (!list.ok()) return list.status();
        answer = *std::move(list);
        return absl::OkStatus();
      });
}

grpc::Status ReportingService::ExportReport(grpc::ServerContext* context,
                                            const v1::ExportReportRequest* request,
                                            grpc::ServerWriter<v1::ExportReportResponse>* writer) {
  return runtime::HandleStreaming(
      entrance_, context, "ExportReport", request, [&](Call& call) -> absl::Status {
        if (absl::Status status = CheckFormat(request->format()); !status.ok()) return status;
        const absl::StatusOr<v1::Report> report =
            engine_.Get(request->report_id(), ReaderOf(call), ReportUse::kExport);
        if (!report.ok()) return report.status();
        const auto began = std::chrono::steady_clock::now();
        const absl::StatusOr<ReportDocument> document = documents_.Make(*report, request->format());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        metrics_.document_seconds.Observe(took.count());
        if (!document.ok()) return document.status();
        return SendPieces(*document, *writer);
      });
}

}  // namespace peerage::reporting
