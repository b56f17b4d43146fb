// Where a service is, and the connection to it.
#pragma once

#include <grpcpp/channel.h>

#include <chrono>
#include <memory>
#include <string>

#include "clients/cpp/freshness.h"

namespace peerage::client {

// A connection to one service. Copies share it; safe from any thread. Nothing
// is sent before the first call, and a lost connection comes back by itself.
struct Connection {
  // HOST:PORT, for messages.
  std::string address;
  std::shared_ptr<grpc::ChannelInterface> channel;
};

// A connection without TLS, for a service on this machine. Notices a peer that
// vanished within 13 s; tries a call that found nobody (UNAVAILABLE) up to four
// times within half a second, which is safe because every write carries an
// idempotency key.
Connection Connect(const std::string& address);

// How one call is made.
struct CallOptions {
  // How long the caller waits. When it is over the call is DEADLINE_EXCEEDED.
  std::chrono::milliseconds timeout = std::chrono::seconds(5);
  // Goes into the logs of every service that takes part, 1 to 64 of
  // [A-Za-z0-9._-]; empty: the service makes one.
  std::string request_id;
  // When not null: told what the service said of its answer's age, and left as
  // it is when it said nothing. Borrowed for the call. Streams tell nothing.
  Freshness* freshness = nullptr;
};

}  // namespace peerage::client
