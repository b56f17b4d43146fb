#include "services/core/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>

#include "tests/testing/make_standing.h"

namespace peerage::core {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MakeAspiration;
using testing::MakeMoved;
using testing::MakeNoAspiration;
using testing::MakeStanding;
using ::testing::SizeIs;

constexpr Month kJanuary(2020, 1);
constexpr Month kOctober(2019, 10);

// Rows that own their standings.
class Rows {
 public:
  Standing& Add(std::string label, Standing standing) {
    standings_.push_back(std::move(standing));
    rows_.push_back({std::move(label), &standings_.back()});
    return standings_.back();
  }
  std::vector<SummaryList> Summary(Month previous = kOctober) const {
    return SummaryOf(rows_, kJanuary, previous);
  }

 private:
  std::deque<Standing> standings_;
  std::vector<SummaryRow> rows_;
};

Standing Judged(Verdict verdict) {
  Standing standing = MakeStanding();
  standing.aspiration = MakeAspiration(verdict);
  return standing;
}

TEST(Summary, CountsOfMetAndNotMetAreThoseOfTheLists) {
  Rows rows;
  for (const char* label : {"A", "B", "C"}) rows.Add(label, Judged(Verdict::kMet));
  for (const char* label : {"D", "E", "F", "G", "H", "I", "J"}) {
    rows.Add(label, Judged(Verdict::kBelow));
  }
  const auto lists = rows.Summary();
  ASSERT_THAT(lists, SizeIs(2));
  EXPECT_EQ(lists[0].heading, "Essex is meeting its aspiration in three out of the 10 areas:");
  EXPECT_THAT(lists[0].items, ElementsAre("A", "B", "C"));
  EXPECT_EQ(lists[1].heading, "Essex is not meeting its aspiration in seven areas:");
  EXPECT_THAT(lists[1].items, ElementsAre("D", "E", "F", "G", "H", "I", "J"));
}

TEST(Summary, ExceededIsMet) {
  Rows rows;
  rows.Add("A", Judged(Verdict::kExceeded));
  rows.Add("B", Judged(Verdict::kBelow));
  EXPECT_EQ(rows.Summary()[0].heading,
            "Essex is meeting its aspiration in one out of the two areas:");
  EXPECT_EQ(rows.Summary()[1].heading, "Essex is not meeting its aspiration in one area:");
}

TEST(Summary, NoneOrAllMetReadsNaturally) {
  Rows none;
  none.Add("A", Judged(Verdict::kBelow));
  none.Add("B", Judged(Verdict::kBelow));
  ASSERT_THAT(none.Summary(), SizeIs(1));
  EXPECT_EQ(none.Summary()[0].heading,
            "Essex is not meeting its aspiration in any of the two areas:");
  Rows all;
  all.Add("A", Judged(Verdict::kMet));
  all.Add("B", Judged(Verdict::kMet));
  ASSERT_THAT(all.Summary(), SizeIs(1));
  EXPECT_EQ(all.Summary()[0].heading, "Essex is meeting its aspiration in both areas:");
  Rows one;
  one.Add("A", Judged(Verdict::kMet));
  EXPECT_EQ(one.Summary()[0].heading,
            "Essex is meeting its aspiration in the only area that has one:");
}

TEST(Summary, AnUnknownVerdictHasItsOwnList) {
  Rows rows;
  rows.Add("A", Judged(Verdict::kMet));
  rows.Add("B", Judged(Verdict::kUnknown));
  const auto lists = rows.Summary();
  ASSERT_THAT(lists, SizeIs(2));
  EXPECT_EQ(lists[0].heading, "Essex is meeting its aspiration in one out of the two areas:");
  EXPECT_EQ(lists[1].heading, "Whether Essex is meeting its aspiration is not known in one area:");
}

TEST(Summary, AnUnknownVerdictSaysWhy) {
  Rows rows;
  Standing& elsewhere = rows.Add("A", Judged(Verdict::kUnknown));
  elsewhere.group = testing::MakeEnglandAndWales();
  const std::string reason =
      "the aspiration is a place in the MSG, and this paper compares within England and Wales";
  EXPECT_THAT(rows.Summary()[0].items, ElementsAre("A (" + reason + ")"));
  rows.Add("B", elsewhere);
  EXPECT_EQ(rows.Summary()[0].heading,
            "Whether Essex is meeting its aspiration is not known in two areas (" + reason + "):");
  EXPECT_THAT(rows.Summary()[0].items, ElementsAre("A", "B"));
  rows.Add("C", Judged(Verdict::kUnknown)).value = {.missing = MissingReason::kSuppressed};
  EXPECT_THAT(rows.Summary()[0].items,
              ElementsAre("A (" + reason + ")", "B (" + reason + ")", "C (there is no figure)"));
}

TEST(Summary, MovementsAreListedAndUnchangedIsNot) {
  Rows rows;
  rows.Add("Up", MakeMoved(MovementKind::kImproved, 5, 4));
  rows.Add("Up too", MakeMoved(MovementKind::kImproved, 8, 6));
  rows.Add("Down", MakeMoved(MovementKind::kDeteriorated, 3, 6));
  rows.Add("Same", MakeMoved(MovementKind::kUnchanged, 8, 8));
  rows.Add("Old", MakeMoved(MovementKind::kNoNewData, 8, 8));
  rows.Add("Other", MakeMoved(MovementKind::kNotComparable, 8, 7));
  const auto lists = rows.Summary();
  ASSERT_THAT(lists, SizeIs(3));
  EXPECT_EQ(lists[1].heading,
            "Since the last quarterly update, Essex's MSG position has improved in two areas:");
  EXPECT_THAT(lists[1].items, ElementsAre("Up", "Up too"));
  EXPECT_EQ(lists[2].heading,
            "Since the last quarterly update, Essex's MSG position has deteriorated in one area:");
  EXPECT_THAT(lists[2].items, ElementsAre("Down"));
}

TEST(Summary, AContextualMovementIsPositionOnly) {
  Rows rows;
  rows.Add("Trafficking", MakeMoved(MovementKind::kDeteriorated, 3, 6)).direction =
      Direction::kContextual;
  const auto lists = rows.Summary();
  ASSERT_THAT(lists, SizeIs(2));
  EXPECT_EQ(lists[1].heading,
            "Since the last quarterly update, Essex's MSG position has moved in one area where "
            "neither direction is better (position only):");
  EXPECT_THAT(lists[1].items, ElementsAre("Trafficking (fallen to 6th, 3rd previously)"));
}

TEST(Summary, AnotherIntervalIsNotAQuarter) {
  Rows rows;
  rows.Add("Up", MakeMoved(MovementKind::kImproved, 5, 4));
  EXPECT_EQ(rows.Summary({2019, 1})[1].heading,
            "Since January 2019, Essex's MSG position has improved in one area:");
}

TEST(Summary, OlderDataAreMarked) {
  Rows rows;
  rows.Add("Sickness", Judged(Verdict::kMet)).period = {{2019, 3}, 12};
  EXPECT_THAT(rows.Summary()[0].items, ElementsAre("Sickness (last data to March 2019)"));
}

TEST(Summary, NoAspirationNamesItsReason) {
  Rows rows;
  Standing& casualties = rows.Add("KSI", MakeStanding());
  casualties.aspiration = MakeNoAspiration("Not just police dependent");
  casualties.period = {{2018, 12}, 12};
  rows.Add("Homicide", MakeStanding()).aspiration = MakeNoAspiration("Small numbers");
  rows.Add("All crime", MakeStanding());
  const auto lists = rows.Summary();
  ASSERT_THAT(lists, SizeIs(2));
  EXPECT_EQ(lists[0].heading, "Essex is not meeting its aspiration in the only area that has one:");
  EXPECT_EQ(lists[1].heading, "There is no aspiration in two areas:");
  EXPECT_THAT(lists[1].items,
              ElementsAre("KSI (last data to December 2018; Not just police dependent)",
                          "Homicide (Small numbers)"));
}

TEST(Summary, AForceWithoutAspirationsHasOneListOfThem) {
  Rows rows;
  for (const char* label : {"All crime", "Homicide"}) {
    Standing& standing = rows.Add(label, MakeStanding());
    standing.force_name = "Kent";
    standing.group = testing::MakeEnglandAndWales();
    standing.aspiration.reset();
  }
  const auto lists = rows.Summary();
  ASSERT_THAT(lists, SizeIs(1));
  EXPECT_EQ(lists[0].heading, "There is no aspiration in any of the two areas:");
  EXPECT_THAT(lists[0].items, ElementsAre("All crime (none declared)", "Homicide (none declared)"));
}

TEST(Summary, WithoutRowsThereIsNothingToSay) {
  EXPECT_THAT(SummaryOf({}, kJanuary, kOctober), IsEmpty());
}

}  // namespace
}  // namespace peerage::core
