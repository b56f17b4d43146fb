#include "clients/cpp/fake_reporting.h"

#include <memory>
#include <utility>
#include <vector>

#include "peerage/reporting/v1/reporting_service.grpc.pb.h"

namespace peerage::client {
namespace {

class Reporting final : public reporting::v1::ReportingService::Service {
 public:
  explicit Reporting(FakeReporting& fake) : fake_(fake) {}

  grpc::Status CreateReport(grpc::ServerContext* context,
                            const reporting::v1::CreateReportRequest* request,
                            reporting::v1::CreateReportResponse* response) override {
    return fake_.create_report.Serve(*context, *request, *response);
  }

  grpc::Status GetReport(grpc::ServerContext* context,
                         const reporting::v1::GetReportRequest* request,
                         reporting::v1::GetReportResponse* response) override {
    return fake_.get_report.Serve(*context, *request, *response);
  }

  grpc::Status ListReports(grpc::ServerContext* context,
                           const reporting::v1::ListReportsRequest* request,
                           reporting::v1::ListReportsResponse* response) override {
    return fake_.list_reports.Serve(*context, *request, *response);
  }

  grpc::Status ExportReport(
      grpc::ServerContext* context, const reporting::v1::ExportReportRequest* request,
      grpc::ServerWriter<reporting::v1::ExportReportResponse>* writer) override {
    return ServeStream(fake_.export_report, *context, *request, *writer);
  }

 private:
  FakeReporting& fake_;
};

}  // namespace

FakeReporting::FakeReporting() {
  std::vector<std::unique_ptr<grpc::Service>> services;
  services.push_back(std::make_unique<Reporting>(*this));
  Start(std::move(services));
}

FakeReporting::~FakeReporting() { Stop(); }

}  // namespace peerage::client
