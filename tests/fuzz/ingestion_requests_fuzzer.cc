// Bytes as requests to ingestion, over a log in memory that holds a reference
// and a table.
#include <grpcpp/server.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "services/ingestion/ingestion_service.h"
#include "services/runtime/server.h"
#include "services/store/memory_release_log.h"
#include "services/wire/reference.h"
#include "services/wire/sha256.h"
#include "tests/fuzz/demand.h"
#include "tests/fuzz/request_sender.h"
#include "tests/testing/import_reference.h"

namespace peerage::ingestion {
namespace {

constexpr char kQuarter[] =
    "quarter_end,force_id,indicator,offences\n"
    "2019-12,city-of-london,Homicide,0\n"
    "2019-12,essex,Homicide,1\n"
    "2019-12,sussex,Homicide,3\n";

absl::Time Now() { return absl::FromUnixSeconds(1'795'478'400); }

class World {
 public:
  World() {
    v1::ImportReferenceRequest reference;
    *reference.mutable_reference() = wire::ToProto(testing::MakeImportReference());
    reference.set_idempotency_key("key-of-the-reference");
    fuzz::Demand(references_.Apply({"local", "request"}, reference).ok(), "the reference is taken");
    v1::ImportReleaseHeader header;
    header.set_dataset_id("open-data");
    header.set_format("ho-quarterly-indicators");
    header.set_kind(v1::RELEASE_KIND_FINAL);
    header.set_idempotency_key("key-of-the-first-table");
    header.set_sha256(wire::Sha256(kQuarter));
    fuzz::Demand(imports_.Import({"local", "request"}, header, kQuarter).ok(), "a table is taken");
    first_head_ = *log_.Head();
  }

  const std::string& address() const { return server_->address(); }
  // Whether a call left something, which the next input must not see.
  bool changed() { return *log_.Head() != first_head_; }

 private:
  store::MemoryReleaseLog log_{Now};
  FormatRegistry formats_;
  ImportEngine imports_{log_, formats_, Now};
  ReferenceEngine references_{log_};
  runtime::WorkQueue queue_{2, 16};
  std::atomic<int> asked_{0};
  std::unique_ptr<runtime::Entrance> entrance_ =
      *runtime::Entrance::Open({}, {v1::IngestionService::service_full_name()});
  // A follower may take one step; then it is told that the server stops.
  IngestionService service_{*entrance_,  log_,   imports_,
                            references_, queue_, [this] { return asked_++ % 2 == 1; }};
  std::unique_ptr<runtime::Server> server_ = *runtime::Server::Start({}, *entrance_, {&service_});
  int64_t first_head_ = 0;
};

// An import without a SHA-256 gets the right one: no search would find it.
void AddChecksum(fuzz::RequestSender::Messages& requests) {
  auto* first =
      google::protobuf::DynamicCastToGenerated<v1::ImportReleaseRequest>(requests.front().get());
  if (first == nullptr || !first->has_header() || !first->header().sha256().empty()) return;
  std::string bytes;
  for (const auto& request : requests) {
    bytes +=
        google::protobuf::DynamicCastToGenerated<v1::ImportReleaseRequest>(request.get())->data();
  }
  first->mutable_header()->set_sha256(wire::Sha256(bytes));
}

}  // namespace
}  // namespace peerage::ingestion

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  static fuzz::RequestSender sender({ingestion::v1::IngestionService::service_full_name()});
  static std::unique_ptr<ingestion::World> world;
  if (world == nullptr || world->changed()) {
    world = nullptr;
    world = std::make_unique<ingestion::World>();
    sender.Connect(world->address());
  }
  sender.Send({reinterpret_cast<const char*>(data), size}, ingestion::AddChecksum);
  return 0;
}
