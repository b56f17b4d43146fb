#include "services/ingestion/row_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"
#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {
namespace {

constexpr core::Month kFirstMonth(1990, 1);
constexpr int kQuarterMonths = 3;
// A file with a million wrong names shall not cost a million searches for the
// right ones.
constexpr size_t kSuggestions = 1000;

int DaysIn(core::Month month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = month.year();
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month.month() - 1] + (leap && month.month() == 2 ? 1 : 0);
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

// The day of "YYYY-MM-DD"; 0 when the text has another form.
int DayOf(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') return 0;
  int64_t day = 0;
  if (text[8] == '-' || ParseScaled(text.substr(8), 0, day).has_value()) return 0;
  return static_cast<int>(day);
}

}  // namespace

RowReader::RowReader(HeadedRows& rows, const ReadOptions& options,
                     const core::DatasetReference& reference, Findings& violations,
                     Findings& warnings)
    : rows_(rows),
      options_(options),
      reference_(reference),
      violations_(violations),
      warnings_(warnings),
      names_(reference) {
  for (size_t i = 0; i < reference.series.size(); ++i) {
    series_.emplace(reference.series[i].id, static_cast<uint32_t>(i));
  }
}

std::optional<size_t> RowReader::PlaceOf(const char* column) const {
  for (const auto& [name, place] : columns_) {
    if (name == column) return place;
  }
  columns_.emplace_back(column, rows_.Column(column));
  return columns_.back().second;
}

std::string_view RowReader::Cell(const char* column) const {
  const std::optional<size_t> place = PlaceOf(column);
  return place.has_value() ? rows_.At(*place).text : std::string_view();
}

Finding RowReader::FindingAt(const char* column, std::string rule, std::string what_to_do) const {
  return {.line = line(),
          .column = column,
          .value = std::string(Cell(column)),
          .rule = std::move(rule),
          .what_to_do = std::move(what_to_do)};
}

void RowReader::Refuse(const char* column, std::string rule, std::string what_to_do) {
  violations_.Add(FindingAt(column, std::move(rule), std::move(what_to_do)));
}

void RowReader::RefuseValue(const char* column, std::string rule, std::string what_to_do) {
  Finding finding = FindingAt(column, std::move(rule), std::move(what_to_do));
  finding.of_value = true;
  violations_.Add(std::move(finding));
}

void RowReader::Warn(const char* column, std::string rule, std::string what_to_do) {
  warnings_.Add(FindingAt(column, std::move(rule), std::move(what_to_do)));
}

void RowReader::WarnOfValue(const char* column, std::string rule, std::string what_to_do) {
  Finding finding = FindingAt(column, std::move(rule), std::move(what_to_do));
  finding.of_value = true;
  warnings_.Add(std::move(finding));
}

std::string RowReader::AdviceFor(std::string_view name) {
  constexpr char kUnknown[] = "correct the name, or declare it in reference.yaml as an alias";
  const auto known = advice_.find(name);
  if (known != advice_.end()) return known->second;
  if (advice_.size() == kSuggestions) return kUnknown;
  const core::Area* nearest = names_.Nearest(name);
  std::string advice = nearest == nullptr
                           ? kUnknown
                           : absl::StrCat("write '", nearest->id, "' if ", nearest->name,
                                          " is meant; otherwise declare it in reference.yaml");
  return advice_.emplace(name, std::move(advice)).first->second;
}

std::optional<uint32_t> RowReader::Area(const char* column) {
  const std::string_view name = Cell(column);
  if (const uint32_t* known = areas_.Find(name)) return *known;
  if (const core::Area* area = names_.Find(name)) {
    const auto place = static_cast<uint32_t>(area - reference_.areas.data());
    areas_.Learn(name, place);
    return place;
  }
  const char* rule = IsAscii(name)
                         ? "no declared force has this id, name or alias"
                         : "no declared force has this id, name or alias; some of its letters "
                           "belong to another alphabet";
  RefuseValue(column, rule, AdviceFor(name));
  return std::nullopt;
}

std::optional<uint32_t> RowReader::Force(const char* column) {
  const std::optional<uint32_t> place = Area(column);
  if (!place || reference_.areas[*place].kind == core::AreaKind::kForce) return place;
  if (skipped_.empty()) first_skipped_ = line();
  ++skipped_[reference_.areas[*place].name];
  return std::nullopt;
}

bool RowReader::CodeFits(const char* column, const core::Area& area) {
  if (area.ons_code.empty() || Cell(column) == area.ons_code) return true;
  RefuseValue(column, absl::StrCat("the ONS code of ", area.name, " is ", area.ons_code),
              "correct the force or the code");
  return false;
}

std::optional<core::Month> RowReader::ParseMonth(const char* column, std::string_view text,
                                                 bool& remarked) {
  const std::optional<core::Month> month = core::Month::Parse(text.substr(0, 7));
  const int day = DayOf(text);
  if (!month.has_value() || (text.size() != 7 && (day < 1 || day > DaysIn(*month)))) {
    RefuseValue(column, "a period is named by its last month",
                absl::StrCat("write it as YYYY-MM, ", kFirstMonth.ToString(), " or later"));
    return std::nullopt;
  }
  if (text.size() == 10 && day != DaysIn(*month)) {
    WarnOfValue(column, "a period ends with the last day of a month",
                absl::StrCat("check the date; it was taken as ", month->ToString()));
    remarked = true;
  }
  return month;
}

std::optional<core::Month> RowReader::MonthEnd(const char* column) {
  if (const core::Month* known = month_ends_.Find(Cell(column))) return *known;
  bool remarked = false;
  const std::optional<core::Month> month = ParseMonth(column, Cell(column), remarked);
  if (!month.has_value()) return month;
  if (*month < kFirstMonth || *month > options_.last_month) {
    RefuseValue(column,
                absl::StrCat("a period ends between ", kFirstMonth.ToString(), " and ",
                             options_.last_month.ToString()),
                "correct the date");
    return std::nullopt;
  }
  if (*month > options_.present_month) {
    WarnOfValue(column, "the period ends in the future", "check the date; it was accepted");
    remarked = true;
  }
  if (!remarked) month_ends_.Learn(Cell(column), *month);
  return month;
}

std::optional<core::Month> RowReader::QuarterEnd(const char* column) {
  const std::optional<core::Month> end = MonthEnd(column);
  if (!end || end->month() % kQuarterMonths == 0) return end;
  RefuseValue(column, "a quarter ends in March, June, September or December", "correct the month");
  return std::nullopt;
}

std::optional<int64_t> RowReader::Whole(const char* column, int64_t least, int64_t most) {
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
  int64_t value = 0;
  if (std::optional<NumberProblem> problem = ParseScaled(Cell(column), series.decimals, value)) {
    Refuse(column, std::move(problem->rule), std::move(problem->what_to_do));
    return std::nullopt;
  }
  if (value >= 0) return value;
  if (!series.may_be_negative) {
    Refuse(column, absl::StrCat("figures of series '", series.id, "' are not negative"),
           "correct the figure, or declare may_be_negative for the series");
    return std::nullopt;
  }
  Warn(column, "a negative figure was accepted: earlier records were cancelled",
       "check it against the source");
  return value;
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

void RowReader::ReportSkipped() {
  if (skipped_.empty()) return;
  int64_t rows = 0;
  std::vector<std::string> names;
  for (const auto& [name, count] : skipped_) {
    rows += count;
    if (names.size() < 5) names.push_back(name);
  }
  warnings_.Add({.line = first_skipped_,
                 .value = core::JoinWithAnd(names),
                 .rule = absl::StrCat(rows, " rows of areas that are no forces were skipped"),
                 .what_to_do = "nothing; only forces are compared"});
}

}  // namespace peerage::ingestion
