#include "services/runtime/server.h"

#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <future>
#include <iostream>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/logging.h"

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

// Names may lead anywhere: only addresses, and the one name that is reserved.
bool IsLoopback(const std::string& host) {
  const bool dotted = host.find_first_not_of("0123456789.") == std::string::npos;
  return host == "localhost" || host == "[::1]" || (dotted && absl::StartsWith(host, "127."));
}

// The host of a sound loopback HOST:PORT.
absl::StatusOr<std::string> HostOf(const std::string& listen) {
  const size_t colon = listen.rfind(':');
  int port = 0;
  if (colon == std::string::npos || colon == 0 ||
      !absl::SimpleAtoi(listen.substr(colon + 1), &port) || port < 0 || port > 65535) {
    return absl::InvalidArgumentError(absl::StrCat("cannot listen on \"", listen,
                                                   "\": give HOST:PORT, for example "
                                                   "127.0.0.1:7401"));
  }
  std::string host = listen.substr(0, colon);
  if (!IsLoopback(host)) {
    return absl::InvalidArgumentError(absl::StrCat("refusing to listen on \"", listen,
                                                   "\": without mutual TLS only a loopback "
                                                   "address may be served; use 127.0.0.1:PORT"));
  }
  return host;
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
  // Two servers on one port would each get half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

}  // namespace

void BlockEndSignals() {
  const sigset_t set = EndSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(const ServerConfig& config,
                                                      const std::vector<grpc::Service*>& services) {
  const absl::StatusOr<std::string> host = HostOf(config.listen);
  if (!host.ok()) return host.status();

  grpc::EnableDefaultHealthCheckService(true);
  std::unique_ptr<Server> server(new Server);
  grpc::ServerBuilder builder;
  SetLimits(builder);
  builder.AddListeningPort(config.listen, grpc::InsecureServerCredentials(), &server->port_);
  for (grpc::Service* service : services) builder.RegisterService(service);
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr || server->port_ == 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on \"", config.listen,
                     "\": another program may hold the port; stop it or choose another port"));
  }
  server->address_ = absl::StrCat(*host, ":", server->port_);
  server->SetReady(false);
  return server;
}

Server::~Server() { Shutdown(); }

void Server::SetReady(bool ready) {
  server_->GetHealthCheckService()->SetServingStatus(ready && !draining_);
}

void Server::ServeUntilSignal() {
  BlockEndSignals();
  std::cout << "listening on " << address_ << std::endl;
  LogInfo("serving", {{LogKey::kAddress, address_}});
  const sigset_t set = EndSignals();
  int signal = 0;
  sigwait(&set, &signal);
  LogInfo("draining", {{LogKey::kSignal, int64_t{signal}}});

  std::future<void> shutdown = std::async(std::launch::async, [this] { Shutdown(); });
  const timespec poll{.tv_sec = 0, .tv_nsec = 20'000'000};
  while (shutdown.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    const int again = sigtimedwait(&set, nullptr, &poll);
    if (again > 0) _exit(128 + again);
  }
  LogInfo("stopped");
}

void Server::Shutdown(std::chrono::milliseconds grace) {
  if (draining_.exchange(true)) return;
  // Null only when Start failed.
  if (server_ == nullptr) return;
  SetReady(false);
  server_->Shutdown(std::chrono::system_clock::now() + grace);
  server_->Wait();
}

}  // namespace peerage::runtime
