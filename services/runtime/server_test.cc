#include "services/runtime/server.h"

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <future>
#include <stdexcept>
#include <thread>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "peerage/ingestion/v1/ingestion_service.grpc.pb.h"
#include "peerage/ranking/v1/ranking_service.grpc.pb.h"
#include "services/runtime/entrance.h"
#include "services/runtime/error.h"
#include "services/runtime/flags.h"
#include "services/runtime/streaming.h"
#include "services/runtime/unary.h"

namespace peerage::runtime {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests
using ingestion::v1::FollowReleasesRequest;
using ingestion::v1::FollowReleasesResponse;
using ranking::v1::GetStandingRequest;
using ranking::v1::GetStandingResponse;
using std::chrono::system_clock;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

// The test's own thread must not die of the signals it sends.
const bool kSignalsBlocked = [] {
  BlockEndSignals();
  return true;
}();

using Handler = UnaryHandler<GetStandingRequest, GetStandingResponse>;

// The rules of the two services that stand in here; every caller is local.
std::unique_ptr<Entrance> OpenEntrance() {
  return Entrance::Open({}, {ranking::v1::RankingService::service_full_name(),
                             ingestion::v1::IngestionService::service_full_name()})
      .value();
}

absl::StatusOr<std::unique_ptr<Server>> StartServer(
    const std::string& listen, const std::vector<grpc::Service*>& services = {}) {
  static const auto entrance = OpenEntrance();
  return Server::Start({.listen = listen}, *entrance, services);
}

// GetStanding inline, ListPositions queued; both run the handler given.
class UnaryService final : public ranking::v1::RankingService::CallbackService {
 public:
  UnaryService(Entrance& entrance, WorkQueue& queue, Handler handler)
      : entrance_(entrance), queue_(queue), handler_(std::move(handler)) {}

  grpc::ServerUnaryReactor* GetStanding(grpc::CallbackServerContext* context,
                                        const GetStandingRequest* request,
                                        GetStandingResponse* response) override {
    return HandleInline(entrance_, context, "GetStanding", request, response, handler_);
  }

  grpc::ServerUnaryReactor* ListPositions(grpc::CallbackServerContext* context,
                                          const ranking::v1::ListPositionsRequest* request,
                                          ranking::v1::ListPositionsResponse* response) override {
    return HandleQueued<ranking::v1::ListPositionsRequest, ranking::v1::ListPositionsResponse>(
        entrance_, queue_, context, "ListPositions", request, response,
        [this](Call& call, const auto&, auto&) {
          GetStandingResponse unused;
          return handler_(call, GetStandingRequest(), unused);
        });
  }

 private:
  Entrance& entrance_;
  WorkQueue& queue_;
  Handler handler_;
};

// A server with the handler behind it and a stub before it.
class Served {
 public:
  explicit Served(Handler handler, size_t queue_capacity = 16)
      : queue_(1, queue_capacity), service_(*entrance_, queue_, std::move(handler)) {
    server_ = Server::Start({}, *entrance_, {&service_}).value();
    stub_ = ranking::v1::RankingService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  grpc::Status GetStanding(grpc::ClientContext& context) {
    GetStandingResponse response;
    return stub_->GetStanding(&context, GetStandingRequest(), &response);
  }
  grpc::Status ListPositions(grpc::ClientContext& context) {
    ranking::v1::ListPositionsResponse response;
    return stub_->ListPositions(&context, {}, &response);
  }
  Server& server() { return *server_; }
  const Entrance& entrance() const { return *entrance_; }

 private:
  std::unique_ptr<Entrance> entrance_ = OpenEntrance();
  WorkQueue queue_;
  UnaryService service_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<ranking::v1::RankingService::Stub> stub_;
};

std::string Trailer(const grpc::ClientContext& context, const std::string& key) {
  const auto& trailers = context.GetServerTrailingMetadata();
  const auto found = trailers.find(key);
  if (found == trailers.end()) return "";
  return std::string(found->second.data(), found->second.size());
}

Handler Succeeds() {
  return [](Call&, const auto&, auto&) { return absl::OkStatus(); };
}

TEST(Unary, EchoesTheCallersRequestIdAndAddsTrailers) {
  Served served([](Call& call, const auto&, auto&) {
    EXPECT_EQ(call.identity, "local");
    EXPECT_EQ(call.request_id, "from-caller.1");
    call.AddTrailer("peerage-seq", "7");
    return absl::OkStatus();
  });
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "from-caller.1");
  EXPECT_TRUE(served.GetStanding(context).ok());
  EXPECT_EQ(Trailer(context, "x-request-id"), "from-caller.1");
  EXPECT_EQ(Trailer(context, "peerage-seq"), "7");
}

TEST(Unary, ReplacesARequestIdThatIsNone) {
  Served served(Succeeds());
  grpc::ClientContext context;
  context.AddMetadata("x-request-id", "a b\"c");
  EXPECT_TRUE(served.GetStanding(context).ok());
  EXPECT_THAT(Trailer(context, "x-request-id"), MatchesRegex("[0-9a-f]{16}"));
}

TEST(Unary, WithoutADeadlineACallHasFiveSeconds) {
  Served served([](Call& call, const auto&, auto&) {
    EXPECT_LE(call.deadline, system_clock::now() + 5s);
    EXPECT_GT(call.deadline, system_clock::now() + 3s);
    return absl::OkStatus();
  });
  grpc::ClientContext context;
  EXPECT_TRUE(served.GetStanding(context).ok());
}

TEST(Unary, ADeadlineFarAwayIsCutToThirtySeconds) {
  Served served([](Call& call, const auto&, auto&) {
    EXPECT_LE(call.deadline, system_clock::now() + 30s);
    EXPECT_GT(call.deadline, system_clock::now() + 28s);
    return absl::OkStatus();
  });
  grpc::ClientContext context;
  context.set_deadline(system_clock::now() + 1h);
  EXPECT_TRUE(served.GetStanding(context).ok());
}

TEST(Unary, AnExceptionIsInternalAndKeepsItsTextToItself) {
  Served served(
      [](Call&, const auto&, auto&) -> absl::Status { throw std::runtime_error("/secret/path"); });
  grpc::ClientContext context;
  const grpc::Status status = served.GetStanding(context);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(status.error_message(), HasSubstr(Trailer(context, "x-request-id")));
  EXPECT_THAT(status.error_message(), Not(HasSubstr("secret")));
}

// A call of any bytes to any path, as foreign programs make them.
grpc::Status CallBytes(const Server& server, const std::string& path, const std::string& bytes) {
  grpc::GenericStub stub(grpc::CreateChannel(server.address(), grpc::InsecureChannelCredentials()));
  const grpc::Slice slice(bytes);
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer response;
  grpc::ClientContext context;
  std::promise<grpc::Status> ended;
  stub.UnaryCall(&context, path, {}, &request, &response,
                 [&](grpc::Status status) { ended.set_value(std::move(status)); });
  return ended.get_future().get();
}

TEST(Unary, BytesThatAreNoRequestAreNamed) {
  Served served(Succeeds());
  for (const char* bytes : {"\xff\xff", "\x0a\x02\xff\xfe"}) {
    const grpc::Status status =
        CallBytes(served.server(), "/peerage.ranking.v1.RankingService/GetStanding", bytes);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(status.error_details(), HasSubstr("UNREADABLE_REQUEST"));
  }
}

TEST(Streaming, BytesThatAreNoRequestAreNamed) {
  const auto entrance = OpenEntrance();
  ingestion::v1::IngestionService::Service service;
  const auto server = Server::Start({}, *entrance, {&service}).value();
  const grpc::Status status =
      CallBytes(*server, "/peerage.ingestion.v1.IngestionService/FollowReleases", "\xff\xff");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST(Unary, AMethodThatIsNotThereStaysUnimplemented) {
  Served served(Succeeds());
  const grpc::Status status =
      CallBytes(served.server(), "/peerage.ranking.v1.RankingService/NoSuchMethod", "");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
}

TEST(Unary, AnErrorTravelsWithItsDetails) {
  Served served([](Call&, const auto&, auto&) { return FieldError("force_id", "required"); });
  grpc::ClientContext context;
  const grpc::Status status = served.ListPositions(context);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.details_size(), 2);
}

TEST(Unary, AFullQueueRefusesWithPushback) {
  std::promise<void> release;
  std::atomic<int> waiting{0};
  auto released = release.get_future().share();
  Served served(
      [&, released](Call&, const auto&, auto&) {
        ++waiting;
        released.wait();
        return absl::OkStatus();
      },
      1);
  auto call = [&] {
    grpc::ClientContext context;
    return served.ListPositions(context).error_code();
  };
  auto running = std::async(std::launch::async, call);
  while (waiting == 0) std::this_thread::yield();
  auto queued = std::async(std::launch::async, call);

  // Whether the second call is queued already cannot be seen from here; the
  // first refusal shows that it is.
  grpc::Status refused;
  std::string pushback;
  while (refused.ok()) {
    grpc::ClientContext context;
    context.set_deadline(system_clock::now() + 100ms);
    const grpc::Status status = served.ListPositions(context);
    if (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED) {
      refused = status;
      pushback = Trailer(context, "grpc-retry-pushback-ms");
    }
  }
  EXPECT_EQ(pushback, "200");
  release.set_value();
  EXPECT_EQ(running.get(), grpc::StatusCode::OK);
  // One of the two waited; had a trial call taken the place, the other was
  // refused.
  EXPECT_THAT(queued.get(),
              ::testing::AnyOf(grpc::StatusCode::OK, grpc::StatusCode::RESOURCE_EXHAUSTED));
}

// Else its frame would touch an entrance that went with the server.
TEST(Unary, AQueuedCallIsOverBeforeItsAnswerIsOut) {
  Served served(Succeeds());
  for (int i = 0; i < 200; ++i) {
    grpc::ClientContext context;
    ASSERT_TRUE(served.ListPositions(context).ok());
    ASSERT_EQ(served.entrance().Find("ListPositions")->metrics.running->Value(), 0);
  }
}

TEST(Unary, AQueuedCallWhoseDeadlineHasPassedIsNotRun) {
  std::promise<void> release;
  auto released = release.get_future().share();
  std::atomic<int> ran{0};
  Served served([&, released](Call&, const auto&, auto&) {
    ++ran;
    released.wait();
    return absl::OkStatus();
  });
  auto running = std::async(std::launch::async, [&] {
    grpc::ClientContext context;
    return served.ListPositions(context).error_code();
  });
  while (ran == 0) std::this_thread::yield();
  grpc::ClientContext context;
  const auto deadline = system_clock::now() + 50ms;
  context.set_deadline(deadline);
  EXPECT_EQ(served.ListPositions(context).error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  // The server counts from the call's arrival, a little later than the caller.
  std::this_thread::sleep_until(deadline + 200ms);
  release.set_value();
  EXPECT_EQ(running.get(), grpc::StatusCode::OK);
  grpc::ClientContext last;
  EXPECT_TRUE(served.ListPositions(last).ok());
  EXPECT_EQ(ran, 2);
}

TEST(Server, RefusesWhatIsNotLoopback) {
  for (const char* listen : {"0.0.0.0:0", "[::]:0", "192.168.1.2:7401"}) {
    const auto server = StartServer(listen);
    EXPECT_EQ(server.status().code(), absl::StatusCode::kInvalidArgument) << listen;
    EXPECT_THAT(absl::StrCat(server.status().message()), HasSubstr("mutual TLS")) << listen;
    EXPECT_EQ(FailStart(server.status()), kExitBadConfig);
  }
}

TEST(Server, RefusesToBeReachedWhileFailpointsAreArmed) {
  setenv("PEERAGE_FAILPOINT", "any:kill", 1);
  const auto entrance = OpenEntrance();
  const auto server = Server::Start({.listen = "0.0.0.0:0", .tls_dir = "/nowhere"}, *entrance, {});
  unsetenv("PEERAGE_FAILPOINT");
  EXPECT_EQ(server.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(absl::StrCat(server.status().message()), HasSubstr("PEERAGE_FAILPOINT"));
}

TEST(Server, RefusesCertificatesWithoutAPolicy) {
  const auto entrance = OpenEntrance();
  const auto server = Server::Start({.tls_dir = "/nowhere"}, *entrance, {});
  EXPECT_EQ(server.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(absl::StrCat(server.status().message()), HasSubstr("--policy"));
}

TEST(Server, RefusesWhatIsNoAddress) {
  for (const char* listen : {"", "7401", ":7401", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000"}) {
    EXPECT_EQ(StartServer(listen).status().code(), absl::StatusCode::kInvalidArgument) << listen;
  }
}

TEST(Server, SaysThatAPortIsTaken) {
  ranking::v1::RankingService::Service service;
  const auto first = StartServer("127.0.0.1:0", {&service}).value();
  const auto second = StartServer(first->address(), {&service});
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(FailStart(second.status()), 1);
}

// grpc.health.v1 without its generated code: the answer's one field is an enum.
// `request` is a HealthCheckRequest: nothing, or field 1, the service's name.
bool IsServing(const std::string& address, const std::string& request_bytes = "") {
  auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  const grpc::Slice asked(request_bytes);
  const grpc::ByteBuffer request(&asked, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &request, &response,
                 [&](grpc::Status status) { done.set_value(status); });
  const grpc::Status status = done.get_future().get();
  EXPECT_TRUE(status.ok()) << status.error_message();
  grpc::Slice slice;
  EXPECT_TRUE(response.DumpToSingleSlice(&slice).ok());
  // Field 1, varint: 1 SERVING, 2 NOT_SERVING.
  return slice.size() == 2 && slice.begin()[1] == 1;
}

TEST(Server, HealthFollowsReadiness) {
  ranking::v1::RankingService::Service service;
  const auto server = StartServer("127.0.0.1:0", {&service}).value();
  EXPECT_FALSE(IsServing(server->address()));
  server->SetReady(true);
  EXPECT_TRUE(IsServing(server->address()));
  server->SetReady(false);
  EXPECT_FALSE(IsServing(server->address()));
}

TEST(Server, ProbesTellReadyFromLive) {
  ranking::v1::RankingService::Service service;
  const auto entrance = OpenEntrance();
  const auto server =
      Server::Start({.health_listen = "127.0.0.1:0"}, *entrance, {&service}).value();
  const std::string address = absl::StrCat("127.0.0.1:", server->health_port());
  const std::string live = "\x0a\x04live";
  EXPECT_FALSE(IsServing(address));
  EXPECT_TRUE(IsServing(address, live));
  server->SetReady(true);
  EXPECT_TRUE(IsServing(address));
  EXPECT_TRUE(IsServing(address, live));
  server->SetReady(false);
  EXPECT_FALSE(IsServing(address));
  EXPECT_TRUE(IsServing(address, live));
}

TEST(Server, ASignalLetsTheRunningCallFinish) {
  std::promise<void> started;
  std::promise<void> release;
  auto released = release.get_future().share();
  Served served([&, released](Call&, const auto&, auto&) {
    started.set_value();
    released.wait();
    return absl::OkStatus();
  });
  auto serving = std::async(std::launch::async, [&] { served.server().ServeUntilSignal(); });
  auto call = std::async(std::launch::async, [&] {
    grpc::ClientContext context;
    return served.GetStanding(context).error_code();
  });
  started.get_future().wait();
  kill(getpid(), SIGTERM);
  while (!served.server().draining()) std::this_thread::yield();
  release.set_value();
  EXPECT_EQ(call.get(), grpc::StatusCode::OK);
  serving.get();
  grpc::ClientContext context;
  EXPECT_EQ(served.GetStanding(context).error_code(), grpc::StatusCode::UNAVAILABLE);
}

// Sends heartbeats until the server drains.
class StreamService final : public ingestion::v1::IngestionService::Service {
 public:
  std::atomic<Server*> server{nullptr};
  std::unique_ptr<Entrance> entrance = OpenEntrance();

  grpc::Status FollowReleases(grpc::ServerContext* context, const FollowReleasesRequest* request,
                              grpc::ServerWriter<FollowReleasesResponse>* writer) override {
    return HandleStreaming(
        *entrance, context, "FollowReleases", request, [&](Call& call) -> absl::Status {
          EXPECT_EQ(call.deadline, system_clock::time_point::max());
          FollowReleasesResponse step;
          step.mutable_heartbeat()->set_head_seq(1);
          while (!server.load()->draining()) {
            writer->Write(step);
            std::this_thread::sleep_for(1ms);
          }
          return Error(absl::StatusCode::kUnavailable, Reason::kUnavailable, "draining");
        });
  }
};

TEST(Streaming, AStreamEndsWhenTheServerDrains) {
  StreamService service;
  const auto server = StartServer("127.0.0.1:0", {&service}).value();
  service.server = server.get();
  auto stub = ingestion::v1::IngestionService::NewStub(
      grpc::CreateChannel(server->address(), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  const auto reader = stub->FollowReleases(&context, FollowReleasesRequest());
  FollowReleasesResponse step;
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_EQ(step.heartbeat().head_seq(), 1);
  auto shutdown = std::async(std::launch::async, [&] { server->Shutdown(); });
  while (reader->Read(&step)) {
  }
  const grpc::Status status = reader->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(status.error_message(), "draining");
}

TEST(CheckTarget, WantsHostAndPortOrAScheme) {
  EXPECT_TRUE(CheckTarget("--ranking", "127.0.0.1:7402").ok());
  EXPECT_TRUE(CheckTarget("--ranking", "dns:///ranking:7401").ok());
  for (const char* address : {"", "localhost", ":1", "localhost:0", "localhost:65536"}) {
    EXPECT_THAT(std::string(CheckTarget("--ranking", address).message()), HasSubstr("--ranking"));
  }
}

TEST(ParseFlags, ABadFlagIsExitCode78) {
  CLI::App app("test", "peerage-test");
  ServerConfig config;
  AddServerFlags(app, config);
  std::string program = "peerage-test";
  std::string flag = "--lisen";
  char* arguments[] = {program.data(), flag.data()};
  EXPECT_EQ(ParseFlags(app, 2, arguments), kExitBadConfig);
}

}  // namespace
}  // namespace peerage::runtime
