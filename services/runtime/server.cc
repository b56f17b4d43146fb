#include "services/runtime/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <future>
#include <iostream>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/runtime/exposure.h"
#include "services/runtime/listen_address.h"
#include "services/runtime/logging.h"
#include "services/runtime/tls.h"
#include "services/runtime/unreadable_request.h"
#include "services/runtime/version.h"

namespace peerage::runtime {
namespace {

// A piece of a file may be 1 MiB (ImportRelease); its message is that and a few
// bytes of framing.
constexpr int kMaxReceiveBytes = (1 << 20) + (4 << 10);
constexpr int kMaxSendBytes = 4 << 20;

sigset_t EndSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

// With TLS whenever there are certificates: the caller's identity then comes
// from its certificate, on loopback too.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> CredentialsOf(const ServerConfig& config) {
  if (config.tls_dir.empty()) return grpc::InsecureServerCredentials();
  return TlsServerCredentials(config.tls_dir);
}

// What a probe asks for that only wants to know whether the process answers: a
// server that waits for another is not ready, and restarting it would not help.
constexpr char kLive[] = "live";

// The plaintext listener for probes: no service at all but grpc.health.v1.
absl::StatusOr<std::unique_ptr<grpc::Server>> StartHealth(const std::string& listen, int& port) {
  grpc::ServerBuilder builder;
  builder.SetMaxReceiveMessageSize(4 << 10);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 16);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, 60'000);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddListeningPort(listen, grpc::InsecureServerCredentials(), &port);
  auto server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot serve health on \"", listen, "\": another program may hold the port"));
  }
  server->GetHealthCheckService()->SetServingStatus(kLive, true);
  return server;
}

void SetLimits(grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(kMaxReceiveBytes);
  builder.SetMaxSendMessageSize(kMaxSendBytes);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 128);
  // A silent connection is closed after 5 s of no handshake, 5 min of no call.
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, 5'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, 300'000);
  // A peer that vanished is noticed in 25 s. Clients may ping every 10 s, also
  // between calls; gRPC's own default would close their connection for it.
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 20'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5'000);
  // Clients meet new replicas when they connect anew.
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, 1'800'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, 30'000);
  // Two servers on one port would each get half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

void BlockEndSignals() {
  const sigset_t set = EndSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerConfig& config,
                                                      Entrance& entrance,
                                                      const std::vector<grpc::Service*>& services,
                                                      const StatusSource& fill_status) {
  if (auto checked = CheckExposure(config); !checked.ok()) return checked;
  const auto credentials = CredentialsOf(config);
  if (!credentials.ok()) return credentials.status();

  grpc::EnableDefaultHealthCheckService(true);
  std::unique_ptr<Server> server(new Server);
  server->drain_delay_ = config.drain_delay.value_or(
      config.tls_dir.empty() ? std::chrono::milliseconds(0) : std::chrono::seconds(5));
  if (!config.health_listen.empty()) {
    auto health = StartHealth(config.health_listen, server->health_port_);
    if (!health.ok()) return health.status();
    server->health_ = *std::move(health);
  }
  if (!config.metrics_listen.empty()) {
    auto metrics = MetricsListener::Start(config.metrics_listen, entrance.collectables());
    if (!metrics.ok()) return metrics.status();
    server->metrics_ = *std::move(metrics);
  }
  // After the health listener was built, which must not get it.
  if (config.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();

  const absl::Time began = absl::Now();
  server->operations_ = std::make_unique<OperationsService>(
      entrance, [began, raw = server.get(), program = config.program,
                 fill_status](operations::v1::GetStatusResponse& status) {
        status.set_service(program);
        status.set_version(Version());
        status.mutable_started_at()->set_seconds(absl::ToUnixSeconds(began));
        status.set_ready(raw->ready_ && !raw->stopping_);
        status.set_draining(raw->stopping_);
        fill_status(status);
      });
  grpc::ServerBuilder builder;
  SetLimits(builder);
  NameUnreadableRequests(builder, entrance.rpc_metrics());
  builder.AddListeningPort(config.listen, *credentials, &server->port_);
  for (grpc::Service* service : services) builder.RegisterService(service);
  builder.RegisterService(server->operations_.get());
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr || server->port_ == 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on \"", config.listen,
                     "\": another program may hold the port; stop it or choose another port"));
  }
  server->address_ =
      absl::StrCat(ParseListenAddress("--listen", config.listen)->host, ":", server->port_);
  if (!config.tls_dir.empty()) {
    server->certificate_watch_ =
        std::make_unique<CertificateWatch>(config.tls_dir, entrance.rpc_metrics());
  }
  server->SetReady(false);
  return server;
}

Server::~Server() { Shutdown(); }

void Server::SetReady(bool ready) {
  // Whoever says ready must not come after whoever says that it stops.
  const std::lock_guard lock(health_mutex_);
  ready_ = ready;
  const bool serving = ready && !stopping_;
  server_->GetHealthCheckService()->SetServingStatus(serving);
  // By name, so that `live` stays as it is.
  if (health_ != nullptr) health_->GetHealthCheckService()->SetServingStatus("", serving);
}

void Server::Announce() const {
  std::cout << "listening on " << address_ << std::endl;
  if (health_ != nullptr) std::cout << "health on port " << health_port_ << std::endl;
  if (metrics_ != nullptr) std::cout << "metrics on port " << metrics_->port() << std::endl;
  LogInfo("serving", {{LogKey::kAddress, address_}});
}

void Server::Drain() {
  stopping_ = true;
  SetReady(false);
  // Whoever balances calls over replicas needs a moment to see it.
  std::this_thread::sleep_for(drain_delay_);
  Shutdown(std::chrono::seconds(25) - drain_delay_);
}

void Server::ServeUntilSignal() {
  BlockEndSignals();
  Announce();
  const sigset_t set = EndSignals();
  int signal = 0;
  sigwait(&set, &signal);
  LogInfo("draining", {{LogKey::kSignal, int64_t{signal}}});

  std::future<void> drain = std::async(std::launch::async, [this] { Drain(); });
  const timespec poll{.tv_sec = 0, .tv_nsec = 20'000'000};
  while (drain.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    const int again = sigtimedwait(&set, nullptr, &poll);
    if (again > 0) _exit(128 + again);
  }
  LogInfo("stopped");
}

void Server::Shutdown(std::chrono::milliseconds grace) {
  if (draining_.exchange(true)) return;
  // Null only when Start failed.
  if (server_ == nullptr) return;
  stopping_ = true;
  SetReady(false);
  server_->Shutdown(std::chrono::system_clock::now() + grace);
  server_->Wait();
  if (health_ == nullptr) return;
  health_->Shutdown(std::chrono::system_clock::now());
  health_->Wait();
}

}  // namespace peerage::runtime
