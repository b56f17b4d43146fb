#include "services/ingestion/mapping/mapping_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/ingestion/mapping/series_name.h"
#include "services/ingestion/mapping/yaml_keys.h"

namespace peerage::ingestion {
namespace {

using ::testing::HasSubstr;

constexpr char kSound[] = R"(mapping: iquanta
force: {column: Force}
period: {column: Month, form: month, months: 12}
figures:
  - {column: Count, series: robbery}
)";

// "3 period.form 'weeks': a form is one of"
std::vector<std::string> FaultsOf(const std::string& text) {
  Findings findings;
  const auto mapping = ParseMapping(text, findings);
  EXPECT_EQ(mapping.has_value(), findings.empty());
  std::vector<std::string> faults;
  for (const Finding& finding : findings.InFileOrder()) {
    EXPECT_FALSE(finding.what_to_do.empty()) << finding.rule;
    faults.push_back(
        absl::StrCat(finding.line, " ", finding.column, " '", finding.value, "': ", finding.rule));
  }
  return faults;
}

std::string OnlyFault(const std::string& text) {
  const std::vector<std::string> faults = FaultsOf(text);
  EXPECT_EQ(faults.size(), 1U) << ::testing::PrintToString(faults);
  return faults.empty() ? "" : faults[0];
}

TEST(MappingReader, ReadsWhatIsNeededAndNoMore) {
  Findings findings;
  const auto mapping = ParseMapping(kSound, findings);
  ASSERT_TRUE(mapping);
  EXPECT_EQ(FormatOf(*mapping), "mapping/iquanta");
  EXPECT_EQ(NamedColumns(*mapping), (std::vector<std::string>{"Month", "Force", "Count"}));
  EXPECT_FALSE(mapping->add_same_keys || mapping->absent_is_zero);
}

TEST(MappingReader, ReadsEveryKey) {
  Findings findings;
  const auto mapping = ParseMapping(R"(
mapping: iquanta
title: An extract
sheets: [Table*, Notes]
header: {having: [Force, Count], rows: 2}
skip:
  rows:
    - {column: Force, is: [Total, England]}
    - {column: Force, like: "Source*"}
  after_blank_row: true
other_columns: [Region]
force: {column: Force, code: Code, skip: [British Transport Police], others: keep}
period: {column: [Year, Quarter], form: financial-quarter}
figures:
  - column: Count
    series: {column: Crime, names: {All crime: all-crime}, others: slug}
    multiply_by: 1000
    decimals: round
  - {columns: periods, under: Rate, series: rate, unit: percent}
  - {measure: "{Crime}", percent: Share, sample_size: Base, design_effect: 1.5}
  - {measure: sickness, numerator: Hours, denominator: Contracted}
statuses: {missing: ["..", ""], suppressed: "*", withdrawn: w}
thousands_separator: ","
absent: zero
undeclared_series: skip
)",
                                    findings);
  // Columns that are periods exclude columns of periods: the one fault.
  EXPECT_FALSE(mapping);
  ASSERT_EQ(findings.total(), 1);
  EXPECT_EQ(findings.InFileOrder()[0].column, "period");
}

TEST(MappingReader, NamesEveryFaultWithItsLineAndKey) {
  EXPECT_THAT(FaultsOf("mapping: Iquanta 1\n"
                       "force: {column: Force, fixed: essex}\n"
                       "period: {column: Month, form: weeks, months: 0}\n"
                       "figures:\n"
                       "  - {column: Count}\n"
                       "  - {column: Count, series: Robbery, unit: pounds}\n"
                       "colour: red\n"),
              ::testing::ElementsAre(
                  HasSubstr("1 mapping 'Iquanta 1': the name is a slug"),
                  HasSubstr("2 force '': the force is named in one way"),
                  HasSubstr("3 period.form 'weeks': a form is one of month, quarter-end"),
                  HasSubstr("3 period.months '0': must be a whole number from 1 to 120"),
                  HasSubstr("5 figures[0].series '': this key is needed"),
                  HasSubstr("6 figures[1].series 'Robbery': a pattern is"),
                  HasSubstr("6 figures[1].unit 'pounds': must be one of number, percent"),
                  HasSubstr("7 colour 'colour': the keys that may stand here are absent, ")));
}

TEST(MappingReader, RefusesWhatIsNoMappingFile) {
  const std::pair<std::string, const char*> cases[] = {
      {"", "the mapping file is empty"},
      {"# nothing\n", "the mapping file is empty"},
      {"- a\n- b\n", "a mapping file is a list of keys"},
      {"mapping", "a mapping file is a list of keys"},
      {"a: [1, 2\n", "a mapping file is YAML"},
      {"\ta: b\n", "a mapping file is YAML"},
      {absl::StrCat(kSound, "---\na: b\n"), "a mapping file is one document"},
      {"a: &x [b]\nc: *x\n", "no anchors"},
      {"a: &x b\n", "no anchors"},
      {"a: " + std::string(20, '[') + std::string(20, ']'), "at most 16 levels"},
      {"a: " + std::string(30'000, '['), "a mapping file is YAML"},
      {std::string("a: \0b", 5), "NUL"},
      {"a: \xE2\x80\xAE", "invisible"},
      {"a: \xFF", "UTF-8"},
      {std::string(kMaxMappingBytes + 1, 'a'), "at most 64 KiB"}};
  for (const auto& [text, rule] : cases) {
    EXPECT_THAT(OnlyFault(text), HasSubstr(rule)) << text.substr(0, 40);
  }
}

TEST(MappingReader, RefusesAliasesThatWouldGrow) {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'j'; ++c) {
    const std::string before = absl::StrCat("*", std::string(1, static_cast<char>(c - 1)));
    bomb += absl::StrCat(std::string(1, c), ": &", std::string(1, c), " [", before, ", ", before,
                         ", ", before, ", ", before, "]\n");
  }
  EXPECT_THAT(OnlyFault(bomb), HasSubstr("no anchors"));
}

TEST(MappingReader, RefusesAKeyTwice) {
  EXPECT_THAT(OnlyFault(absl::StrCat(kSound, "title: a\ntitle: b\n")),
              HasSubstr("7 title 'title': a key stands once"));
}

TEST(MappingReader, EachFigureHasAForceAndAPeriodFromOnePlace) {
  const auto with = [](const char* force, const char* period, const char* figure) {
    return absl::StrCat("mapping: m\n", force, period, "figures:\n  - {", figure, "}\n");
  };
  constexpr char kForce[] = "force: {column: F}\n";
  constexpr char kPeriod[] = "period: {column: P, form: month, months: 1}\n";
  EXPECT_THAT(OnlyFault(with("", kPeriod, "column: C, series: s")),
              HasSubstr("each figure has a force"));
  EXPECT_THAT(OnlyFault(with(kForce, "", "column: C, series: s")),
              HasSubstr("each figure has a period"));
  EXPECT_THAT(OnlyFault(with(kForce, kPeriod, "columns: forces, series: s")),
              HasSubstr("the columns' names say the force"));
  EXPECT_THAT(OnlyFault(with(kForce, "", "columns: periods, series: s")),
              HasSubstr("columns that are periods have a form"));
  EXPECT_TRUE(FaultsOf(with("", kPeriod, "columns: forces, series: s")).empty());
  EXPECT_TRUE(FaultsOf(with(kForce, "period: {form: month-words, months: 3}\n",
                            "columns: periods, series: s"))
                  .empty());
}

TEST(MappingReader, APeriodsLengthIsSaidOnce) {
  const auto with = [](const char* period) {
    return absl::StrCat("mapping: m\nforce: {column: F}\nperiod: {", period,
                        "}\nfigures: [{column: C, series: s}]\n");
  };
  EXPECT_THAT(OnlyFault(with("column: P, form: month")), HasSubstr("the length of the periods"));
  EXPECT_THAT(OnlyFault(with("fixed: 2019-12")), HasSubstr("the length of the periods"));
  EXPECT_THAT(OnlyFault(with("column: P, form: [financial-quarter, month]")),
              HasSubstr("the length of the periods"));
  EXPECT_TRUE(FaultsOf(with("column: P, form: [financial-quarter, month-range]")).empty());
  EXPECT_TRUE(FaultsOf(with("fixed: 2019-12, months: 12")).empty());
  EXPECT_THAT(OnlyFault(with("fixed: 2019-13, months: 12")), HasSubstr("a month is YYYY-MM"));
}

TEST(MappingReader, ASampleSizeHasItsDesignEffect) {
  const auto with = [](const char* figure) {
    return absl::StrCat("mapping: m\nforce: {column: F}\nperiod: {fixed: 2019-12, months: 12}\n",
                        "figures: [{measure: asb, ", figure, "}]\n");
  };
  EXPECT_THAT(OnlyFault(with("percent: P, sample_size: N")),
              HasSubstr("a sample without its design effect"));
  EXPECT_THAT(OnlyFault(with("percent: P, design_effect: 1.2")),
              HasSubstr("it goes with a sample size"));
  EXPECT_THAT(OnlyFault(with("numerator: P, sample_size: N, design_effect: 1.2")),
              HasSubstr("of a sample size and a percentage"));
  EXPECT_THAT(OnlyFault(with("percent: P, numerator: N")), HasSubstr("a numerator, or a percent"));
  EXPECT_THAT(OnlyFault(with("percent: P, sample_size: N, design_effect: 0")),
              HasSubstr("must be a number from"));
  EXPECT_TRUE(FaultsOf(with("percent: P, standard_error: SE")).empty());
}

TEST(MappingReader, ReadsTheExamplesOfItsDocument) {
  std::ifstream file(PEERAGE_SOURCE_DIR "/docs/formats.md");
  std::string document(std::istreambuf_iterator<char>(file), {});
  int examples = 0;
  constexpr std::string_view kBegin = "```yaml\n";
  for (size_t at = document.find(kBegin); at != std::string::npos; at = document.find(kBegin, at)) {
    at += kBegin.size();
    EXPECT_THAT(FaultsOf(document.substr(at, document.find("```", at) - at)), ::testing::IsEmpty());
    ++examples;
  }
  EXPECT_EQ(examples, 2);
}

TEST(SeriesName, SlugsAreWordsAndHyphens) {
  EXPECT_EQ(Slug("Violence with injury"), "violence-with-injury");
  EXPECT_EQ(Slug("Death or serious injury - unlawful driving"),
            "death-or-serious-injury-unlawful-driving");
  EXPECT_EQ(Slug(" (A & B) "), "a-b");
  EXPECT_EQ(Slug("..."), "");
  EXPECT_TRUE(IsPattern("{Offence Subgroup}.outcome-{Outcome Type}"));
  EXPECT_TRUE(IsPattern("all-crime.printed"));
  for (const char* bad : {"", "{}", "{a", "a}", "A", "a..b", "-a", "a.", "DECIDE"}) {
    EXPECT_FALSE(IsPattern(bad)) << bad;
  }
}

TEST(SeriesName, StarsStandForAnyText) {
  EXPECT_TRUE(IsLike("Table 1a", "Table*"));
  EXPECT_TRUE(IsLike("Table 1", "Table ?"));
  EXPECT_TRUE(IsLike("abcbc", "*bc"));
  EXPECT_TRUE(IsLike("", "*"));
  EXPECT_FALSE(IsLike("Table", "Table?"));
  EXPECT_FALSE(IsLike("A Table", "Table*"));
  // No exponential search.
  EXPECT_FALSE(IsLike(std::string(5000, 'a'), "*a*a*a*a*a*a*a*a*b"));
}

}  // namespace
}  // namespace peerage::ingestion
