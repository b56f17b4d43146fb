#include "clients/cli/standing_card.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/facts.h"
#include "clients/cli/notes.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "services/core/display.h"

namespace peerage::cli {
namespace {

using types::v1::Standing;

std::string ValueText(const types::v1::Value& value) {
  if (value.numerator_display().empty() || value.denominator_display().empty()) {
    return value.display();
  }
  return absl::StrCat(value.display(), "   (", value.numerator_display(), " / ",
                      value.denominator_display(), " ", value.denominator_name(), ")");
}

std::string WithPrevious(const std::string& now, bool had, const types::v1::ChangeRequired& then) {
  return had ? absl::StrCat(now, "   (previously ", then.display(), ")") : now;
}

std::string PositionText(const Standing& standing, const ForceNames& names) {
  std::string text = PositionWords(standing);
  if (const std::string first = FirstPublishedWords(standing); !first.empty()) {
    absl::StrAppend(&text, " (", first, ")");
  }
  if (standing.tied_with_size() > 0) {
    absl::StrAppend(&text, ", tied with ", NamesOf(names, standing.tied_with()));
  }
  const std::string sparkline = Sparkline(standing.history());
  // Nothing but gaps is nothing to show.
  if (sparkline.find_first_not_of(' ') != std::string::npos) {
    absl::StrAppend(&text, "   ", sparkline);
  }
  return text;
}

std::string YearText(const Standing& standing) {
  const auto& change = standing.change_on_year();
  std::vector<std::string> parts = {change.display()};
  if (!change.count_display().empty()) parts.push_back(change.count_display());
  if (change.has_position()) {
    parts.push_back(absl::StrCat(core::Ordinal(change.position()), " of ", change.ranked_of(),
                                 " on that change"));
  }
  if (change.has_rose_in()) {
    parts.push_back(absl::StrCat("up in ", change.rose_in(), " of ", change.of(), " forces"));
  }
  return absl::StrJoin(parts, "; ");
}

void AddChanges(const Standing& standing, std::vector<Fact>& facts) {
  const auto& movement = standing.movement();
  if (standing.has_group_average()) {
    facts.push_back({"Group's average", standing.group_average_display()});
  }
  if (standing.has_change_to_average()) {
    facts.push_back({"To the average", WithPrevious(standing.change_to_average().display(),
                                                    movement.has_previous_change_to_average(),
                                                    movement.previous_change_to_average())});
  }
  if (standing.has_change_to_average_self_consistent() &&
      standing.change_to_average_self_consistent().has_required()) {
    facts.push_back(
        {"  as it moves along", standing.change_to_average_self_consistent().display()});
  }
  if (standing.has_top_quartile_position()) {
    facts.push_back(
        {"Top quartile rank", absl::StrCat(core::Ordinal(standing.top_quartile_position()), ", at ",
                                           standing.top_quartile_value_display())});
  }
  if (standing.has_change_to_top_quartile()) {
    facts.push_back(
        {"To the top quartile", WithPrevious(standing.change_to_top_quartile().display(),
                                             movement.has_previous_change_to_top_quartile(),
                                             movement.previous_change_to_top_quartile())});
  }
}

void AddComparisons(const Standing& standing, std::vector<Fact>& facts) {
  const Cell movement = MovementCell(standing);
  std::string moved = movement.text;
  if (standing.movement().has_previous_period()) {
    absl::StrAppend(&moved, " (compared with the ",
                    PeriodWords(standing.movement().previous_period()), ")");
  }
  facts.push_back({"Movement", moved, movement.tone});
  if (standing.has_change_on_year()) facts.push_back({"Over the year", YearText(standing)});
  if (standing.has_national()) {
    const std::string place = NationalWords(standing);
    facts.push_back(
        {"England and Wales", absl::StrCat(place.empty() ? "no position" : place, "; together ",
                                           standing.national().value().display())});
  }
  if (standing.has_own_latest()) {
    const auto& own = standing.own_latest();
    facts.push_back({"Own figures to " + MonthWords(own.period().end_month()),
                     absl::StrCat(own.value().display(), ", not yet comparable")});
  }
  if (standing.has_aspiration()) {
    const Cell verdict = VerdictCell(standing);
    facts.push_back(
        {"Aspiration", absl::StrCat(TargetWords(standing), ": ", verdict.text), verdict.tone});
  }
}

std::string RenderPositions(const Terminal& terminal, const Standing& standing) {
  Table table({{"To be"}, {"Value to reach", Align::kRight}, {"Change", Align::kRight}});
  for (const auto& change : standing.changes_to_positions()) {
    table.AddRow({{core::Ordinal(change.position())},
                  {change.target_value_display()},
                  {change.change().display()}});
  }
  const std::string text = table.Render(terminal);
  return text.empty() ? text : "\n" + text;
}

}  // namespace

std::string RenderStandingCard(const Terminal& terminal, const Standing& standing,
                               const ForceNames& names) {
  const std::string heading =
      Paragraph(terminal, Tone::kStrong,
                absl::StrCat(standing.force_name(), ": ", standing.measure_name())) +
      Paragraph(terminal, Tone::kPlain,
                absl::StrCat(PeriodWords(standing.period()), ", among ",
                             GroupWords(standing.group(), names))) +
      "\n";
  std::vector<Fact> facts = {{"Value", ValueText(standing.value())}};
  if (standing.value().has_printed_value()) {
    facts.push_back({"As printed", standing.value().printed_display()});
  }
  facts.push_back({"Position", PositionText(standing, names), Tone::kStrong});
  if (standing.missing_force_ids_size() > 0) {
    facts.push_back({"Without a figure", NamesOf(names, standing.missing_force_ids())});
  }
  AddChanges(standing, facts);
  AddComparisons(standing, facts);
  if (standing.has_next_data()) {
    facts.push_back({"Next data", NextDataWords(standing.next_data())});
  }
  return heading + RenderFacts(terminal, facts) + RenderPositions(terminal, standing);
}

}  // namespace peerage::cli
