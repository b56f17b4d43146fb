#include "services/runtime/policy_file.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "services/runtime/logging.h"

namespace peerage::runtime {
namespace {

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return absl::InvalidArgumentError("cannot be read, or is empty");
  }
  return text.str();
}

}  // namespace

PolicyFile::PolicyFile(std::string path, RpcMetrics& metrics)
    : path_(std::move(path)), metrics_(metrics) {}

absl::StatusOr<std::unique_ptr<PolicyFile>> PolicyFile::Open(std::string path,
                                                             RpcMetrics& metrics) {
  std::unique_ptr<PolicyFile> file(new PolicyFile(std::move(path), metrics));
  auto text = ReadWhole(file->path_);
  auto policy = text.ok() ? Policy::Parse(*text) : text.status();
  if (!policy.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--policy ", file->path_, ": ", policy.status().message()));
  }
  file->seen_ = *std::move(text);
  file->current_ = *std::move(policy);
  file->thread_ = std::thread([watched = file.get()] { watched->Watch(); });
  return file;
}

PolicyFile::~PolicyFile() {
  {
    const std::lock_guard lock(thread_mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const Policy> PolicyFile::Current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void PolicyFile::Look() {
  auto text = ReadWhole(path_);
  // A file that is gone is as wrong as an empty one, and said once.
  const std::string now = text.ok() ? *text : "";
  if (now == seen_) return;
  seen_ = now;
  auto policy = text.ok() ? Policy::Parse(now) : text.status();
  if (!policy.ok()) {
    metrics_.policy_refused.Increment();
    LogError("policy refused", {{LogKey::kDetail, std::string(policy.status().message())}});
    return;
  }
  {
    const std::lock_guard lock(mutex_);
    current_ = *std::move(policy);
  }
  metrics_.policy_taken.Increment();
  LogInfo("policy taken");
}

void PolicyFile::Watch() {
  std::unique_lock lock(thread_mutex_);
  while (!stop_.wait_for(lock, kLookEvery, [this] { return stopping_; })) {
    lock.unlock();
    Look();
    lock.lock();
  }
}

}  // namespace peerage::runtime
