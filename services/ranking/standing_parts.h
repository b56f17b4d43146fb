// The parts of a standing, each made from comparisons that a MeasureView gives.
// One file a part; standing_builder.h puts them together.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "services/core/group.h"
#include "services/core/standing.h"
#include "services/ranking/measure_view.h"

namespace peerage::ranking {

// Who asks, of whom, for which paper.
struct Subject {
  const core::Area* force = nullptr;
  core::GroupChoice choice;
  // Whose aspiration counts, and what lag is measured from.
  core::Month reporting_month;
};

using SharedComparison = std::shared_ptr<const GroupComparison>;

// The subject's place in a comparison; unset without a value, outside the
// group, or in an incomplete group.
std::optional<int> PositionIn(const GroupComparison& comparison, const std::string& force_id);

// Position, average, targets and changes of the present period.
void FillPosition(MeasureView& view, const Subject& subject, const GroupComparison& present,
                  core::Standing& standing);

// Against an earlier period; `previous_end` unset: there is none.
core::Movement MakeMovement(MeasureView& view, const Subject& subject,
                            const GroupComparison& present,
                            std::optional<core::Month> previous_end);

// Against the same window a year earlier, on the present population; unset when
// the subject has no value in one of the two, or that window is not loaded, or
// the definition differs.
std::optional<core::ChangeOnYear> MakeChangeOnYear(MeasureView& view, const Subject& subject,
                                                   const GroupComparison& present);

// Among England and Wales; unset for datasets without built-in groups.
std::optional<core::National> MakeNational(MeasureView& view, const Subject& subject,
                                           core::Month end);

// The subject's own figure after `end` and up to the reporting month, where its
// group has too few for a comparison.
std::optional<core::OwnLatest> MakeOwnLatest(MeasureView& view, const Subject& subject,
                                             core::Month end);

// `points` positions at the measure's frequency, the one of `end` last.
std::vector<core::PositionPoint> MakeHistory(MeasureView& view, const Subject& subject,
                                             core::Month end, int points);

// The aspiration in force at the reporting month, judged on a standing whose
// position, national position and average are filled; unset when none is
// declared.
std::optional<core::AspirationResult> MakeAspiration(MeasureView& view, const Subject& subject,
                                                     const GroupComparison& present,
                                                     const core::Standing& standing);

// The next data and the annotations of a standing whose periods are filled.
void FillDatedFacts(const MeasureView& view, const Subject& subject, core::Standing& standing);

// What was known of the present period when it could first be asked about: after
// the newest of the releases that first held what its figures are made from. In
// the group and by the definition of that state. Fills position_as_first_published
// and first_published of the standing, or nothing when neither figures nor
// declarations that bear on it were released since.
void FillFirstPublished(MeasureView& view, const Subject& subject, const GroupComparison& present,
                        core::Standing& standing);

// What a reader must know beside a standing that is filled otherwise.
std::vector<core::Caveat> MakeCaveats(MeasureView& view, const Subject& subject,
                                      const GroupComparison& present,
                                      const core::Standing& standing);

}  // namespace peerage::ranking
