// The whole answer about one force, one measure, one period. Plain values that
// ranking fills and `wire` carries; every number that a person may read has its
// text beside it, made by `display.h`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/core/month.h"
#include "services/core/reference.h"

namespace peerage::core {

enum class AverageMethod { kMeanOfRates, kPooled };

// Choices a caller may make; the defaults are docs/domain.md's.
struct MethodOptions {
  AverageMethod average_method = AverageMethod::kMeanOfRates;
  bool include_self = true;
  // Unset: DefaultMinimumMembers of the group's size.
  std::optional<int> minimum_members;
};

// How an answer was made.
struct Method {
  AverageMethod average_method = AverageMethod::kMeanOfRates;
  bool include_self = true;
  int minimum_members = 0;
  std::string quartile_rule;
  std::string population_vintage;
  int definition_version = 1;
  friend bool operator==(const Method&, const Method&) = default;
};

enum class MissingReason {
  kNotAvailable,
  kSuppressed,
  kWithdrawn,
  kZeroDenominator,
  kNoPopulation,
};

struct Value {
  // Set unless `missing`.
  std::optional<double> number;
  std::optional<double> numerator;
  // Also unset when the measure's value is given as such.
  std::optional<double> denominator;
  std::string denominator_name;
  std::string unit;
  std::string display;
  std::string numerator_display;
  std::string denominator_display;
  std::optional<MissingReason> missing;
  std::string missing_text;
  // What the source prints for the same force and period; unset where it prints
  // nothing. "ONS prints 92.016".
  std::optional<double> printed_value;
  std::string printed_display;
  friend bool operator==(const Value&, const Value&) = default;
};

enum class GroupKind { kSimilar, kBuiltIn, kAdHoc };

// A group as resolved for one subject and period.
struct Group {
  std::string id;
  std::string name;
  GroupKind kind = GroupKind::kSimilar;
  // Sorted, the subject included unless it is excluded.
  std::vector<std::string> member_ids;
  std::vector<std::string> excluded_ids;
  std::string source;
  bool verified = false;
  friend bool operator==(const Group&, const Group&) = default;
};

enum class NoPosition { kExcluded, kGroupIncomplete, kSubjectMissing };

// The target is reached or passed: nothing is required.
struct AlreadyReached {
  // Target minus value, in the measure's unit.
  double margin = 0;
  std::string margin_display;
  // Strictly better than the target.
  bool beyond = false;
  friend bool operator==(const AlreadyReached&, const AlreadyReached&) = default;
};

// The target is strictly better than the value.
struct Required {
  // Target minus value, in the measure's unit.
  double gap = 0;
  std::string gap_display;
  // Whole things, and the same unrounded; unset for surveys and hours.
  std::optional<int64_t> count;
  std::string count_display;
  std::optional<double> exact_count;
  std::string exact_count_display;
  friend bool operator==(const Required&, const Required&) = default;
};

struct ChangeRequired {
  using AlreadyReached = core::AlreadyReached;
  using Required = core::Required;

  std::variant<AlreadyReached, Required> outcome;
  // A table's cell, a sentence's magnitude, a later paper's bracket.
  std::string display;
  std::string magnitude_display;
  std::string bracket_display;

  bool reached() const { return std::holds_alternative<AlreadyReached>(outcome); }
  friend bool operator==(const ChangeRequired&, const ChangeRequired&) = default;
};

struct ChangeToPosition {
  int position = 1;
  double target_value = 0;
  std::string target_value_display;
  ChangeRequired change;
  friend bool operator==(const ChangeToPosition&, const ChangeToPosition&) = default;
};

enum class MovementKind {
  kImproved,
  kDeteriorated,
  kUnchanged,
  kNoNewData,
  kNotComparable,
  kNoPrevious,
};

enum class NotComparableReason {
  kMembersDiffer,
  kRankedOfDiffers,
  kDefinitionDiffers,
  kNoPosition,
};

struct Movement {
  MovementKind kind = MovementKind::kNoPrevious;
  std::optional<NotComparableReason> reason;
  std::string reason_text;
  std::optional<Period> previous_period;
  std::optional<int> previous_position;
  std::string previous_position_display;
  int previous_ranked_of = 0;
  std::optional<int> previous_position_in_present_group;
  std::optional<Value> previous_value;
  std::optional<Value> previous_value_on_present_population;
  std::optional<ChangeRequired> previous_change_to_average;
  std::optional<ChangeRequired> previous_change_to_top_quartile;
  std::optional<int> position_change;
  std::optional<double> value_change;
  std::string value_change_display;
  std::optional<int> previous_national_position;
  int previous_national_ranked_of = 0;
  friend bool operator==(const Movement&, const Movement&) = default;
};

struct ChangeOnYear {
  Period from_period;
  std::optional<double> count;
  std::string count_display;
  std::optional<double> percent;
  std::optional<double> points;
  std::string display;
  std::optional<int> position;
  int ranked_of = 0;
  std::optional<int> national_position;
  std::optional<int> rose_in;
  int of = 0;
  friend bool operator==(const ChangeOnYear&, const ChangeOnYear&) = default;
};

struct National {
  std::optional<int> position;
  std::string position_display;
  int ranked_of = 0;
  Value value;
  std::vector<std::string> force_ids;
  std::vector<std::string> missing_force_ids;
  friend bool operator==(const National&, const National&) = default;
};

struct OwnLatest {
  Period period;
  Value value;
  std::string change_display;
  std::optional<double> change;
  friend bool operator==(const OwnLatest&, const OwnLatest&) = default;
};

struct PositionPoint {
  Period period;
  std::optional<int> position;
  int ranked_of = 0;
  Value value;
  std::string group_id;
  friend bool operator==(const PositionPoint&, const PositionPoint&) = default;
};

enum class Verdict { kMet, kExceeded, kBelow, kNotApplicable, kUnknown };

struct AspirationResult {
  Target target;
  std::string target_display;
  Verdict verdict = Verdict::kUnknown;
  std::string verdict_display;
  friend bool operator==(const AspirationResult&, const AspirationResult&) = default;
};

enum class CaveatKind {
  kStaticPeers,
  kGroupNotVerified,
  kMemberMissing,
  kGroupIncomplete,
  kStalePopulation,
  kPopulationChanged,
  kStaleData,
  kDatasetNotice,
  kProvisional,
  kExcluded,
  kSeriesBreak,
};

struct Caveat {
  CaveatKind kind = CaveatKind::kStaticPeers;
  std::string text;
  friend bool operator==(const Caveat&, const Caveat&) = default;
};

// What was known of a period when it could first be asked about.
struct FirstPublished {
  int64_t seq = 0;
  // "2019-04-25", the day in Europe/London.
  std::string known_on;
  Value value;
  int ranked_of = 0;
  std::string position_display;
  friend bool operator==(const FirstPublished&, const FirstPublished&) = default;
};

struct Standing {
  std::string force_id;
  std::string force_name;
  std::string measure_id;
  std::string measure_name;
  std::string dataset_id;
  Direction direction = Direction::kLowerIsBetter;
  Period period;
  Value value;
  std::optional<int> position;
  std::string position_display;
  std::optional<NoPosition> no_position;
  int ranked_of = 0;
  std::vector<std::string> tied_with;
  std::vector<std::string> missing_force_ids;
  Group group;
  std::optional<double> group_average;
  std::string group_average_display;
  std::optional<int> top_quartile_position;
  std::optional<double> top_quartile_value;
  std::string top_quartile_value_display;
  std::optional<ChangeRequired> change_to_average;
  std::optional<ChangeRequired> change_to_average_self_consistent;
  std::optional<ChangeRequired> change_to_top_quartile;
  std::vector<ChangeToPosition> changes_to_positions;
  Movement movement;
  std::optional<ChangeOnYear> change_on_year;
  std::optional<National> national;
  std::optional<OwnLatest> own_latest;
  std::vector<PositionPoint> history;
  std::optional<AspirationResult> aspiration;
  int lag_months = 0;
  std::vector<Caveat> caveats;
  Method method;
  int64_t seq = 0;
  // The calendar's next entry for this measure after this period.
  std::optional<CalendarEntry> next_data;
  // Oldest first, from the earliest period compared with to this one.
  std::vector<Annotation> annotations;
  // Unset where it had none then, and where `first_published` is.
  std::optional<int> position_as_first_published;
  // Unset when nothing that bears on the answer was released since.
  std::optional<FirstPublished> first_published;
  friend bool operator==(const Standing&, const Standing&) = default;
};

}  // namespace peerage::core
