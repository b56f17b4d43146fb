#include "clients/cli/target_words.h"

#include <variant>

#include "services/core/aspiration.h"

namespace peerage::cli {
namespace {

// Core's target as the contract's.
struct SetTarget {
  types::v1::Target& target;

  void operator()(const core::RankAtLeast& rank) const {
    target.mutable_rank_at_least()->set_position(rank.position);
  }
  void operator()(const core::Best&) const { target.mutable_best(); }
  void operator()(const core::UpperQuartile&) const { target.mutable_upper_quartile(); }
  void operator()(const core::TopHalf&) const { target.mutable_top_half(); }
  void operator()(const core::AtAverage&) const { target.mutable_average(); }
  void operator()(const core::NationalRankAtLeast& rank) const {
    target.mutable_national_rank_at_least()->set_position(rank.position);
  }
  void operator()(const core::ValueAtLeast& value) const {
    target.mutable_value()->set_value(value.value);
  }
  void operator()(const core::ChangeFromBaseline& change) const {
    target.mutable_change_from_baseline()->set_percent(change.percent);
    target.mutable_change_from_baseline()->set_baseline_end_month(change.baseline_end.ToString());
  }
  void operator()(const core::NoAspiration& none) const {
    target.mutable_none()->set_reason(none.reason);
  }
};

// The contract's target as core's; none for one of a later contract.
core::Target ToCore(const types::v1::Target& target) {
  switch (target.kind_case()) {
    case types::v1::Target::kRankAtLeast:
      return core::RankAtLeast{target.rank_at_least().position()};
    case types::v1::Target::kBest:
      return core::Best{};
    case types::v1::Target::kUpperQuartile:
      return core::UpperQuartile{};
    case types::v1::Target::kTopHalf:
      return core::TopHalf{};
    case types::v1::Target::kAverage:
      return core::AtAverage{};
    case types::v1::Target::kNationalRankAtLeast:
      return core::NationalRankAtLeast{target.national_rank_at_least().position()};
    case types::v1::Target::kValue:
      return core::ValueAtLeast{target.value().value()};
    case types::v1::Target::kChangeFromBaseline:
      return core::ChangeFromBaseline{
          target.change_from_baseline().percent(),
          core::Month::Parse(target.change_from_baseline().baseline_end_month())
              .value_or(core::Month())};
    default:
      return core::NoAspiration{target.none().reason()};
  }
}

}  // namespace

absl::StatusOr<types::v1::Target> TargetFromWords(const std::string& text) {
  const auto target = core::ParseAspiration(text);
  if (!target.ok()) return target.status();
  types::v1::Target message;
  std::visit(SetTarget{message}, *target);
  return message;
}

std::string WordsOfTarget(const types::v1::Aspiration& aspiration) {
  const core::Target target = ToCore(aspiration.target());
  const auto said = core::ParseAspiration(aspiration.text());
  return said.ok() && *said == target ? aspiration.text() : core::AspirationWords(target);
}

}  // namespace peerage::cli
