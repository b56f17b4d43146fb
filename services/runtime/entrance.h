// What stands between the wire and the handlers of one server: the rules of all
// its methods, the guard and its policy, quotas, metrics. Every handler of the
// server goes through it, by HandleInline, HandleQueued or HandleStreaming, or by
// a CallFrame of its own.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/registry.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/runtime/admission.h"
#include "services/runtime/guard.h"
#include "services/runtime/method_rule.h"
#include "services/runtime/policy_file.h"
#include "services/runtime/rpc_metrics.h"
#include "services/runtime/server_config.h"

namespace peerage::runtime {

// One method as the entrance knows it.
struct Gate {
  MethodRule rule;
  MethodMetrics metrics;
};

// Made before the services, which borrow it. Safe from any thread.
class Entrance {
 public:
  // For the services named in full ("peerage.ranking.v1.RankingService"), and
  // for OperationsService, which every server has. INVALID_ARGUMENT: a method
  // without a permission; two methods of one name; a policy file that is missing
  // or wrong.
  static absl::StatusOr<std::unique_ptr<Entrance>> Open(
      const ServerConfig& config, const std::vector<std::string>& service_full_names);

  ~Entrance();
  Entrance(const Entrance&) = delete;
  Entrance& operator=(const Entrance&) = delete;

  // The gate of a method by its short name; null: no such method, which is
  // never let through.
  const Gate* Find(std::string_view method) const;

  const Guard& guard() const { return *guard_; }
  Admission& admission() { return admission_; }
  RpcMetrics& rpc_metrics() { return *rpc_metrics_; }
  // For the metrics of the service itself.
  prometheus::Registry& registry() { return *registry_; }

  // Shows further counts at the metrics port; before Server::Start.
  void AddMetrics(std::shared_ptr<prometheus::Collectable> metrics) {
    collectables_.push_back(std::move(metrics));
  }
  // All that the metrics port shows.
  const std::vector<std::shared_ptr<prometheus::Collectable>>& collectables() const {
    return collectables_;
  }

 private:
  explicit Entrance(const ServerConfig& config);
  absl::Status AddRules(const std::string& service_full_name);

  std::shared_ptr<prometheus::Registry> registry_;
  std::vector<std::shared_ptr<prometheus::Collectable>> collectables_;
  std::unique_ptr<RpcMetrics> rpc_metrics_;
  std::unique_ptr<PolicyFile> policy_file_;
  std::unique_ptr<Guard> guard_;
  Admission admission_;
  std::map<std::string, Gate, std::less<>> gates_;
};

}  // namespace peerage::runtime
