#include "services/core/annotation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Period kTo2017March{Month(2017, 3), 12};
constexpr Period kTo2018March{Month(2018, 3), 12};

Annotation On(const std::string& id, Day date) {
  return {.id = id, .date = date, .text = "It changed.", .source = "Home Office"};
}

std::vector<std::string> Ids(const std::vector<Annotation>& annotations) {
  std::vector<std::string> ids;
  for (const Annotation& annotation : annotations) ids.push_back(annotation.id);
  return ids;
}

std::vector<std::string> Found(const DatasetReference& reference) {
  const Group group{.member_ids = {"essex", "kent"}};
  return Ids(AnnotationsOf(reference, "all-crime", "essex", group, Month(2017, 4), Month(2018, 3)));
}

TEST(Annotations, AreThoseFromTheFirstDayToTheLastOldestFirst) {
  DatasetReference reference;
  reference.annotations = {On("last", Day(Month(2018, 3), 31)), On("first", Day(Month(2017, 4), 1)),
                           On("before", Day(Month(2017, 3), 31)),
                           On("after", Day(Month(2018, 4), 1))};
  EXPECT_THAT(Found(reference), ElementsAre("first", "last"));
}

TEST(Annotations, AreAboutTheMeasureOrAll) {
  DatasetReference reference;
  reference.annotations = {On("own", Day(Month(2017, 4), 1)), On("other", Day(Month(2017, 4), 1)),
                           On("all", Day(Month(2017, 4), 1))};
  reference.annotations[0].measure_ids = {"homicide", "all-crime"};
  reference.annotations[1].measure_ids = {"homicide"};
  EXPECT_THAT(Found(reference), ElementsAre("own", "all"));
}

TEST(Annotations, AreAboutTheSubjectAMemberOfItsGroupOrAll) {
  DatasetReference reference;
  reference.annotations = {On("subject", Day(Month(2017, 4), 1)),
                           On("member", Day(Month(2017, 5), 1)),
                           On("stranger", Day(Month(2017, 6), 1))};
  reference.annotations[0].area_ids = {"essex"};
  reference.annotations[1].area_ids = {"sussex", "kent"};
  reference.annotations[2].area_ids = {"sussex"};
  EXPECT_THAT(Found(reference), ElementsAre("subject", "member"));
}

TEST(SeriesBreak, LiesBetweenAPeriodThatEndsBeforeTheDayAndOneThatEndsOnItOrLater) {
  Annotation annotation = On("break", Day(Month(2017, 4), 1));
  annotation.breaks_series = true;
  EXPECT_TRUE(Breaks(annotation, kTo2017March, kTo2018March));
  EXPECT_TRUE(Breaks(annotation, kTo2017March, {Month(2017, 4), 1}));
  EXPECT_FALSE(Breaks(annotation, {Month(2017, 4), 1}, kTo2018March));
  EXPECT_FALSE(Breaks(annotation, {Month(2017, 2), 1}, kTo2017March));
}

TEST(SeriesBreak, OnAPeriodsLastDayBelongsToThatPeriod) {
  Annotation annotation = On("break", Day(Month(2017, 3), 31));
  annotation.breaks_series = true;
  EXPECT_FALSE(Breaks(annotation, kTo2017March, kTo2018March));
}

TEST(SeriesBreak, IsNoneWithoutTheFlag) {
  EXPECT_FALSE(Breaks(On("remark", Day(Month(2017, 4), 1)), kTo2017March, kTo2018March));
}

TEST(SeriesBreakWords, NameTheDayTheReasonAndEachComparisonOnce) {
  Annotation annotation = On("break", Day(Month(2017, 4), 1));
  annotation.breaks_series = true;
  EXPECT_THAT(
      SeriesBreakWords({annotation}, {{Month(2016, 12), 12}, kTo2017March, kTo2017March},
                       kTo2018March),
      ElementsAre("Figures before 1 April 2017 cannot be compared with later ones: It changed. "
                  "The comparison with the 12 months to December 2016 and the 12 months to March "
                  "2017 crosses it. Source: Home Office."));
  EXPECT_THAT(SeriesBreakWords({annotation}, {{Month(2017, 12), 12}}, kTo2018March), IsEmpty());
}

CalendarEntry Entry(Day date, Month period_end, std::vector<std::string> measure_ids = {}) {
  return {.date = date, .period_end = period_end, .measure_ids = std::move(measure_ids)};
}

TEST(NextData, IsTheSoonestAfterThePeriod) {
  DatasetReference reference;
  reference.calendar = {Entry(Day(Month(2020, 7), 17), Month(2020, 3)),
                        Entry(Day(Month(2020, 4), 23), Month(2019, 12)),
                        Entry(Day(Month(2020, 1), 23), Month(2019, 9))};
  EXPECT_EQ(NextData(reference, "all-crime", Month(2019, 9))->date, Day(Month(2020, 4), 23));
  EXPECT_EQ(NextData(reference, "all-crime", Month(2020, 3)), std::nullopt);
}

TEST(NextData, OfOneDayIsTheEntryThatNamesTheMeasure) {
  DatasetReference reference;
  reference.calendar = {Entry(Day(Month(2020, 4), 23), Month(2019, 12)),
                        Entry(Day(Month(2020, 4), 23), Month(2020, 3), {"all-crime"}),
                        Entry(Day(Month(2020, 4), 22), Month(2020, 3), {"homicide"})};
  EXPECT_EQ(NextData(reference, "all-crime", Month(2019, 9))->period_end, Month(2020, 3));
  EXPECT_EQ(NextData(reference, "fraud", Month(2019, 9))->period_end, Month(2019, 12));
}

TEST(NextData, IsNotThatOfOtherMeasures) {
  DatasetReference reference;
  reference.calendar = {Entry(Day(Month(2020, 4), 22), Month(2020, 3), {"homicide"})};
  EXPECT_EQ(NextData(reference, "all-crime", Month(2019, 9)), std::nullopt);
}

TEST(NextDataWords, SayWhetherTheDayIsSettled) {
  CalendarEntry entry = Entry(Day(Month(2020, 4), 23), Month(2019, 12));
  entry.title = "Year to December 2019";
  EXPECT_EQ(NextDataWords(entry), "23 April 2020 (provisional): Year to December 2019");
  entry.confirmed = true;
  EXPECT_EQ(NextDataWords(entry), "23 April 2020: Year to December 2019");
}

TEST(AnnotationWords, EndEachSentenceOnce) {
  Annotation annotation = On("remark", Day(Month(2020, 3), 23));
  EXPECT_EQ(AnnotationWords(annotation), "23 March 2020: It changed. Source: Home Office.");
  annotation.text = "It changed";
  EXPECT_EQ(AnnotationWords(annotation), "23 March 2020: It changed. Source: Home Office.");
}

}  // namespace
}  // namespace peerage::core
