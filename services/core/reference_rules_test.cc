#include "services/core/reference_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace peerage::core {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;

DatasetReference Sound() {
  DatasetReference reference;
  reference.dataset_id = "open-data";
  reference.name = "Open data";
  reference.terms = {"Home Office", "OGL v3", "Contains public sector information.", "OFFICIAL",
                     ""};
  reference.built_in_groups = true;
  for (const char* id : {"essex", "kent", "sussex"}) {
    reference.areas.push_back({.id = id, .name = std::string("The ") + id, .region = "South East"});
  }
  reference.series = {{.id = "all-crime", .name = "offences"},
                      {.id = "solved.numerator", .name = "outcomes"},
                      {.id = "population", .name = "population", .population = true}};
  Measure rate{.id = "all-crime-offences",
               .name = "All crime",
               .numerator_series = {"all-crime"},
               .denominator_series = {"population"},
               .multiplier = 1000,
               .unit = "per 1,000 pop.",
               .words = {"crime", "offence", "offences", "increase", "reduce"}};
  Measure ratio = rate;
  ratio.id = "solved-rate";
  ratio.kind = MeasureKind::kRatioOfCounts;
  ratio.numerator_series = {"solved.numerator"};
  ratio.denominator_series = {"all-crime"};
  reference.measures = {rate, ratio};
  SimilarGroup old{.id = "group-a",
                   .name = "Group A",
                   .member_ids = {"essex", "kent"},
                   .default_for = {"essex"},
                   .valid_to = Month(2013, 12),
                   .source = "A paper"};
  SimilarGroup now = old;
  now.valid_from = Month(2014, 1);
  now.valid_to.reset();
  reference.groups = {old, now};
  reference.aspirations = {{.force_id = "essex",
                            .measure_id = "all-crime-offences",
                            .target = RankAtLeast{4},
                            .text = "4th in MSG"}};
  reference.areas[0].valid_from = Month(1974, 4);
  reference.areas[0].former_names = {{"South Essex", {}, Month(1974, 3)}};
  reference.events = {{.id = "explosion",
                       .name = "The explosion",
                       .date = Day(Month(2019, 10), 23),
                       .force_id = "essex",
                       .parts = {{"all-crime", 39}, {"solved.numerator", 39}},
                       .reason = "39 victims of one crime",
                       .source = "A paper"}};
  reference.annotations = {{.id = "new-codes",
                            .date = Day(Month(2017, 4), 1),
                            .kind = AnnotationKind::kCountingRule,
                            .measure_ids = {"all-crime-offences"},
                            .area_ids = {"kent"},
                            .text = "Codes changed.",
                            .source = "Home Office",
                            .breaks_series = true}};
  reference.calendar = {{.date = Day(Month(2020, 4), 23),
                         .period_end = Month(2019, 12),
                         .measure_ids = {"solved-rate"},
                         .title = "Year to December 2019",
                         .source = "ONS"}};
  return reference;
}

TEST(ReferenceRules, ASoundReferenceBreaksNone) { EXPECT_THAT(CheckReference(Sound()), IsEmpty()); }

TEST(ReferenceRules, ADefinitionMayChangeFromAMonthOn) {
  DatasetReference reference = Sound();
  reference.measures.push_back(reference.measures[0]);
  reference.measures[2].valid_from = Month(2018, 4);
  reference.measures[2].definition_version = 2;
  EXPECT_THAT(CheckReference(reference), IsEmpty());
}

struct Case {
  const char* path;
  std::function<void(DatasetReference&)> damage;
};

class BrokenReference : public ::testing::TestWithParam<Case> {};

TEST_P(BrokenReference, IsNamedByItsPath) {
  DatasetReference reference = Sound();
  GetParam().damage(reference);
  EXPECT_THAT(CheckReference(reference),
              Contains(Field("path", &ReferenceViolation::path, GetParam().path)));
}

INSTANTIATE_TEST_SUITE_P(
    Dataset, BrokenReference,
    ::testing::Values(Case{"dataset_id", [](auto& r) { r.dataset_id = "Open Data"; }},
                      Case{"terms.attribution", [](auto& r) { r.terms.attribution = " "; }},
                      Case{"areas", [](auto& r) {
                             for (Area& area : r.areas) area.kind = AreaKind::kNation;
                           }}));

INSTANTIATE_TEST_SUITE_P(
    Areas, BrokenReference,
    ::testing::Values(Case{"areas[1].id", [](auto& r) { r.areas[1].id = "essex"; }},
                      Case{"areas[1].id", [](auto& r) { r.areas[1].id = "Kent"; }},
                      Case{"areas[1].id", [](auto& r) { r.areas[1].id = "england-and-wales"; }},
                      Case{"areas[1].id", [](auto& r) { r.areas[1].id = "region-south-east"; }},
                      Case{"areas[1].name", [](auto& r) { r.areas[1].name = "THE ESSEX"; }},
                      Case{"areas[1].aliases[0]",
                           [](auto& r) { r.areas[1].aliases = {"The Essex "}; }},
                      Case{"areas[1].ons_code", [](auto& r) {
                             r.areas[0].ons_code = r.areas[1].ons_code = "E23000028";
                           }}));

INSTANTIATE_TEST_SUITE_P(
    Series, BrokenReference,
    ::testing::Values(Case{"series[0].decimals", [](auto& r) { r.series[0].decimals = 10; }},
                      Case{"series[0].population_by_period",
                           [](auto& r) { r.series[0].population_by_period = true; }},
                      Case{"series[1].id", [](auto& r) { r.series[1].id = "all-crime"; }},
                      Case{"series[2].may_be_negative",
                           [](auto& r) { r.series[2].may_be_negative = true; }}));

INSTANTIATE_TEST_SUITE_P(
    Measures, BrokenReference,
    ::testing::Values(
        Case{"measures[1].id", [](auto& r) { r.measures[1].id = "all-crime-offences"; }},
        Case{"measures[2].definition_version",
             [](auto& r) {
               r.measures.push_back(r.measures[0]);
               r.measures[2].valid_from = Month(2018, 4);
             }},
        Case{"measures[1].numerator_series[1]",
             [](auto& r) {
               r.series.push_back({.id = "hours", .name = "hours", .decimals = 2, .source = "s"});
               r.measures[1].numerator_series.push_back("hours");
             }},
        Case{"measures[0].numerator_series[0]",
             [](auto& r) { r.measures[0].numerator_series = {"fraud"}; }},
        Case{"measures[0].numerator_series", [](auto& r) { r.measures[0].numerator_series = {}; }},
        Case{"measures[0].numerator_series",
             [](auto& r) { r.measures[0].numerator_series = {"population"}; }},
        Case{"measures[0].denominator_series",
             [](auto& r) {
               r.measures[0].denominator_series = {"population", "all-crime"};
             }},
        Case{"measures[1].denominator_series",
             [](auto& r) { r.measures[1].denominator_series = {}; }},
        Case{"measures[1].kind",
             [](auto& r) { r.measures[1].denominator_series = {"population"}; }},
        Case{"measures[0].printed_series",
             [](auto& r) { r.measures[0].printed_series = "nowhere"; }},
        Case{"measures[0].printed_series",
             [](auto& r) { r.measures[0].printed_series = "population"; }},
        Case{"measures[0].window_months", [](auto& r) { r.measures[0].window_months = 0; }},
        Case{"measures[0].multiplier", [](auto& r) { r.measures[0].multiplier = 0; }},
        Case{"measures[0].frequency_months", [](auto& r) { r.measures[0].frequency_months = 2; }},
        Case{"measures[0].value_decimals", [](auto& r) { r.measures[0].value_decimals = -1; }},
        Case{"measures[0].words.event_plural",
             [](auto& r) { r.measures[0].words.event_plural = ""; }}));

INSTANTIATE_TEST_SUITE_P(
    Groups, BrokenReference,
    ::testing::Values(
        Case{"groups[0].id", [](auto& r) { r.groups[0].id = "kent"; }},
        Case{"groups[0].id", [](auto& r) { r.groups[0].id = "england-and-wales"; }},
        Case{"groups[0].member_ids", [](auto& r) { r.groups[0].member_ids = {"essex"}; }},
        Case{"groups[0].member_ids[1]", [](auto& r) { r.groups[0].member_ids[1] = "mercia"; }},
        Case{"groups[0].member_ids[1]", [](auto& r) { r.areas[1].kind = AreaKind::kNation; }},
        Case{"groups[0].member_ids[1]", [](auto& r) { r.groups[0].member_ids[1] = "essex"; }},
        Case{"groups[0].default_for", [](auto& r) { r.groups[0].default_for = {"sussex"}; }},
        Case{"groups[0].valid_to", [](auto& r) { r.groups[0].valid_from = Month(2014, 1); }},
        Case{"groups[1].valid_from", [](auto& r) { r.groups[1].valid_from = Month(2013, 12); }},
        Case{"groups[1].default_for", [](auto& r) {
               r.groups[1].id = "group-b";
               r.groups[1].valid_from.reset();
             }}));

INSTANTIATE_TEST_SUITE_P(
    Aspirations, BrokenReference,
    ::testing::Values(
        Case{"aspirations[0].force_id", [](auto& r) { r.aspirations[0].force_id = "mercia"; }},
        Case{"aspirations[0].measure_id", [](auto& r) { r.aspirations[0].measure_id = "fraud"; }},
        Case{"aspirations[0].target.rank_at_least.position",
             [](auto& r) { r.aspirations[0].target = RankAtLeast{0}; }},
        Case{"aspirations[0].target.national_rank_at_least",
             [](auto& r) {
               r.built_in_groups = false;
               r.aspirations[0].target = NationalRankAtLeast{5};
             }},
        Case{"aspirations[0].target.none.reason",
             [](auto& r) { r.aspirations[0].target = NoAspiration{}; }},
        Case{"aspirations[1].valid_from",
             [](auto& r) { r.aspirations.push_back(r.aspirations[0]); }}));

TEST(ReferenceRules, ANameMayPassToAnotherAreaFromAMonthOn) {
  DatasetReference reference = Sound();
  reference.areas[1].former_names = {{"South Essex", Month(1974, 4), {}}};
  EXPECT_THAT(CheckReference(reference), IsEmpty());
  reference.areas[1].former_names[0].valid_from = Month(1974, 3);
  EXPECT_THAT(CheckReference(reference),
              Contains(Field("path", &ReferenceViolation::path, "areas[1].former_names[0].name")));
}

INSTANTIATE_TEST_SUITE_P(
    Validity, BrokenReference,
    ::testing::Values(
        Case{"areas[0].valid_to", [](auto& r) { r.areas[0].valid_to = Month(1974, 3); }},
        Case{"areas[0].former_names[0].valid_to",
             [](auto& r) { r.areas[0].former_names[0].valid_from = Month(1974, 4); }},
        Case{"areas[0].former_names[0].name",
             [](auto& r) { r.areas[0].former_names[0].name = "  "; }},
        Case{"areas[1].name", [](auto& r) { r.areas[0].former_names[0].name = "the kent"; }},
        // Without months it would be an alias.
        Case{"areas[0].former_names[0]",
             [](auto& r) { r.areas[0].former_names[0].valid_to.reset(); }}));

INSTANTIATE_TEST_SUITE_P(
    Events, BrokenReference,
    ::testing::Values(
        Case{"events[0].id", [](auto& r) { r.events[0].id = "The explosion"; }},
        Case{"events[1].id", [](auto& r) { r.events.push_back(r.events[0]); }},
        Case{"events[0].name", [](auto& r) { r.events[0].name = ""; }},
        Case{"events[0].force_id", [](auto& r) { r.events[0].force_id = "mercia"; }},
        Case{"events[0].force_id", [](auto& r) { r.areas[0].kind = AreaKind::kNation; }},
        Case{"events[0].parts", [](auto& r) { r.events[0].parts.clear(); }},
        Case{"events[0].parts[0].series_id",
             [](auto& r) { r.events[0].parts[0].series_id = "fraud"; }},
        Case{"events[0].parts[0].series_id",
             [](auto& r) { r.events[0].parts[0].series_id = "population"; }},
        Case{"events[0].parts[1].series_id",
             [](auto& r) { r.events[0].parts[1].series_id = "all-crime"; }},
        Case{"events[0].parts[0].count", [](auto& r) { r.events[0].parts[0].count = 0; }},
        Case{"events[0].parts[0].count", [](auto& r) { r.events[0].parts[0].count = -1; }},
        Case{"events[0].reason", [](auto& r) { r.events[0].reason = ""; }},
        Case{"events[0].source", [](auto& r) { r.events[0].source = ""; }}));

INSTANTIATE_TEST_SUITE_P(
    Annotations, BrokenReference,
    ::testing::Values(
        Case{"annotations[0].id", [](auto& r) { r.annotations[0].id = ""; }},
        Case{"annotations[1].id", [](auto& r) { r.annotations.push_back(r.annotations[0]); }},
        Case{"annotations[0].measure_ids[0]",
             [](auto& r) { r.annotations[0].measure_ids = {"fraud"}; }},
        Case{"annotations[0].measure_ids[1]",
             [](auto& r) { r.annotations[0].measure_ids.push_back("all-crime-offences"); }},
        Case{"annotations[0].area_ids[0]", [](auto& r) { r.annotations[0].area_ids = {"mercia"}; }},
        Case{"annotations[0].text", [](auto& r) { r.annotations[0].text = ""; }},
        Case{"annotations[0].source", [](auto& r) { r.annotations[0].source = ""; }}));

INSTANTIATE_TEST_SUITE_P(
    Calendar, BrokenReference,
    ::testing::Values(
        Case{"calendar[0].period_end", [](auto& r) { r.calendar[0].period_end = Month(2020, 5); }},
        Case{"calendar[0].measure_ids[0]", [](auto& r) { r.calendar[0].measure_ids = {"fraud"}; }},
        Case{"calendar[0].title", [](auto& r) { r.calendar[0].title = ""; }},
        Case{"calendar[0].source", [](auto& r) { r.calendar[0].source = ""; }},
        Case{"calendar[1].date", [](auto& r) { r.calendar.push_back(r.calendar[0]); }}));

}  // namespace
}  // namespace peerage::core
