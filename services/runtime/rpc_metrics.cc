#include "services/runtime/rpc_metrics.h"

namespace peerage::runtime {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Histogram;
using prometheus::Registry;

// From an inline read to a paper.
const Histogram::BucketBoundaries& Buckets() {
  static const auto* buckets = new Histogram::BucketBoundaries{
      0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
      0.05,    0.1,    0.25,    0.5,    1,     2.5,    5,     10,   30};
  return *buckets;
}

prometheus::Counter& PolicyReloads(Registry& registry, const char* outcome) {
  return BuildCounter()
      .Name("peerage_policy_reloads_total")
      .Help("The policy file changed and was taken, or refused because it is wrong.")
      .Register(registry)
      .Add({{"outcome", outcome}});
}

}  // namespace

RpcMetrics::RpcMetrics(Registry& registry, const std::string& program, const std::string& version)
    : policy_taken(PolicyReloads(registry, "taken")),
      policy_refused(PolicyReloads(registry, "refused")),
      certificate_not_after_seconds(
          BuildGauge()
              .Name("peerage_tls_certificate_not_after_seconds")
              .Help("When this server's certificate ends, in seconds since 1970; 0: no TLS.")
              .Register(registry)
              .Add({})),
      handshake_failures(BuildCounter()
                             .Name("peerage_tls_handshake_failures_total")
                             .Help("Connections refused before any call.")
                             .Register(registry)
                             .Add({})),
      log_lines_left_out(BuildCounter()
                             .Name("peerage_log_lines_left_out_total")
                             .Help("Log lines beyond the limit a second.")
                             .Register(registry)
                             .Add({})),
      calls_(BuildCounter()
                 .Name("peerage_rpc_calls_total")
                 .Help("Calls that ended, by method and code.")
                 .Register(registry)),
      refusals_(BuildCounter()
                    .Name("peerage_rpc_refusals_total")
                    .Help("Calls that ended with an error, by reason.")
                    .Register(registry)),
      durations_(BuildHistogram()
                     .Name("peerage_rpc_duration_seconds")
                     .Help("From a call's arrival to its answer.")
                     .Register(registry)),
      running_(BuildGauge()
                   .Name("peerage_rpc_running")
                   .Help("Calls that run or wait now.")
                   .Register(registry)) {
  BuildGauge()
      .Name("peerage_build_info")
      .Help("Always 1; the labels say which program and version this is.")
      .Register(registry)
      .Add({{"program", program}, {"version", version}})
      .Set(1);
}

MethodMetrics RpcMetrics::Of(const std::string& method) {
  return {.ok = &calls_.Add({{"method", method}, {"code", "OK"}}),
          .duration_seconds = &durations_.Add({{"method", method}}, Buckets()),
          .running = &running_.Add({{"method", method}}),
          .name = method};
}

void RpcMetrics::CountRefusal(Reason reason) {
  refusals_.Add({{"reason", std::string(ReasonName(reason))}}).Increment();
}

void RpcMetrics::Count(const MethodMetrics& method, const absl::Status& status,
                       const std::string& reason, double seconds) {
  method.duration_seconds->Observe(seconds);
  if (status.ok()) {
    method.ok->Increment();
    return;
  }
  calls_.Add({{"method", method.name}, {"code", absl::StatusCodeToString(status.code())}})
      .Increment();
  refusals_.Add({{"reason", reason}}).Increment();
}

}  // namespace peerage::runtime
