#include "clients/cli/words.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/core/day.h"
#include "services/core/display.h"
#include "services/core/month.h"

namespace peerage::cli {

using types::v1::Standing;

std::string MonthWords(const std::string& month) {
  const auto parsed = core::Month::Parse(month);
  return parsed ? parsed->ToWords() : month;
}

std::string DayWords(const std::string& day) {
  const auto parsed = core::Day::Parse(day);
  return parsed ? parsed->ToWords() : day;
}

std::string PeriodWords(const types::v1::Period& period) {
  const auto end = core::Month::Parse(period.end_month());
  if (!end) return period.end_month();
  return core::Period{*end, period.months()}.ToWords();
}

std::string PositionWords(const Standing& standing) {
  if (standing.has_position()) {
    return absl::StrCat(standing.position_display(), " of ", standing.ranked_of());
  }
  switch (standing.no_position_reason()) {
    case types::v1::NO_POSITION_REASON_EXCLUDED:
      return "not ranked in this group";
    case types::v1::NO_POSITION_REASON_GROUP_INCOMPLETE:
      return "none: too few of the group have figures";
    default:
      return "none: no figure";
  }
}

std::string FirstPublishedWords(const Standing& standing) {
  if (!standing.has_first_published()) return "";
  const auto& first = standing.first_published();
  const std::string& count = first.value().numerator_display();
  const bool percentage = first.value().unit().find('%') == 0;
  const bool counted =
      !count.empty() && !percentage && count != standing.value().numerator_display();
  const std::string figure = absl::StrCat(", ", counted ? count : first.value().display());
  if (!standing.has_position_as_first_published()) {
    return absl::StrCat("no position as first published", figure);
  }
  const bool tied = !first.position_display().empty() && first.position_display().front() == '=';
  return absl::StrCat(tied ? "=" : "", core::Ordinal(standing.position_as_first_published()),
                      " of ", first.ranked_of(), " as first published", figure);
}

std::string NationalWords(const Standing& standing) {
  if (!standing.has_national() || !standing.national().has_position()) return "";
  return absl::StrCat(standing.national().position_display(), " of ",
                      standing.national().ranked_of());
}

Cell MovementCell(const Standing& standing) {
  const auto& movement = standing.movement();
  const bool contextual = standing.direction() == types::v1::DIRECTION_CONTEXTUAL;
  const std::string& before = movement.previous_position_display();
  switch (movement.kind()) {
    case types::v1::MOVEMENT_KIND_IMPROVED:
      return {absl::StrCat(contextual ? "risen from " : "improved from ", before),
              contextual ? Tone::kPlain : Tone::kGood};
    case types::v1::MOVEMENT_KIND_DETERIORATED:
      return {absl::StrCat("fallen from ", before), contextual ? Tone::kPlain : Tone::kBad};
    case types::v1::MOVEMENT_KIND_UNCHANGED:
      return {absl::StrCat("remains ", standing.position_display())};
    case types::v1::MOVEMENT_KIND_NO_NEW_DATA:
      return {absl::StrCat("no new data since ", MonthWords(standing.period().end_month())),
              Tone::kDim};
    case types::v1::MOVEMENT_KIND_NOT_COMPARABLE:
      return {absl::StrCat("not comparable: ", movement.reason_text()), Tone::kNotice};
    default:
      return {"no earlier position", Tone::kDim};
  }
}

std::string YearWords(const Standing& standing) {
  return standing.has_change_on_year() ? standing.change_on_year().display() : "";
}

std::string ChangeWords(bool present, const types::v1::ChangeRequired& change) {
  return present ? change.display() : "not available";
}

std::string TargetWords(const Standing& standing) {
  return standing.has_aspiration() ? standing.aspiration().target_display() : "none declared";
}

Cell VerdictCell(const Standing& standing) {
  if (!standing.has_aspiration()) return {};
  const auto& aspiration = standing.aspiration();
  switch (aspiration.verdict()) {
    case types::v1::ASPIRATION_VERDICT_MET:
    case types::v1::ASPIRATION_VERDICT_EXCEEDED:
      return {aspiration.verdict_display(), Tone::kGood};
    case types::v1::ASPIRATION_VERDICT_BELOW:
      return {aspiration.verdict_display(), Tone::kBad};
    default:
      return {aspiration.verdict_display(), Tone::kDim};
  }
}

std::string Sparkline(
    const google::protobuf::RepeatedPtrField<types::v1::PositionPoint>& positions) {
  std::vector<int> places;
  int of = 1;
  for (const auto& point : positions) {
    places.push_back(point.has_position() ? point.position() : 0);
    of = std::max(of, point.ranked_of());
  }
  return places.empty() ? "" : core::SparklineBlocks(places, of);
}

std::string GroupWords(const types::v1::Group& group, const ForceNames& names) {
  switch (group.kind()) {
    case types::v1::GROUP_KIND_AD_HOC:
      return NamesOf(names, group.member_ids());
    case types::v1::GROUP_KIND_SIMILAR:
      return absl::StrCat(group.name(), group.verified() ? " (verified)" : " (not verified)");
    default:
      return group.name();
  }
}

}  // namespace peerage::cli
