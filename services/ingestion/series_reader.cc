#include "services/ingestion/series_reader.h"

#include <string>

#include "services/ingestion/figure_status.h"
#include "services/ingestion/row_reader.h"

namespace peerage::ingestion {
namespace {

constexpr int kLongestPeriod = 120;

// The series that the row names; a violation when it is not declared.
std::optional<uint32_t> SeriesOf(RowReader& row) {
  const std::optional<uint32_t> place = row.SeriesPlace(std::string(row.Cell("series")));
  if (!place) {
    row.RefuseValue("series", "the dataset declares no such series",
                    "correct the id, or declare the series in reference.yaml");
  }
  return place;
}

}  // namespace

std::vector<FormatColumn> SeriesReader::columns() const {
  return {{"series"}, {"force"},         {"period_end"},           {"period_months"},
          {"value"},  {"status", false}, {"standard_error", false}};
}

void SeriesReader::ReadRows(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                            Findings& violations, Findings& warnings) const {
  RowReader row(rows, options, figures.reference(), violations, warnings);
  while (row.Next()) {
    // Each of these speaks for itself, so that one row tells all its faults.
    const std::optional<uint32_t> series = SeriesOf(row);
    const std::optional<core::Month> end = row.MonthEnd("period_end");
    const std::optional<uint32_t> area = row.Area("force", end);
    const std::optional<int64_t> months = row.Whole("period_months", 1, kLongestPeriod);
    const auto status = ReadStatus(row, options.default_status);
    if (!series || !status) continue;
    FileFigure figure{.series = *series, .status = *status, .line = row.line()};
    if (core::HasValue(*status)) {
      const auto value = row.Figure("value", figures.reference().series[*series]);
      if (!ReadStandardError(row, figure.standard_error_millionths) || !value) continue;
      figure.value = *value;
    } else if (!CheckEmpty(row, {"value", "standard_error"})) {
      continue;
    }
    if (!area || !end || !months) continue;
    figure.area = *area;
    figure.period_end = *end;
    figures.Add(figure, static_cast<int>(*months), "period_months", violations);
  }
}

}  // namespace peerage::ingestion
