#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/core/annotation.h"
#include "services/core/display.h"
#include "services/core/population.h"
#include "services/ranking/standing_parts.h"

namespace peerage::ranking {
namespace {

using core::CaveatKind;

std::string NamesOf(const DatasetView& dataset, const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  names.reserve(ids.size());
  for (const std::string& id : ids) names.push_back(dataset.AreaOf(id).name);
  return core::JoinWithAnd(names);
}

void AddGroupCaveats(const MeasureView& view, const GroupComparison& present,
                     const core::Standing& standing, std::vector<core::Caveat>& caveats) {
  const core::Group& group = present.group;
  if (group.kind == core::GroupKind::kSimilar && !group.verified) {
    caveats.push_back({CaveatKind::kGroupNotVerified,
                       absl::StrCat("The membership of this group is not verified for this "
                                    "period. Source: ",
                                    group.source)});
  }
  if (standing.no_position == core::NoPosition::kExcluded) {
    caveats.push_back(
        {CaveatKind::kExcluded, absl::StrCat(standing.force_name, " is not ranked in ", group.name,
                                             ": it has its value and no position.")});
  }
  if (standing.missing_force_ids.empty()) return;
  const std::string names = NamesOf(view.dataset(), standing.missing_force_ids);
  const std::string members = absl::StrCat(group.member_ids.size());
  if (!present.complete()) {
    caveats.push_back(
        {CaveatKind::kGroupIncomplete,
         absl::StrCat("Only ", standing.ranked_of, " of ", members, " forces have a figure for ",
                      "this period, at least ", present.minimum_members,
                      " are needed for a position. Missing: ", names, ".")});
  } else {
    caveats.push_back(
        {CaveatKind::kMemberMissing, absl::StrCat("The position is out of ", standing.ranked_of,
                                                  ", not ", members, ". Missing: ", names, ".")});
  }
}

void AddPopulationCaveats(const GroupComparison& present, const core::Standing& standing,
                          std::vector<core::Caveat>& caveats) {
  const core::Series* population = present.formula->population;
  if (population != nullptr && present.vintage &&
      core::IsStaleVintage(core::MidYearOf(*population, *present.vintage), present.period.end)) {
    caveats.push_back({CaveatKind::kStalePopulation,
                       absl::StrCat("The newest population that fits is ",
                                    VintageNameOf(*present.formula, present.vintage),
                                    ", more than 36 months before the end of the period.")});
  }
  const auto& recomputed = standing.movement.previous_value_on_present_population;
  if (recomputed) {
    caveats.push_back({CaveatKind::kPopulationChanged,
                       absl::StrCat("The previous value used ",
                                    standing.movement.previous_value->denominator_name, "; on ",
                                    recomputed->denominator_name, " it is ", recomputed->display,
                                    // A unit may end in a full stop of its own.
                                    recomputed->display.ends_with('.') ? "" : ".")});
  }
}

// Movements stay, and say what lies between.
void AddSeriesBreaks(const core::Standing& standing, std::vector<core::Caveat>& caveats) {
  std::vector<core::Period> compared;
  if (standing.movement.previous_period) compared.push_back(*standing.movement.previous_period);
  if (standing.change_on_year) compared.push_back(standing.change_on_year->from_period);
  for (std::string& words :
       core::SeriesBreakWords(standing.annotations, std::move(compared), standing.period)) {
    caveats.push_back({CaveatKind::kSeriesBreak, std::move(words)});
  }
}

bool AnyProvisional(const GroupComparison& present) {
  const auto& figures = present.figures.figures;
  return std::any_of(figures.begin(), figures.end(),
                     [](const core::Figure& figure) { return figure.provisional; });
}

}  // namespace

std::vector<core::Caveat> MakeCaveats(MeasureView& view, const Subject& subject,
                                      const GroupComparison& present,
                                      const core::Standing& standing) {
  std::vector<core::Caveat> caveats;
  const std::string& notice = view.dataset().reference().terms.notice;
  if (!notice.empty()) caveats.push_back({CaveatKind::kDatasetNotice, notice});
  AddGroupCaveats(view, present, standing, caveats);
  AddPopulationCaveats(present, standing, caveats);
  AddSeriesBreaks(standing, caveats);
  if (AnyProvisional(present)) {
    caveats.push_back({CaveatKind::kProvisional,
                       "Some of these figures are marked provisional by their source."});
  }
  if (standing.lag_months > 2 * view.newest().frequency_months) {
    caveats.push_back({CaveatKind::kStaleData,
                       absl::StrCat("The figures of ", standing.measure_name, " end in ",
                                    present.period.end.ToWords(), ", ", standing.lag_months,
                                    " months before ", subject.reporting_month.ToWords(), ".")});
  }
  if (standing.position) {
    caveats.push_back({CaveatKind::kStaticPeers,
                       "The changes required hold only if every other force remains static."});
  }
  return caveats;
}

}  // namespace peerage::ranking
