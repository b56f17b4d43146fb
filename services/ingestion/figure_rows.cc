#include "services/ingestion/figure_rows.h"

#include <algorithm>

#include "services/ingestion/figure_status.h"
#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {
namespace {

constexpr int kStandardErrorDecimals = 6;

// "0.0125" for 12,500 millionths: what was written, not its padding.
std::string StandardErrorText(int64_t millionths) {
  std::string text = FormatScaled(millionths, kStandardErrorDecimals);
  text.resize(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

FigureRows::FigureRows(const core::DatasetReference& reference) {
  for (const core::Series& series : reference.series) decimals_[series.id] = series.decimals;
  for (const core::Measure& measure : reference.measures) {
    for (const auto* list : {&measure.numerator_series, &measure.denominator_series}) {
      for (const std::string& series : *list) {
        std::vector<std::string>& ids = measures_[series];
        // Versions of one measure share its id.
        if (std::find(ids.begin(), ids.end(), measure.id) == ids.end()) ids.push_back(measure.id);
      }
    }
  }
}

v1::ReleaseFigure FigureRows::ToRow(const store::ScopeHead& scope,
                                    const core::Observation& figure) const {
  v1::ReleaseFigure row;
  row.set_series_id(scope.series_id);
  row.set_area_id(figure.area_id);
  row.set_period_end(scope.period_end.ToString());
  row.set_period_months(scope.period_months);
  row.set_status(StatusName(figure.status));
  if (core::HasValue(figure.status)) {
    row.set_figure(FormatScaled(figure.value, DecimalsOf(scope.series_id)));
  }
  if (figure.standard_error_millionths) {
    row.set_standard_error(StandardErrorText(*figure.standard_error_millionths));
  }
  return row;
}

std::string FigureRows::Difference(const std::string& series_id, const core::Observation& before,
                                   const core::Observation& after) const {
  if (!core::HasValue(before.status) || !core::HasValue(after.status)) return "";
  return FormatScaled(after.value - before.value, DecimalsOf(series_id));
}

const std::vector<std::string>& FigureRows::MeasureIds(const std::string& series_id) const {
  static const std::vector<std::string> kNone;
  const auto found = measures_.find(series_id);
  return found == measures_.end() ? kNone : found->second;
}

int FigureRows::DecimalsOf(const std::string& series_id) const {
  const auto found = decimals_.find(series_id);
  return found == decimals_.end() ? 0 : found->second;
}

}  // namespace peerage::ingestion
