// What ranking counts besides the calls themselves (services/runtime/rpc_metrics.h).
#pragma once

#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace peerage::ranking {

// Safe from any thread. The registry is borrowed.
struct Metrics {
  explicit Metrics(prometheus::Registry& registry);

  // peerage_ranking_snapshot_seq: the newest release that answers are made from;
  // 0 while there are none.
  prometheus::Gauge& snapshot_seq;
  // peerage_ranking_head_seq: ingestion's newest release, as last heard. Above
  // snapshot_seq: this replica is behind.
  prometheus::Gauge& head_seq;
  // peerage_ranking_heard_timestamp_seconds: when ingestion was last heard, in
  // seconds since 1970. More than 15 s ago: answers say that they are stale.
  prometheus::Gauge& heard_timestamp_seconds;
  // peerage_ranking_fold_seconds: how long it took to make the next snapshot of
  // a release.
  prometheus::Histogram& fold_seconds;
};

}  // namespace peerage::ranking
