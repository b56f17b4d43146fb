#include "services/ingestion/cell_rules.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion {
namespace {

constexpr core::Month kFirstMonth(1990, 1);

__int128 Scaled(int64_t figure, int decimals) {
  __int128 scaled = figure;
  for (int i = 0; i < decimals; ++i) scaled *= 10;
  return scaled;
}

}  // namespace

Finding CellPlace::Broken(std::string rule, std::string what_to_do, bool of_value) const {
  return {.line = line,
          .column = std::string(column),
          .value = std::string(text),
          .rule = std::move(rule),
          .what_to_do = std::move(what_to_do),
          .of_value = of_value};
}

std::optional<core::Month> CheckPeriodEnd(const PeriodText& read, const ReadOptions& options,
                                          const CellPlace& place, Findings& violations,
                                          Findings& warnings, bool& remarked) {
  if (read.day && *read.day != DaysIn(read.end)) {
    remarked = true;
    warnings.Add(place.Broken("a period ends with the last day of a month",
                              absl::StrCat("check the date; it was taken as ", read.end.ToString()),
                              true));
  }
  if (read.end < kFirstMonth || read.end > options.last_month) {
    violations.Add(place.Broken(absl::StrCat("a period ends between ", kFirstMonth.ToString(),
                                             " and ", options.last_month.ToString()),
                                "correct the date", true));
    return std::nullopt;
  }
  if (read.end > options.present_month) {
    remarked = true;
    warnings.Add(
        place.Broken("the period ends in the future", "check the date; it was accepted", true));
  }
  return read.end;
}

bool AcceptNegative(const core::Series& series, const CellPlace& place, Findings& violations,
                    Findings& warnings) {
  if (!series.may_be_negative) {
    violations.Add(
        place.Broken(absl::StrCat("figures of series '", series.id, "' are not negative"),
                     "correct the figure, or declare may_be_negative for the series"));
    return false;
  }
  warnings.Add(place.Broken("a negative figure was accepted: earlier records were cancelled",
                            "check it against the source"));
  return true;
}

bool IsPartOfWhole(core::MeasureKind kind) {
  return kind == core::MeasureKind::kProportion || kind == core::MeasureKind::kSurveyPercent ||
         kind == core::MeasureKind::kPercentOfHours;
}

bool Exceeds(int64_t part, int part_decimals, int64_t whole, int whole_decimals) {
  return Scaled(part, whole_decimals) > Scaled(whole, part_decimals);
}

Finding PartExceedsWhole(const CellPlace& place) {
  return place.Broken("a part is not larger than its whole",
                      "check numerator and denominator; if it may be larger, the measure is a "
                      "ratio of counts");
}

}  // namespace peerage::ingestion
