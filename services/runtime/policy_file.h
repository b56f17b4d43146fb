// The policy file as it is now: looked at every 5 s, taken when it is sound.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "services/runtime/policy.h"
#include "services/runtime/rpc_metrics.h"

namespace peerage::runtime {

// Safe from any thread.
class PolicyFile {
 public:
  static constexpr std::chrono::seconds kLookEvery{5};

  // INVALID_ARGUMENT: the file cannot be read, or is wrong; with its path.
  // `metrics` is borrowed.
  static absl::StatusOr<std::unique_ptr<PolicyFile>> Open(std::string path, RpcMetrics& metrics);
  ~PolicyFile();
  PolicyFile(const PolicyFile&) = delete;
  PolicyFile& operator=(const PolicyFile&) = delete;

  // Never null. Who holds it keeps it.
  std::shared_ptr<const Policy> Current() const;

  // Reads the file, and takes it when it changed and is sound; one that is gone
  // or wrong changes nothing but the metric and a line in the log. What the
  // thread does; public for tests.
  void Look();

 private:
  PolicyFile(std::string path, RpcMetrics& metrics);
  void Watch();

  const std::string path_;
  RpcMetrics& metrics_;
  // What was last looked at, right or wrong; the looking thread's.
  std::string seen_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Policy> current_;

  std::mutex thread_mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace peerage::runtime
