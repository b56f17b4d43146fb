#include "clients/cpp/service_call.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/metadata.h"
#include "clients/cpp/route.h"
#include "clients/cpp/status.h"

namespace peerage::client {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How much later than ours the deadline is that gRPC and the service see.
constexpr milliseconds kBehindUs(100);
// How long a call that has failed looks after the connection.
constexpr milliseconds kToConnect(20);

double Random() {
  thread_local std::minstd_rand random(std::random_device{}());
  return std::uniform_real_distribution<double>(0, 1)(random);
}

std::optional<std::string> Trailer(const grpc::ClientContext& context, const char* key) {
  const auto& said = context.GetServerTrailingMetadata();
  const auto found = said.find(key);
  if (found == said.end()) return std::nullopt;
  return std::string(found->second.data(), found->second.size());
}

void NoteFreshness(const grpc::ClientContext& context, const CallOptions& options) {
  if (options.freshness == nullptr) return;
  if (const auto stale = Trailer(context, "peerage-stale")) {
    options.freshness->stale = *stale == "true";
  }
  int64_t seconds = 0;
  const auto age = Trailer(context, "peerage-snapshot-age-seconds");
  if (age && absl::SimpleAtoi(*age, &seconds)) {
    options.freshness->age = std::chrono::seconds(seconds);
  }
}

bool NoAnswer(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
}

// No service of ours wrote it, so nobody knows what became of the request.
bool IsLost(const grpc::Status& status) {
  return status.error_details().empty() && NoAnswer(status);
}

// A server that shuts down cancels calls that came too late for its handlers.
// Nobody here cancelled them, and a handler of ours would say a reason: for a
// caller the server went away.
grpc::Status AsSeenFromHere(const grpc::Status& status) {
  if (status.error_code() != grpc::StatusCode::CANCELLED || !status.error_details().empty()) {
    return status;
  }
  return {grpc::StatusCode::UNAVAILABLE, status.error_message()};
}

// Waits, and lets gRPC work on the connection meanwhile. Without a call under way
// gRPC looks after its connections every 5 s only, unless the program is a server
// too: a replica that is back would not be met sooner.
void Pause(grpc::ChannelInterface& channel, milliseconds pause) {
  const auto end = std::chrono::system_clock::now() + pause;
  while (std::chrono::system_clock::now() < end) {
    channel.WaitForStateChange(channel.GetState(true), end);
  }
}

// The attempts of one call, one after another.
class Attempts {
 public:
  Attempts(const Service& service, const Work& work, const CallOptions& options)
      : service_(service),
        route_(*service.connection.route),
        work_(work),
        options_(options),
        end_(steady_clock::now() + options.timeout) {}

  absl::Status Make(const Attempt& attempt) {
    for (int made = 1;; ++made) {
      AttemptFrame frame;
      Begin(frame);
      const grpc::Status status = AsSeenFromHere(attempt(frame));
      Note(status, frame);
      const auto pause = PauseAfter(status, frame.context, made);
      if (!pause) {
        if (!status.ok()) LetConnect(*frame.channel);
        return End(status);
      }
      Pause(*frame.channel, *pause);
    }
  }

 private:
  milliseconds Left() const {
    return std::max(std::chrono::duration_cast<milliseconds>(end_ - steady_clock::now()),
                    milliseconds(0));
  }

  void Begin(AttemptFrame& frame) {
    AddMetadata(frame.context, service_.connection, options_);
    const auto end =
        std::chrono::system_clock::now() + AttemptTimeout(work_.patience, options_.timeout, Left());
    const bool whole = work_.patience == Patience::kAll;
    frame.give_up = whole ? std::chrono::system_clock::time_point::max() : end;
    frame.context.set_deadline(whole ? end : end + kBehindUs);
    frame.channel = route_.Choose();
  }

  void Note(const grpc::Status& status, const AttemptFrame& frame) {
    NoteFreshness(frame.context, options_);
    const std::string peer = frame.peer.empty() ? frame.context.peer() : frame.peer;
    // Out of time says nothing of a service that was never given any.
    if (!NoAnswer(status)) {
      route_.Answered(peer);
    } else if (status.error_code() == grpc::StatusCode::UNAVAILABLE ||
               work_.patience == Patience::kThird) {
      route_.Failed(peer);
    }
    const bool late = status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
    lost_ = lost_ || (IsLost(status) && (late || route_.Reached(peer)));
  }

  // How long to wait before the next attempt; nothing when there is none.
  std::optional<milliseconds> PauseAfter(const grpc::Status& status,
                                         const grpc::ClientContext& context, int made) {
    if (status.ok()) {
      route_.throttle().Succeeded();
      return std::nullopt;
    }
    if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
      // The next replica takes over at once. This is no strain on a service
      // that has too much to do, so the throttle does not count it.
      const bool more = work_.patience == Patience::kThird && made < kMaxAttempts;
      return more && Left() > milliseconds(0) ? std::optional(milliseconds(0)) : std::nullopt;
    }
    const auto pause = PauseBeforeRetry(status.error_code(),
                                        Trailer(context, "grpc-retry-pushback-ms"), made, Random());
    if (!pause || !route_.throttle().Failed() || *pause >= Left()) return std::nullopt;
    return pause;
  }

  // For the calls to come, where nobody is connected and this one waits no more.
  void LetConnect(grpc::ChannelInterface& channel) const {
    if (channel.GetState(false) == GRPC_CHANNEL_READY) return;
    Pause(channel, std::min(kToConnect, Left()));
  }

  absl::Status End(const grpc::Status& status) const {
    if (status.ok()) return absl::OkStatus();
    absl::Status explained = Explain(status, service_);
    const bool unsettled = NoAnswer(status) || status.error_code() == grpc::StatusCode::CANCELLED ||
                           status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
    if (work_.key.empty() || !lost_ || !unsettled) return explained;
    return OutcomeUnknown(explained, work_.key);
  }

  const Service& service_;
  Route& route_;
  const Work& work_;
  const CallOptions& options_;
  const steady_clock::time_point end_;
  // Whether an attempt may have reached the service and its answer did not come
  // back.
  bool lost_ = false;
};

}  // namespace

absl::Status Perform(const Service& service, const Work& work, const CallOptions& options,
                     const Attempt& attempt) {
  if (auto checked = CheckMetadata(options); !checked.ok()) return checked;
  return Attempts(service, work, options).Make(attempt);
}

void AwaitAnswer(grpc::CompletionQueue& queue, AttemptFrame& frame, grpc::Status& status) {
  void* tag = nullptr;
  bool finished = false;
  if (queue.AsyncNext(&tag, &finished, frame.give_up) == grpc::CompletionQueue::TIMEOUT) {
    frame.peer = frame.context.peer();
    frame.context.TryCancel();
    queue.Next(&tag, &finished);
    if (status.error_code() == grpc::StatusCode::CANCELLED) {
      status = grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "no answer in time");
    }
  }
  queue.Shutdown();
  while (queue.Next(&tag, &finished)) continue;
}

void AddMetadata(grpc::ClientContext& context, const Connection& connection,
                 const CallOptions& options) {
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) context.AddMetadata(key, value);
  };
  add("x-request-id", options.request_id);
  add("traceparent", options.traceparent);
  add("x-end-user", options.end_user);
  add("x-peerage-as", connection.route->as());
}

absl::Status Explain(const grpc::Status& status, const Service& service) {
  // Details mean that a service of ours wrote the message.
  if (!status.error_details().empty()) return FromGrpcStatus(status);
  const std::string whom =
      absl::StrCat("the ", service.name, " service at ", service.connection.address);
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      return absl::UnavailableError(absl::StrCat(
          whom, " cannot be reached; start it, or correct the address, and try again"));
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return absl::DeadlineExceededError(
          absl::StrCat(whom, " did not answer in time; try again, or allow more time"));
    case grpc::StatusCode::UNIMPLEMENTED:
      return absl::UnimplementedError(
          absl::StrCat(whom, " does not know this call; check that the address is that of the ",
                       service.name, " service, and that both are of one version"));
    default:
      return FromGrpcStatus(status);
  }
}

}  // namespace peerage::client
