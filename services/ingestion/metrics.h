// What ingestion counts besides the calls themselves
// (services/runtime/rpc_metrics.h).
#pragma once

#include <prometheus/counter.h>
#include <prometheus/registry.h>

namespace peerage::ingestion {

// Safe from any thread. The registry is borrowed.
struct Metrics {
  explicit Metrics(prometheus::Registry& registry);

  // peerage_ingestion_uploads_total{outcome}: tables and reference data that
  // came in and were answered.
  // "accepted": a new release.
  prometheus::Counter& accepted;
  // "unchanged": the log held exactly this content already.
  prometheus::Counter& unchanged;
  // "refused": the file broke rules and left nothing.
  prometheus::Counter& refused;
  // peerage_ingestion_rows_total: data rows of accepted tables.
  prometheus::Counter& rows;
};

}  // namespace peerage::ingestion
