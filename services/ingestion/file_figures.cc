#include "services/ingestion/file_figures.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion {
namespace {

// So many figures' room may lie empty in any file.
constexpr size_t kSpareFigures = 100'000;

bool ComesBefore(const ScopeFigure& a, const ScopeFigure& b) {
  return std::tuple(a.area(), a.position()) < std::tuple(b.area(), b.position());
}

}  // namespace

FileFigures::FileFigures(const core::DatasetReference& reference)
    : reference_(reference),
      last_scopes_(reference.series.size()),
      months_(reference.series.size(), 0) {
  BeginSheet(0, "");
}

void FileFigures::BeginSheet(int ordinal, const std::string& name) {
  sheets_.push_back({ordinal, name, last_position_});
}

void FileFigures::Add(const FileFigure& figure, int period_months, const char* months_column,
                      Findings& violations) {
  int& months = months_[figure.series];
  if (months == 0) months = period_months;
  if (months != period_months) {
    violations.Add({figure.line, months_column, absl::StrCat(period_months),
                    absl::StrCat("all periods of series '", reference_.series[figure.series].id,
                                 "' are ", months, " months long"),
                    "send figures of one period length, or declare another series"});
    return;
  }
  const bool has_line = figure.line > 0;
  if (has_line) last_position_ = sheets_.back().before + static_cast<uint32_t>(figure.line);
  ScopeOf(figure.series, figure.period_end)
      .figures.emplace_back(figure, has_line ? last_position_ : 0);
  ++figures_;
  if (figure.standard_error_millionths) {
    standard_errors_.push_back({has_line ? last_position_ : 0, figure.series, figure.area,
                                figure.period_end, *figure.standard_error_millionths});
  }
}

// Most rows are of the period that their series had last.
FileScope& FileFigures::ScopeOf(uint32_t series, core::Month period_end) {
  std::optional<uint32_t>& last = last_scopes_[series];
  if (last && scopes_[*last].period_end == period_end) return scopes_[*last];
  const size_t expected = last ? scopes_[*last].figures.size() : 0;
  const uint64_t key = uint64_t{series} << 32 | static_cast<uint32_t>(period_end.index());
  const auto [place, added] = places_.emplace(key, static_cast<uint32_t>(scopes_.size()));
  if (added) {
    scopes_.push_back({series, period_end, {}});
    Reserve(scopes_.back(), expected);
  }
  last = place->second;
  return scopes_[place->second];
}

// A scope will be as large as the one before, unless a file was made to waste
// memory that way.
void FileFigures::Reserve(FileScope& scope, size_t expected) {
  if (reserved_ + expected > figures_ + figures_ / 4 + kSpareFigures) return;
  scope.figures.reserve(expected);
  reserved_ += expected;
}

void FileFigures::SortAndCheck(Findings& violations) {
  // Places are about to move.
  places_ = {};
  std::sort(scopes_.begin(), scopes_.end(), [](const FileScope& a, const FileScope& b) {
    return std::tuple(a.series, a.period_end) < std::tuple(b.series, b.period_end);
  });
  for (FileScope& scope : scopes_) {
    std::vector<ScopeFigure>& figures = scope.figures;
    if (!std::is_sorted(figures.begin(), figures.end(), ComesBefore)) {
      std::sort(figures.begin(), figures.end(), ComesBefore);
    }
    for (size_t i = 1; i < figures.size(); ++i) {
      if (figures[i - 1].area() != figures[i].area()) continue;
      const FilePlace second = PlaceOf(figures[i]);
      violations.Add(
          {.line = second.line,
           .value = absl::StrCat(reference_.areas[figures[i].area()].id, ", ",
                                 scope.period_end.ToString(), ", series ", SeriesId(scope)),
           .rule = "a figure stands once in a file",
           .what_to_do = absl::StrCat("it stands in ", PlaceOf(figures[i - 1]).words,
                                      " as well; remove one of them"),
           .sheet_ordinal = second.sheet_ordinal});
    }
  }
}

std::optional<int64_t> FileFigures::StandardErrorOf(const FileScope& scope,
                                                    const ScopeFigure& figure) const {
  auto error = std::lower_bound(
      standard_errors_.begin(), standard_errors_.end(), figure.position(),
      [](const StandardError& entry, uint32_t position) { return entry.position < position; });
  for (; error != standard_errors_.end() && error->position == figure.position(); ++error) {
    // A row may have a figure a force, or a period.
    if (error->series == scope.series && error->area == figure.area() &&
        error->period_end == scope.period_end) {
      return error->millionths;
    }
  }
  return std::nullopt;
}

FilePlace FileFigures::PlaceOf(const ScopeFigure& figure) const {
  if (figure.position() == 0) return {0, 0, "no line"};
  const auto after = std::upper_bound(
      sheets_.begin(), sheets_.end(), figure.position(),
      [](uint32_t position, const SheetLines& sheet) { return position <= sheet.before; });
  const SheetLines& sheet = *(after - 1);
  const int64_t line = figure.position() - sheet.before;
  return {line, sheet.ordinal,
          absl::StrCat("line ", line, sheet.name.empty() ? "" : " of sheet '" + sheet.name + "'")};
}

}  // namespace peerage::ingestion
