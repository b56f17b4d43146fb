#include "clients/cpp/route.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"

namespace peerage::client {
namespace {

// More than a service has; replicas come and go under new addresses.
constexpr size_t kMaxReplicas = 64;

// Before its request has left, a context calls the target its peer.
bool IsAddress(const std::string& peer) {
  return (absl::StartsWith(peer, "ipv4:") || absl::StartsWith(peer, "ipv6:")) &&
         !absl::StrContains(peer, ",");
}

// No effect on connections that stand or are being made.
void EndPause(grpc::ChannelInterface& channel) {
  if (auto* known = dynamic_cast<grpc::Channel*>(&channel)) {
    grpc::experimental::ChannelResetConnectionBackoff(known);
  }
}

}  // namespace

Route::Route(const std::string& target, std::string as, Dial dial, Clock clock)
    : target_(target),
      as_(std::move(as)),
      dial_(std::move(dial)),
      clock_(std::move(clock)),
      all_(dial_(target)) {}

std::shared_ptr<grpc::ChannelInterface> Route::Choose() {
  const std::lock_guard lock(mutex_);
  const auto now = clock_();
  if (now >= suspicion_ends_) return all_;
  std::vector<std::map<std::string, Replica>::iterator> working;
  for (auto replica = replicas_.begin(); replica != replicas_.end(); ++replica) {
    const Replica& known = replica->second;
    if (now >= known.suspected_until && now - known.answered < kTrusted) working.push_back(replica);
  }
  if (working.empty()) return all_;
  const auto& chosen = working[turn_++ % working.size()];
  if (chosen->second.channel == nullptr) chosen->second.channel = dial_(chosen->first);
  return chosen->second.channel;
}

Route::Replica* Route::Find(const std::string& peer) {
  if (!IsAddress(peer)) return nullptr;
  const auto found = replicas_.find(peer);
  if (found != replicas_.end()) return &found->second;
  if (replicas_.size() >= kMaxReplicas) {
    replicas_.erase(std::min_element(
        replicas_.begin(), replicas_.end(),
        [](const auto& a, const auto& b) { return a.second.answered < b.second.answered; }));
  }
  // One that never answered is not to be trusted.
  return &replicas_.emplace(peer, Replica{.answered = clock_() - kTrusted}).first->second;
}

void Route::Answered(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  Replica* replica = Find(peer);
  if (replica == nullptr) return;
  replica->answered = clock_();
  replica->suspected_until = {};
}

void Route::Failed(const std::string& peer) {
  const std::lock_guard lock(mutex_);
  DialAgain();
  Replica* replica = Find(peer);
  if (replica == nullptr) return;
  replica->suspected_until = suspicion_ends_ = clock_() + kSuspected;
}

void Route::DialAgain() {
  const auto now = clock_();
  if (now - dialled_again_ < kDialAgain) return;
  dialled_again_ = now;
  EndPause(*all_);
  for (const auto& [peer, replica] : replicas_) {
    if (replica.channel != nullptr) EndPause(*replica.channel);
  }
}

bool Route::Reached(const std::string& peer) const { return peer != target_ && peer != "unknown"; }

}  // namespace peerage::client
