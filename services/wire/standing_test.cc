#include "services/wire/standing.h"

#include <gtest/gtest.h>

#include <set>

#include "services/wire/standing_enums.h"

namespace peerage::wire {
namespace {

core::Value MakeValue(double number) {
  return {.number = number,
          .numerator = 167811,
          .denominator = 1832800,
          .denominator_name = "ONS mid-2018",
          .unit = "per 1,000 pop.",
          .display = "91.56 per 1,000 pop.",
          .numerator_display = "167,811",
          .denominator_display = "1,832,800",
          .printed_value = number + 0.006,
          .printed_display = "ONS prints 91.566"};
}

core::Value MakeMissing(core::MissingReason reason) {
  return {.unit = "%", .display = "not available", .missing = reason, .missing_text = "kept back"};
}

core::ChangeRequired MakeRequired(int64_t count) {
  return {.outcome = core::ChangeRequired::Required{.gap = -13.2,
                                                    .gap_display = "-13.20 per 1,000 pop.",
                                                    .count = count,
                                                    .count_display = "-24,259 offences",
                                                    .exact_count = -24258.7,
                                                    .exact_count_display = "-24,258.70"},
          .display = "-24,259 offences",
          .magnitude_display = "24,259 offences",
          .bracket_display = "24,259"};
}

core::ChangeRequired MakeReached() {
  return {.outcome =
              core::ChangeRequired::AlreadyReached{
                  .margin = 0.5, .margin_display = "0.5% points", .beyond = true},
          .display = "N/A - already better than average."};
}

core::Movement MakeMovement() {
  return {.kind = core::MovementKind::kNotComparable,
          .reason = core::NotComparableReason::kMembersDiffer,
          .reason_text = "the group had other members",
          .previous_period = core::Period{{2019, 9}, 12},
          .previous_position = 7,
          .previous_position_display = "=7",
          .previous_ranked_of = 8,
          .previous_position_in_present_group = 6,
          .previous_value = MakeValue(92),
          .previous_value_on_present_population = MakeValue(93),
          .previous_change_to_average = MakeRequired(-25316),
          .previous_change_to_top_quartile = MakeReached(),
          .position_change = 1,
          .value_change = -0.4,
          .value_change_display = "-0.40 per 1,000 pop.",
          .previous_national_position = 28,
          .previous_national_ranked_of = 42};
}

// Every field of every message set to something that is not its default.
core::Standing MakeFullStanding() {
  core::Standing standing;
  standing.force_id = "essex";
  standing.force_name = "Essex";
  standing.measure_id = "all-crime-offences";
  standing.measure_name = "All crime - offences";
  standing.dataset_id = "open-data";
  standing.direction = core::Direction::kContextual;
  standing.period = {{2019, 12}, 12};
  standing.value = MakeValue(91.56);
  standing.position = 8;
  standing.position_display = "=8";
  standing.no_position = core::NoPosition::kGroupIncomplete;
  standing.ranked_of = 8;
  standing.tied_with = {"kent"};
  standing.missing_force_ids = {"surrey"};
  standing.group = {.id = "essex-a",
                    .name = "Essex's group",
                    .kind = core::GroupKind::kBuiltIn,
                    .member_ids = {"essex", "kent"},
                    .excluded_ids = {"city-of-london"},
                    .source = "HMIC",
                    .verified = true};
  standing.group_average = 78.3;
  standing.group_average_display = "78.32 per 1,000 pop.";
  standing.top_quartile_position = 2;
  standing.top_quartile_value = 72.4;
  standing.top_quartile_value_display = "72.38 per 1,000 pop.";
  standing.change_to_average = MakeRequired(-24259);
  standing.change_to_average_self_consistent = MakeRequired(-27724);
  standing.change_to_top_quartile = MakeReached();
  standing.changes_to_positions = {{.position = 1,
                                    .target_value = 70.5,
                                    .target_value_display = "70.50 per 1,000 pop.",
                                    .change = MakeRequired(-38000)}};
  standing.movement = MakeMovement();
  standing.change_on_year = core::ChangeOnYear{.from_period = {{2018, 12}, 12},
                                               .count = 16900,
                                               .count_display = "16,900 offences",
                                               .percent = 11.2,
                                               .points = 0.3,
                                               .display = "11.2%",
                                               .position = 7,
                                               .ranked_of = 8,
                                               .national_position = 36,
                                               .rose_in = 36,
                                               .of = 42};
  standing.national = core::National{.position = 29,
                                     .position_display = "29",
                                     .ranked_of = 42,
                                     .value = MakeMissing(core::MissingReason::kNoPopulation),
                                     .force_ids = {"essex", "kent"},
                                     .missing_force_ids = {"greater-manchester"}};
  standing.own_latest = core::OwnLatest{.period = {{2020, 1}, 12},
                                        .value = MakeValue(91.7),
                                        .change_display = "10.9%",
                                        .change = 10.9};
  standing.history = {{.period = {{2019, 9}, 12},
                       .position = 8,
                       .ranked_of = 8,
                       .value = MakeValue(92),
                       .group_id = "essex-a"}};
  standing.aspiration = core::AspirationResult{.target = core::RankAtLeast{4},
                                               .target_display = "4th in MSG",
                                               .verdict = core::Verdict::kBelow,
                                               .verdict_display = "Below Aspiration"};
  standing.lag_months = 1;
  standing.caveats = {{core::CaveatKind::kProvisional, "Provisional figures."}};
  standing.method = {.average_method = core::AverageMethod::kPooled,
                     .include_self = true,
                     .minimum_members = 7,
                     .quartile_rule = "max(1, floor(n/4))",
                     .population_vintage = "ONS mid-2018",
                     .definition_version = 2};
  standing.seq = 12;
  standing.next_data = core::CalendarEntry{.date = core::Day({2020, 4}, 23),
                                           .period_end = {2019, 12},
                                           .measure_ids = {"all-crime-offences"},
                                           .title = "Year to December 2019",
                                           .source = "ONS",
                                           .confirmed = true};
  standing.annotations = {{.id = "new-codes",
                           .date = core::Day({2017, 4}, 1),
                           .kind = core::AnnotationKind::kCountingRule,
                           .measure_ids = {"all-crime-offences"},
                           .area_ids = {"essex"},
                           .text = "Codes changed.",
                           .source = "Home Office",
                           .breaks_series = true}};
  standing.position_as_first_published = 7;
  standing.first_published = core::FirstPublished{.seq = 3,
                                                  .known_on = "2020-04-23",
                                                  .value = MakeValue(91.1),
                                                  .ranked_of = 8,
                                                  .position_display = "=7"};
  return standing;
}

// Names the fields below `message` that carry nothing; of a oneof, one member
// is enough.
void CollectUnset(const google::protobuf::Message& message, std::set<std::string>& seen,
                  std::set<std::string>& unset) {
  const auto* reflection = message.GetReflection();
  const auto* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    const bool set = field->is_repeated() ? reflection->FieldSize(message, field) > 0
                                          : reflection->HasField(message, field);
    (set ? seen : unset).insert(field->full_name());
    if (!set || field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      CollectUnset(reflection->GetMessage(message, field), seen, unset);
    } else {
      CollectUnset(reflection->GetRepeatedMessage(message, field, 0), seen, unset);
    }
  }
}

TEST(StandingWire, AFullStandingSurvivesTheWayThereAndBack) {
  const core::Standing standing = MakeFullStanding();
  const auto back = FromProto(ToProto(standing));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, standing);
}

TEST(StandingWire, TheFullStandingLeavesNoFieldOfTheContractUntouched) {
  std::set<std::string> seen;
  std::set<std::string> unset;
  CollectUnset(ToProto(MakeFullStanding()), seen, unset);
  for (const std::string& field : seen) unset.erase(field);
  // Kinds of target have a round trip of their own in reference_test.cc.
  std::erase_if(unset,
                [](const std::string& f) { return f.find(".Target.") != std::string::npos; });
  EXPECT_EQ(unset, std::set<std::string>());
}

TEST(StandingWire, AStandingWithNothingOptionalSurvives) {
  core::Standing standing;
  standing.force_id = "essex";
  standing.period = {{2019, 12}, 12};
  standing.value = MakeMissing(core::MissingReason::kZeroDenominator);
  standing.no_position = core::NoPosition::kSubjectMissing;
  const types::v1::Standing message = ToProto(standing);
  EXPECT_FALSE(message.has_position());
  EXPECT_FALSE(message.value().has_number());
  EXPECT_FALSE(message.has_national());
  EXPECT_FALSE(message.has_aspiration());
  const auto back = FromProto(message);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, standing);
}

TEST(StandingWire, ZeroIsAValueAndNotAbsence) {
  core::Value value = MakeValue(0);
  value.numerator = 0;
  const types::v1::Value message = ToProto(value);
  EXPECT_TRUE(message.has_number());
  EXPECT_EQ(FromProto(message)->numerator, 0);
}

template <class Table>
void ExpectBothWays(const Table& table) {
  std::set<int> sent;
  for (const auto& [core, proto] : table) {
    EXPECT_EQ(enums::ToCore(table, enums::ToProto(table, core)), core);
    EXPECT_NE(static_cast<int>(proto), 0);
    sent.insert(static_cast<int>(proto));
  }
  EXPECT_EQ(sent.size(), table.size());
}

TEST(StandingWire, EveryEnumeratorHasItsOwnNumberAndComesBack) {
  ExpectBothWays(enums::kAverageMethods);
  ExpectBothWays(enums::kMissingReasons);
  ExpectBothWays(enums::kGroupKinds);
  ExpectBothWays(enums::kNoPositions);
  ExpectBothWays(enums::kMovementKinds);
  ExpectBothWays(enums::kNotComparableReasons);
  ExpectBothWays(enums::kVerdicts);
  ExpectBothWays(enums::kCaveatKinds);
}

TEST(StandingWire, TheTablesHoldEveryNumberOfTheContract) {
  EXPECT_EQ(enums::kAverageMethods.size() + 1, types::v1::AverageMethod_ARRAYSIZE);
  EXPECT_EQ(enums::kMissingReasons.size() + 1, types::v1::MissingReason_ARRAYSIZE);
  EXPECT_EQ(enums::kGroupKinds.size() + 1, types::v1::GroupKind_ARRAYSIZE);
  EXPECT_EQ(enums::kNoPositions.size() + 1, types::v1::NoPositionReason_ARRAYSIZE);
  EXPECT_EQ(enums::kMovementKinds.size() + 1, types::v1::MovementKind_ARRAYSIZE);
  EXPECT_EQ(enums::kNotComparableReasons.size() + 1, types::v1::NotComparableReason_ARRAYSIZE);
  EXPECT_EQ(enums::kVerdicts.size() + 1, types::v1::AspirationVerdict_ARRAYSIZE);
  EXPECT_EQ(enums::kCaveatKinds.size() + 1, types::v1::CaveatKind_ARRAYSIZE);
}

TEST(StandingWire, AnUnknownEnumIsAnErrorThatNamesItsField) {
  types::v1::Standing message = ToProto(MakeFullStanding());
  message.mutable_movement()->set_kind(static_cast<types::v1::MovementKind>(99));
  EXPECT_EQ(FromProto(message).status().message(), "standing.movement.kind: unknown value 99");
}

TEST(StandingWire, AMonthThatIsNoMonthIsAnErrorThatNamesItsField) {
  types::v1::Standing message = ToProto(MakeFullStanding());
  message.mutable_history(0)->mutable_period()->set_end_month("2019-13");
  EXPECT_EQ(FromProto(message).status().message(),
            "standing.history[0].period.end_month: '2019-13' is not a month; write it as YYYY-MM");
}

TEST(StandingWire, WhatIsWrongWithADatedFactIsNamed) {
  types::v1::Standing message = ToProto(MakeFullStanding());
  message.mutable_annotations(0)->set_date("2017-04");
  EXPECT_EQ(FromProto(message).status().message(),
            "standing.annotations[0].date: '2017-04' is not a day; write it as YYYY-MM-DD");
}

TEST(StandingWire, APeriodCoversAtLeastOneMonth) {
  types::v1::Period period;
  period.set_end_month("2019-12");
  EXPECT_EQ(FromProto(period).status().message(), "period.months: must be 1 or more");
}

TEST(StandingWire, AChangeIsRequiredOrReached) {
  EXPECT_EQ(FromProto(types::v1::ChangeRequired()).status().message(),
            "change: neither already_reached nor required is set");
}

TEST(MethodOptionsWire, UnsetChoicesAreTheDefaults) {
  const auto options = FromProto(types::v1::MethodOptions());
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->average_method, core::AverageMethod::kMeanOfRates);
  EXPECT_TRUE(options->include_self);
  EXPECT_FALSE(options->minimum_members.has_value());
}

TEST(MethodOptionsWire, ChoicesPass) {
  types::v1::MethodOptions message;
  message.set_average_method(types::v1::AVERAGE_METHOD_POOLED);
  message.set_include_self(false);
  message.set_minimum_members(5);
  const auto options = FromProto(message);
  ASSERT_TRUE(options.ok());
  EXPECT_EQ(options->average_method, core::AverageMethod::kPooled);
  EXPECT_FALSE(options->include_self);
  EXPECT_EQ(options->minimum_members, 5);
}

TEST(MethodOptionsWire, OneMemberIsNoGroup) {
  types::v1::MethodOptions message;
  message.set_minimum_members(1);
  EXPECT_EQ(FromProto(message).status().message(),
            "method.minimum_members: 1 is too few; give 2 or more");
}

}  // namespace
}  // namespace peerage::wire
