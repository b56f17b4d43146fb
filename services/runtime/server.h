// A gRPC listener with health, limits and an orderly end.
#pragma once

#include <grpcpp/server.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace peerage::runtime {

struct ServerConfig {
  // HOST:PORT, HOST a loopback address; port 0 takes a free one.
  std::string listen = "127.0.0.1:0";
};

// Blocks SIGTERM and SIGINT in the calling thread and in every thread it starts
// from then on, so that Server::ServeUntilSignal alone receives them. Called by
// `StartProcess` (flags.h) before anything that starts threads.
void BlockEndSignals();

class Server {
 public:
  // Binds and serves; not yet ready (health says NOT_SERVING). The services, at
  // least one, are borrowed and outlive the server. INVALID_ARGUMENT when `listen` is not
  // HOST:PORT or not a loopback address: without mutual TLS nothing else may be
  // listened on. UNAVAILABLE when the port is taken.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerConfig& config,
                                                       const std::vector<grpc::Service*>& services);
  // Shuts down, if that has not happened.
  ~Server();

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port that is listened on.
  int port() const { return port_; }
  // HOST:PORT as bound.
  const std::string& address() const { return address_; }

  // What grpc.health.v1 answers, for the server and for each service by name.
  // Never ready again once draining. Safe from any thread.
  void SetReady(bool ready);

  // Says "listening on HOST:PORT" on stdout (the tools read it) and returns
  // after SIGTERM or SIGINT and a Shutdown. A second signal ends the process at
  // once, with 128 + its number: what was acknowledged is durable anyway.
  void ServeUntilSignal();

  // True from the beginning of the shutdown; long streams must then end with
  // UNAVAILABLE. Safe from any thread.
  bool draining() const { return draining_.load(); }

  // NOT_SERVING, no new calls, running ones may finish for `grace`, the rest
  // are cut. Returns when the last is over. A second call does nothing.
  void Shutdown(std::chrono::milliseconds grace = std::chrono::seconds(25));

 private:
  Server() = default;

  std::unique_ptr<grpc::Server> server_;
  std::string address_;
  int port_ = 0;
  std::atomic<bool> draining_{false};
};

}  // namespace peerage::runtime
