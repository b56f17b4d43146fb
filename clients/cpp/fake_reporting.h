// peerage-reporting without the world: for tests of code that makes papers.
#pragma once

#include "clients/cpp/fake_server.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::client {

// Answers ReportingClient over a real connection. fake_method.h says what a
// method can be told.
class FakeReporting final : public FakeServer {
 public:
  FakeReporting();
  ~FakeReporting();

  FakeMethod<reporting::v1::CreateReportRequest, reporting::v1::CreateReportResponse> create_report{
      "CreateReport"};
  FakeMethod<reporting::v1::GetReportRequest, reporting::v1::GetReportResponse> get_report{
      "GetReport"};
  FakeMethod<reporting::v1::ListReportsRequest, reporting::v1::ListReportsResponse> list_reports{
      "ListReports"};
  FakeMethod<reporting::v1::ExportReportRequest, FakeStream<reporting::v1::ExportReportResponse>>
      export_report{"ExportReport"};
};

}  // namespace peerage::client
