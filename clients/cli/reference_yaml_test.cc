#include "clients/cli/reference_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/local_file.h"
#include "clients/cli/report_yaml.h"
#include "clients/cli/yaml_faults.h"

namespace peerage::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kSound[] = R"(dataset: my-data
name: My data
terms:
  source: Home Office
  licence: OGL
  attribution: Contains public sector information.
  marking: OFFICIAL
areas:
  - {id: essex, name: Essex, kind: force, aliases: [Essex Police]}
series:
  - {id: all-crime, name: offences, source: Home Office}
measures:
  - id: all-crime-offences
    name: All crime - offences
    kind: rate-per-pop
    numerator: [all-crime]
    window_months: 12
    multiplier: 1000
    unit: per 1,000 pop.
    direction: lower-is-better
    frequency_months: 3
    value_decimals: 2
    change_decimals: 2
    words: {subject: crime, event_singular: offence, event_plural: offences, up: rise, down: fall}
    definition: Police recorded crime.
    source: Home Office
aspirations:
  - force: essex
    measure: all-crime-offences
    target: 4th in MSG.
    valid_from: 2018-08
)";

// The faults of `text` as a person sees them.
std::string FaultsOf(const std::string& text) {
  YamlFindings findings;
  ReadReferenceYaml(text, findings);
  return RenderFaults("f", findings);
}

// kSound with one text in it replaced.
std::string With(const std::string& from, const std::string& to) {
  std::string text = kSound;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ReferenceYaml, ReadsWhatIsSound) {
  YamlFindings findings;
  const auto reference = ReadReferenceYaml(kSound, findings);
  EXPECT_TRUE(findings.clean()) << RenderFaults("f", findings);
  EXPECT_EQ(reference.dataset_id(), "my-data");
  EXPECT_EQ(reference.areas(0).aliases(0), "Essex Police");
  EXPECT_EQ(reference.measures(0).kind(), types::v1::MEASURE_KIND_RATE_PER_POP);
  EXPECT_EQ(reference.measures(0).definition_version(), 1);
  EXPECT_EQ(reference.aspirations(0).target().rank_at_least().position(), 4);
  EXPECT_EQ(reference.aspirations(0).text(), "4th in MSG.");
}

TEST(ReferenceYaml, ReadsWhatASourcePrints) {
  YamlFindings findings;
  const std::string with_series = With(
      "measures:",
      "  - {id: population, name: p, population: true, population_by_period: true, source: ONS}\n"
      "  - {id: all-crime.printed, name: rate, decimals: 9, source: ONS}\n"
      "measures:");
  std::string text = with_series;
  text.replace(text.find("    window_months"), 0, "    printed: all-crime.printed\n");
  const auto reference = ReadReferenceYaml(text, findings);
  EXPECT_TRUE(findings.clean()) << RenderFaults("f", findings);
  EXPECT_TRUE(reference.series(1).population_by_period());
  EXPECT_EQ(reference.measures(0).printed_series(), "all-crime.printed");
}

TEST(ReferenceYaml, AnUnknownKeyIsAFaultAtItsPlace) {
  EXPECT_EQ(FaultsOf(With("licence:", "license:")),
            "f:4:3: \"licence\" is missing in terms; add it\n"
            "f:5:3: \"license\" is no key of this place; it takes source, licence, attribution, "
            "marking, notice, audience, outside_naming, publishable_from\n");
}

TEST(ReferenceYaml, AKeyStandsOnce) {
  EXPECT_EQ(FaultsOf(With("name: My data\n", "name: My data\nname: Again\n")),
            "f:3:1: \"name\" stands here a second time; remove one of the two\n");
}

TEST(ReferenceYaml, NamesTheWordsOfAnEnum) {
  EXPECT_EQ(FaultsOf(With("lower-is-better", "lower")),
            "f:20:16: \"direction\" is \"lower\"; write one of lower-is-better, higher-is-better, "
            "contextual\n");
}

TEST(ReferenceYaml, WantsWholeNumbersMonthsAndFlagsAsSuch) {
  EXPECT_THAT(FaultsOf(With("multiplier: 1000", "multiplier: 1e3")),
              AllOf(HasSubstr("f:18:17:"), HasSubstr("no whole number")));
  EXPECT_THAT(FaultsOf(With("2018-08", "2018-13")),
              AllOf(HasSubstr("f:31:17:"), HasSubstr("write YYYY-MM")));
  EXPECT_THAT(FaultsOf(With("kind: force,", "kind: force, excluded_from_built_in_groups: yes,")),
              HasSubstr("write true or false"));
}

TEST(ReferenceYaml, WantsListsAndMappingsWhereTheyBelong) {
  EXPECT_THAT(FaultsOf(With("[all-crime]", "all-crime")), HasSubstr("is no list"));
  EXPECT_THAT(FaultsOf(With("[all-crime]", "[]")), HasSubstr("empty list"));
  EXPECT_THAT(FaultsOf(With("name: My data", "name: [My, data]")), HasSubstr("is a list"));
  EXPECT_THAT(FaultsOf(With("name: My data", "name:")), HasSubstr("is nothing"));
  // One fault, not one for each key that an area has.
  EXPECT_EQ(
      FaultsOf(With("{id: essex, name: Essex, kind: force, aliases: [Essex Police]}", "essex")),
      "f:9:5: areas[0]: here belong keys with values (key: value)\n");
}

TEST(ReferenceYaml, EveryKindOfAspirationIsWritable) {
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"4th in MSG.", "rank_at_least"},
      {"BEST IN MSG", "best"},
      {"Top quartile rank.", "upper_quartile"},
      {"upper Quartile RANK", "upper_quartile"},
      {"Top half", "top_half"},
      {"msg average.", "average"},
      {"10th nationally", "national_rank_at_least"},
      {"Value 12.5", "value"},
      {"-10% from 2018-12.", "change_from_baseline"},
      {"(Small numbers)", "none"},
      {"\"None: Not just police dependent\"", "none"}};
  for (const auto& [words, kind] : kinds) {
    YamlFindings findings;
    const auto reference = ReadReferenceYaml(With("4th in MSG.", words), findings);
    EXPECT_TRUE(findings.clean()) << RenderFaults("f", findings);
    const auto& target = reference.aspirations(0).target();
    const auto* set = target.GetReflection()->GetOneofFieldDescriptor(
        target, types::v1::Target::descriptor()->oneof_decl(0));
    ASSERT_NE(set, nullptr) << words;
    EXPECT_EQ(set->name(), kind) << words;
  }
}

constexpr char kDatedFacts[] = R"(events:
  - id: explosion
    name: The explosion
    date: 2019-10-23
    force: essex
    parts: [{series: all-crime, count: 39}]
    reason: 39 victims of one crime
    source: A paper
annotations:
  - id: new-codes
    date: 2017-04-01
    kind: counting-rule
    measures: [all-crime-offences]
    text: Codes changed.
    source: Home Office
    breaks_series: true
calendar:
  - {date: 2020-04-23, period_end: 2019-12, title: Year to December 2019, source: ONS}
)";

TEST(ReferenceYaml, ReadsWhatHappenedAndWhatIsToCome) {
  YamlFindings findings;
  const auto reference = ReadReferenceYaml(std::string(kSound) + kDatedFacts, findings);
  EXPECT_TRUE(findings.clean()) << RenderFaults("f", findings);
  EXPECT_EQ(reference.events(0).parts(0).count(), 39);
  EXPECT_EQ(reference.events(0).force_id(), "essex");
  EXPECT_EQ(reference.annotations(0).kind(), types::v1::ANNOTATION_KIND_COUNTING_RULE);
  EXPECT_TRUE(reference.annotations(0).breaks_series());
  EXPECT_TRUE(reference.annotations(0).area_ids().empty());
  EXPECT_EQ(reference.calendar(0).period_end(), "2019-12");
  EXPECT_FALSE(reference.calendar(0).confirmed());
  EXPECT_EQ(findings.PlaceOf("events[0].parts[0].series_id").line, 36);
  EXPECT_EQ(findings.PlaceOf("annotations[0].measure_ids[0]").line, 43);
}

TEST(ReferenceYaml, WantsDaysAsSuch) {
  std::string text = std::string(kSound) + kDatedFacts;
  text.replace(text.find("2019-10-23"), 10, "2019-02-29");
  EXPECT_THAT(FaultsOf(text), AllOf(HasSubstr("f:35:11:"), HasSubstr("write YYYY-MM-DD")));
}

TEST(ReferenceYaml, ReadsMonthsOfValidityAndTerms) {
  YamlFindings findings;
  std::string text = With("aliases: [Essex Police]",
                          "valid_from: 1974-04, valid_to: 2030-03, former_names: [{name: South "
                          "Essex, valid_to: 1974-03}]");
  text.replace(text.find("  marking"), 0,
               "  audience: police forces\n  outside_naming: anonymous\n"
               "  publishable_from: 2020-04-23\n");
  const auto reference = ReadReferenceYaml(text, findings);
  EXPECT_TRUE(findings.clean()) << RenderFaults("f", findings);
  EXPECT_EQ(reference.areas(0).valid_from(), "1974-04");
  EXPECT_EQ(reference.areas(0).former_names(0).valid_to(), "1974-03");
  EXPECT_EQ(reference.terms().outside_naming(), types::v1::OUTSIDE_NAMING_ANONYMOUS);
  EXPECT_EQ(reference.terms().publishable_from(), "2020-04-23");
}

TEST(ReferenceYaml, OthersMayBeNamedUnlessTheTermsSayNot) {
  YamlFindings findings;
  EXPECT_EQ(ReadReferenceYaml(kSound, findings).terms().outside_naming(),
            types::v1::OUTSIDE_NAMING_NAMED);
}

TEST(ReferenceYaml, AnAspirationThatIsNoneListsTheForms) {
  EXPECT_THAT(FaultsOf(With("4th in MSG.", "be better")),
              AllOf(HasSubstr("f:30:13:"), HasSubstr("Upper Quartile Rank")));
}

TEST(ReferenceYaml, SaysAllFaultsInTheOrderOfTheFile) {
  YamlFindings findings;
  std::string text = With("lower-is-better", "lower");
  text.replace(text.find("kind: force"), 11, "kind: farce");
  text += "surplus: 1\n";
  ReadReferenceYaml(text, findings);
  const auto faults = findings.faults();
  ASSERT_EQ(faults.size(), 3U);
  EXPECT_EQ(faults[0].line, 9);
  EXPECT_EQ(faults[1].line, 20);
  EXPECT_EQ(faults[2].line, 32);
}

TEST(ReferenceYaml, SaysOnceWhatManyEntriesHaveWrong) {
  const std::string entries =
      "  - {id: kent, name: Kent, kind: force, colour: red}\n"
      "  - {id: surrey, name: Surrey, kind: force, colour: red}\n";
  EXPECT_THAT(FaultsOf(With("series:\n", entries + "series:\n")),
              AllOf(HasSubstr("f:10:"), HasSubstr("(and 1 more like it)\n")));
}

TEST(ReferenceYaml, SaysWhatKeepsAFileFromBeingRead) {
  EXPECT_EQ(FaultsOf("a: 1\nareas:\n\t- {id: a}\n"),
            "f:3:1: a tab indents this line; YAML takes spaces only\n");
  EXPECT_THAT(FaultsOf("members: [a, b\nname: y\n"), HasSubstr("is not closed"));
  EXPECT_EQ(FaultsOf(std::string("a: 1\nb\0c", 8)),
            "f:2:2: the file is no text; save it as plain text in UTF-8\n");
}

TEST(ReferenceYaml, BrokenSyntaxHasAPlaceToo) {
  EXPECT_THAT(FaultsOf("dataset: x\nname: %\n"),
              AllOf(HasSubstr("f:2:"), HasSubstr("this is not YAML")));
  EXPECT_THAT(FaultsOf(""), HasSubstr("f:1:1: the file is empty"));
  EXPECT_THAT(FaultsOf("- a\n- b\n"), HasSubstr("no list of keys"));
  EXPECT_THAT(FaultsOf("a: 1\n---\nb: 2\n"), HasSubstr("second document"));
  EXPECT_THAT(FaultsOf(",\n"), HasSubstr("f:1:1: "));
}

TEST(ReferenceYaml, FindsTheLineOfAFieldThatTheServiceNames) {
  YamlFindings findings;
  ReadReferenceYaml(kSound, findings);
  EXPECT_EQ(findings.PlaceOf("measures[0].window_months").line, 16);
  EXPECT_EQ(findings.PlaceOf("measures[0].numerator_series[0]").line, 15);
  EXPECT_EQ(findings.PlaceOf("areas[0].ons_code").line, 8);
  EXPECT_EQ(findings.PlaceOf("aspirations[0].target.rank_at_least").line, 29);
}

// The text between the n-th ```yaml fence of a page and its end.
std::string Fenced(const std::string& page, int n) {
  size_t at = 0;
  for (int i = 0; i < n; ++i) at = page.find("```yaml\n", at) + 8;
  return page.substr(at, page.find("```", at) - at);
}

TEST(ReferenceYaml, TheExampleOfTheDocumentIsSound) {
  const auto page = ReadFile(PEERAGE_SOURCE_DIR "/docs/reference-yaml.md");
  ASSERT_TRUE(page.ok());
  EXPECT_THAT(FaultsOf(Fenced(*page, 1)), IsEmpty());
  YamlFindings findings;
  const ReportFile report = ReadReportYaml(Fenced(*page, 2), findings);
  EXPECT_THAT(RenderFaults("f", findings), IsEmpty());
  EXPECT_EQ(report.lines.size(), 1U);
}

TEST(ReferenceYaml, OurOwnDatasetsAreSound) {
  for (const std::string dataset : {"open-data", "ons-published", "paper-2020-01"}) {
    const std::string folder = PEERAGE_SOURCE_DIR "/tools/datasets/" + dataset;
    const auto reference = ReadFile(folder + "/reference.yaml");
    ASSERT_TRUE(reference.ok()) << dataset;
    EXPECT_THAT(FaultsOf(*reference), IsEmpty()) << dataset;
    EXPECT_EQ(DatasetOfReferenceYaml(*reference), dataset);
  }
}

TEST(ReportYaml, ReadsLinesInOrder) {
  YamlFindings findings;
  const ReportFile file = ReadReportYaml(
      "force: essex\nlines:\n"
      "  - {priority_area: One, measure: b}\n"
      "  - {priority_area: One, measure: a, label: The A}\n",
      findings);
  EXPECT_TRUE(findings.clean());
  ASSERT_EQ(file.lines.size(), 2U);
  EXPECT_EQ(file.lines[0].measure_id(), "b");
  EXPECT_EQ(file.lines[1].label(), "The A");
}

TEST(ReportYaml, AMeasureHasOneLine) {
  YamlFindings findings;
  ReadReportYaml(
      "lines:\n  - {priority_area: One, measure: a}\n  - {priority_area: Two, measure: a}\n",
      findings);
  EXPECT_THAT(RenderFaults("f", findings),
              AllOf(HasSubstr("f:3:"), HasSubstr("has a line already")));
}

}  // namespace
}  // namespace peerage::cli
