#include "services/wire/standing.h"

#include <optional>

#include "services/wire/reference.h"
#include "services/wire/standing_enums.h"

namespace peerage::wire {
namespace {

types::v1::ChangeToPosition ToProto(const core::ChangeToPosition& change) {
  types::v1::ChangeToPosition out;
  out.set_position(change.position);
  out.set_target_value(change.target_value);
  out.set_target_value_display(change.target_value_display);
  *out.mutable_change() = wire::ToProto(change.change);
  return out;
}

void SetPreviousFigures(const core::Movement& movement, types::v1::Movement& out) {
  if (movement.previous_value) {
    *out.mutable_previous_value() = wire::ToProto(*movement.previous_value);
  }
  if (movement.previous_value_on_present_population) {
    *out.mutable_previous_value_on_present_population() =
        wire::ToProto(*movement.previous_value_on_present_population);
  }
  if (movement.previous_change_to_average) {
    *out.mutable_previous_change_to_average() = wire::ToProto(*movement.previous_change_to_average);
  }
  if (movement.previous_change_to_top_quartile) {
    *out.mutable_previous_change_to_top_quartile() =
        wire::ToProto(*movement.previous_change_to_top_quartile);
  }
}

types::v1::Movement ToProto(const core::Movement& movement) {
  types::v1::Movement out;
  out.set_kind(enums::ToProto(enums::kMovementKinds, movement.kind));
  if (movement.reason) {
    out.set_reason(enums::ToProto(enums::kNotComparableReasons, *movement.reason));
  }
  out.set_reason_text(movement.reason_text);
  if (movement.previous_period) {
    *out.mutable_previous_period() = wire::ToProto(*movement.previous_period);
  }
  if (movement.previous_position) out.set_previous_position(*movement.previous_position);
  out.set_previous_position_display(movement.previous_position_display);
  out.set_previous_ranked_of(movement.previous_ranked_of);
  if (movement.previous_position_in_present_group) {
    out.set_previous_position_in_present_group(*movement.previous_position_in_present_group);
  }
  SetPreviousFigures(movement, out);
  if (movement.position_change) out.set_position_change(*movement.position_change);
  if (movement.value_change) out.set_value_change(*movement.value_change);
  out.set_value_change_display(movement.value_change_display);
  if (movement.previous_national_position) {
    out.set_previous_national_position(*movement.previous_national_position);
  }
  out.set_previous_national_ranked_of(movement.previous_national_ranked_of);
  return out;
}

types::v1::ChangeOnYear ToProto(const core::ChangeOnYear& change) {
  types::v1::ChangeOnYear out;
  *out.mutable_from_period() = wire::ToProto(change.from_period);
  if (change.count) out.set_count(*change.count);
  out.set_count_display(change.count_display);
  if (change.percent) out.set_percent(*change.percent);
  if (change.points) out.set_points(*change.points);
  out.set_display(change.display);
  if (change.position) out.set_position(*change.position);
  out.set_ranked_of(change.ranked_of);
  if (change.national_position) out.set_national_position(*change.national_position);
  if (change.rose_in) out.set_rose_in(*change.rose_in);
  out.set_of(change.of);
  return out;
}

types::v1::National ToProto(const core::National& national) {
  types::v1::National out;
  if (national.position) out.set_position(*national.position);
  out.set_position_display(national.position_display);
  out.set_ranked_of(national.ranked_of);
  *out.mutable_value() = wire::ToProto(national.value);
  for (const std::string& id : national.force_ids) out.add_force_ids(id);
  for (const std::string& id : national.missing_force_ids) out.add_missing_force_ids(id);
  return out;
}

types::v1::OwnLatest ToProto(const core::OwnLatest& own_latest) {
  types::v1::OwnLatest out;
  *out.mutable_period() = wire::ToProto(own_latest.period);
  *out.mutable_value() = wire::ToProto(own_latest.value);
  out.set_change_display(own_latest.change_display);
  if (own_latest.change) out.set_change(*own_latest.change);
  return out;
}

types::v1::AspirationResult ToProto(const core::AspirationResult& aspiration) {
  types::v1::AspirationResult out;
  *out.mutable_target() = wire::ToProto(aspiration.target);
  out.set_target_display(aspiration.target_display);
  out.set_verdict(enums::ToProto(enums::kVerdicts, aspiration.verdict));
  out.set_verdict_display(aspiration.verdict_display);
  return out;
}

types::v1::Caveat ToProto(const core::Caveat& caveat) {
  types::v1::Caveat out;
  out.set_kind(enums::ToProto(enums::kCaveatKinds, caveat.kind));
  out.set_text(caveat.text);
  return out;
}

void SetFirstPublished(const core::Standing& standing, types::v1::Standing& out) {
  if (standing.position_as_first_published) {
    out.set_position_as_first_published(*standing.position_as_first_published);
  }
  if (!standing.first_published) return;
  types::v1::FirstPublished& first = *out.mutable_first_published();
  first.set_seq(standing.first_published->seq);
  first.set_known_on(standing.first_published->known_on);
  *first.mutable_value() = wire::ToProto(standing.first_published->value);
  first.set_ranked_of(standing.first_published->ranked_of);
  first.set_position_display(standing.first_published->position_display);
}

void SetSubject(const core::Standing& standing, types::v1::Standing& out) {
  out.set_force_id(standing.force_id);
  out.set_force_name(standing.force_name);
  out.set_measure_id(standing.measure_id);
  out.set_measure_name(standing.measure_name);
  out.set_dataset_id(standing.dataset_id);
  out.set_direction(wire::ToProto(standing.direction));
  *out.mutable_period() = wire::ToProto(standing.period);
  *out.mutable_value() = wire::ToProto(standing.value);
}

void SetPosition(const core::Standing& standing, types::v1::Standing& out) {
  if (standing.position) out.set_position(*standing.position);
  out.set_position_display(standing.position_display);
  if (standing.no_position) {
    out.set_no_position_reason(enums::ToProto(enums::kNoPositions, *standing.no_position));
  }
  out.set_ranked_of(standing.ranked_of);
  for (const std::string& id : standing.tied_with) out.add_tied_with(id);
  for (const std::string& id : standing.missing_force_ids) out.add_missing_force_ids(id);
  for (const std::string& id : standing.group.excluded_ids) out.add_excluded_force_ids(id);
  *out.mutable_group() = wire::ToProto(standing.group);
}

void SetTargets(const core::Standing& standing, types::v1::Standing& out) {
  if (standing.group_average) out.set_group_average(*standing.group_average);
  out.set_group_average_display(standing.group_average_display);
  if (standing.top_quartile_position) {
    out.set_top_quartile_position(*standing.top_quartile_position);
  }
  if (standing.top_quartile_value) out.set_top_quartile_value(*standing.top_quartile_value);
  out.set_top_quartile_value_display(standing.top_quartile_value_display);
  if (standing.change_to_average) {
    *out.mutable_change_to_average() = wire::ToProto(*standing.change_to_average);
  }
  if (standing.change_to_average_self_consistent) {
    *out.mutable_change_to_average_self_consistent() =
        wire::ToProto(*standing.change_to_average_self_consistent);
  }
  if (standing.change_to_top_quartile) {
    *out.mutable_change_to_top_quartile() = wire::ToProto(*standing.change_to_top_quartile);
  }
  for (const core::ChangeToPosition& change : standing.changes_to_positions) {
    *out.add_changes_to_positions() = ToProto(change);
  }
}

void SetCompanions(const core::Standing& standing, types::v1::Standing& out) {
  *out.mutable_movement() = ToProto(standing.movement);
  if (standing.change_on_year) *out.mutable_change_on_year() = ToProto(*standing.change_on_year);
  if (standing.national) *out.mutable_national() = ToProto(*standing.national);
  if (standing.own_latest) *out.mutable_own_latest() = ToProto(*standing.own_latest);
  for (const core::PositionPoint& point : standing.history) {
    *out.add_history() = wire::ToProto(point);
  }
  if (standing.aspiration) *out.mutable_aspiration() = ToProto(*standing.aspiration);
  out.set_lag_months(standing.lag_months);
  for (const core::Caveat& caveat : standing.caveats) *out.add_caveats() = ToProto(caveat);
}

}  // namespace

types::v1::Period ToProto(const core::Period& period) {
  types::v1::Period out;
  out.set_end_month(period.end.ToString());
  out.set_months(period.months);
  return out;
}

types::v1::Value ToProto(const core::Value& value) {
  types::v1::Value out;
  if (value.number) out.set_number(*value.number);
  if (value.numerator) out.set_numerator(*value.numerator);
  if (value.denominator) out.set_denominator(*value.denominator);
  out.set_denominator_name(value.denominator_name);
  out.set_unit(value.unit);
  out.set_display(value.display);
  out.set_numerator_display(value.numerator_display);
  out.set_denominator_display(value.denominator_display);
  if (value.missing) {
    out.mutable_missing()->set_reason(enums::ToProto(enums::kMissingReasons, *value.missing));
    out.mutable_missing()->set_text(value.missing_text);
  }
  if (value.printed_value) out.set_printed_value(*value.printed_value);
  out.set_printed_display(value.printed_display);
  return out;
}

types::v1::Group ToProto(const core::Group& group) {
  types::v1::Group out;
  out.set_id(group.id);
  out.set_name(group.name);
  out.set_kind(enums::ToProto(enums::kGroupKinds, group.kind));
  for (const std::string& id : group.member_ids) out.add_member_ids(id);
  out.set_source(group.source);
  out.set_verified(group.verified);
  return out;
}

types::v1::ChangeRequired ToProto(const core::ChangeRequired& change) {
  types::v1::ChangeRequired out;
  if (const auto* reached = std::get_if<core::ChangeRequired::AlreadyReached>(&change.outcome)) {
    auto& message = *out.mutable_already_reached();
    message.set_margin(reached->margin);
    message.set_margin_display(reached->margin_display);
    message.set_beyond(reached->beyond);
  } else {
    const auto& required = std::get<core::ChangeRequired::Required>(change.outcome);
    auto& message = *out.mutable_required();
    message.set_gap(required.gap);
    message.set_gap_display(required.gap_display);
    if (required.count) message.set_count(*required.count);
    message.set_count_display(required.count_display);
    if (required.exact_count) message.set_exact_count(*required.exact_count);
    message.set_exact_count_display(required.exact_count_display);
  }
  out.set_display(change.display);
  out.set_magnitude_display(change.magnitude_display);
  out.set_bracket_display(change.bracket_display);
  return out;
}

types::v1::PositionPoint ToProto(const core::PositionPoint& point) {
  types::v1::PositionPoint out;
  *out.mutable_period() = ToProto(point.period);
  if (point.position) out.set_position(*point.position);
  out.set_ranked_of(point.ranked_of);
  *out.mutable_value() = ToProto(point.value);
  out.set_group_id(point.group_id);
  return out;
}

types::v1::Method ToProto(const core::Method& method) {
  types::v1::Method out;
  out.set_average_method(enums::ToProto(enums::kAverageMethods, method.average_method));
  out.set_include_self(method.include_self);
  out.set_minimum_members(method.minimum_members);
  out.set_quartile_rule(method.quartile_rule);
  out.set_population_vintage(method.population_vintage);
  out.set_definition_version(method.definition_version);
  return out;
}

types::v1::Standing ToProto(const core::Standing& standing) {
  types::v1::Standing out;
  SetSubject(standing, out);
  SetPosition(standing, out);
  SetTargets(standing, out);
  SetCompanions(standing, out);
  *out.mutable_method() = ToProto(standing.method);
  out.set_seq(standing.seq);
  if (standing.next_data) *out.mutable_next_data() = ToProto(*standing.next_data);
  for (const core::Annotation& annotation : standing.annotations) {
    *out.add_annotations() = ToProto(annotation);
  }
  SetFirstPublished(standing, out);
  return out;
}

}  // namespace peerage::wire
