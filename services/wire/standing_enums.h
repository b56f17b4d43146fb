// The enums of a standing, each in one table that is read both ways.
// For standing.cc and standing_from_proto.cc.
#pragma once

#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "peerage/types/v1/standing.pb.h"
#include "peerage/types/v1/value.pb.h"
#include "services/core/standing.h"

namespace peerage::wire::enums {

template <class Core, class Proto, size_t N>
using Table = std::array<std::pair<Core, Proto>, N>;

inline constexpr Table<core::AverageMethod, types::v1::AverageMethod, 2> kAverageMethods = {{
    {core::AverageMethod::kMeanOfRates, types::v1::AVERAGE_METHOD_MEAN_OF_RATES},
    {core::AverageMethod::kPooled, types::v1::AVERAGE_METHOD_POOLED},
}};

inline constexpr Table<core::MissingReason, types::v1::MissingReason, 5> kMissingReasons = {{
    {core::MissingReason::kNotAvailable, types::v1::MISSING_REASON_NOT_AVAILABLE},
    {core::MissingReason::kSuppressed, types::v1::MISSING_REASON_SUPPRESSED},
    {core::MissingReason::kWithdrawn, types::v1::MISSING_REASON_WITHDRAWN},
    {core::MissingReason::kZeroDenominator, types::v1::MISSING_REASON_ZERO_DENOMINATOR},
    {core::MissingReason::kNoPopulation, types::v1::MISSING_REASON_NO_POPULATION},
}};

inline constexpr Table<core::GroupKind, types::v1::GroupKind, 3> kGroupKinds = {{
    {core::GroupKind::kSimilar, types::v1::GROUP_KIND_SIMILAR},
    {core::GroupKind::kBuiltIn, types::v1::GROUP_KIND_BUILT_IN},
    {core::GroupKind::kAdHoc, types::v1::GROUP_KIND_AD_HOC},
}};

inline constexpr Table<core::NoPosition, types::v1::NoPositionReason, 3> kNoPositions = {{
    {core::NoPosition::kExcluded, types::v1::NO_POSITION_REASON_EXCLUDED},
    {core::NoPosition::kGroupIncomplete, types::v1::NO_POSITION_REASON_GROUP_INCOMPLETE},
    {core::NoPosition::kSubjectMissing, types::v1::NO_POSITION_REASON_SUBJECT_MISSING},
}};

inline constexpr Table<core::MovementKind, types::v1::MovementKind, 6> kMovementKinds = {{
    {core::MovementKind::kImproved, types::v1::MOVEMENT_KIND_IMPROVED},
    {core::MovementKind::kDeteriorated, types::v1::MOVEMENT_KIND_DETERIORATED},
    {core::MovementKind::kUnchanged, types::v1::MOVEMENT_KIND_UNCHANGED},
    {core::MovementKind::kNoNewData, types::v1::MOVEMENT_KIND_NO_NEW_DATA},
    {core::MovementKind::kNotComparable, types::v1::MOVEMENT_KIND_NOT_COMPARABLE},
    {core::MovementKind::kNoPrevious, types::v1::MOVEMENT_KIND_NO_PREVIOUS},
}};

inline constexpr Table<core::NotComparableReason, types::v1::NotComparableReason, 4>
    kNotComparableReasons = {{
        {core::NotComparableReason::kMembersDiffer,
         types::v1::NOT_COMPARABLE_REASON_MEMBERS_DIFFER},
        {core::NotComparableReason::kRankedOfDiffers,
         types::v1::NOT_COMPARABLE_REASON_RANKED_OF_DIFFERS},
        {core::NotComparableReason::kDefinitionDiffers,
         types::v1::NOT_COMPARABLE_REASON_DEFINITION_DIFFERS},
        {core::NotComparableReason::kNoPosition, types::v1::NOT_COMPARABLE_REASON_NO_POSITION},
    }};

inline constexpr Table<core::Verdict, types::v1::AspirationVerdict, 5> kVerdicts = {{
    {core::Verdict::kMet, types::v1::ASPIRATION_VERDICT_MET},
    {core::Verdict::kExceeded, types::v1::ASPIRATION_VERDICT_EXCEEDED},
    {core::Verdict::kBelow, types::v1::ASPIRATION_VERDICT_BELOW},
    {core::Verdict::kNotApplicable, types::v1::ASPIRATION_VERDICT_NOT_APPLICABLE},
    {core::Verdict::kUnknown, types::v1::ASPIRATION_VERDICT_UNKNOWN},
}};

inline constexpr Table<core::CaveatKind, types::v1::CaveatKind, 11> kCaveatKinds = {{
    {core::CaveatKind::kStaticPeers, types::v1::CAVEAT_KIND_STATIC_PEERS},
    {core::CaveatKind::kGroupNotVerified, types::v1::CAVEAT_KIND_GROUP_NOT_VERIFIED},
    {core::CaveatKind::kMemberMissing, types::v1::CAVEAT_KIND_MEMBER_MISSING},
    {core::CaveatKind::kGroupIncomplete, types::v1::CAVEAT_KIND_GROUP_INCOMPLETE},
    {core::CaveatKind::kStalePopulation, types::v1::CAVEAT_KIND_STALE_POPULATION},
    {core::CaveatKind::kPopulationChanged, types::v1::CAVEAT_KIND_POPULATION_CHANGED},
    {core::CaveatKind::kStaleData, types::v1::CAVEAT_KIND_STALE_DATA},
    {core::CaveatKind::kDatasetNotice, types::v1::CAVEAT_KIND_DATASET_NOTICE},
    {core::CaveatKind::kProvisional, types::v1::CAVEAT_KIND_PROVISIONAL},
    {core::CaveatKind::kExcluded, types::v1::CAVEAT_KIND_EXCLUDED},
    {core::CaveatKind::kSeriesBreak, types::v1::CAVEAT_KIND_SERIES_BREAK},
}};

// The tables hold every enumerator; one that is missing is our own mistake.
template <class Core, class Proto, size_t N>
constexpr Proto ToProto(const Table<Core, Proto, N>& table, Core value) {
  for (const auto& [core, proto] : table) {
    if (core == value) return proto;
  }
  std::abort();
}

// Nothing for a value that is unspecified or of a later version.
template <class Core, class Proto, size_t N>
constexpr std::optional<Core> ToCore(const Table<Core, Proto, N>& table, Proto value) {
  for (const auto& [core, proto] : table) {
    if (proto == value) return core;
  }
  return std::nullopt;
}

}  // namespace peerage::wire::enums
