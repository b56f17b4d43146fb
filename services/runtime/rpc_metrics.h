// What every server counts. Names, kinds and meanings of all metrics that all
// servers share stand in this header; those of one service in its own metrics.h.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "services/runtime/error.h"

namespace peerage::runtime {

// Of one method; made at the start, so that counting is a few additions.
struct MethodMetrics {
  prometheus::Counter* ok = nullptr;
  prometheus::Histogram* duration_seconds = nullptr;
  prometheus::Gauge* running = nullptr;
  std::string name;
};

// Safe from any thread.
class RpcMetrics {
 public:
  // The registry is borrowed. `program` and `version` go into peerage_build_info.
  RpcMetrics(prometheus::Registry& registry, const std::string& program,
             const std::string& version);

  MethodMetrics Of(const std::string& method);
  // One call that ended: its code, its reason ("" when OK), how long it took.
  void Count(const MethodMetrics& method, const absl::Status& status, const std::string& reason,
             double seconds);

  // One call that ended before it had a method's frame.
  void CountRefusal(Reason reason);

  // peerage_policy_reloads_total{outcome="taken"|"refused"}: the policy file was
  // read anew because it changed. "refused": it was wrong, the old one stays.
  prometheus::Counter& policy_taken;
  prometheus::Counter& policy_refused;
  // peerage_tls_certificate_not_after_seconds: when this server's certificate
  // ends, in seconds since 1970; 0 without TLS.
  prometheus::Gauge& certificate_not_after_seconds;
  // peerage_tls_handshake_failures_total: connections refused before any call,
  // by an expired, foreign or missing certificate among others.
  prometheus::Counter& handshake_failures;
  // peerage_log_lines_left_out_total: lines beyond the limit a second.
  prometheus::Counter& log_lines_left_out;

 private:
  // peerage_rpc_calls_total{method,code}: calls that ended.
  prometheus::Family<prometheus::Counter>& calls_;
  // peerage_rpc_refusals_total{reason}: calls that ended with an error, by its
  // reason (docs/api.md lists them).
  prometheus::Family<prometheus::Counter>& refusals_;
  // peerage_rpc_duration_seconds{method}: from the call's arrival to its answer.
  prometheus::Family<prometheus::Histogram>& durations_;
  // peerage_rpc_running{method}: calls that run or wait now.
  prometheus::Family<prometheus::Gauge>& running_;
};

}  // namespace peerage::runtime
