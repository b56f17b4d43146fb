#include "services/reporting/metrics.h"

namespace peerage::reporting {
namespace {

prometheus::Counter& Counter(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

Metrics::Metrics(prometheus::Registry& registry)
    : reports(Counter(registry, "peerage_reporting_reports_total", "Reports made.")),
      stale_reports(Counter(registry, "peerage_reporting_stale_reports_total",
                            "Reports made while ranking had not heard from ingestion for more "
                            "than 15 s.")),
      document_seconds(prometheus::BuildHistogram()
                           .Name("peerage_reporting_document_seconds")
                           .Help("From a kept report to its document.")
                           .Register(registry)
                           .Add({}, prometheus::Histogram::BucketBoundaries{
                                        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1})) {}

}  // namespace peerage::reporting
