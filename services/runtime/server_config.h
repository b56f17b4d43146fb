// How a server listens.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace peerage::runtime {

struct ServerConfig {
  // The program, as metrics and status name it: "ranking".
  std::string program = "peerage";
  // HOST:PORT; port 0 takes a free one. Not a loopback address: only with
  // mutual TLS.
  std::string listen = "127.0.0.1:0";
  // A directory with tls.crt, tls.key and ca.crt; empty: no TLS. Also what the
  // server shows to the services that it calls.
  std::string tls_dir;
  // The policy file; demanded with TLS.
  std::string policy_file;
  // Plaintext listeners that say nothing of the data; empty: none. Health is
  // grpc.health.v1 alone, for probes, which know no TLS: "" follows readiness,
  // "live" is SERVING as long as the process answers. Metrics is HTTP.
  std::string health_listen;
  std::string metrics_listen;
  // Whether the contract can be asked for on the listener itself.
  bool reflection = false;
  // How long calls are still taken after health says NOT_SERVING. Unset: 5 s
  // with TLS, none without, where one person stops what he started.
  std::optional<std::chrono::milliseconds> drain_delay;
};

}  // namespace peerage::runtime
