#include "services/ingestion/metrics.h"

namespace peerage::ingestion {
namespace {

prometheus::Counter& Uploads(prometheus::Registry& registry, const char* outcome) {
  return prometheus::BuildCounter()
      .Name("peerage_ingestion_uploads_total")
      .Help("Tables and reference data that came in, by what became of them.")
      .Register(registry)
      .Add({{"outcome", outcome}});
}

}  // namespace

Metrics::Metrics(prometheus::Registry& registry)
    : accepted(Uploads(registry, "accepted")),
      unchanged(Uploads(registry, "unchanged")),
      refused(Uploads(registry, "refused")),
      rows(prometheus::BuildCounter()
               .Name("peerage_ingestion_rows_total")
               .Help("Data rows of accepted tables.")
               .Register(registry)
               .Add({})) {}

}  // namespace peerage::ingestion
