// Bytes as requests to ranking, its catalogue and the status that every server
// tells, over a small dataset.
#include <grpcpp/server.h>

#include <cstdint>
#include <memory>
#include <string>

#include "peerage/operations/v1/operations_service.grpc.pb.h"
#include "services/ranking/catalog_service.h"
#include "services/ranking/ranking_service.h"
#include "services/runtime/server.h"
#include "tests/fuzz/request_sender.h"
#include "tests/testing/measure_maker.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Month;

// Four forces that are each other's similar group, and one outside.
core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test", .name = "Test", .built_in_groups = true};
  for (const char* id : {"a", "b", "c", "d", "city"}) {
    reference.areas.push_back({.id = id, .name = id, .region = "North"});
  }
  reference.areas.back().excluded_from_built_in_groups = true;
  reference.series = {
      {.id = "all-crime", .name = "offences"},
      {.id = "population", .name = "population", .population = true, .source = "ONS"},
      {.id = "all-crime-solved-rate.numerator", .name = "outcomes"},
      {.id = "all-crime-solved-rate.denominator", .name = "offences"}};
  reference.measures = {testing::MakeRate(), testing::MakeSolvedRate()};
  reference.groups = {{.id = "four",
                       .name = "Four",
                       .member_ids = {"a", "b", "c", "d"},
                       .default_for = {"a", "b", "c", "d"},
                       .source = "the test"}};
  reference.aspirations = {{.force_id = "a",
                            .measure_id = "all-crime-offences",
                            .target = core::RankAtLeast{2},
                            .text = "2nd in MSG"}};
  return reference;
}

// A figure of every force at each quarter of four years; c is missing once, and
// b equals a.
core::SeriesRun Quarters(const std::string& series, int64_t base) {
  core::SeriesRun run{series, 3, {}};
  for (int quarter = 0; quarter < 16; ++quarter) {
    const auto c = quarter == 9 ? std::nullopt : std::optional<int64_t>(base + 3 * quarter);
    run.scopes.push_back(testing::MakeScope(
        Month(2016, 3) + 3 * quarter, {{"a", base}, {"b", base}, {"c", c}, {"d", 0}, {"city", 1}}));
  }
  return run;
}

core::SeriesRun Population() {
  core::SeriesRun run{"population", 12, {}};
  for (int year = 2015; year < 2019; ++year) {
    run.scopes.push_back(testing::MakeScope(
        Month(year, 6), {{"a", 1000}, {"b", 1000}, {"c", 2000}, {"d", 3000}, {"city", 10}}));
  }
  return run;
}

std::shared_ptr<const Snapshot> MakeSnapshot() {
  testing::SnapshotMaker maker;
  maker.Declare(Reference())
      .Store("test", {Population(), Quarters("all-crime", 20)})
      .Store("test", {Quarters("all-crime-solved-rate.numerator", 5),
                      Quarters("all-crime-solved-rate.denominator", 40)});
  return maker.Make();
}

class World {
 public:
  World() {
    holder_.Swap(MakeSnapshot());
    holder_.HeardOfHead(3);
    server_ = *runtime::Server::Start({}, *entrance_, {&ranking_, &catalog_});
  }

  const std::string& address() const { return server_->address(); }

 private:
  SnapshotHolder holder_;
  runtime::WorkQueue working_{2, 16};
  runtime::WorkQueue waiting_{2, 16};
  std::unique_ptr<runtime::Entrance> entrance_ = *runtime::Entrance::Open(
      {},
      {v1::RankingService::service_full_name(), catalog::v1::CatalogService::service_full_name()});
  RankingService ranking_{*entrance_, holder_, working_, waiting_};
  CatalogService catalog_{*entrance_, holder_, waiting_};
  std::unique_ptr<runtime::Server> server_;
};

}  // namespace
}  // namespace peerage::ranking

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  static fuzz::RequestSender sender({ranking::v1::RankingService::service_full_name(),
                                     catalog::v1::CatalogService::service_full_name(),
                                     operations::v1::OperationsService::service_full_name()});
  static const ranking::World world;
  static const bool connected = [] {
    sender.Connect(world.address());
    return true;
  }();
  if (connected) sender.Send({reinterpret_cast<const char*>(data), size});
  return 0;
}
