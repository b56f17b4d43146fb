// What a dataset declares (docs/domain.md B1): areas, series, measures, groups,
// aspirations, terms, dated facts. Plain values; `reference_rules.h` says which
// are sound.
//
// A declaration is applied whole. Validity in time is inside it: areas, former
// names and groups by first and last month, measures and aspirations by first
// month. An unset first month is the beginning, an unset last month further
// notice.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/core/dated_facts.h"
#include "services/core/day.h"
#include "services/core/month.h"

namespace peerage::core {

enum class Direction { kLowerIsBetter, kHigherIsBetter, kContextual };

enum class AreaKind { kForce, kNation, kRegion, kCsp, kDistrict };

// A name that meant an area in periods that end in these months.
struct DatedName {
  std::string name;
  std::optional<Month> valid_from;
  std::optional<Month> valid_to;
  friend bool operator==(const DatedName&, const DatedName&) = default;
};

struct Area {
  std::string id;
  std::string name;
  std::vector<std::string> aliases;
  std::string ons_code;
  AreaKind kind = AreaKind::kForce;
  // The region's name; empty when it has none.
  std::string region;
  bool excluded_from_built_in_groups = false;
  // Outside these months it is in no built-in group and no figure is expected.
  std::optional<Month> valid_from = {};
  std::optional<Month> valid_to = {};
  std::vector<DatedName> former_names = {};
  friend bool operator==(const Area&, const Area&) = default;
};

struct Series {
  std::string id;
  std::string name;
  // Figures are stored as integers, scaled by 10^decimals. 0 to 9.
  int decimals = 0;
  bool may_be_negative = false;
  // Mid-year populations: chosen by vintage (population.h), period end June.
  bool population = false;
  std::string source;
  // Populations printed with each period's figures: a period divides by those
  // of its own release, which may lack an area that an earlier one had.
  bool population_by_period = false;
  friend bool operator==(const Series&, const Series&) = default;
};

enum class MeasureKind {
  kRatePerPop,
  kProportion,
  kRatioOfCounts,
  kRatePerExposure,
  kSurveyPercent,
  kPercentOfHours,
};

// Rates count things: their changes are whole things.
constexpr bool IsRate(MeasureKind kind) {
  return kind == MeasureKind::kRatePerPop || kind == MeasureKind::kRatePerExposure;
}
// Ratios of counts: changes are points, with whole things as an extra.
constexpr bool IsRatio(MeasureKind kind) {
  return kind == MeasureKind::kProportion || kind == MeasureKind::kRatioOfCounts;
}

struct MeasureWords {
  std::string subject;
  std::string event_singular;
  std::string event_plural;
  std::string up;
  std::string down;
  friend bool operator==(const MeasureWords&, const MeasureWords&) = default;
};

struct Measure {
  std::string id;
  std::string name;
  MeasureKind kind = MeasureKind::kRatePerPop;
  std::vector<std::string> numerator_series;
  // Empty: the value is given as such (value = numerator x multiplier).
  std::vector<std::string> denominator_series;
  int window_months = 12;
  int64_t multiplier = 1;
  std::string unit;
  Direction direction = Direction::kLowerIsBetter;
  int frequency_months = 1;
  int available_after_months = 0;
  int value_decimals = 2;
  int change_decimals = 1;
  MeasureWords words;
  std::string definition;
  int definition_version = 1;
  std::string quality_status;
  std::string source;
  // Unset: from the beginning.
  std::optional<Month> valid_from;
  // Holds the value as its source printed it; empty: the source prints none.
  std::string printed_series;
  friend bool operator==(const Measure&, const Measure&) = default;
};

struct SimilarGroup {
  std::string id;
  std::string name;
  std::vector<std::string> member_ids;
  std::vector<std::string> default_for;
  std::optional<Month> valid_from;
  std::optional<Month> valid_to;
  std::string source;
  bool verified = false;
  friend bool operator==(const SimilarGroup&, const SimilarGroup&) = default;
};

// What a force wants to hold (docs/domain.md B5).
struct RankAtLeast {
  int position = 1;
  friend bool operator==(const RankAtLeast&, const RankAtLeast&) = default;
};
struct Best {
  friend bool operator==(const Best&, const Best&) = default;
};
struct UpperQuartile {
  friend bool operator==(const UpperQuartile&, const UpperQuartile&) = default;
};
struct TopHalf {
  friend bool operator==(const TopHalf&, const TopHalf&) = default;
};
struct AtAverage {
  friend bool operator==(const AtAverage&, const AtAverage&) = default;
};
struct NationalRankAtLeast {
  int position = 1;
  friend bool operator==(const NationalRankAtLeast&, const NationalRankAtLeast&) = default;
};
struct ValueAtLeast {
  // In the measure's unit; "at least as good as".
  double value = 0;
  friend bool operator==(const ValueAtLeast&, const ValueAtLeast&) = default;
};
struct ChangeFromBaseline {
  // Signed: -10 is a tenth less.
  double percent = 0;
  Month baseline_end;
  friend bool operator==(const ChangeFromBaseline&, const ChangeFromBaseline&) = default;
};
struct NoAspiration {
  std::string reason;
  friend bool operator==(const NoAspiration&, const NoAspiration&) = default;
};
using Target = std::variant<RankAtLeast, Best, UpperQuartile, TopHalf, AtAverage,
                            NationalRankAtLeast, ValueAtLeast, ChangeFromBaseline, NoAspiration>;

struct Aspiration {
  std::string force_id;
  std::string measure_id;
  Target target;
  // The words it was declared in.
  std::string text;
  // First reporting month it counts for; unset: from the beginning.
  std::optional<Month> valid_from;
  std::string owner;
  std::string source;
  friend bool operator==(const Aspiration&, const Aspiration&) = default;
};

// Whether forces other than the subject may be named outside the audience.
enum class OutsideNaming { kNamed, kAnonymous };

struct DatasetTerms {
  std::string source;
  std::string licence;
  std::string attribution;
  std::string marking;
  // What a reader must know of the whole dataset; empty for none.
  std::string notice;
  // Who may see it, in words; empty: everybody.
  std::string audience = {};
  OutsideNaming outside_naming = OutsideNaming::kNamed;
  // Unset: at once.
  std::optional<Day> publishable_from = {};
  friend bool operator==(const DatasetTerms&, const DatasetTerms&) = default;
};

struct DatasetReference {
  std::string dataset_id;
  std::string name;
  DatasetTerms terms;
  bool built_in_groups = false;
  std::vector<Area> areas;
  std::vector<Series> series;
  std::vector<Measure> measures;
  std::vector<SimilarGroup> groups;
  std::vector<Aspiration> aspirations;
  std::vector<ExceptionalEvent> events;
  std::vector<Annotation> annotations;
  std::vector<CalendarEntry> calendar;
  friend bool operator==(const DatasetReference&, const DatasetReference&) = default;
};

// The series that tidy rows of a measure make.
inline std::string NumeratorSeriesOf(const std::string& measure_id) {
  return measure_id + ".numerator";
}
inline std::string DenominatorSeriesOf(const std::string& measure_id) {
  return measure_id + ".denominator";
}

}  // namespace peerage::core
