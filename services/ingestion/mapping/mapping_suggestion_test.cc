#include "services/ingestion/mapping/mapping_suggestion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "services/ingestion/csv_source.h"
#include "tests/testing/fake_table.h"
#include "tests/testing/import_reference.h"
#include "tests/testing/mapped_table.h"

namespace peerage::ingestion {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FakeTable;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MakeImportReference;
using testing::MapCsv;
using testing::MappedTable;
using ::testing::Not;
using testing::Number;
using testing::Percent;

Suggestion SuggestFor(const std::string& csv) {
  static const FormatRegistry formats;
  Findings violations;
  Findings warnings;
  CsvSource source(csv, TableLimits(), violations, warnings);
  return SuggestMapping(source, MakeImportReference(), formats);
}

// Invented: the shape is awkward, the figures mean nothing.
FakeTable Extract() {
  return FakeTable(
      {{"Read me", {{"How to read this extract"}}},
       {"Positions",
        {{"Most Similar Group extract"},
         {"Rolling 12 months"},
         {},
         {"", "", "All crime", "", "Solved", "", ""},
         {"Force", "Code", "Sep-19", "Dec-19", "Sep-19", "Dec-19", "Note"},
         {"Essex", "E23000028", "168,022", "167,811", Percent("14.05"), Percent("13.84"), ""},
         {"Sussex", "E23000033", "110,120", "111,734", "..", Percent("12.2"), "revised"},
         {"City of London", "E23000034", Number("8123"), Number("8301"), Percent("17.9"),
          Percent("18"), ""},
         {"MSG average", "", "95,422", "95,949", Percent("14.7"), Percent("14.68"), ""},
         {},
         {"Figures are provisional"},
         {"Extracted by a person"}}}});
}

TEST(MappingSuggestion, NamesTheFormatThatTheColumnsAre) {
  EXPECT_EQ(SuggestFor("force_id,ons_code,mid_year,population\n").format, "ons-population");
  EXPECT_EQ(
      SuggestFor("measure,force,period_end,period_months,numerator,denominator,status\n").format,
      "tidy");
  EXPECT_EQ(SuggestFor("force_id,ons_code,mid_year,population,note\n").format, "");
}

TEST(MappingSuggestion, SaysWhenNoForceIsNamed) {
  const Suggestion suggestion = SuggestFor("Area,Count\nNowhere,1\n");
  EXPECT_EQ(suggestion.mapping, "");
  EXPECT_THAT(suggestion.notes, ElementsAre(HasSubstr("declare the areas")));
}

TEST(MappingSuggestion, WhatIsLeftOpenIsRefusedUntilItIsDecided) {
  const std::string csv = "Force,Month,Count\nEssex,2019-11,1\nSussex,2019-11,2\n";
  const Suggestion suggestion = SuggestFor(csv);
  EXPECT_THAT(suggestion.mapping,
              AllOf(HasSubstr("force: {column: \"Force\"}"),
                    HasSubstr("period: {column: [\"Month\"], form: month, months: DECIDE}"),
                    HasSubstr("series: DECIDE")));
  EXPECT_THAT(MapCsv(csv, suggestion.mapping, MakeImportReference()).violations, Not(IsEmpty()));
}

TEST(MappingSuggestion, ACategoryColumnMakesTheSeries) {
  const Suggestion known = SuggestFor(
      "Force,Quarter,Crime,Count\nEssex,2019 Q4,Homicide,1\nEssex,2019 Q4,All crime,2\n"
      "Sussex,2019 Q4,Homicide,1\nSussex,2019 Q4,All crime,2\n");
  EXPECT_THAT(known.mapping, HasSubstr("series: \"{Crime}\""));
  const Suggestion other = SuggestFor(
      "Force,Quarter,Crime,Count\nEssex,2019 Q4,Killing,1\nEssex,2019 Q4,All crime,2\n"
      "Sussex,2019 Q4,Killing,1\nSussex,2019 Q4,All crime,2\n");
  EXPECT_THAT(other.mapping,
              AllOf(HasSubstr("\"Killing\": DECIDE"), HasSubstr("\"All crime\": all-crime")));
}

TEST(MappingSuggestion, FindsAFinancialYearAndItsQuarter) {
  EXPECT_THAT(SuggestFor("FY,Q,Force,Count\n2019/20,3,Essex,1\n2019/20,4,Essex,2\n").mapping,
              HasSubstr("period: {column: [\"FY\", \"Q\"], form: financial-quarter}"));
}

TEST(MappingSuggestion, TakesAPeriodFromATitleAndSaysSo) {
  const Suggestion suggestion =
      SuggestFor("Recorded crime to 31 December 2019,\nForce,Count\nEssex,1\nSussex,2\n");
  EXPECT_THAT(suggestion.mapping, HasSubstr("period: {fixed: 2019-12, months: DECIDE}"));
  EXPECT_THAT(suggestion.notes, Contains(HasSubstr("check it")));
}

TEST(MappingSuggestion, ReadsACrosstabOfForces) {
  EXPECT_THAT(SuggestFor("Month,Essex,Sussex\n2019-12,1,2\n2020-01,3,4\n").mapping,
              AllOf(HasSubstr("columns: forces"), HasSubstr("months: 1}")));
}

TEST(MappingSuggestion, AnExtractOfUnknownShapeGoesInByTheSuggestionAsEdited) {
  const core::DatasetReference reference = MakeImportReference();
  const FormatRegistry formats;
  FakeTable seen = Extract();
  const Suggestion suggestion = SuggestMapping(seen, reference, formats);
  EXPECT_EQ(suggestion.format, "");
  EXPECT_THAT(suggestion.notes,
              AllOf(Contains(HasSubstr("row 5 and the row above")),
                    Contains(HasSubstr("MSG average")), Contains(HasSubstr("footnotes")),
                    Contains(HasSubstr("slug in place of the first DECIDE"))));
  // As a person edits it: what says DECIDE, and the length of the periods.
  std::string mapping = suggestion.mapping;
  mapping = absl::StrReplaceAll(mapping, {{"mapping: DECIDE", "mapping: iquanta"},
                                          {"months: 3}", "months: 12}"},
                                          {"series: DECIDE", "series: satisfied.denominator"}});
  FakeTable table = Extract();
  const MappedTable mapped = Map(table, mapping, reference);
  EXPECT_THAT(mapped.violations, IsEmpty()) << mapping;
  EXPECT_THAT(
      mapped.figures,
      ElementsAre("all-crime city-of-london 2019-09/12 8123", "all-crime essex 2019-09/12 168022",
                  "all-crime sussex 2019-09/12 110120", "all-crime city-of-london 2019-12/12 8301",
                  "all-crime essex 2019-12/12 167811", "all-crime sussex 2019-12/12 111734",
                  "satisfied.denominator city-of-london 2019-09/12 1790",
                  "satisfied.denominator essex 2019-09/12 1405",
                  "satisfied.denominator sussex 2019-09/12 missing",
                  "satisfied.denominator city-of-london 2019-12/12 1800",
                  "satisfied.denominator essex 2019-12/12 1384",
                  "satisfied.denominator sussex 2019-12/12 1220"));
}

}  // namespace
}  // namespace peerage::ingestion
