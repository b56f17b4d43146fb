// Keeps the metrics of TLS: when the certificate ends, how many handshakes
// failed. Says so in the log, once a day, when the end is less than 14 days away.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "services/runtime/rpc_metrics.h"

namespace peerage::runtime {

// A thread of its own that looks every 5 s.
class CertificateWatch {
 public:
  // `metrics` is borrowed.
  CertificateWatch(std::string directory, RpcMetrics& metrics);
  ~CertificateWatch();
  CertificateWatch(const CertificateWatch&) = delete;
  CertificateWatch& operator=(const CertificateWatch&) = delete;

 private:
  void Watch();
  void Look();

  const std::string directory_;
  RpcMetrics& metrics_;
  int64_t failures_counted_ = 0;
  int64_t warned_on_day_ = 0;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace peerage::runtime
