// How one call is made.
#pragma once

#include <chrono>
#include <string>

#include "clients/cpp/freshness.h"

namespace peerage::client {

// The three texts travel as metadata: printable ASCII, or the call is
// INVALID_ARGUMENT and is not made.
struct CallOptions {
  // How long the caller waits, all attempts together. When it is over the call
  // is DEADLINE_EXCEEDED.
  std::chrono::milliseconds timeout = std::chrono::seconds(5);
  // Goes into the logs of every service that takes part, 1 to 64 of
  // [A-Za-z0-9._-]; empty: the service makes one.
  std::string request_id;
  // The trace that the call is part of (https://www.w3.org/TR/trace-context/);
  // empty: the service begins one.
  std::string traceparent;
  // The person for whom a program calls, as text for the audit. Gives no right.
  std::string end_user;
  // When not null: told what the service said of its answer's age, and left as
  // it is when it said nothing. Borrowed for the call. Streams tell nothing.
  Freshness* freshness = nullptr;
};

}  // namespace peerage::client
