#include "services/ranking/metrics.h"

namespace peerage::ranking {
namespace {

prometheus::Gauge& Gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

Metrics::Metrics(prometheus::Registry& registry)
    : snapshot_seq(Gauge(registry, "peerage_ranking_snapshot_seq",
                         "The newest release that answers are made from.")),
      head_seq(Gauge(registry, "peerage_ranking_head_seq",
                     "Ingestion's newest release, as last heard.")),
      heard_timestamp_seconds(Gauge(registry, "peerage_ranking_heard_timestamp_seconds",
                                    "When ingestion was last heard, in seconds since 1970.")),
      fold_seconds(prometheus::BuildHistogram()
                       .Name("peerage_ranking_fold_seconds")
                       .Help("From a release's last byte to the snapshot that holds it.")
                       .Register(registry)
                       .Add({}, prometheus::Histogram::BucketBoundaries{0.001, 0.005, 0.01, 0.05,
                                                                        0.1, 0.5, 1, 5, 30})) {}

}  // namespace peerage::ranking
