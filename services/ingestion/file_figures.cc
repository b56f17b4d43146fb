#include "services/ingestion/file_figures.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion {

void FileFigures::BeginSheet(int ordinal, const std::string& name) {
  sheet_ = ordinal;
  sheets_[ordinal] = name;
}

void FileFigures::Add(const FileFigure& figure, int period_months, const std::string& months_column,
                      Findings& violations) {
  const auto [known, added] = months_.emplace(figure.series, period_months);
  if (!added && known->second != period_months) {
    violations.Add({figure.line, months_column, absl::StrCat(period_months),
                    absl::StrCat("all periods of series '", SeriesId(figure), "' are ",
                                 known->second, " months long"),
                    "send figures of one period length, or declare another series"});
    return;
  }
  figures_.push_back(figure);
  figures_.back().sheet = sheet_;
}

std::string FileFigures::PlaceOf(const FileFigure& figure) const {
  const auto sheet = sheets_.find(figure.sheet);
  const bool named = sheet != sheets_.end() && !sheet->second.empty();
  return absl::StrCat("line ", figure.line, named ? " of sheet '" + sheet->second + "'" : "");
}

void FileFigures::SortAndCheck(Findings& violations) {
  const auto place = [](const FileFigure& f) {
    return std::tuple(f.series, f.period_end, f.area, f.sheet, f.line);
  };
  std::sort(figures_.begin(), figures_.end(),
            [&](const FileFigure& a, const FileFigure& b) { return place(a) < place(b); });
  for (size_t i = 1; i < figures_.size(); ++i) {
    const FileFigure& first = figures_[i - 1];
    const FileFigure& second = figures_[i];
    if (first.series != second.series || first.area != second.area ||
        first.period_end != second.period_end) {
      continue;
    }
    violations.Add({.line = second.line,
                    .value = absl::StrCat(AreaId(second), ", ", second.period_end.ToString(),
                                          ", series ", SeriesId(second)),
                    .rule = "a figure stands once in a file",
                    .what_to_do = absl::StrCat("it stands in ", PlaceOf(first),
                                               " as well; remove one of them"),
                    .sheet_ordinal = second.sheet});
  }
}

}  // namespace peerage::ingestion
