#include "services/wire/reference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "absl/strings/escaping.h"
#include "services/wire/sha256.h"

namespace peerage::wire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const std::vector<core::Target>& EveryTarget() {
  static const std::vector<core::Target> targets = {
      core::RankAtLeast{4},
      core::Best{},
      core::UpperQuartile{},
      core::TopHalf{},
      core::AtAverage{},
      core::NationalRankAtLeast{12},
      core::ValueAtLeast{50.8},
      core::ChangeFromBaseline{-10, core::Month(2014, 3)},
      core::NoAspiration{"Small numbers"}};
  return targets;
}

void AddDatedFacts(core::DatasetReference& reference) {
  const core::Day day(core::Month(2019, 10), 23);
  reference.events = {
      {"event", "An event", day, "essex", {{"all-crime", 39}, {"b", 1}}, "One crime", "A paper"}};
  for (core::AnnotationKind kind :
       {core::AnnotationKind::kCountingRule, core::AnnotationKind::kRecordingPractice,
        core::AnnotationKind::kSystemChange, core::AnnotationKind::kOperation,
        core::AnnotationKind::kPandemic, core::AnnotationKind::kOther}) {
    reference.annotations.push_back(
        {"remark", day, kind, {"m"}, {"essex", "kent"}, "It changed.", "ONS", true});
  }
  reference.calendar = {{day, core::Month(2019, 6), {"m"}, "Year to June 2019", "ONS", true},
                        {day, core::Month(2019, 9), {}, "Year to September 2019", "ONS", false}};
}

core::DatasetReference Everything() {
  core::DatasetReference reference;
  reference.dataset_id = "open-data";
  reference.name = "Open data";
  reference.terms = {"Home Office",
                     "OGL v3",
                     "Contains ...",
                     "OFFICIAL",
                     "Peers are invented.",
                     "police forces",
                     core::OutsideNaming::kAnonymous,
                     core::Day(core::Month(2020, 4), 23)};
  reference.built_in_groups = true;
  for (core::AreaKind kind :
       {core::AreaKind::kForce, core::AreaKind::kNation, core::AreaKind::kRegion,
        core::AreaKind::kCsp, core::AreaKind::kDistrict}) {
    reference.areas.push_back(
        {"essex",
         "Essex",
         {"Essex Police"},
         "E23000028",
         kind,
         "Eastern",
         true,
         core::Month(1974, 4),
         core::Month(2030, 3),
         {{"South Essex", core::Month(1965, 4), core::Month(1974, 3)}, {"Essex County", {}, {}}}});
  }
  reference.series.push_back({"all-crime", "offences", 2, true, true, "Home Office", true});
  const std::vector<core::MeasureKind> kinds = {
      core::MeasureKind::kRatePerPop,    core::MeasureKind::kProportion,
      core::MeasureKind::kRatioOfCounts, core::MeasureKind::kRatePerExposure,
      core::MeasureKind::kSurveyPercent, core::MeasureKind::kPercentOfHours};
  const std::vector<core::Direction> directions = {core::Direction::kLowerIsBetter,
                                                   core::Direction::kHigherIsBetter,
                                                   core::Direction::kContextual};
  for (size_t i = 0; i < kinds.size(); ++i) {
    core::Measure measure;
    measure.id = "m";
    measure.name = "M";
    measure.kind = kinds[i];
    measure.numerator_series = {"a", "b"};
    measure.denominator_series = {"c"};
    measure.window_months = 3;
    measure.multiplier = 1000;
    measure.unit = "per 1,000 pop.";
    measure.direction = directions[i % 3];
    measure.frequency_months = 3;
    measure.available_after_months = 2;
    measure.value_decimals = 3;
    measure.change_decimals = 2;
    measure.words = {"crime", "offence", "offences", "increase", "reduce"};
    measure.definition = "All of it.";
    measure.definition_version = 2;
    measure.quality_status = "official statistics";
    measure.source = "Home Office";
    measure.printed_series = "m.printed";
    if (i % 2 == 0) measure.valid_from = core::Month(2019, 4);
    reference.measures.push_back(measure);
  }
  reference.groups.push_back({"group-a",
                              "Group A",
                              {"essex", "kent"},
                              {"essex"},
                              core::Month(2014, 1),
                              core::Month(2020, 1),
                              "A paper",
                              true});
  for (const core::Target& target : EveryTarget()) {
    reference.aspirations.push_back(
        {"essex", "m", target, "4th in MSG", core::Month(2018, 8), "Chief Officer", "The Plan"});
  }
  AddDatedFacts(reference);
  return reference;
}

TEST(Reference, ComesBackUnchanged) {
  const absl::StatusOr<core::DatasetReference> back = FromProto(ToProto(Everything()));
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, Everything());
}

TEST(Reference, EqualDeclarationsHaveEqualBytes) {
  EXPECT_EQ(ReferenceBytes(Everything()), ReferenceBytes(Everything()));
}

// Digests of what was declared before there were these things stay as they are.
TEST(Reference, WhatIsNotDeclaredAddsNoBytes) {
  core::DatasetReference reference = Everything();
  reference.terms.audience.clear();
  reference.terms.outside_naming = core::OutsideNaming::kNamed;
  reference.terms.publishable_from.reset();
  for (core::Area& area : reference.areas) {
    area.valid_from.reset();
    area.valid_to.reset();
    area.former_names.clear();
  }
  reference.events.clear();
  reference.annotations.clear();
  reference.calendar.clear();
  types::v1::DatasetReference stored;
  ASSERT_TRUE(stored.ParseFromString(ReferenceBytes(reference)));
  EXPECT_EQ(stored.terms().outside_naming(), types::v1::OUTSIDE_NAMING_UNSPECIFIED);
  const absl::StatusOr<core::DatasetReference> back = FromProto(stored);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, reference);
  EXPECT_EQ(absl::BytesToHexString(Sha256(ReferenceBytes(reference))),
            "6e7072e378cf4a620428324ff07fc2d54fb0a8c097df744aa67101914c0f9584");
}

TEST(Reference, EveryTargetComesBackUnchanged) {
  for (const core::Target& target : EveryTarget()) {
    const absl::StatusOr<core::Target> back = FromProto(ToProto(target));
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, target);
  }
}

// Applies one damage to a sound message and expects the error to name the path.
template <typename Damage>
void ExpectRefused(const std::string& path, Damage damage) {
  types::v1::DatasetReference message = ToProto(Everything());
  damage(message);
  const absl::Status status = FromProto(message).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(path + ": "));
}

TEST(Reference, UnspecifiedEnumsAreNamed) {
  ExpectRefused("measures[3].direction", [](auto& m) { m.mutable_measures(3)->clear_direction(); });
  ExpectRefused("measures[1].kind", [](auto& m) { m.mutable_measures(1)->clear_kind(); });
  ExpectRefused("areas[2].kind", [](auto& m) { m.mutable_areas(2)->clear_kind(); });
}

TEST(Reference, EnumsOfALaterContractAreNamed) {
  ExpectRefused("measures[0].direction", [](auto& m) {
    m.mutable_measures(0)->set_direction(static_cast<types::v1::Direction>(99));
  });
}

TEST(Reference, BadMonthsAreNamed) {
  ExpectRefused("measures[0].valid_from",
                [](auto& m) { m.mutable_measures(0)->set_valid_from("2019-13"); });
  ExpectRefused("groups[0].valid_to",
                [](auto& m) { m.mutable_groups(0)->set_valid_to("January 2020"); });
  ExpectRefused("aspirations[7].target.change_from_baseline.baseline_end_month", [](auto& m) {
    m.mutable_aspirations(7)
        ->mutable_target()
        ->mutable_change_from_baseline()
        ->clear_baseline_end_month();
  });
}

TEST(Reference, BadDaysAreNamed) {
  ExpectRefused("events[0].date", [](auto& m) { m.mutable_events(0)->set_date("2019-02-29"); });
  ExpectRefused("annotations[2].date", [](auto& m) { m.mutable_annotations(2)->clear_date(); });
  ExpectRefused("calendar[1].date", [](auto& m) { m.mutable_calendar(1)->set_date("2019-10"); });
  ExpectRefused("terms.publishable_from",
                [](auto& m) { m.mutable_terms()->set_publishable_from("tomorrow"); });
}

TEST(Reference, BadMonthsOfDatedThingsAreNamed) {
  ExpectRefused("calendar[0].period_end",
                [](auto& m) { m.mutable_calendar(0)->clear_period_end(); });
  ExpectRefused("areas[1].valid_to", [](auto& m) { m.mutable_areas(1)->set_valid_to("2019"); });
  ExpectRefused("areas[1].former_names[0].valid_from", [](auto& m) {
    m.mutable_areas(1)->mutable_former_names(0)->set_valid_from("2019-00");
  });
}

TEST(Reference, UnspecifiedAndLaterKindsOfDatedThingsAreNamed) {
  ExpectRefused("annotations[0].kind", [](auto& m) { m.mutable_annotations(0)->clear_kind(); });
  ExpectRefused("terms.outside_naming", [](auto& m) {
    m.mutable_terms()->set_outside_naming(static_cast<types::v1::OutsideNaming>(99));
  });
}

TEST(Reference, AnAbsentTargetIsNamed) {
  ExpectRefused("aspirations[1].target", [](auto& m) { m.mutable_aspirations(1)->clear_target(); });
}

TEST(Reference, NotANumberIsNoAspiration) {
  ExpectRefused("aspirations[6].target.value.value", [](auto& m) {
    m.mutable_aspirations(6)->mutable_target()->mutable_value()->set_value(
        std::numeric_limits<double>::quiet_NaN());
  });
}

TEST(Reference, TheFirstProblemIsTheOneNamed) {
  types::v1::DatasetReference message = ToProto(Everything());
  message.mutable_areas(4)->clear_kind();
  message.mutable_measures(0)->clear_kind();
  EXPECT_THAT(std::string(FromProto(message).status().message()), HasSubstr("areas[4].kind"));
}

TEST(Direction, UnspecifiedIsRefused) {
  EXPECT_EQ(FromProto(types::v1::DIRECTION_UNSPECIFIED, "direction").status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace peerage::wire
