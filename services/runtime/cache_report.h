// What a service with a cache says about it: counts for Prometheus, and a log
// line when Redis comes or goes.
#pragma once

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "services/cache/cache_counts.h"

namespace peerage::runtime {

// One label, tier: "memory", "redis", or what else it was added as.
//   peerage_cache_hits_total, peerage_cache_misses_total: the hit rate is the
//     first by the sum of both.
//   peerage_cache_failures_total: commands that Redis did not answer well, or in
//     time; each is a miss too.
//   peerage_cache_rejected_seals_total: values that did not open: damaged, or
//     somebody else's; each is a miss too.
class CacheMetrics final : public prometheus::Collectable {
 public:
  // The counts are borrowed. Before the metrics are first read.
  void Add(std::string tier, const cache::CacheCounts& counts) {
    tiers_.emplace_back(std::move(tier), &counts);
  }

  std::vector<prometheus::MetricFamily> Collect() const override;

 private:
  std::vector<std::pair<std::string, const cache::CacheCounts*>> tiers_;
};

// One line when Redis is first reached or refuses, and whenever that changes.
void LogRedis(const absl::Status& state);

}  // namespace peerage::runtime
