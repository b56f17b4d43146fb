#include "services/ingestion/row_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {

RowReader::RowReader(HeadedRows& rows, const ReadOptions& options,
                     const core::DatasetReference& reference, Findings& violations,
                     Findings& warnings)
    : rows_(rows),
      options_(options),
      reference_(reference),
      violations_(violations),
      warnings_(warnings),
      areas_(reference) {
  for (size_t i = 0; i < reference.series.size(); ++i) {
    series_.emplace(reference.series[i].id, static_cast<uint32_t>(i));
  }
}

std::optional<size_t> RowReader::PlaceOf(const char* column) const {
  for (size_t i = 0; i < kColumnSlots; ++i) {
    KnownColumn& known = columns_[(SlotOf(column) + i) % kColumnSlots];
    if (known.name == nullptr) known = {column, rows_.Column(column)};
    if (known.name == column) return known.place;
  }
  return rows_.Column(column);
}

void RowReader::Refuse(const char* column, std::string rule, std::string what_to_do) {
  violations_.Add(Place(column).Broken(std::move(rule), std::move(what_to_do)));
}

void RowReader::RefuseValue(const char* column, std::string rule, std::string what_to_do) {
  violations_.Add(Place(column).Broken(std::move(rule), std::move(what_to_do), true));
}

std::optional<uint32_t> RowReader::Area(const char* column, std::optional<core::Month> month) {
  const std::string_view name = Cell(column);
  const std::optional<uint32_t> place = areas_.Find(name, month);
  if (place) return place;
  NumberProblem problem = areas_.Unknown(name, month);
  RefuseValue(column, std::move(problem.rule), std::move(problem.what_to_do));
  return std::nullopt;
}

std::optional<uint32_t> RowReader::Force(const char* column, std::optional<core::Month> month) {
  const std::optional<uint32_t> place = Area(column, month);
  if (!place || areas_.IsForce(*place)) return place;
  areas_.Skip(reference_.areas[*place].name, line(), rows_.sheet().ordinal);
  return std::nullopt;
}

bool RowReader::CodeFits(const char* column, const core::Area& area) {
  if (area.ons_code.empty() || Cell(column) == area.ons_code) return true;
  RefuseValue(column, absl::StrCat("the ONS code of ", area.name, " is ", area.ons_code),
              "correct the force or the code");
  return false;
}

std::optional<core::Month> RowReader::MonthEnd(const char* column) {
  if (const core::Month* known = month_ends_.Find(Cell(column))) return *known;
  const CellPlace place = Place(column);
  const std::optional<PeriodText> read = ParsePeriod(PeriodForm::kMonth, place.text);
  if (!read) {
    violations_.Add(place.Broken("a period is named by its last month",
                                 "write it as YYYY-MM, 1990-01 or later", true));
    return std::nullopt;
  }
  bool remarked = false;
  const std::optional<core::Month> end =
      CheckPeriodEnd(*read, options_, place, violations_, warnings_, remarked);
  if (end && !remarked) month_ends_.Learn(place.text, *end);
  return end;
}

std::optional<core::Month> RowReader::QuarterEnd(const char* column) {
  constexpr int kQuarterMonths = 3;
  const std::optional<core::Month> end = MonthEnd(column);
  if (!end || end->month() % kQuarterMonths == 0) return end;
  RefuseValue(column, "a quarter ends in March, June, September or December", "correct the month");
  return std::nullopt;
}

std::optional<int64_t> RowReader::Whole(const char* column, int64_t least, int64_t most) {
  if (!MayBeNumber(column)) return std::nullopt;
  int64_t value = 0;
  if (std::optional<NumberProblem> problem = ParseScaled(Cell(column), 0, value)) {
    RefuseValue(column, std::move(problem->rule), std::move(problem->what_to_do));
    return std::nullopt;
  }
  if (value < least || value > most) {
    RefuseValue(column, absl::StrCat("must be ", least, " to ", most), "correct the number");
    return std::nullopt;
  }
  return value;
}

std::optional<int64_t> RowReader::Figure(const char* column, const core::Series& series) {
  if (Cell(column).empty()) {
    Refuse(column, "an empty figure says nothing: zero and missing are different things",
           "write the figure; if there is none, leave the row out or give it a status");
    return std::nullopt;
  }
  if (!MayBeNumber(column)) return std::nullopt;
  int64_t value = 0;
  if (std::optional<NumberProblem> problem = ParseScaled(Cell(column), series.decimals, value)) {
    Refuse(column, std::move(problem->rule), std::move(problem->what_to_do));
    return std::nullopt;
  }
  if (value < 0 && !AcceptNegative(series, Place(column), violations_, warnings_)) {
    return std::nullopt;
  }
  return value;
}

bool RowReader::MayBeNumber(const char* column) {
  const std::optional<size_t> place = PlaceOf(column);
  switch (place ? rows_.At(*place).kind : CellKind::kEmpty) {
    case CellKind::kPercent:
      Refuse(column, "a percentage is no count",
             "show the cell as a plain number, or use a mapping");
      return false;
    case CellKind::kDate:
      Refuse(column, "a date is no number", "show the cell as a plain number");
      return false;
    case CellKind::kBoolean:
    case CellKind::kError:
      Refuse(column, "the cell holds no number", "correct the workbook");
      return false;
    default:
      return true;
  }
}

std::optional<uint32_t> RowReader::SeriesPlace(const std::string& id) const {
  const auto found = series_.find(id);
  return found == series_.end() ? std::nullopt : std::optional<uint32_t>(found->second);
}

std::optional<uint32_t> RowReader::DeclaredSeries(const char* column, const std::string& id) {
  const std::optional<uint32_t> place = SeriesPlace(id);
  if (!place) {
    RefuseValue(column,
                absl::StrCat("it makes series '", id, "', which the dataset does not declare"),
                "declare the series in reference.yaml");
  }
  return place;
}

void RowReader::ReportSkipped() { areas_.ReportSkipped(warnings_); }

}  // namespace peerage::ingestion
