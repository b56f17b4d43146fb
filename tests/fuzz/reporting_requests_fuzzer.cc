// Bytes as requests to reporting, whose ranking is a fake and whose archive
// holds one report.
#include <grpcpp/server.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "services/cache/memory_byte_cache.h"
#include "services/reporting/report_engine.h"
#include "services/reporting/reporting_service.h"
#include "services/runtime/server.h"
#include "services/store/memory_report_archive.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/request_sender.h"
#include "tests/testing/fake_figure_source.h"

namespace peerage::reporting {
namespace {

absl::Time Now() { return absl::FromUnixSeconds(1'600'000'000); }

class World {
 public:
  World() {
    fuzz::Demand(engine_.Create(testing::MakeReportRequest(), {.identity = "local"}, {}).ok(),
                 "a report is made");
    first_questions_ = figures_.catalog_seqs.size() + figures_.standings_requests.size();
  }

  const std::string& address() const { return server_->address(); }
  // Whether a call got as far as figures, so that there may be a report more.
  bool changed() {
    const auto lock = figures_.Lock();
    return figures_.catalog_seqs.size() + figures_.standings_requests.size() != first_questions_;
  }

 private:
  testing::FakeFigureSource figures_;
  store::MemoryReportArchive archive_{Now};
  ReportEngine engine_{figures_, archive_, Now};
  runtime::WorkQueue queue_{2, 16};
  std::unique_ptr<runtime::Entrance> entrance_ =
      *runtime::Entrance::Open({}, {v1::ReportingService::service_full_name()});
  cache::MemoryByteCache cache_{1 << 20};
  DocumentMaker documents_{cache_, "test"};
  ReportingService service_{*entrance_, engine_, documents_, queue_};
  std::unique_ptr<runtime::Server> server_ = *runtime::Server::Start({}, *entrance_, {&service_});
  size_t first_questions_ = 0;
};

}  // namespace
}  // namespace peerage::reporting

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  static fuzz::RequestSender sender({reporting::v1::ReportingService::service_full_name()});
  static std::unique_ptr<reporting::World> world;
  if (world == nullptr || world->changed()) {
    world = nullptr;
    world = std::make_unique<reporting::World>();
    sender.Connect(world->address());
  }
  sender.Send({reinterpret_cast<const char*>(data), size});
  return 0;
}
