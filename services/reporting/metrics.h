// What reporting counts besides the calls themselves
// (services/runtime/rpc_metrics.h).
#pragma once

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace peerage::reporting {

// Safe from any thread. The registry is borrowed.
struct Metrics {
  explicit Metrics(prometheus::Registry& registry);

  // peerage_reporting_reports_total: reports made; an answer to a repeated key
  // counts too.
  prometheus::Counter& reports;
  // peerage_reporting_stale_reports_total: of those, made while ranking had not
  // heard from ingestion for more than 15 s.
  prometheus::Counter& stale_reports;
  // peerage_reporting_document_seconds: from a kept report to its document.
  prometheus::Histogram& document_seconds;
};

}  // namespace peerage::reporting
