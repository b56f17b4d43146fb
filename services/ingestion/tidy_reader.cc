#include "services/ingestion/tidy_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/figure_status.h"
#include "services/ingestion/row_reader.h"
#include "services/ingestion/scaled_number.h"
#include "services/ingestion/text_cache.h"

namespace peerage::ingestion {
namespace {

using core::ObservationStatus;

constexpr int kLongestPeriod = 120;

// The series that a measure's rows make.
struct TidySeries {
  const core::Measure* measure = nullptr;
  uint32_t numerator = 0;
  std::optional<uint32_t> denominator;
};

class TidyRows {
 public:
  TidyRows(HeadedRows& rows, const ReadOptions& options, FileFigures& figures, Findings& violations,
           Findings& warnings)
      : row_(rows, options, figures.reference(), violations, warnings),
        options_(options),
        figures_(figures),
        violations_(violations) {}

  bool Next() { return row_.Next(); }

  void ReadRow() {
    // Each of these speaks for itself, so that one row tells all its faults.
    const std::optional<TidySeries> series = Series();
    const std::optional<core::Month> end = row_.MonthEnd("period_end");
    const std::optional<uint32_t> area = row_.Force("force", end);
    const std::optional<int64_t> months = row_.Whole("period_months", 1, kLongestPeriod);
    const std::optional<ObservationStatus> status = ReadStatus(row_, options_.default_status);
    if (!series || !status) return;
    FileFigure figure{.series = series->numerator, .status = *status, .line = row_.line()};
    int64_t whole = 0;
    if (!ReadFigures(*series, figure, whole)) return;
    if (!area || !end || !months) return;
    figure.area = *area;
    figure.period_end = *end;
    const int length = static_cast<int>(*months);
    figures_.Add(figure, length, "period_months", violations_);
    if (!series->denominator) return;
    figure.series = *series->denominator;
    figure.value = whole;
    figure.standard_error_millionths.reset();
    figures_.Add(figure, length, "period_months", violations_);
  }

  void Finish() { row_.ReportSkipped(); }

 private:
  std::optional<TidySeries> Series() {
    const bool has_denominator = !row_.Cell("denominator").empty();
    TextCache<TidySeries>& known = has_denominator ? with_denominator_ : without_denominator_;
    const std::string_view id = row_.Cell("measure");
    if (const TidySeries* series = known.Find(id)) return *series;
    std::optional<TidySeries> series = FindSeries(std::string(id), has_denominator);
    if (series) known.Learn(id, *series);
    return series;
  }

  std::optional<TidySeries> FindSeries(const std::string& id, bool has_denominator) {
    const auto& measures = figures_.reference().measures;
    const auto measure = std::find_if(measures.begin(), measures.end(),
                                      [&](const core::Measure& m) { return m.id == id; });
    if (measure == measures.end()) {
      row_.RefuseValue("measure", "the dataset declares no such measure",
                       "correct the id, or declare the measure in reference.yaml");
      return std::nullopt;
    }
    TidySeries series{.measure = &*measure};
    const auto declared = [&](const std::string& series_id) {
      const std::optional<uint32_t> place = row_.SeriesPlace(series_id);
      if (!place) {
        row_.RefuseValue("measure",
                         absl::StrCat("tidy rows of a measure make series '", series_id,
                                      "', which the dataset does not declare"),
                         "declare the series in reference.yaml");
      }
      return place;
    };
    const std::optional<uint32_t> numerator = declared(core::NumeratorSeriesOf(id));
    const auto& below = measure->denominator_series;
    const bool divides =
        std::find(below.begin(), below.end(), core::DenominatorSeriesOf(id)) != below.end();
    if (divides || has_denominator) {
      series.denominator = declared(core::DenominatorSeriesOf(id));
      if (!series.denominator) return std::nullopt;
    }
    if (!numerator) return std::nullopt;
    series.numerator = *numerator;
    return series;
  }

  // `denominator` is its value, where the series has one.
  bool ReadFigures(const TidySeries& series, FileFigure& numerator, int64_t& denominator) {
    if (!core::HasValue(numerator.status)) {
      return CheckEmpty(row_, {"numerator", "denominator", "standard_error"});
    }
    const auto& declared = figures_.reference().series;
    const core::Series& above = declared[series.numerator];
    const std::optional<int64_t> value = row_.Figure("numerator", above);
    std::optional<int64_t> whole;
    if (series.denominator) {
      whole = row_.Figure("denominator", declared[*series.denominator]);
    }
    const bool error_read = ReadStandardError(row_, numerator.standard_error_millionths);
    if (!value || (series.denominator && !whole) || !error_read) return false;
    numerator.value = *value;
    denominator = whole.value_or(0);
    if (!series.denominator || !IsPartOfWhole(series.measure->kind)) return true;
    const core::Series& below = declared[*series.denominator];
    if (!Exceeds(*value, above.decimals, *whole, below.decimals)) return true;
    violations_.Add(PartExceedsWhole({row_.line(), "numerator", row_.Cell("numerator")}));
    return false;
  }

  RowReader row_;
  const ReadOptions& options_;
  FileFigures& figures_;
  Findings& violations_;
  // By measure, of rows with and without a denominator.
  TextCache<TidySeries> with_denominator_;
  TextCache<TidySeries> without_denominator_;
};

}  // namespace

std::vector<FormatColumn> TidyReader::columns() const {
  return {{"measure"},   {"force"},       {"period_end"},    {"period_months"},
          {"numerator"}, {"denominator"}, {"status", false}, {"standard_error", false}};
}

void TidyReader::ReadRows(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                          Findings& violations, Findings& warnings) const {
  TidyRows reader(rows, options, figures, violations, warnings);
  while (reader.Next()) reader.ReadRow();
  reader.Finish();
}

}  // namespace peerage::ingestion
