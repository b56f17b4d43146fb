#include "services/ingestion/odd_figures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kIndicators[] = "quarter_end,force_id,indicator,offences\n";
constexpr char kPopulation[] = "force_id,ons_code,mid_year,population\n";

class OddFiguresTest : public testing::ImportFixture {
 protected:
  OddFiguresTest() { Apply(testing::MakeImportReference()); }

  // The warnings of a file that is accepted, "line value: rule".
  std::vector<std::string> Warnings(const std::string& format, const std::string& bytes) {
    const auto response = Import(format, bytes);
    EXPECT_TRUE(response.has_accepted()) << response.DebugString();
    std::vector<std::string> warnings;
    for (const v1::ImportViolation& w : response.accepted().warnings()) {
      warnings.push_back(absl::StrCat(w.line(), " ", w.value(), ": ", w.rule()));
    }
    return warnings;
  }

  // One quarter of Essex's homicide.
  static std::string Quarter(int number, int offences) {
    return absl::StrCat(2015 + number / 4, "-", number % 4 == 3 ? "" : "0", number % 4 * 3 + 3,
                        ",essex,Homicide,", offences, "\n");
  }
  // Two years of it that hardly move.
  void ImportTwoYears() {
    std::string rows = kIndicators;
    for (int quarter = 0; quarter < 8; ++quarter) rows += Quarter(quarter, 200 + quarter);
    ASSERT_THAT(Warnings("ho-quarterly-indicators", rows), Not(Contains(HasSubstr("robust"))));
  }
};

TEST_F(OddFiguresTest, AFigureFarFromTheForcesOwnSeriesIsToldWithItsLine) {
  ImportTwoYears();
  EXPECT_THAT(
      Warnings("ho-quarterly-indicators", kIndicators + Quarter(8, 2080)),
      Contains(AllOf(HasSubstr("2 Essex, 2017-03, homicide: 2080: the figure is more than 5 "
                               "robust deviations"),
                     HasSubstr("median of the force's own last periods, 203"))));
}

TEST_F(OddFiguresTest, AFigureNearTheOthersIsNotTold) {
  ImportTwoYears();
  EXPECT_THAT(Warnings("ho-quarterly-indicators", kIndicators + Quarter(8, 230)),
              Not(Contains(HasSubstr("robust"))));
}

TEST_F(OddFiguresTest, TheSameFigureAgainIsToldUnlessItIsSmall) {
  ImportTwoYears();
  EXPECT_THAT(Warnings("ho-quarterly-indicators", kIndicators + Quarter(8, 207)),
              Contains(HasSubstr("2 Essex, 2017-03, homicide: 207: the figure equals that of the "
                                 "period before")));
  EXPECT_THAT(Warnings("tidy",
                       "measure,force,period_end,period_months,numerator,denominator\n"
                       "solved-rate,essex,2019-09,12,7,90\n"
                       "solved-rate,essex,2019-12,12,7,90\n"),
              Not(Contains(HasSubstr("equals that of the period before: 7"))));
}

constexpr char kAgain[] = "equals that of the period before";

TEST_F(OddFiguresTest, ThePeriodBeforeMayBeInTheLogAlone) {
  ImportTwoYears();
  Warnings("ho-quarterly-indicators", kIndicators + Quarter(9, 206));
  EXPECT_THAT(Warnings("ho-quarterly-indicators", kIndicators + Quarter(8, 205) + Quarter(10, 206)),
              Contains(AllOf(HasSubstr("2017-09, homicide: 206"), HasSubstr(kAgain))));
}

TEST_F(OddFiguresTest, AnEarlierPeriodIsNotThePeriodBefore) {
  ImportTwoYears();
  EXPECT_THAT(Warnings("ho-quarterly-indicators", kIndicators + Quarter(9, 207)),
              Not(Contains(HasSubstr(kAgain))))
      << "a gap after the log";
  EXPECT_THAT(Warnings("ho-quarterly-indicators", kIndicators + Quarter(8, 205) + Quarter(10, 205)),
              Not(Contains(HasSubstr(kAgain))))
      << "the log holds another figure in between";
  EXPECT_THAT(
      Warnings("ho-quarterly-indicators", kIndicators + Quarter(12, 204) + Quarter(14, 204)),
      Not(Contains(HasSubstr(kAgain))))
      << "a gap in the file";
}

TEST_F(OddFiguresTest, TheFilesOwnFigureIsThePeriodBeforeNotTheOneItReplaces) {
  ImportTwoYears();
  EXPECT_THAT(Warnings("ho-quarterly-indicators", kIndicators + Quarter(7, 209) + Quarter(8, 207)),
              Not(Contains(HasSubstr(kAgain))));
}

TEST_F(OddFiguresTest, ASeriesThatComesOrGoesIsACategoryBreak) {
  ImportTwoYears();
  const auto warnings =
      Warnings("ho-quarterly-indicators",
               std::string(kIndicators) + "2017-03,essex,Trafficking of drugs,10\n");
  EXPECT_THAT(warnings, Contains(HasSubstr("drug-trafficking: a category break: no earlier")));
  EXPECT_THAT(warnings, Contains(HasSubstr("homicide: a category break: nothing for")));
}

TEST_F(OddFiguresTest, ANewMidYearIsAChangeOfVintage) {
  Warnings("ons-population", std::string(kPopulation) + "essex,E23000028,2018,1832800\n");
  EXPECT_THAT(
      Warnings("ons-population", std::string(kPopulation) + "essex,E23000028,2019,1846700\n"),
      Contains(HasSubstr("mid-2019: the newest population was mid-2018: periods that end "
                         "in June 2020 or later")));
  EXPECT_THAT(
      Warnings("ons-population", std::string(kPopulation) + "essex,E23000028,2017,1820000\n"),
      Not(Contains(HasSubstr("newest population"))));
}

}  // namespace
}  // namespace peerage::ingestion
