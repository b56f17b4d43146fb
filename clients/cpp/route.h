// Which replica the next attempt of a call goes to. Not part of the library's
// face.
//
// gRPC's round robin serves as long as all is well. It cannot tell a replica
// that stands still from one that works, and gives it its turn for the 13 s
// until keepalive notices. So the route remembers which replicas answered
// lately; while one is under suspicion, attempts go straight to another that
// answered. Suspicion never leaves a call without a way: where no other is
// known, round robin decides.
//
// gRPC waits up to 2 s before it dials again a replica that was away. Failed
// attempts cut that short, so that the next attempt meets whoever is back.
#pragma once

#include <grpcpp/channel.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "clients/cpp/retry_throttle.h"

namespace peerage::client {

// Safe from any thread.
class Route {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  using Dial = std::function<std::shared_ptr<grpc::ChannelInterface>(const std::string& target)>;

  // How long a replica that failed is passed over, and how long one that
  // answered counts as working.
  static constexpr std::chrono::seconds kSuspected{3};
  static constexpr std::chrono::seconds kTrusted{60};
  // How often at most failures make gRPC dial at once.
  static constexpr std::chrono::milliseconds kDialAgain{20};

  // `target` with a scheme; `as` is the identity to claim, or empty. Dials the
  // target at once; `dial` is kept.
  Route(const std::string& target, std::string as, Dial dial,
        Clock clock = std::chrono::steady_clock::now);

  const std::string& as() const { return as_; }
  RetryThrottle& throttle() { return throttle_; }
  // All replicas by turns.
  const std::shared_ptr<grpc::ChannelInterface>& all() const { return all_; }

  // For one attempt.
  std::shared_ptr<grpc::ChannelInterface> Choose();

  // What became of an attempt, with what its context calls the peer: any answer
  // shows that the replica works; no answer, or UNAVAILABLE, that it may not.
  void Answered(const std::string& peer);
  void Failed(const std::string& peer);

  // Whether an attempt with this peer had found a replica, so that its request
  // may have been sent.
  bool Reached(const std::string& peer) const;

 private:
  struct Replica {
    std::chrono::steady_clock::time_point answered;
    std::chrono::steady_clock::time_point suspected_until;
    std::shared_ptr<grpc::ChannelInterface> channel;
  };

  // Needs mutex_.
  void DialAgain();
  // Needs mutex_. Null for what is no address of a replica.
  Replica* Find(const std::string& peer);

  const std::string target_;
  const std::string as_;
  const Dial dial_;
  const Clock clock_;
  const std::shared_ptr<grpc::ChannelInterface> all_;
  RetryThrottle throttle_;
  std::mutex mutex_;
  std::map<std::string, Replica> replicas_;
  std::chrono::steady_clock::time_point suspicion_ends_;
  std::chrono::steady_clock::time_point dialled_again_;
  size_t turn_ = 0;
};

}  // namespace peerage::client
