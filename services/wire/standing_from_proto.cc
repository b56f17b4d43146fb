#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/wire/reference.h"
#include "services/wire/standing.h"
#include "services/wire/standing_enums.h"

namespace peerage::wire {
namespace {

// What readers of a repeated or optional scalar need and protobuf lacks.
std::vector<std::string> Strings(const google::protobuf::RepeatedPtrField<std::string>& field) {
  return {field.begin(), field.end()};
}

// Reads a message part by part and keeps the first problem, with the path to
// it; after a problem the values read mean nothing.
class StandingReader {
 public:
  const absl::Status& status() const { return status_; }

  template <class Core, class Proto, size_t N>
  Core Enum(const std::string& path, const enums::Table<Core, Proto, N>& table, Proto value) {
    const std::optional<Core> read = enums::ToCore(table, value);
    if (!read) Fail(path, absl::StrCat("unknown value ", static_cast<int>(value)));
    return read.value_or(table.front().first);
  }

  core::Period Period(const std::string& path, const types::v1::Period& period) {
    const std::optional<core::Month> end = core::Month::Parse(period.end_month());
    if (!end) {
      Fail(path + ".end_month",
           absl::StrCat("'", period.end_month(), "' is not a month; write it as YYYY-MM"));
    }
    if (period.months() < 1) Fail(path + ".months", "must be 1 or more");
    return {end.value_or(core::Month()), period.months()};
  }

  core::Value Value(const std::string& path, const types::v1::Value& value) {
    core::Value out;
    if (value.has_number()) out.number = value.number();
    if (value.has_numerator()) out.numerator = value.numerator();
    if (value.has_denominator()) out.denominator = value.denominator();
    out.denominator_name = value.denominator_name();
    out.unit = value.unit();
    out.display = value.display();
    out.numerator_display = value.numerator_display();
    out.denominator_display = value.denominator_display();
    if (value.has_missing()) {
      out.missing =
          Enum(path + ".missing.reason", enums::kMissingReasons, value.missing().reason());
      out.missing_text = value.missing().text();
    }
    if (value.has_printed_value()) out.printed_value = value.printed_value();
    out.printed_display = value.printed_display();
    return out;
  }

  core::ChangeRequired Change(const std::string& path, const types::v1::ChangeRequired& change) {
    core::ChangeRequired out;
    if (change.has_already_reached()) {
      const auto& reached = change.already_reached();
      out.outcome = core::ChangeRequired::AlreadyReached{reached.margin(), reached.margin_display(),
                                                         reached.beyond()};
    } else if (change.has_required()) {
      out.outcome = Required(change.required());
    } else {
      Fail(path, "neither already_reached nor required is set");
    }
    out.display = change.display();
    out.magnitude_display = change.magnitude_display();
    out.bracket_display = change.bracket_display();
    return out;
  }

  core::PositionPoint Point(const std::string& path, const types::v1::PositionPoint& point) {
    core::PositionPoint out;
    out.period = Period(path + ".period", point.period());
    if (point.has_position()) out.position = point.position();
    out.ranked_of = point.ranked_of();
    out.value = Value(path + ".value", point.value());
    out.group_id = point.group_id();
    return out;
  }

  core::Standing Standing(const std::string& path, const types::v1::Standing& standing) {
    core::Standing out;
    Subject(path, standing, out);
    Position(path, standing, out);
    Targets(path, standing, out);
    Companions(path, standing, out);
    out.method = Method(path + ".method", standing.method());
    out.seq = standing.seq();
    if (standing.has_next_data()) {
      out.next_data = Take(FromProto(standing.next_data(), path + ".next_data"));
    }
    for (int i = 0; i < standing.annotations_size(); ++i) {
      out.annotations.push_back(
          Take(FromProto(standing.annotations(i), absl::StrCat(path, ".annotations[", i, "]"))));
    }
    if (standing.has_position_as_first_published()) {
      out.position_as_first_published = standing.position_as_first_published();
    }
    if (standing.has_first_published()) {
      out.first_published = FirstPublished(path + ".first_published", standing.first_published());
    }
    return out;
  }

 private:
  void Fail(const std::string& path, const std::string& what) {
    if (status_.ok()) status_ = absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
  }

  // Takes the value of another reader, or keeps its problem.
  template <class T>
  T Take(absl::StatusOr<T> read) {
    if (read.ok()) return *std::move(read);
    if (status_.ok()) status_ = read.status();
    return T();
  }

  static core::ChangeRequired::Required Required(
      const types::v1::ChangeRequired::Required& required) {
    core::ChangeRequired::Required out;
    out.gap = required.gap();
    out.gap_display = required.gap_display();
    if (required.has_count()) out.count = required.count();
    out.count_display = required.count_display();
    if (required.has_exact_count()) out.exact_count = required.exact_count();
    out.exact_count_display = required.exact_count_display();
    return out;
  }

  core::Method Method(const std::string& path, const types::v1::Method& method) {
    return {.average_method =
                Enum(path + ".average_method", enums::kAverageMethods, method.average_method()),
            .include_self = method.include_self(),
            .minimum_members = method.minimum_members(),
            .quartile_rule = method.quartile_rule(),
            .population_vintage = method.population_vintage(),
            .definition_version = method.definition_version()};
  }

  void PreviousFigures(const std::string& path, const types::v1::Movement& movement,
                       core::Movement& out) {
    if (movement.has_previous_value()) {
      out.previous_value = Value(path + ".previous_value", movement.previous_value());
    }
    if (movement.has_previous_value_on_present_population()) {
      out.previous_value_on_present_population =
          Value(path + ".previous_value_on_present_population",
                movement.previous_value_on_present_population());
    }
    if (movement.has_previous_change_to_average()) {
      out.previous_change_to_average =
          Change(path + ".previous_change_to_average", movement.previous_change_to_average());
    }
    if (movement.has_previous_change_to_top_quartile()) {
      out.previous_change_to_top_quartile = Change(path + ".previous_change_to_top_quartile",
                                                   movement.previous_change_to_top_quartile());
    }
  }

  core::Movement Movement(const std::string& path, const types::v1::Movement& movement) {
    core::Movement out;
    out.kind = Enum(path + ".kind", enums::kMovementKinds, movement.kind());
    if (movement.reason() != types::v1::NOT_COMPARABLE_REASON_UNSPECIFIED) {
      out.reason = Enum(path + ".reason", enums::kNotComparableReasons, movement.reason());
    }
    out.reason_text = movement.reason_text();
    if (movement.has_previous_period()) {
      out.previous_period = Period(path + ".previous_period", movement.previous_period());
    }
    if (movement.has_previous_position()) out.previous_position = movement.previous_position();
    out.previous_position_display = movement.previous_position_display();
    out.previous_ranked_of = movement.previous_ranked_of();
    if (movement.has_previous_position_in_present_group()) {
      out.previous_position_in_present_group = movement.previous_position_in_present_group();
    }
    PreviousFigures(path, movement, out);
    if (movement.has_position_change()) out.position_change = movement.position_change();
    if (movement.has_value_change()) out.value_change = movement.value_change();
    out.value_change_display = movement.value_change_display();
    if (movement.has_previous_national_position()) {
      out.previous_national_position = movement.previous_national_position();
    }
    out.previous_national_ranked_of = movement.previous_national_ranked_of();
    return out;
  }

  core::ChangeOnYear OnYear(const std::string& path, const types::v1::ChangeOnYear& change) {
    core::ChangeOnYear out;
    out.from_period = Period(path + ".from_period", change.from_period());
    if (change.has_count()) out.count = change.count();
    out.count_display = change.count_display();
    if (change.has_percent()) out.percent = change.percent();
    if (change.has_points()) out.points = change.points();
    out.display = change.display();
    if (change.has_position()) out.position = change.position();
    out.ranked_of = change.ranked_of();
    if (change.has_national_position()) out.national_position = change.national_position();
    if (change.has_rose_in()) out.rose_in = change.rose_in();
    out.of = change.of();
    return out;
  }

  core::National National(const std::string& path, const types::v1::National& national) {
    core::National out;
    if (national.has_position()) out.position = national.position();
    out.position_display = national.position_display();
    out.ranked_of = national.ranked_of();
    out.value = Value(path + ".value", national.value());
    out.force_ids = Strings(national.force_ids());
    out.missing_force_ids = Strings(national.missing_force_ids());
    return out;
  }

  core::FirstPublished FirstPublished(const std::string& path,
                                      const types::v1::FirstPublished& first) {
    return {.seq = first.seq(),
            .known_on = first.known_on(),
            .value = Value(path + ".value", first.value()),
            .ranked_of = first.ranked_of(),
            .position_display = first.position_display()};
  }

  core::OwnLatest OwnLatest(const std::string& path, const types::v1::OwnLatest& own_latest) {
    core::OwnLatest out;
    out.period = Period(path + ".period", own_latest.period());
    out.value = Value(path + ".value", own_latest.value());
    out.change_display = own_latest.change_display();
    if (own_latest.has_change()) out.change = own_latest.change();
    return out;
  }

  core::AspirationResult Aspiration(const std::string& path,
                                    const types::v1::AspirationResult& aspiration) {
    return {.target = Take(FromProto(aspiration.target(), path + ".target")),
            .target_display = aspiration.target_display(),
            .verdict = Enum(path + ".verdict", enums::kVerdicts, aspiration.verdict()),
            .verdict_display = aspiration.verdict_display()};
  }

  void Subject(const std::string& path, const types::v1::Standing& standing, core::Standing& out) {
    out.force_id = standing.force_id();
    out.force_name = standing.force_name();
    out.measure_id = standing.measure_id();
    out.measure_name = standing.measure_name();
    out.dataset_id = standing.dataset_id();
    out.direction = Take(FromProto(standing.direction(), path + ".direction"));
    out.period = Period(path + ".period", standing.period());
    out.value = Value(path + ".value", standing.value());
  }

  void Position(const std::string& path, const types::v1::Standing& standing, core::Standing& out) {
    if (standing.has_position()) out.position = standing.position();
    out.position_display = standing.position_display();
    if (standing.no_position_reason() != types::v1::NO_POSITION_REASON_UNSPECIFIED) {
      out.no_position =
          Enum(path + ".no_position_reason", enums::kNoPositions, standing.no_position_reason());
    }
    out.ranked_of = standing.ranked_of();
    out.tied_with = Strings(standing.tied_with());
    out.missing_force_ids = Strings(standing.missing_force_ids());
    const types::v1::Group& group = standing.group();
    out.group = {.id = group.id(),
                 .name = group.name(),
                 .kind = Enum(path + ".group.kind", enums::kGroupKinds, group.kind()),
                 .member_ids = Strings(group.member_ids()),
                 .excluded_ids = Strings(standing.excluded_force_ids()),
                 .source = group.source(),
                 .verified = group.verified()};
  }

  void Targets(const std::string& path, const types::v1::Standing& standing, core::Standing& out) {
    if (standing.has_group_average()) out.group_average = standing.group_average();
    out.group_average_display = standing.group_average_display();
    if (standing.has_top_quartile_position()) {
      out.top_quartile_position = standing.top_quartile_position();
    }
    if (standing.has_top_quartile_value()) out.top_quartile_value = standing.top_quartile_value();
    out.top_quartile_value_display = standing.top_quartile_value_display();
    if (standing.has_change_to_average()) {
      out.change_to_average = Change(path + ".change_to_average", standing.change_to_average());
    }
    if (standing.has_change_to_average_self_consistent()) {
      out.change_to_average_self_consistent = Change(path + ".change_to_average_self_consistent",
                                                     standing.change_to_average_self_consistent());
    }
    if (standing.has_change_to_top_quartile()) {
      out.change_to_top_quartile =
          Change(path + ".change_to_top_quartile", standing.change_to_top_quartile());
    }
    for (int i = 0; i < standing.changes_to_positions_size(); ++i) {
      const auto& change = standing.changes_to_positions(i);
      out.changes_to_positions.push_back(
          {change.position(), change.target_value(), change.target_value_display(),
           Change(absl::StrCat(path, ".changes_to_positions[", i, "].change"), change.change())});
    }
  }

  void Companions(const std::string& path, const types::v1::Standing& standing,
                  core::Standing& out) {
    out.movement = Movement(path + ".movement", standing.movement());
    if (standing.has_change_on_year()) {
      out.change_on_year = OnYear(path + ".change_on_year", standing.change_on_year());
    }
    if (standing.has_national()) {
      out.national = National(path + ".national", standing.national());
    }
    if (standing.has_own_latest()) {
      out.own_latest = OwnLatest(path + ".own_latest", standing.own_latest());
    }
    for (int i = 0; i < standing.history_size(); ++i) {
      out.history.push_back(Point(absl::StrCat(path, ".history[", i, "]"), standing.history(i)));
    }
    if (standing.has_aspiration()) {
      out.aspiration = Aspiration(path + ".aspiration", standing.aspiration());
    }
    out.lag_months = standing.lag_months();
    for (int i = 0; i < standing.caveats_size(); ++i) {
      const types::v1::Caveat& caveat = standing.caveats(i);
      out.caveats.push_back(
          {Enum(absl::StrCat(path, ".caveats[", i, "].kind"), enums::kCaveatKinds, caveat.kind()),
           caveat.text()});
    }
  }

  absl::Status status_;
};

template <class T>
absl::StatusOr<T> Result(const StandingReader& reader, T value) {
  if (!reader.status().ok()) return reader.status();
  return value;
}

}  // namespace

absl::StatusOr<core::Period> FromProto(const types::v1::Period& period, const std::string& path) {
  StandingReader reader;
  core::Period out = reader.Period(path, period);
  return Result(reader, out);
}

absl::StatusOr<core::Value> FromProto(const types::v1::Value& value, const std::string& path) {
  StandingReader reader;
  core::Value out = reader.Value(path, value);
  return Result(reader, std::move(out));
}

absl::StatusOr<core::ChangeRequired> FromProto(const types::v1::ChangeRequired& change,
                                               const std::string& path) {
  StandingReader reader;
  core::ChangeRequired out = reader.Change(path, change);
  return Result(reader, std::move(out));
}

absl::StatusOr<core::PositionPoint> FromProto(const types::v1::PositionPoint& point,
                                              const std::string& path) {
  StandingReader reader;
  core::PositionPoint out = reader.Point(path, point);
  return Result(reader, std::move(out));
}

absl::StatusOr<core::MethodOptions> FromProto(const types::v1::MethodOptions& options,
                                              const std::string& path) {
  StandingReader reader;
  core::MethodOptions out;
  if (options.average_method() != types::v1::AVERAGE_METHOD_UNSPECIFIED) {
    out.average_method =
        reader.Enum(path + ".average_method", enums::kAverageMethods, options.average_method());
  }
  if (options.has_include_self()) out.include_self = options.include_self();
  if (options.has_minimum_members()) {
    if (options.minimum_members() < 2) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, ".minimum_members: ", options.minimum_members(), " is too few; give 2 or more"));
    }
    out.minimum_members = options.minimum_members();
  }
  return Result(reader, out);
}

absl::StatusOr<core::Standing> FromProto(const types::v1::Standing& standing,
                                         const std::string& path) {
  StandingReader reader;
  core::Standing out = reader.Standing(path, standing);
  return Result(reader, std::move(out));
}

}  // namespace peerage::wire
