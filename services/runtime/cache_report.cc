#include "services/runtime/cache_report.h"

#include <array>
#include <atomic>

#include "services/runtime/logging.h"

namespace peerage::runtime {
namespace {

struct Count {
  const char* name;
  const char* help;
  std::atomic<int64_t> cache::CacheCounts::*value;
};

constexpr std::array<Count, 4> kCounts = {{
    {"peerage_cache_hits_total", "Values that were found.", &cache::CacheCounts::hits},
    {"peerage_cache_misses_total", "Values that were not.", &cache::CacheCounts::misses},
    {"peerage_cache_failures_total", "Commands that were not answered well, or in time.",
     &cache::CacheCounts::failures},
    {"peerage_cache_rejected_seals_total", "Values that did not open.",
     &cache::CacheCounts::rejected_seals},
}};

}  // namespace

std::vector<prometheus::MetricFamily> CacheMetrics::Collect() const {
  std::vector<prometheus::MetricFamily> families;
  for (const Count& count : kCounts) {
    prometheus::MetricFamily family;
    family.name = count.name;
    family.help = count.help;
    family.type = prometheus::MetricType::Counter;
    for (const auto& [tier, counts] : tiers_) {
      prometheus::ClientMetric metric;
      metric.label.push_back({"tier", tier});
      metric.counter.value = static_cast<double>((counts->*count.value).load());
      family.metric.push_back(std::move(metric));
    }
    families.push_back(std::move(family));
  }
  return families;
}

void LogRedis(const absl::Status& state) {
  if (state.ok()) {
    LogInfo("redis reached");
  } else {
    LogWarning("redis away", {{LogKey::kCode, absl::StatusCodeToString(state.code())}});
  }
}

}  // namespace peerage::runtime
