// peerage.reporting.v1.ReportingService over a ReportEngine.
#pragma once

#include "peerage/reporting/v1/reporting_service.grpc.pb.h"
#include "services/reporting/document_maker.h"
#include "services/reporting/metrics.h"
#include "services/reporting/report_engine.h"
#include "services/runtime/call.h"
#include "services/runtime/entrance.h"
#include "services/runtime/work_queue.h"

namespace peerage::reporting {

// Every unary method is queued: each reads or writes the archive. ExportReport
// is served by gRPC's own threads.
class ReportingService final : public v1::ReportingService::WithCallbackMethod_CreateReport<
                                   v1::ReportingService::WithCallbackMethod_GetReport<
                                       v1::ReportingService::WithCallbackMethod_ListReports<
                                           v1::ReportingService::Service>>> {
 public:
  // All are borrowed and outlive the server.
  ReportingService(runtime::Entrance& entrance, ReportEngine& engine, DocumentMaker& documents,
                   runtime::WorkQueue& queue)
      : entrance_(entrance),
        metrics_(entrance.registry()),
        engine_(engine),
        documents_(documents),
        queue_(queue) {}

  grpc::ServerUnaryReactor* CreateReport(grpc::CallbackServerContext* context,
                                         const v1::CreateReportRequest* request,
                                         v1::CreateReportResponse* response) override;
  grpc::ServerUnaryReactor* GetReport(grpc::CallbackServerContext* context,
                                      const v1::GetReportRequest* request,
                                      v1::GetReportResponse* response) override;
  grpc::ServerUnaryReactor* ListReports(grpc::CallbackServerContext* context,
                                        const v1::ListReportsRequest* request,
                                        v1::ListReportsResponse* response) override;
  grpc::Status ExportReport(grpc::ServerContext* context, const v1::ExportReportRequest* request,
                            grpc::ServerWriter<v1::ExportReportResponse>* writer) override;

 private:
  runtime::Entrance& entrance_;
  Metrics metrics_;
  ReportEngine& engine_;
  DocumentMaker& documents_;
  runtime::WorkQueue& queue_;
};

}  // namespace peerage::reporting
