// Standings for tests of words and papers: Essex's all crime row of the source
// report, and the few changes that most tests want.
#pragma once

#include <string>
#include <utility>

#include "services/core/standing.h"

namespace peerage::testing {

inline core::ChangeRequired MakeRequired(double gap, const std::string& magnitude,
                                         std::string bracket) {
  return {.outcome = core::ChangeRequired::Required{.gap = gap},
          .display = (gap < 0 ? "-" : "") + magnitude,
          .magnitude_display = magnitude,
          .bracket_display = std::move(bracket)};
}

inline core::ChangeRequired MakeReached(bool beyond = true) {
  return {.outcome = core::ChangeRequired::AlreadyReached{.beyond = beyond},
          .display = "N/A - already better than average."};
}

inline core::MeasureWords CrimeWords() {
  return {"crime", "offence", "offences", "increase", "reduce"};
}

inline core::MeasureWords SolvedRateWords() {
  return {"the solved rate", "outcome", "outcomes", "increase", "fall"};
}

inline core::Group MakeSimilarGroup() {
  return {.id = "essex-group",
          .name = "Essex's similar group",
          .kind = core::GroupKind::kSimilar,
          .member_ids = {"a", "b", "c", "d", "e", "essex", "f", "g"},
          .source = "invented"};
}

inline core::Group MakeEnglandAndWales() {
  return {.id = "england-and-wales",
          .name = "England and Wales",
          .kind = core::GroupKind::kBuiltIn,
          .member_ids = {"essex", "kent"},
          .excluded_ids = {"city-of-london"},
          .source = "all forces that the dataset declares",
          .verified = true};
}

inline core::AspirationResult MakeAspiration(core::Verdict verdict) {
  return {.target = core::RankAtLeast{4},
          .target_display = "4th in MSG",
          .verdict = verdict,
          .verdict_display =
              verdict == core::Verdict::kBelow ? "Below Aspiration" : "Met or Exceeded Aspiration"};
}

inline core::AspirationResult MakeNoAspiration(const std::string& reason) {
  return {.target = core::NoAspiration{reason},
          .target_display = "(" + reason + ")",
          .verdict = core::Verdict::kNotApplicable,
          .verdict_display = "No aspiration"};
}

// 8th of 8 in January 2020, as in October 2019.
inline core::Standing MakeStanding() {
  core::Standing standing;
  standing.force_id = "essex";
  standing.force_name = "Essex";
  standing.measure_id = "all-crime-offences";
  standing.measure_name = "All crime - offences";
  standing.dataset_id = "paper-2020-01";
  standing.period = {{2020, 1}, 12};
  standing.value = {.number = 91.6,
                    .numerator = 168000,
                    .denominator = 1834000,
                    .denominator_name = "population",
                    .unit = "per 1,000 pop.",
                    .display = "91.60 per 1,000 pop.",
                    .numerator_display = "168,000",
                    .denominator_display = "1,834,000"};
  standing.position = 8;
  standing.position_display = "8";
  standing.ranked_of = 8;
  standing.group = MakeSimilarGroup();
  standing.change_to_average = MakeRequired(-12.06, "22,112 offences", "22,112");
  standing.change_to_top_quartile = MakeRequired(-18.98, "34,801 offences", "34,801");
  standing.movement = {
      .kind = core::MovementKind::kUnchanged,
      .previous_period = core::Period{{2019, 10}, 12},
      .previous_position = 8,
      .previous_position_display = "8",
      .previous_ranked_of = 8,
      .previous_change_to_average = MakeRequired(-12.4, "22,669 offences", "22,669"),
      .previous_change_to_top_quartile = MakeRequired(-19, "34,862 offences", "34,862")};
  standing.aspiration = MakeAspiration(core::Verdict::kBelow);
  standing.method = {.minimum_members = 7,
                     .quartile_rule = "the floor(n / 4)-th position, at least the first"};
  standing.seq = 7;
  return standing;
}

// The same, moved from `previous` to `present`.
inline core::Standing MakeMoved(core::MovementKind kind, int previous, int present) {
  core::Standing standing = MakeStanding();
  standing.position = present;
  standing.position_display = std::to_string(present);
  standing.movement.kind = kind;
  standing.movement.previous_position = previous;
  standing.movement.previous_position_display = std::to_string(previous);
  return standing;
}

}  // namespace peerage::testing
