#include "services/ingestion/file_figures.h"

#include <gtest/gtest.h>

#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {
namespace {

using core::Month;

core::DatasetReference Reference() {
  core::DatasetReference reference{.dataset_id = "test"};
  reference.areas = {{.id = "essex"}, {.id = "kent"}, {.id = "avon"}};
  reference.series = {{.id = "crime"}, {.id = "arson"}};
  return reference;
}

class FileFiguresTest : public ::testing::Test {
 protected:
  void Add(uint32_t series, uint32_t area, Month end, int64_t value, int64_t line) {
    figures_.Add({.series = series, .area = area, .period_end = end, .value = value, .line = line},
                 3, "period_months", violations_);
  }

  const core::DatasetReference reference_ = Reference();
  FileFigures figures_{reference_};
  Findings violations_;
};

TEST_F(FileFiguresTest, StandByScopeAndArea) {
  Add(1, 0, Month(2019, 6), 4, 2);
  Add(0, 2, Month(2019, 6), 3, 3);
  Add(0, 1, Month(2019, 3), 2, 4);
  Add(0, 0, Month(2019, 3), 1, 5);
  figures_.SortAndCheck(violations_);
  EXPECT_TRUE(violations_.empty());
  ASSERT_EQ(figures_.scopes().size(), 3u);
  EXPECT_EQ(figures_.SeriesId(figures_.scopes()[0]), "crime");
  EXPECT_EQ(figures_.scopes()[0].period_end, Month(2019, 3));
  EXPECT_EQ(figures_.scopes()[0].figures[0].value(), 1);
  EXPECT_EQ(figures_.scopes()[0].figures[1].value(), 2);
  EXPECT_EQ(figures_.SeriesId(figures_.scopes()[2]), "arson");
}

TEST_F(FileFiguresTest, KeepTheLargestFiguresAndEachStatus) {
  for (const int64_t value : {kLargestFigure, -kLargestFigure, int64_t{0}}) {
    for (int status = 0; status < 5; ++status) {
      const auto wanted = static_cast<core::ObservationStatus>(status);
      const ScopeFigure figure({.status = wanted, .value = value}, 0);
      EXPECT_EQ(figure.value(), value);
      EXPECT_EQ(figure.status(), wanted);
    }
  }
}

TEST_F(FileFiguresTest, AFigureThatStandsTwiceIsNamedWithBothPlaces) {
  figures_.BeginSheet(3, "2018-19");
  Add(0, 1, Month(2019, 3), 1, 7);
  figures_.BeginSheet(4, "2019-20");
  Add(0, 0, Month(2019, 3), 1, 2);
  Add(0, 1, Month(2019, 3), 1, 3);
  figures_.SortAndCheck(violations_);
  ASSERT_EQ(violations_.total(), 1);
  const Finding finding = violations_.InFileOrder().front();
  EXPECT_EQ(finding.line, 3);
  EXPECT_EQ(finding.sheet_ordinal, 4);
  EXPECT_EQ(finding.value, "kent, 2019-03, series crime");
  EXPECT_EQ(finding.what_to_do,
            "it stands in line 7 of sheet '2018-19' as well; remove one of them");
}

TEST_F(FileFiguresTest, AStandardErrorStaysWithItsFigure) {
  Add(1, 0, Month(2019, 3), 1, 2);
  figures_.Add({.series = 0,
                .area = 0,
                .period_end = Month(2019, 3),
                .value = 2,
                .standard_error_millionths = 250,
                .line = 2},
               3, "period_months", violations_);
  figures_.SortAndCheck(violations_);
  const FileScope& crime = figures_.scopes()[0];
  const FileScope& arson = figures_.scopes()[1];
  EXPECT_EQ(figures_.StandardErrorOf(crime, crime.figures[0]), 250);
  EXPECT_EQ(figures_.StandardErrorOf(arson, arson.figures[0]), std::nullopt);
}

TEST_F(FileFiguresTest, ASeriesHasPeriodsOfOneLength) {
  Add(0, 0, Month(2019, 3), 1, 2);
  figures_.Add({.series = 0, .period_end = Month(2019, 12), .line = 3}, 12, "period_months",
               violations_);
  ASSERT_EQ(violations_.total(), 1);
  EXPECT_EQ(violations_.InFileOrder().front().column, "period_months");
  EXPECT_EQ(figures_.scopes().size(), 1u);
}

TEST_F(FileFiguresTest, FiguresOfOneRowHaveStandardErrorsOfTheirOwn) {
  for (uint32_t area = 0; area < 2; ++area) {
    figures_.Add({.series = 0,
                  .area = area,
                  .period_end = Month(2019, 3),
                  .value = 1,
                  .standard_error_millionths = 100 + area,
                  .line = 2},
                 12, "months", violations_);
  }
  figures_.SortAndCheck(violations_);
  const FileScope& scope = figures_.scopes()[0];
  EXPECT_EQ(figures_.StandardErrorOf(scope, scope.figures[0]), 100);
  EXPECT_EQ(figures_.StandardErrorOf(scope, scope.figures[1]), 101);
}

}  // namespace
}  // namespace peerage::ingestion
