#include "services/reporting/report_notes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/display.h"
#include "services/core/group.h"
#include "services/core/group_words.h"
#include "services/core/sentences.h"
#include "services/reporting/dated_notes.h"
#include "services/reporting/labelled_texts.h"

namespace peerage::reporting {
namespace {

// Longer lists of members are counted, not printed.
constexpr size_t kMostNamedMembers = 15;

const core::Group& GroupOf(const Paper& paper) { return paper.rows.front().standing.group; }

std::string Names(const Paper& paper, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    const auto found = paper.force_names.find(id);
    names.push_back(found == paper.force_names.end() ? id : found->second);
  }
  std::sort(names.begin(), names.end());
  return core::JoinWithAnd(names);
}

std::string DescribeGroup(const Paper& paper, const core::Group& group) {
  std::string text = group.kind == core::GroupKind::kSimilar
                         ? absl::StrCat("Most Similar Group (MSG): ", group.name, ". ")
                         : absl::StrCat("Compared ", core::InGroupWords(group), ". ");
  if (group.member_ids.size() <= kMostNamedMembers) {
    absl::StrAppend(&text, "Members: ", Names(paper, group.member_ids), ". ");
  } else {
    absl::StrAppend(&text, "Members: ", group.member_ids.size(), " forces. ");
  }
  if (!group.excluded_ids.empty()) {
    absl::StrAppend(&text, "Not ranked here: ", Names(paper, group.excluded_ids), ". ");
  }
  absl::StrAppend(&text, "Source: ", group.source, ". ");
  if (group.kind == core::GroupKind::kBuiltIn) {
    absl::StrAppend(&text, "The membership needs no verification.");
  } else {
    absl::StrAppend(&text, group.verified ? "The membership is verified for this period."
                                          : "The membership is not verified for this period.");
  }
  return text;
}

std::string FrequencyWords(int months) {
  switch (months) {
    case 1:
      return "monthly";
    case 3:
      return "quarterly";
    case 12:
      return "yearly";
    default:
      return absl::StrCat("every ", months, " months");
  }
}

// The period that most rows have of those which end in the reporting month; of
// equally many the longest.
std::optional<core::Period> MainPeriod(const Paper& paper) {
  std::map<int, int> rows_by_months;
  for (const PaperRow& row : paper.rows) {
    if (row.standing.period.end == paper.reporting_month) {
      ++rows_by_months[row.standing.period.months];
    }
  }
  std::optional<core::Period> main;
  int most = 0;
  for (const auto& [months, rows] : rows_by_months) {
    if (rows < most) continue;
    most = rows;
    main = core::Period{paper.reporting_month, months};
  }
  return main;
}

std::string PeriodsNote(const Paper& paper) {
  const std::optional<core::Period> main = MainPeriod(paper);
  std::vector<std::string> exceptions;
  for (const PaperRow& row : paper.rows) {
    const core::Period& period = row.standing.period;
    if (period == main) continue;
    const std::string last = core::PeriodNote(period, paper.reporting_month);
    exceptions.push_back(absl::StrCat(row.label, ": ",
                                      FrequencyWords(row.measure->frequency_months()), " (",
                                      last.empty() ? period.ToWords() : last, ")"));
  }
  const std::string list = absl::StrJoin(exceptions, "; ");
  if (!main) return absl::StrCat("Data end before the month of this paper: ", list, ".");
  if (list.empty()) return absl::StrCat("Data are for the ", main->ToWords(), ".");
  return absl::StrCat("Data are for the ", main->ToWords(), ", with the exception of: ", list, ".");
}

std::string StaticPeersNote(const core::Group& group) {
  switch (group.kind) {
    case core::GroupKind::kSimilar:
      return "The difference to the MSG average (or to any position in the MSG) is only valid if "
             "all other forces remain static.";
    case core::GroupKind::kBuiltIn:
    case core::GroupKind::kAdHoc:
      break;
  }
  return absl::StrCat("The difference to ", core::GroupAverageWords(group),
                      " (or to any position) is only valid if all other forces remain static.");
}

std::string MovingAverageNote(const Paper& paper) {
  std::vector<std::string> changes;
  for (const PaperRow& row : paper.rows) {
    const auto& change = row.standing.change_to_average_self_consistent;
    if (change && !change->reached()) {
      changes.push_back(absl::StrCat(row.label, " ", change->display));
    }
  }
  if (changes.empty()) return "";
  return absl::StrCat("The average includes ", paper.rows.front().standing.force_name,
                      " and would move with it. To reach an average that moves, the changes are: ",
                      absl::StrJoin(changes, "; "), ".");
}

std::string MethodNote(const Paper& paper) {
  const core::Standing& first = paper.rows.front().standing;
  const bool pooled = first.method.average_method == core::AverageMethod::kPooled;
  std::string average = core::GroupAverageWords(first.group);
  average.front() = 'T';
  const bool included =
      first.method.include_self && first.no_position != core::NoPosition::kExcluded;
  return absl::StrCat(
      average, " is ",
      pooled ? "the sum of the forces' counts divided by the sum of what they are divided by"
             : "the mean of the forces' values",
      ", ", first.force_name, included ? " included" : " left out",
      ". A position is one more than the number of forces that are strictly better; equal values "
      "share a position. The top quartile rank is ",
      first.method.quartile_rule, ".");
}

std::string PopulationNote(const Paper& paper) {
  std::vector<std::pair<std::string, std::vector<std::string>>> vintages;
  for (const PaperRow& row : paper.rows) {
    const std::string& vintage = row.standing.method.population_vintage;
    if (vintage.empty()) continue;
    auto found = std::find_if(vintages.begin(), vintages.end(),
                              [&](const auto& known) { return known.first == vintage; });
    if (found == vintages.end()) found = vintages.insert(found, {vintage, {}});
    found->second.push_back(row.label);
  }
  if (vintages.empty()) return "";
  if (vintages.size() == 1) {
    return absl::StrCat("Rates per population use ", vintages.front().first, ".");
  }
  std::vector<std::string> parts;
  for (const auto& [vintage, labels] : vintages) {
    parts.push_back(absl::StrCat(vintage, " (", core::JoinWithAnd(labels), ")"));
  }
  return absl::StrCat("Rates per population use ", core::JoinWithAnd(parts), ".");
}

std::string ContextualNote(const Paper& paper) {
  std::vector<std::string> labels;
  for (const PaperRow& row : paper.rows) {
    if (row.standing.direction == core::Direction::kContextual) labels.push_back(row.label);
  }
  if (labels.empty()) return "";
  return absl::StrCat(core::JoinWithAnd(labels),
                      ": recorded figures rise with police activity, so the position is given and "
                      "neither direction is called better.");
}

std::string PreviousNote(const Paper& paper) {
  return absl::StrCat(
      "Previous figures are those of ", paper.previous_reporting_month.ToWords(),
      ", made from the same release of data as the present ones; a paper printed at the time may "
      "show others.");
}

// Said elsewhere, for the paper as a whole.
bool IsSaidOnce(core::CaveatKind kind) {
  return kind == core::CaveatKind::kStaticPeers || kind == core::CaveatKind::kGroupNotVerified ||
         kind == core::CaveatKind::kDatasetNotice;
}

// The rows' own caveats, each text once with the rows it is about.
std::vector<std::string> RowNotes(const Paper& paper) {
  LabelledTexts texts;
  for (const PaperRow& row : paper.rows) {
    for (const core::Caveat& caveat : row.standing.caveats) {
      if (!IsSaidOnce(caveat.kind)) texts.Add(caveat.text, row.label);
    }
  }
  std::vector<std::string> notes;
  for (const auto& [text, labels] : texts.all()) {
    notes.push_back(absl::StrCat(core::JoinWithAnd(labels), ": ", text));
  }
  return notes;
}

std::string NationalNote(const Paper& paper) {
  const bool given = std::any_of(paper.rows.begin(), paper.rows.end(), [](const PaperRow& row) {
    return row.standing.national.has_value();
  });
  if (!given) return "";
  if (GroupOf(paper).id == core::kEnglandAndWales) {
    return "Two national figures are given. The average is the mean of the forces' values, and "
           "each "
           "force counts once. The England and Wales value is the sum of all their counts divided "
           "by all their residents (or offences), so that a large force counts for more.";
  }
  return "National positions are among the ranked forces of England and Wales. The England and "
         "Wales value is the sum of all their counts divided by all their residents (or offences); "
         "it is not the mean of the forces' values.";
}

std::string ChangeOnYearNote(const Paper& paper) {
  const bool by_population = std::any_of(
      paper.rows.begin(), paper.rows.end(),
      [](const PaperRow& row) { return !row.standing.method.population_vintage.empty(); });
  return absl::StrCat("The change over the year compares with the same months a year before",
                      by_population ? ", on the same population." : ".");
}

}  // namespace

std::string GroupNote(const Paper& paper) {
  std::string text = DescribeGroup(paper, GroupOf(paper));
  for (const PaperRow& row : paper.rows) {
    if (row.standing.group == GroupOf(paper)) continue;
    absl::StrAppend(&text, " ", row.label, " is compared within another group: ",
                    DescribeGroup(paper, row.standing.group));
  }
  return text;
}

std::vector<std::string> NotesOf(const Paper& paper) {
  std::vector<std::string> notes = {PeriodsNote(paper),       StaticPeersNote(GroupOf(paper)),
                                    MovingAverageNote(paper), MethodNote(paper),
                                    PopulationNote(paper),    NationalNote(paper),
                                    ChangeOnYearNote(paper),  PreviousNote(paper),
                                    ContextualNote(paper),    FirstPublishedNote(paper),
                                    NextDataNote(paper)};
  std::erase(notes, "");
  for (std::string& note : RowNotes(paper)) notes.push_back(std::move(note));
  for (std::string& note : AnnotationNotes(paper)) notes.push_back(std::move(note));
  return notes;
}

std::vector<std::string> CaveatsOf(const Paper& paper) {
  const bool similar = GroupOf(paper).kind == core::GroupKind::kSimilar;
  return {absl::StrCat(similar ? "The ranking of Most Similar Groups" : "A ranking of forces",
                       " disregards that there is not necessarily a significant statistical "
                       "difference between one force and the next."),
          "An improvement in position can come from a deterioration in other forces' performance.",
          "When performance deteriorates in real terms, the position can still improve.",
          absl::StrCat("HMIC guidance states that inferences should not be drawn from relative "
                       "positions in ",
                       similar ? "Most Similar Groups" : "a group",
                       " where all forces perform within the expected range."),
          absl::StrCat("It is possible to be in the lower half of ", similar ? "an MSG" : "a group",
                       " and still perform better than its average, if other forces perform "
                       "significantly worse.")};
}

}  // namespace peerage::reporting
