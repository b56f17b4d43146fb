#include "services/runtime/cache_report.h"

#include <gtest/gtest.h>

#include <map>

namespace peerage::runtime {
namespace {

TEST(CacheMetrics, CountsEachTierByName) {
  cache::CacheCounts memory;
  cache::CacheCounts redis;
  memory.hits = 3;
  redis.misses = 2;
  redis.rejected_seals = 1;
  CacheMetrics metrics;
  metrics.Add("memory", memory);
  metrics.Add("redis", redis);
  std::map<std::string, std::map<std::string, double>> seen;
  for (const auto& family : metrics.Collect()) {
    EXPECT_EQ(family.type, prometheus::MetricType::Counter);
    for (const auto& metric : family.metric) {
      seen[family.name][metric.label.at(0).value] = metric.counter.value;
    }
  }
  const std::map<std::string, std::map<std::string, double>> expected = {
      {"peerage_cache_hits_total", {{"memory", 3}, {"redis", 0}}},
      {"peerage_cache_misses_total", {{"memory", 0}, {"redis", 2}}},
      {"peerage_cache_failures_total", {{"memory", 0}, {"redis", 0}}},
      {"peerage_cache_rejected_seals_total", {{"memory", 0}, {"redis", 1}}}};
  EXPECT_EQ(seen, expected);
}

}  // namespace
}  // namespace peerage::runtime
