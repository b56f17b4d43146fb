// What is tried again, and when. Not part of the library's face. The reasons
// stand in docs/adr/0010-our-own-retries.md.
#pragma once

#include <grpcpp/support/status.h>

#include <chrono>
#include <optional>
#include <string>

namespace peerage::client {

inline constexpr int kMaxAttempts = 4;

// How long one attempt of a call may take.
enum class Patience {
  // A third of the deadline, then another replica: a plain read.
  kThird,
  // All that is left: a write, whose work would be done twice; a stream; a read
  // that asks the service to wait.
  kAll,
};

// Of what is left of a call's `timeout`.
std::chrono::milliseconds AttemptTimeout(Patience patience, std::chrono::milliseconds timeout,
                                         std::chrono::milliseconds left);

// How long to wait before trying again what failed `failures` times, 1 or more,
// lastly with `status`; nothing: it is not to be tried again. `pushback` is the
// service's `grpc-retry-pushback-ms`, when it sent one. `random` is drawn from 0
// to 1.
std::optional<std::chrono::milliseconds> PauseBeforeRetry(
    grpc::StatusCode status, const std::optional<std::string>& pushback, int failures,
    double random);

}  // namespace peerage::client
