#include "services/ingestion/ons_population_reader.h"

#include "absl/strings/str_cat.h"
#include "services/ingestion/row_reader.h"

namespace peerage::ingestion {
namespace {

constexpr int kFirstYear = 1990;
constexpr int kJune = 6;

// The only series that is a population.
std::optional<uint32_t> PopulationSeries(const core::DatasetReference& reference,
                                         Findings& violations) {
  std::optional<uint32_t> found;
  int populations = 0;
  for (size_t i = 0; i < reference.series.size(); ++i) {
    if (!reference.series[i].population || reference.series[i].population_by_period) continue;
    found = static_cast<uint32_t>(i);
    ++populations;
  }
  if (populations == 1) return found;
  violations.Add({.line = 0,
                  .value = absl::StrCat(populations, " population series"),
                  .rule = "the dataset declares one series with population: true that is not by "
                          "period",
                  .what_to_do = "correct reference.yaml and apply it"});
  return std::nullopt;
}

}  // namespace

std::vector<FormatColumn> OnsPopulationReader::columns() const {
  return {{"force_id"}, {"ons_code"}, {"mid_year"}, {"population"}};
}

void OnsPopulationReader::Read(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                               Findings& violations, Findings& warnings) const {
  const core::DatasetReference& reference = figures.reference();
  const std::optional<uint32_t> series = PopulationSeries(reference, violations);
  if (!series) return;
  RowReader row(rows, options, reference, violations, warnings);
  while (row.Next()) {
    const std::optional<uint32_t> area = row.Force("force_id");
    const std::optional<int64_t> year =
        row.Whole("mid_year", kFirstYear, options.last_month.year());
    const std::optional<int64_t> persons = row.Figure("population", reference.series[*series]);
    if (!area || !row.CodeFits("ons_code", reference.areas[*area]) || !year || !persons) continue;
    figures.Add({.series = *series,
                 .area = *area,
                 .period_end = core::Month(static_cast<int>(*year), kJune),
                 .status = options.default_status,
                 .value = *persons,
                 .line = row.line()},
                12, "mid_year", violations);
  }
  row.ReportSkipped();
}

}  // namespace peerage::ingestion
