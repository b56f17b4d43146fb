#include "services/ingestion/mapping/built_in_formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/ingestion/csv_source.h"
#include "services/ingestion/format_reader.h"
#include "tests/testing/fake_table.h"
#include "tests/testing/import_reference.h"
#include "tests/testing/mapped_table.h"

namespace peerage::ingestion {
namespace {

using ::testing::ElementsAre;
using testing::FakeTable;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Map;
using testing::MappedTable;
using testing::Number;

const TableMapping& Format(const std::string& name) {
  static const auto& formats = *new std::vector<TableMapping>(BuiltInFormats());
  return *std::find_if(formats.begin(), formats.end(),
                       [&](const TableMapping& mapping) { return mapping.name == name; });
}

core::DatasetReference Reference(const std::vector<std::string>& series, int decimals = 0) {
  core::DatasetReference reference = testing::MakeImportReference();
  for (const std::string& id : series) {
    reference.series.push_back({.id = id, .decimals = decimals, .may_be_negative = true});
  }
  return reference;
}

MappedTable Read(const std::string& format, const std::string& csv,
                 const core::DatasetReference& reference) {
  Findings violations;
  Findings warnings;
  CsvSource source(csv, TableLimits(), violations, warnings);
  return Map(source, Format(format), reference, violations);
}

TEST(BuiltInFormats, AreNamedAsTheirFiles) {
  std::vector<std::string> names;
  for (const auto& [file, text] : BuiltInFormatTexts()) {
    names.push_back(file);
    EXPECT_EQ(Format(file.substr(0, file.size() - 5)).name + ".yaml", file);
  }
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

// The comment that begins each file shows a header and a row.
TEST(BuiltInFormats, AreFoundByTheHeaderThatTheirFileShows) {
  const FormatRegistry formats;
  for (const auto& [file, text] : BuiltInFormatTexts()) {
    if (file == "ho-outcomes-yearly.yaml") continue;  // Its header is cut.
    std::vector<std::string> shown;
    for (const std::string& line : std::vector<std::string>(absl::StrSplit(text, '\n'))) {
      if (line.starts_with("#   ")) shown.push_back(line.substr(4));
    }
    ASSERT_GE(shown.size(), 2U) << file;
    const std::string& header = shown[shown.size() - 2];
    const FormatReader* reader =
        formats.FindByHeader(std::vector<std::string>(absl::StrSplit(header, ',')));
    ASSERT_NE(reader, nullptr) << file;
    EXPECT_EQ(reader->name() + ".yaml", file);
  }
}

TEST(HoOpenData, AddsOffenceCodesUpAcrossASheetAYear) {
  const std::vector<testing::FakeCell> header = {
      "Financial Year", "Financial Quarter", "Force Name",   "Offence Description",
      "Offence Group",  "Offence Subgroup",  "Offence Code", "Number of Offences"};
  FakeTable table(
      {{"Contents", {{"Police recorded crime open data"}}},
       {"2015-16",
        {header,
         {"2015/16", Number("1"), "Essex", "Arson endangering life", "Arson", "Arson", "56A",
          Number("3")},
         {"2015/16", Number("1"), "Essex", "Arson not endangering life", "Arson", "Arson", "56B",
          Number("4")},
         {"2015/16", Number("1"), "Sussex", "Fraud", "Fraud offences", "Fraud", "53D", Number("9")},
         {"2015/16", Number("1"), "British Transport Police", "Arson", "Arson", "Arson", "56A",
          Number("1")}}},
       {"2016-17",
        {header,
         {"2016/17", Number("4"), "London, City of", "Arson", "Arson", "Arson", "56A",
          Number("5")}}}});
  Findings violations;
  const MappedTable mapped = Map(table, Format("ho-open-data"), Reference({"arson"}), violations);
  EXPECT_THAT(mapped.violations, IsEmpty());
  EXPECT_THAT(mapped.figures,
              ElementsAre("arson essex 2015-06/3 7", "arson city-of-london 2017-03/3 5"));
  EXPECT_THAT(mapped.warnings,
              ElementsAre(HasSubstr("'Contents': the sheet has no row of the mapping's columns"),
                          HasSubstr("'fraud': 1 figure of series that the dataset does not"),
                          HasSubstr("'British Transport Police': 1 rows of areas")));
}

TEST(HoQuarterlySubgroups, ACategoryThatBeginsIsZeroBeforeAndSaid) {
  const std::string header =
      "quarter_end,financial_year,financial_quarter,force_id,ons_code,offence_group,"
      "offence_subgroup,offences\n";
  const MappedTable mapped =
      Read("ho-quarterly-subgroups",
           header +
               "2017-03,2016/17,4,essex,E23000028,Theft offences,Domestic burglary,5\n"
               "2017-06,2017/18,1,essex,E23000028,Theft offences,Domestic burglary,0\n"
               "2017-06,2017/18,1,essex,E23000028,Theft offences,Residential burglary,6\n",
           Reference({"domestic-burglary", "residential-burglary"}));
  EXPECT_THAT(mapped.figures, ElementsAre("domestic-burglary essex 2017-03/3 5",
                                          "domestic-burglary essex 2017-06/3 0",
                                          "residential-burglary essex 2017-03/3 0",
                                          "residential-burglary essex 2017-06/3 6"));
  EXPECT_THAT(mapped.warnings, ElementsAre(HasSubstr("CATEGORY_BREAK")));
  EXPECT_THAT(Read("ho-quarterly-subgroups",
                   header + "2017-03,2016/17,4,essex,E23000028,Theft,Piracy,5\n", Reference({}))
                  .violations,
              ElementsAre(HasSubstr("it makes series 'piracy'")));
}

TEST(OnsRolling, ReadsItsDaysAndSkipsWhoIsNoForce) {
  const MappedTable mapped =
      Read("ons-rolling",
           "12 months ending,PFA,Region,Offence,Rolling year total number of offences\r\n"
           "30-12-2017,Essex,East,Violence with injury,13000\r\n"
           "30-12-2017,Action Fraud,Fraud: Action Fraud,Action Fraud,7\r\n",
           Reference({}));
  EXPECT_THAT(mapped.violations, IsEmpty());
  EXPECT_THAT(mapped.figures, ElementsAre("violence-with-injury essex 2017-12/12 13000"));
}

TEST(HoOutcomesByType, HasASeriesForSubgroupTypeAndBasis) {
  const MappedTable mapped =
      Read("ho-outcomes-by-type",
           "quarter_end,force_id,offence_group,offence_subgroup,outcome_type,"
           "outcomes_for_offences_recorded_in_quarter,outcomes_recorded_in_quarter\n"
           "2017-06,essex,Drug offences,Trafficking of drugs,1,4,-1\n",
           Reference({"trafficking-of-drugs.outcome-1.recorded",
                      "trafficking-of-drugs.outcome-1.of-offences"}));
  EXPECT_THAT(mapped.figures,
              ElementsAre("trafficking-of-drugs.outcome-1.recorded essex 2017-06/3 -1",
                          "trafficking-of-drugs.outcome-1.of-offences essex 2017-06/3 4"));
}

TEST(HoOutcomesYearly, AColumnIsASeriesAndWhatIsNotDeclaredIsSkipped) {
  const MappedTable mapped =
      Read("ho-outcomes-yearly",
           "year_ending,force_id,t1_charged_summonsed,t2_caution_youth,t3_caution_adult,"
           "t6_penalty_notice,t7_cannabis_khat_warning,t8_community_resolution,t22_diversionary,"
           "all_assigned_outcomes,offences_recorded,solved_rate_pct_excl_t4_t22\n"
           "2019-03,essex,11411,394,1580,138,380,1554,0,129904,137560,11.237\n",
           Reference({"all-crime.outcome-1", "all-crime.offences"}));
  EXPECT_THAT(mapped.violations, IsEmpty());
  EXPECT_THAT(mapped.figures, ElementsAre("all-crime.outcome-1 essex 2019-03/12 11411",
                                          "all-crime.offences essex 2019-03/12 137560"));
  EXPECT_THAT(mapped.warnings, ElementsAre(HasSubstr("8 figures of series that the dataset")));
}

TEST(PercentOfHours, APartIsNotLargerThanItsWhole) {
  core::DatasetReference reference = testing::MakeImportReference();
  reference.measures[1].id = "sickness";
  reference.measures[1].kind = core::MeasureKind::kPercentOfHours;
  const std::string header = "measure,force,month_end,hours,of_hours\n";
  EXPECT_THAT(
      Read("percent-of-hours", header + "sickness,essex,2019-12,5,100.25\n", reference).figures,
      ElementsAre("sickness.numerator essex 2019-12/1 5",
                  "sickness.denominator essex 2019-12/1 10025"));
  EXPECT_THAT(Read("percent-of-hours", header + "sickness,essex,2019-12,101,100.25\n", reference)
                  .violations,
              ElementsAre(HasSubstr("a part is not larger than its whole")));
}

TEST(CsewAsb, RoundsItsPercentagesAndSaysTheirErrors) {
  core::DatasetReference reference = Reference({"experienced-asb.numerator"}, 4);
  EXPECT_THAT(Read("csew-asb",
                   "year_ending,force_id,pct_adults_experienced_or_witnessed_asb,"
                   "sig_diff_from_england_and_wales,sig_diff_from_previous_year,unweighted_base\n"
                   "2018-03,essex,33.15928032884465,,,652\n",
                   reference)
                  .figures,
              ElementsAre("experienced-asb.numerator essex 2018-03/12 331593 se 2019715"));
}

}  // namespace
}  // namespace peerage::ingestion
