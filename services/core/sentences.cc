#include "services/core/sentences.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "services/core/group_words.h"
#include "services/core/table_words.h"

namespace peerage::core {
namespace {

std::string NoPositionSentence(const Standing& standing) {
  const std::string where = InGroupWords(standing.group);
  switch (standing.no_position.value_or(NoPosition::kSubjectMissing)) {
    case NoPosition::kExcluded:
      return absl::StrCat(standing.force_name, " is not ranked ", where, ".");
    case NoPosition::kGroupIncomplete:
      return absl::StrCat("Only ", standing.ranked_of, " of the ", standing.group.member_ids.size(),
                          " forces ", where, standing.ranked_of == 1 ? " has" : " have",
                          " a figure for the ", standing.period.ToWords(), ", so ",
                          standing.force_name, " has no position.");
    case NoPosition::kSubjectMissing:
      break;
  }
  const std::string why = standing.value.missing_text.empty()
                              ? ""
                              : absl::StrCat(" (", standing.value.missing_text, ")");
  return absl::StrCat("There is no figure for ", standing.force_name, " for the ",
                      standing.period.ToWords(), why, ", so it has no position ", where, ".");
}

std::string NotComparableSentences(const Standing& standing, const std::string& is_where) {
  const Movement& movement = standing.movement;
  if (!movement.previous_position) {
    return absl::StrCat(is_where, "; it had no position previously.");
  }
  std::string text = absl::StrCat(is_where, ". This is not comparable with ",
                                  PreviousOrdinal(movement), " previously");
  absl::StrAppend(&text, movement.reason_text.empty() ? "" : ": ", movement.reason_text, ".");
  // Said only where it says something new.
  if (movement.previous_position_in_present_group &&
      movement.previous_position_in_present_group != movement.previous_position) {
    absl::StrAppend(&text, " Among the forces ranked now it would have been ",
                    Ordinal(*movement.previous_position_in_present_group), ".");
  }
  return text;
}

// The change's bracket: what the previous paper said.
std::string Bracket(const std::optional<ChangeRequired>& previous) {
  if (!previous) return "";
  if (previous->reached()) return " (already reached previously)";
  return absl::StrCat(" (", previous->bracket_display, " previously)");
}

// "crime would need to reduce by 22,112 offences (22,669 previously)."
std::string WouldNeed(const ChangeRequired& change, const std::optional<ChangeRequired>& previous,
                      const MeasureWords& words) {
  const double gap = std::get<ChangeRequired::Required>(change.outcome).gap;
  return absl::StrCat(words.subject, " would need to ", gap > 0 ? words.up : words.down, " by ",
                      change.magnitude_display, Bracket(previous), ".");
}

void AppendSentence(std::string& text, const std::string& sentence) {
  if (sentence.empty()) return;
  absl::StrAppend(&text, text.empty() ? "" : " ", sentence);
}

}  // namespace

std::string MovementSentence(const Standing& standing) {
  if (!standing.position) return NoPositionSentence(standing);
  const bool contextual = standing.direction == Direction::kContextual;
  const std::string place =
      absl::StrCat(PositionOrdinal(standing), " ", InGroupWords(standing.group));
  const std::string is_where = absl::StrCat(standing.force_name, " is ", place);
  const std::string previously =
      absl::StrCat(" (", PreviousOrdinal(standing.movement), " previously).");
  switch (standing.movement.kind) {
    case MovementKind::kUnchanged:
      return absl::StrCat(standing.force_name, " remains ", place, ".");
    case MovementKind::kImproved:
      return absl::StrCat(standing.force_name, contextual ? " has risen to " : " has improved to ",
                          place, previously);
    case MovementKind::kDeteriorated:
      return absl::StrCat(standing.force_name, " has fallen to ", place, previously);
    case MovementKind::kNoNewData:
      return absl::StrCat("No new data since ", standing.period.end.ToWords(), "; ", is_where, ".");
    case MovementKind::kNotComparable:
      return NotComparableSentences(standing, is_where);
    case MovementKind::kNoPrevious:
      break;
  }
  return absl::StrCat(is_where, "; there is no earlier position to compare with.");
}

std::string ReachAverageSentence(const Standing& standing, const MeasureWords& words) {
  if (!standing.change_to_average) return "";
  const std::string average = GroupAverageWords(standing.group);
  const ChangeRequired& change = *standing.change_to_average;
  if (!change.reached()) {
    return absl::StrCat("In order to reach ", average, ", ",
                        WouldNeed(change, standing.movement.previous_change_to_average, words));
  }
  // What is neither better nor worse is not reached as a goal is.
  const bool contextual = standing.direction == Direction::kContextual;
  return absl::StrCat(standing.force_name,
                      contextual ? " is already at or beyond " : " has already reached ", average,
                      ".");
}

std::string ReachTopQuartileSentence(const Standing& standing, const MeasureWords& words) {
  if (!standing.change_to_top_quartile) return "";
  const ChangeRequired& change = *standing.change_to_top_quartile;
  if (!change.reached()) {
    return absl::StrCat(
        "To reach the top quartile rank, ",
        WouldNeed(change, standing.movement.previous_change_to_top_quartile, words));
  }
  return absl::StrCat(standing.force_name, " has already reached the top quartile rank ",
                      InGroupWords(standing.group), ".");
}

std::string OwnLatestSentence(const Standing& standing) {
  if (!standing.own_latest) return "";
  const OwnLatest& own = *standing.own_latest;
  const std::string change =
      own.change_display.empty() ? "" : absl::StrCat(" (", own.change_display, " over the year)");
  return absl::StrCat(Possessive(standing.force_name), " own figures to ", own.period.end.ToWords(),
                      ", not yet comparable: ", own.value.display,
                      // A unit may end in a full stop of its own.
                      change, change.empty() && own.value.display.ends_with('.') ? "" : ".");
}

std::string StandingSentences(const Standing& standing, const MeasureWords& words) {
  std::string text = MovementSentence(standing);
  AppendSentence(text, ReachAverageSentence(standing, words));
  AppendSentence(text, ReachTopQuartileSentence(standing, words));
  AppendSentence(text, OwnLatestSentence(standing));
  return text;
}

std::string PeriodNote(const Period& period, Month reporting_month) {
  if (period.end == reporting_month) return "";
  return absl::StrCat("last data to ", period.end.ToWords());
}

}  // namespace peerage::core
