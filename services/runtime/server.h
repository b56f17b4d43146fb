// A gRPC listener with health, limits and an orderly end.
#pragma once

#include <grpcpp/server.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/certificate_watch.h"
#include "services/runtime/entrance.h"
#include "services/runtime/metrics_listener.h"
#include "services/runtime/operations_service.h"
#include "services/runtime/server_config.h"

namespace peerage::runtime {

// Blocks SIGTERM and SIGINT in the calling thread and in every thread it starts
// from then on, so that Server::ServeUntilSignal alone receives them. Called by
// `StartProcess` (flags.h) before anything that starts threads.
void BlockEndSignals();

class Server {
 public:
  // Binds and serves the services, at least one, and OperationsService, whose
  // answers `fill_status` completes; not yet ready (health says NOT_SERVING).
  // Entrance and services are borrowed and outlive the server.
  // INVALID_ARGUMENT: an address that is none; an address that is not loopback
  // without mutual TLS and a policy, or with PEERAGE_FAILPOINT set; wrong
  // certificates. UNAVAILABLE: a port is taken.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerConfig& config, Entrance& entrance, const std::vector<grpc::Service*>& services,
      const StatusSource& fill_status = [](operations::v1::GetStatusResponse&) {});
  // Shuts down, if that has not happened.
  ~Server();

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port that is listened on.
  int port() const { return port_; }
  // HOST:PORT as bound.
  const std::string& address() const { return address_; }
  // The ports of the other two listeners; 0 where there is none.
  int health_port() const { return health_port_; }
  int metrics_port() const { return metrics_ == nullptr ? 0 : metrics_->port(); }

  // What grpc.health.v1 answers, for the server and for each service by name.
  // Never ready again once stopping. Safe from any thread.
  void SetReady(bool ready);

  // Says "listening on HOST:PORT" on stdout (the tools read it), then a line for
  // each further listener, and returns after SIGTERM or SIGINT and an orderly
  // end: NOT_SERVING at once, calls taken for the drain delay, then Shutdown,
  // all within 25 s. A second signal ends the process at once, with 128 + its
  // number: what was acknowledged is durable anyway.
  void ServeUntilSignal();

  // True from the beginning of the shutdown; long streams must then end with
  // UNAVAILABLE. Safe from any thread.
  bool draining() const { return draining_.load(); }

  // NOT_SERVING, no new calls, running ones may finish for `grace`, the rest
  // are cut. Returns when the last is over. A second call does nothing.
  void Shutdown(std::chrono::milliseconds grace = std::chrono::seconds(25));

 private:
  Server() = default;
  void Announce() const;
  void Drain();

  std::unique_ptr<OperationsService> operations_;
  std::unique_ptr<grpc::Server> server_;
  // Plaintext, of grpc.health.v1 alone; or null.
  std::unique_ptr<grpc::Server> health_;
  std::unique_ptr<MetricsListener> metrics_;
  std::unique_ptr<CertificateWatch> certificate_watch_;
  std::string address_;
  int port_ = 0;
  int health_port_ = 0;
  std::chrono::milliseconds drain_delay_{0};
  std::mutex health_mutex_;
  std::atomic<bool> ready_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> draining_{false};
};

}  // namespace peerage::runtime
