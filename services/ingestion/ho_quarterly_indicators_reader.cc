#include "services/ingestion/ho_quarterly_indicators_reader.h"

#include <utility>

#include "services/ingestion/row_reader.h"

namespace peerage::ingestion {
namespace {

constexpr int kQuarterMonths = 3;

// The publisher's words and our series.
constexpr std::pair<std::string_view, const char*> kIndicators[] = {
    {"All crime excl. fraud", "all-crime"},
    {"Violence with injury", "violence-with-injury"},
    {"Trafficking of drugs", "drug-trafficking"},
    {"Homicide", "homicide"}};

std::optional<uint32_t> Series(RowReader& row) {
  for (const auto& [indicator, series] : kIndicators) {
    if (row.Cell("indicator") == indicator) return row.DeclaredSeries("indicator", series);
  }
  row.RefuseValue(
      "indicator",
      "an indicator is 'All crime excl. fraud', 'Violence with injury', 'Trafficking of "
      "drugs' or 'Homicide'",
      "correct the indicator, or remove the row");
  return std::nullopt;
}

}  // namespace

std::vector<FormatColumn> HoQuarterlyIndicatorsReader::columns() const {
  return {{"quarter_end"}, {"force_id"}, {"indicator"}, {"offences"}};
}

void HoQuarterlyIndicatorsReader::Read(HeadedRows& rows, const ReadOptions& options,
                                       FileFigures& figures, Findings& violations,
                                       Findings& warnings) const {
  RowReader row(rows, options, figures.reference(), violations, warnings);
  while (row.Next()) {
    const std::optional<uint32_t> series = Series(row);
    const std::optional<uint32_t> area = row.Force("force_id");
    const std::optional<core::Month> end = row.QuarterEnd("quarter_end");
    if (!series) continue;
    const std::optional<int64_t> offences =
        row.Figure("offences", figures.reference().series[*series]);
    if (!area || !end || !offences) continue;
    figures.Add({.series = *series,
                 .area = *area,
                 .period_end = *end,
                 .status = options.default_status,
                 .value = *offences,
                 .line = row.line()},
                kQuarterMonths, "quarter_end", violations);
  }
  row.ReportSkipped();
}

}  // namespace peerage::ingestion
