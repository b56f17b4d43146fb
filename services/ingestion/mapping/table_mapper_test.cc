#include "services/ingestion/mapping/table_mapper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/testing/fake_table.h"
#include "tests/testing/import_reference.h"
#include "tests/testing/mapped_table.h"

namespace peerage::ingestion {
namespace {

using ::testing::Contains;
using testing::Date;
using ::testing::ElementsAre;
using testing::FakeTable;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeImportReference;
using testing::Map;
using testing::MapCsv;
using testing::MappedTable;
using testing::Number;
using testing::Percent;
using ::testing::UnorderedElementsAre;

constexpr char kMapping[] = R"(mapping: counts
force: {column: Force}
period: {column: Month, form: month, months: 12}
figures:
  - {column: Count, series: all-crime}
)";
constexpr char kHeader[] = "Force,Month,Count\n";

MappedTable Csv(const std::string& csv, const std::string& mapping = kMapping) {
  return MapCsv(csv, mapping, MakeImportReference());
}

std::string With(const std::string& more) { return absl::StrCat(kMapping, more); }

TEST(TableMapper, ReadsALongTable) {
  const MappedTable table = Csv(std::string(kHeader) + "Essex,2019-12,12\nSussex,2019-12,0\n");
  EXPECT_THAT(table.violations, IsEmpty());
  EXPECT_THAT(table.figures,
              ElementsAre("all-crime essex 2019-12/12 12", "all-crime sussex 2019-12/12 0"));
  EXPECT_EQ(table.rows, 2);
}

TEST(TableMapper, TellsAllFaultsOfARowWithLineColumnAndValue) {
  EXPECT_THAT(Csv(std::string(kHeader) + "Esex,2019-13,1.5\n").violations,
              ElementsAre("2 Month '2019-13': a period is written as '2019-12'",
                          "2 Force 'Esex': no declared force has this id, name or alias",
                          "2 Count '1.5': a count is whole"));
}

TEST(TableMapper, AMissingColumnAndAnUnknownOneAreSaid) {
  EXPECT_THAT(Csv("Force,Months,Count\nEssex,2019-12,1\n").violations,
              ElementsAre("1 Month 'Month': mapping 'counts' needs this column"));
  EXPECT_THAT(Csv("Force,Month,Count,Rate\nEssex,2019-12,1,2\n").violations,
              ElementsAre("1 Rate 'Rate': mapping 'counts' has no such column"));
  EXPECT_THAT(Csv("Force,Month,Count,Count\nEssex,2019-12,1,2\n").violations,
              ElementsAre("1 Count 'Count': a column stands once"));
  EXPECT_THAT(Csv("Force,Month,Count,Rate\nEssex,2019-12,1,2\n", With("other_columns: [Rate]\n"))
                  .violations,
              IsEmpty());
  EXPECT_THAT(
      Csv("Force,Month,Count,Rate\nEssex,2019-12,1,2\n", With("other_columns: ignore\n")).figures,
      ElementsAre("all-crime essex 2019-12/12 1"));
}

TEST(TableMapper, ARowStandsOnceUnlessRowsAreAdded) {
  const std::string twice = std::string(kHeader) + "Essex,2019-12,5\nEssex,2019-12,7\n";
  EXPECT_THAT(Csv(twice).violations, ElementsAre(HasSubstr("a figure stands once")));
  EXPECT_THAT(Csv(twice, With("same_key: add\n")).figures,
              ElementsAre("all-crime essex 2019-12/12 12"));
}

TEST(TableMapper, ASumOfWhichAPartIsMissingIsMissing) {
  EXPECT_THAT(Csv(std::string(kHeader) + "Essex,2019-12,5\nEssex,2019-12,..\nEssex,2019-12,7\n",
                  With("same_key: add\nstatuses: {missing: \"..\"}\n"))
                  .figures,
              ElementsAre("all-crime essex 2019-12/12 missing"));
}

TEST(TableMapper, RowsOfTwoSheetsAreNotAdded) {
  FakeTable table({{"A", {{"Force", "Month", "Count"}, {"Essex", "2019-12", Number("5")}}},
                   {"B", {{"Force", "Month", "Count"}, {"Essex", "2019-12", Number("7")}}}});
  EXPECT_THAT(
      Map(table, With("same_key: add\n"), MakeImportReference()).violations,
      ElementsAre("B!2 'essex, 2019-12, series all-crime': a figure stands once in a file"));
}

TEST(TableMapper, TextsInPlaceOfFiguresAreStatuses) {
  const MappedTable table =
      Csv(std::string(kHeader) + "Essex,2019-12,..\nSussex,2019-12,*\nLondon\\, City of,2019-12,\n",
          With("statuses: {missing: [\"..\", \"\"], suppressed: [\"*\"]}\n"));
  EXPECT_THAT(table.figures, ElementsAre("all-crime essex 2019-12/12 missing",
                                         "all-crime sussex 2019-12/12 suppressed"));
  EXPECT_THAT(Csv(std::string(kHeader) + "Essex,2019-12,\n").violations,
              ElementsAre(HasSubstr("an empty figure says nothing")));
}

TEST(TableMapper, NumbersAreReadAsTheMappingSays) {
  const auto read = [](const std::string& cell, const std::string& figure,
                       const std::string& more = "") {
    const MappedTable table = Csv(
        absl::StrCat(kHeader, "Essex,2019-12,\"", cell, "\"\n"),
        absl::StrCat("mapping: counts\nforce: {column: Force}\n"
                     "period: {column: Month, form: month, months: 12}\nfigures: [{column: Count, ",
                     figure, "}]\n", more));
    return table.violations.empty() ? table.figures[0].substr(table.figures[0].rfind(' ') + 1)
                                    : table.violations[0];
  };
  constexpr char kTwoDecimals[] = "series: solved-rate.denominator";
  constexpr char kCommas[] = "thousands_separator: \",\"\n";
  EXPECT_EQ(read("1,234,567", "series: all-crime", kCommas), "1234567");
  EXPECT_EQ(read("-1,234", "series: homicide", kCommas), "-1234");
  EXPECT_EQ(read("1,234.5", kTwoDecimals, kCommas), "123450");
  EXPECT_THAT(read("1,234", "series: all-crime"), HasSubstr("no thousands separators"));
  for (const char* bad : {"1,23", "12,34,567", "1234,567", ",123", "1,,234", "1,2345"}) {
    EXPECT_THAT(read(bad, "series: all-crime", kCommas), HasSubstr("in threes")) << bad;
  }
  EXPECT_EQ(read("12.34", "series: all-crime, multiply_by: 1000"), "12340");
  EXPECT_EQ(read("12.5%", absl::StrCat(kTwoDecimals, ", unit: percent")), "1250");
  EXPECT_EQ(read("12.5", absl::StrCat(kTwoDecimals, ", unit: percent")), "1250");
  EXPECT_THAT(read("12.5%", kTwoDecimals), HasSubstr("no percent sign"));
  EXPECT_THAT(read("0.125", kTwoDecimals), HasSubstr("the series keeps 2 decimals"));
  EXPECT_EQ(read("0.125", absl::StrCat(kTwoDecimals, ", decimals: round")), "13");
  EXPECT_EQ(read("0.12499999999999999", absl::StrCat(kTwoDecimals, ", decimals: round")), "12");
  EXPECT_EQ(read("-1.5", "series: homicide, decimals: round"), "-2");
  EXPECT_EQ(read("-0.4", "series: homicide, decimals: round"), "0");
  EXPECT_THAT(read("0.125x", absl::StrCat(kTwoDecimals, ", decimals: round")),
              HasSubstr("a figure is a number"));
  EXPECT_THAT(read("1e3", "series: all-crime"), HasSubstr("no exponent"));
  EXPECT_THAT(read("-3", "series: all-crime"), HasSubstr("are not negative"));
}

TEST(TableMapper, AWorkbooksPercentageIsAPercentageWhereTheMappingSaysSo) {
  const std::string percent =
      "mapping: shares\nforce: {column: Force}\nperiod: {fixed: 2019-12, months: 12}\n"
      "figures: [{column: Share, series: solved-rate.denominator, unit: percent}]\n";
  const auto table = [] {
    return FakeTable({{"A", {{"Force", "Share"}, {"Essex", Percent("13.84")}}}});
  };
  FakeTable good = table();
  EXPECT_THAT(Map(good, percent, MakeImportReference()).figures,
              ElementsAre("solved-rate.denominator essex 2019-12/12 1384"));
  FakeTable bad = table();
  EXPECT_THAT(Map(bad, percent.substr(0, percent.find(", unit")) + "}]\n", MakeImportReference())
                  .violations,
              ElementsAre("A!2 Share '13.84': the cell is a percentage, and the mapping says a "
                          "number"));
  FakeTable broken({{"A", {{"Force", "Share"}, {"Essex", {CellKind::kError, "#REF!"}}}}});
  EXPECT_THAT(Map(broken, percent, MakeImportReference()).violations,
              ElementsAre(HasSubstr("the workbook has no value")));
}

TEST(TableMapper, SeriesComeFromTextsByADictionary) {
  const auto mapping = [](const char* others) {
    return absl::StrCat(
        "mapping: m\nforce: {column: F}\nperiod: {fixed: 2019-12, months: 12}\nfigures:\n"
        "  - {column: N, series: {column: Crime, names: {All: all-crime, Killing: homicide}, "
        "others: ",
        others, "}}\n");
  };
  const std::string rows = "F,Crime,N\nEssex,All,9\nEssex,Killing,1\nEssex,Homicides,2\n";
  EXPECT_THAT(Csv(rows, mapping("refuse")).violations,
              ElementsAre("4 Crime 'Homicides': the texts of this column are 'All' and 'Killing'"));
  const MappedTable skipped = Csv(rows, mapping("skip"));
  EXPECT_THAT(skipped.figures,
              ElementsAre("all-crime essex 2019-12/12 9", "homicide essex 2019-12/12 1"));
  EXPECT_THAT(skipped.warnings, ElementsAre("4 'Homicides': 1 figure of series that the dataset "
                                            "does not declare was skipped"));
  EXPECT_THAT(Csv(rows, mapping("slug")).violations,
              ElementsAre(HasSubstr("it makes series 'homicides', which the dataset does not")));
}

TEST(TableMapper, SeriesComeFromTextsByAPattern) {
  const std::string mapping =
      "mapping: m\nforce: {column: F}\nperiod: {fixed: 2019-12, months: 12}\n"
      "figures:\n  - {column: N, series: \"{Measure}.{Part}\"}\n";
  EXPECT_THAT(Csv("F,Measure,Part,N\nEssex,Solved rate,Numerator,3\n", mapping).figures,
              ElementsAre("solved-rate.numerator essex 2019-12/12 3"));
  EXPECT_THAT(Csv("F,Measure,Part,N\nEssex,Solved rate,whole,3\n", mapping).violations,
              ElementsAre("2 Part 'whole': it makes series 'solved-rate.whole', which the dataset "
                          "does not declare"));
  EXPECT_THAT(Csv("F,Measure,Part,N\nEssex,,numerator,3\n", mapping).violations,
              ElementsAre("2 Measure '': the series of a row is made of this text"));
  EXPECT_THAT(
      Csv("F,Measure,Part,N\nEssex,Solved rate,whole,3\n", mapping + "undeclared_series: skip\n")
          .warnings,
      ElementsAre(HasSubstr("1 figure of series that the dataset does not declare was skipped")));
}

TEST(TableMapper, ReadsACrosstabOfPeriodsUnderAHeaderOfTwoRows) {
  FakeTable table({{"Table",
                    {{"Recorded crime"},
                     {},
                     {"", "All crime", "", "Homicide", ""},
                     {"Force", Date("2019-09-30"), Date("2019-12-31"), "Sep-19", "Dec-19"},
                     {"Essex", Number("10"), Number("11"), Number("1"), "-"},
                     {"Sussex", Number("20"), Number("21"), Number("3"), Number("4")},
                     {},
                     {"Source: iQuanta"}}}});
  const MappedTable mapped = Map(table, R"(mapping: crosstab
header: {having: [Force], rows: 2}
skip: {after_blank_row: true}
force: {column: Force}
period: {form: month-words, months: 3}
figures:
  - {columns: periods, under: All crime, series: all-crime}
  - {columns: periods, under: Homicide, series: homicide}
statuses: {missing: ["-"]}
)",
                                 MakeImportReference());
  EXPECT_THAT(mapped.violations, IsEmpty());
  EXPECT_THAT(mapped.figures,
              ElementsAre("all-crime essex 2019-09/3 10", "all-crime sussex 2019-09/3 20",
                          "all-crime essex 2019-12/3 11", "all-crime sussex 2019-12/3 21",
                          "homicide essex 2019-09/3 1", "homicide sussex 2019-09/3 3",
                          "homicide essex 2019-12/3 missing", "homicide sussex 2019-12/3 4"));
  EXPECT_THAT(mapped.warnings, Contains("Table!8 '1 row': the mapping skips these rows"));
}

TEST(TableMapper, ReadsACrosstabOfForces) {
  const std::string mapping =
      "mapping: m\nperiod: {column: Quarter, form: calendar-quarter}\n"
      "figures: [{columns: forces, series: all-crime}]\n";
  const MappedTable mapped =
      Csv("Quarter,Essex,Sussex,Wales\n2019 Q3,1,2,9\nQ4 2019,3,4,9\n", mapping);
  EXPECT_THAT(mapped.violations, IsEmpty());
  EXPECT_THAT(mapped.figures,
              UnorderedElementsAre("all-crime essex 2019-09/3 1", "all-crime sussex 2019-09/3 2",
                                   "all-crime essex 2019-12/3 3", "all-crime sussex 2019-12/3 4"));
  EXPECT_THAT(mapped.warnings, ElementsAre(HasSubstr("areas that are no forces were skipped")));
  EXPECT_THAT(Csv("Quarter,Kent\n2019 Q3,1\n", mapping).violations,
              ElementsAre(HasSubstr("named by declared forces"), HasSubstr("has no such column")));
}

TEST(TableMapper, TheSheetsNameMaySayTheForceOrThePeriod) {
  FakeTable forces({{"Essex", {{"Month", "N"}, {"2019-12", Number("1")}}},
                    {"Sussex", {{"Month", "N"}, {"2019-12", Number("2")}}}});
  EXPECT_THAT(Map(forces,
                  "mapping: m\nforce: {sheet_name: true}\n"
                  "period: {column: Month, form: month, months: 1}\n"
                  "figures: [{column: N, series: all-crime}]\n",
                  MakeImportReference())
                  .figures,
              ElementsAre("all-crime essex 2019-12/1 1", "all-crime sussex 2019-12/1 2"));
  FakeTable years({{"2018-19", {{"Force", "Quarter", "N"}, {"Essex", Number("4"), Number("1")}}}});
  EXPECT_THAT(Map(years,
                  "mapping: m\nforce: {column: Force}\n"
                  "period: {sheet_name: true, column: Quarter, form: financial-quarter}\n"
                  "figures: [{column: N, series: all-crime}]\n",
                  MakeImportReference())
                  .figures,
              ElementsAre("all-crime essex 2019-03/3 1"));
}

TEST(TableMapper, SheetsAreChosen) {
  const auto table = [] {
    return FakeTable(
        {{"Cover", {{"Police recorded crime"}}},
         {"Table 1", {{"Force", "Month", "Count"}, {"Essex", "2019-12", Number("1")}}},
         {"Old", {{"Force", "Month", "Count"}, {"Essex", "2018-12", Number("2")}}, true}});
  };
  FakeTable all = table();
  EXPECT_THAT(Map(all, kMapping, MakeImportReference()).violations,
              ElementsAre(HasSubstr("Cover!1 Month 'Month': mapping 'counts' needs"),
                          HasSubstr("Force"), HasSubstr("Count")));
  FakeTable having = table();
  const MappedTable found =
      Map(having, With("sheets: having-header\nheader: {having: [Force, Count]}\n"),
          MakeImportReference());
  EXPECT_THAT(found.figures, ElementsAre("all-crime essex 2019-12/12 1"));
  EXPECT_THAT(
      found.warnings,
      UnorderedElementsAre(HasSubstr("'Cover': the sheet has no row of the mapping's columns"),
                           HasSubstr("'Old': hidden sheets are not read")));
  FakeTable named = table();
  EXPECT_THAT(Map(named, With("sheets: [\"T*\", Old]\n"), MakeImportReference()).figures,
              ElementsAre("all-crime essex 2018-12/12 2", "all-crime essex 2019-12/12 1"));
  FakeTable none = table();
  EXPECT_THAT(Map(none, With("sheets: Figures\n"), MakeImportReference()).violations,
              ElementsAre("0 '': no sheet is read by mapping 'counts'"));
}

TEST(TableMapper, AHeaderIsFoundByItsNumberOrItsColumns) {
  const std::string titled = "Recorded crime,,\nForce,Month,Count\nEssex,2019-12,1\n";
  EXPECT_THAT(Csv(titled, With("header: {row: 2}\n")).figures, ElementsAre(HasSubstr("essex")));
  EXPECT_THAT(Csv(titled, With("header: {having: [Month, Count]}\n")).figures,
              ElementsAre(HasSubstr("essex")));
  EXPECT_THAT(Csv(titled, With("header: {having: [Months]}\n")).violations,
              ElementsAre("1 '': one of the first 50 rows has the columns Months"));
  EXPECT_THAT(Csv(titled, With("header: {row: 9}\n")).violations,
              ElementsAre("1 '': the columns' names stand in row 9"));
}

TEST(TableMapper, RowsAreSkippedAndCounted) {
  const MappedTable table = Csv(
      std::string(kHeader) + "Essex,2019-12,1\nTotal,2019-12,9\n\nNotes to the table,,\n",
      With("skip:\n  rows: [{column: Force, is: [Total]}, {column: Force, like: \"Notes*\"}]\n"));
  EXPECT_THAT(table.violations, IsEmpty());
  EXPECT_EQ(table.rows, 1);
  EXPECT_THAT(table.warnings, ElementsAre("3 '2 rows': the mapping skips these rows"));
}

TEST(TableMapper, AFootnoteThatIsNotSkippedIsRefused) {
  EXPECT_THAT(Csv(std::string(kHeader) + "Essex,2019-12,1\nSource: a person\n").violations,
              ElementsAre("3 '1 cells': each line has as many cells as the header, 3"));
}

TEST(TableMapper, AreasThatAreNoForcesAreSkippedCountedOrKept) {
  const std::string rows =
      std::string(kHeader) + "Wales,2019-12,5\nAction Fraud,2019-12,..\nEssex,2019-12,1\n";
  const std::string mapping =
      "mapping: m\nforce: {column: Force, skip: [Action Fraud]%}\n"
      "period: {column: Month, form: month, months: 12}\n"
      "figures: [{column: Count, series: all-crime}]\n";
  const auto with = [&](const std::string& more) {
    std::string text = mapping;
    return text.replace(text.find('%'), 1, more);
  };
  const MappedTable skipped = Csv(rows, with(""));
  EXPECT_THAT(skipped.violations, IsEmpty());
  EXPECT_THAT(skipped.warnings, ElementsAre("2 'Action Fraud and Wales': 2 rows of areas that are "
                                            "no forces were skipped"));
  EXPECT_THAT(Csv(rows, with(", others: keep")).figures,
              UnorderedElementsAre("all-crime wales 2019-12/12 5", "all-crime essex 2019-12/12 1"));
}

TEST(TableMapper, AFormerNameMeansTheForceInItsMonthsOnly) {
  core::DatasetReference reference = MakeImportReference();
  reference.areas[1].former_names = {{"Eastern Force", std::nullopt, core::Month(2018, 3)}};
  const MappedTable table =
      MapCsv(std::string(kHeader) + "Eastern Force,2018-03,1\nEastern Force,2018-06,2\n", kMapping,
             reference);
  EXPECT_THAT(table.figures, ElementsAre("all-crime essex 2018-03/12 1"));
  EXPECT_THAT(table.violations,
              ElementsAre("3 Force 'Eastern Force': 'Eastern Force' was a name of Essex until "
                          "2018-03, and the period ends in 2018-06"));
}

TEST(TableMapper, AColumnUnderTwoHeadingsIsNamedWhole) {
  const std::string mapping =
      "mapping: counts\nheader: {row: 2, rows: 2}\nforce: {column: Force}\n"
      "period: {fixed: 2019-12, months: 12}\nother_columns: ignore\n"
      "figures: [{column: Total, series: all-crime}]\n";
  const MappedTable table = Csv(",2018,2019\nForce,Total,Total\nEssex,1,2\n", mapping);
  ASSERT_EQ(table.violations.size(), 1u);
  EXPECT_THAT(table.violations[0], HasSubstr("columns of this name stand under several headings"));
}

TEST(TableMapper, RowsOfTwoLengthsAreNotAdded) {
  const std::string mapping =
      "mapping: counts\nforce: {column: Force}\nsame_key: add\n"
      "period: {column: Month, form: [financial-quarter, financial-year]}\n"
      "figures: [{column: Count, series: all-crime}]\n";
  EXPECT_THAT(
      Csv(std::string(kHeader) + "Essex,2018/19 Q4,5\nEssex,2018/19,20\n", mapping).violations,
      ElementsAre(HasSubstr("rows that are added up are of one length; line 2 has 3 months")));
}

TEST(TableMapper, ACodeOfAnotherForceIsRefused) {
  const std::string mapping =
      "mapping: m\nforce: {column: Force, code: Code}\nperiod: {fixed: 2019-12, months: 12}\n"
      "figures: [{column: N, series: all-crime}]\n";
  EXPECT_THAT(Csv("Force,Code,N\nEssex,E23000033,1\n", mapping).violations,
              ElementsAre("2 Code 'E23000033': the ONS code of Essex is E23000028"));
}

TEST(TableMapper, APublishersSlipOfTheDayIsTakenAsItsMonth) {
  const MappedTable table = Csv("Force,Month,Count\nEssex,30-12-2017,1\nSussex,30-12-2017,2\n",
                                "mapping: m\nforce: {column: Force}\n"
                                "period: {column: Month, form: day-month-year, months: 12}\n"
                                "figures: [{column: Count, series: all-crime}]\n");
  EXPECT_THAT(table.figures,
              ElementsAre("all-crime essex 2017-12/12 1", "all-crime sussex 2017-12/12 2"));
  EXPECT_THAT(table.warnings, ElementsAre("2 Month '30-12-2017': a period ends with the last day "
                                          "of a month"));
}

TEST(TableMapper, APeriodOfAnotherLengthIsRefused) {
  EXPECT_THAT(Csv("Force,Month,Count\nEssex,Apr to Jun 2019,1\nEssex,Apr to Jul 2019,1\n",
                  "mapping: m\nforce: {column: Force}\n"
                  "period: {column: Month, form: month-range, months: 3}\n"
                  "figures: [{column: Count, series: all-crime}]\n")
                  .violations,
              ElementsAre("3 Month 'Apr to Jul 2019': the periods are 3 months long, this one 4"));
}

TEST(TableMapper, ASurveysStandardErrorIsMadeOfItsSample) {
  core::DatasetReference reference = MakeImportReference();
  const std::string mapping =
      "mapping: m\nforce: {column: F}\nperiod: {fixed: 2019-03, months: 12}\n"
      "figures: [{measure: satisfied, percent: P, sample_size: N, design_effect: 1.2}]\n";
  // 100 sqrt(1.2 x 0.33 x 0.67 / 900) = 1.716974...
  EXPECT_THAT(MapCsv("F,P,N\nEssex,33,900\n", mapping, reference).figures,
              ElementsAre("satisfied.numerator essex 2019-03/12 33 se 1716974"));
  EXPECT_THAT(MapCsv("F,P,N\nEssex,33,0\n", mapping, reference).violations,
              ElementsAre("2 N '0': a sample has at least one respondent"));
  EXPECT_THAT(MapCsv("F,P,N\nEssex,101,900\n", mapping, reference).violations,
              ElementsAre("2 P '101': a share of a sample is at most 100 per cent"));
  const std::string given =
      "mapping: m\nforce: {column: F}\nperiod: {fixed: 2019-03, months: 12}\n"
      "figures: [{measure: satisfied, percent: P, standard_error: SE}]\n";
  EXPECT_THAT(MapCsv("F,P,SE\nEssex,33,1.5\n", given, reference).figures,
              ElementsAre("satisfied.numerator essex 2019-03/12 33 se 1500000"));
  EXPECT_THAT(MapCsv("F,P,SE\nEssex,33,-1.5\n", given, reference).violations,
              ElementsAre("2 SE '-1.5': a standard error is not negative"));
}

TEST(TableMapper, APartIsNotLargerThanItsWholeUnlessTheMeasureIsARatio) {
  const auto mapping = [](const char* measure) {
    return absl::StrCat(
        "mapping: m\nforce: {column: F}\nperiod: {fixed: 2018-03, months: 12}\nfigures: "
        "[{measure: ",
        measure, ", numerator: A, denominator: B}]\n");
  };
  EXPECT_THAT(Csv("F,A,B\nSussex,454,442\n", mapping("satisfied")).violations,
              ElementsAre("2 A '454': a part is not larger than its whole"));
  EXPECT_THAT(Csv("F,A,B\nSussex,454,442\n", mapping("solved-rate")).figures,
              ElementsAre("solved-rate.numerator sussex 2018-03/12 454",
                          "solved-rate.denominator sussex 2018-03/12 44200"));
}

TEST(TableMapper, WhatASourceLeavesOutIsZeroWhereItsForceHasAnyRow) {
  const std::string mapping =
      "mapping: m\nforce: {column: F}\nperiod: {column: Q, form: quarter-end, months: 3}\n"
      "figures: [{column: N, series: \"{Crime}\"}]\nabsent: zero\n";
  const MappedTable table =
      Csv("F,Q,Crime,N\n"
          "Essex,2017-03,All crime,5\nSussex,2017-03,All crime,6\n"
          "Essex,2017-06,All crime,7\nSussex,2017-06,All crime,8\n"
          "Essex,2017-06,Homicide,1\n",
          mapping);
  EXPECT_THAT(table.figures,
              ElementsAre("all-crime essex 2017-03/3 5", "all-crime sussex 2017-03/3 6",
                          "all-crime essex 2017-06/3 7", "all-crime sussex 2017-06/3 8",
                          "homicide essex 2017-03/3 0", "homicide sussex 2017-03/3 0",
                          "homicide essex 2017-06/3 1", "homicide sussex 2017-06/3 0"));
  EXPECT_THAT(table.warnings,
              ElementsAre("0 'homicide': CATEGORY_BREAK: series 'homicide' begins with 2017-06, "
                          "the file with 2017-03; it is stored as zero outside"));
}

TEST(TableMapper, AForceWithoutAnyRowIsNotMadeZero) {
  const MappedTable table =
      Csv(std::string(kHeader) + "Essex,2019-12,1\nEssex,2019-11,1\nSussex,2019-12,1\n",
          With("absent: zero\n"));
  EXPECT_EQ(table.figures.size(), 3U);
}

TEST(TableMapper, HeadingsMayBreakTheirLines) {
  FakeTable table({{"A", {{"Police\nforce  area", "N"}, {"Essex", Number("1")}}}});
  EXPECT_THAT(
      Map(table,
          "mapping: m\nforce: {column: Police force area}\n"
          "period: {fixed: 2019-12, months: 1}\nfigures: [{column: N, series: all-crime}]\n",
          MakeImportReference())
          .figures,
      ElementsAre("all-crime essex 2019-12/1 1"));
}

TEST(TableMapper, AWorkbooksRowMayEndEarlyAndMayNotGoOn) {
  FakeTable table({{"A",
                    {{"Force", "Month", "Count"},
                     {"Essex", "2019-12"},
                     {"Sussex", "2019-12", Number("1"), "see note"}}}});
  EXPECT_THAT(Map(table, kMapping, MakeImportReference()).violations,
              ElementsAre(HasSubstr("A!2 Count '': an empty figure says nothing"),
                          HasSubstr("A!3 'see note': a row's cells stand below the header's 3")));
}

}  // namespace
}  // namespace peerage::ingestion
