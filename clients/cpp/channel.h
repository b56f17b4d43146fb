// The connection to a service.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cpp/call_options.h"

namespace peerage::client {

class Route;

// A connection to all replicas of one service. Copies share it; safe from any
// thread. Nothing is sent before the first call, and a lost connection comes
// back by itself.
struct Connection {
  // As it was given, for messages.
  std::string address;
  // What the clients of this library make their calls by.
  std::shared_ptr<Route> route;
};

struct ConnectOptions {
  // A directory with tls.crt, tls.key and ca.crt for mutual TLS; empty: none.
  std::string tls_dir;
  // Who the server's certificate must name, as HOST:PORT, when that is not the
  // host that is dialled.
  std::string server_name;
  // The identity to call as (spiffe://...), for tests: only without TLS and
  // within this machine, where servers believe it.
  std::string as;
};

// A connection to HOST:PORT, to several ADDRESS:PORT with commas between, or to
// a gRPC target (dns:///ranking:7401): calls take turns among all addresses that
// it names, and a peer that vanished is noticed within 13 s. README.md says what
// is tried again. INVALID_ARGUMENT: a target that is none, a directory without
// the files, an identity where it would not be believed.
absl::StatusOr<Connection> Connect(const std::string& target, const ConnectOptions& options = {});

// A connection to each address behind `target`, for what is to be asked of every
// replica: those that Connect would take turns among, and against TLS
// certificates under the same name. Each connection's `address` is its own. A name
// is looked up now, which takes time; localhost is one address, and one replica
// with an IPv4 and an IPv6 address is two. Fails as Connect does; UNAVAILABLE:
// the name has no address.
absl::StatusOr<std::vector<Connection>> ConnectToEach(const std::string& target,
                                                      const ConnectOptions& options = {});

}  // namespace peerage::client
