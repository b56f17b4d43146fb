#include "services/core/aspiration.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

struct Reading {
  const char* text;
  Target target;
};

TEST(ParseAspiration, ReadsEveryFormOfThePapers) {
  const Reading readings[] = {
      {"4th in MSG", RankAtLeast{4}},
      {"2nd in MSG.", RankAtLeast{2}},
      {"MSG Average", AtAverage{}},
      {"msg average.", AtAverage{}},
      {"Upper Quartile Rank", UpperQuartile{}},
      {"Top quartile rank", UpperQuartile{}},
      {"Best in MSG", Best{}},
      {"Top Half", TopHalf{}},
      {"10th nationally", NationalRankAtLeast{10}},
      {"Value 12.5", ValueAtLeast{12.5}},
      {"-10% from 2018-12", ChangeFromBaseline{-10, Month(2018, 12)}},
      {"(Small numbers)", NoAspiration{"Small numbers"}},
      {"None: Not just police dependent", NoAspiration{"Not just police dependent"}},
  };
  for (const Reading& reading : readings) {
    const auto target = ParseAspiration(reading.text);
    ASSERT_TRUE(target.ok()) << reading.text;
    EXPECT_EQ(*target, reading.target) << reading.text;
  }
}

TEST(ParseAspiration, RefusesWhatItCannotJudge) {
  for (const char* text : {"", "fourth", "0th in MSG", "4th", "Value", "10% from lately", "()"}) {
    EXPECT_EQ(ParseAspiration(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(ParseAspiration, ReadsItsOwnWordsBack) {
  for (const Target& target :
       {Target(RankAtLeast{3}), Target(Best{}), Target(UpperQuartile{}), Target(TopHalf{}),
        Target(AtAverage{}), Target(NationalRankAtLeast{21}), Target(ValueAtLeast{0.5}),
        Target(ChangeFromBaseline{-2.5, Month(2019, 3)}), Target(NoAspiration{"Why"})}) {
    EXPECT_EQ(*ParseAspiration(AspirationWords(target)), target) << AspirationWords(target);
  }
}

TEST(EffectiveAspiration, TheLatestNotAfterTheReportingMonthCounts) {
  DatasetReference reference;
  reference.aspirations = {
      {.force_id = "essex", .measure_id = "m", .target = RankAtLeast{5}, .text = "5th"},
      {.force_id = "essex",
       .measure_id = "m",
       .target = RankAtLeast{4},
       .text = "4th",
       .valid_from = Month(2018, 8)},
      {.force_id = "kent", .measure_id = "m", .target = Best{}, .text = "best"}};
  EXPECT_EQ(EffectiveAspiration(reference, "essex", "m", Month(2018, 7))->text, "5th");
  EXPECT_EQ(EffectiveAspiration(reference, "essex", "m", Month(2018, 8))->text, "4th");
  EXPECT_EQ(EffectiveAspiration(reference, "essex", "other", Month(2020, 1)), nullptr);
}

TEST(JudgeAspiration, APositionIsExceededMetOrMissed) {
  const auto judge = [](std::optional<int> position) {
    return JudgeAspiration(RankAtLeast{4}, {.position = position, .ranked_of = 8});
  };
  EXPECT_EQ(judge(3), Verdict::kExceeded);
  EXPECT_EQ(judge(4), Verdict::kMet);
  EXPECT_EQ(judge(5), Verdict::kBelow);
  EXPECT_EQ(judge(std::nullopt), Verdict::kUnknown);
}

TEST(JudgeAspiration, TheQuartileAndTheHalfFollowTheForcesRanked) {
  const auto at = [](const Target& target, int position, int ranked_of) {
    return JudgeAspiration(target, {.position = position, .ranked_of = ranked_of});
  };
  EXPECT_EQ(at(UpperQuartile{}, 2, 8), Verdict::kMet);
  EXPECT_EQ(at(UpperQuartile{}, 2, 7), Verdict::kBelow);
  EXPECT_EQ(at(TopHalf{}, 4, 8), Verdict::kMet);
  EXPECT_EQ(at(TopHalf{}, 4, 7), Verdict::kBelow);
  EXPECT_EQ(at(Best{}, 1, 8), Verdict::kMet);
}

TEST(JudgeAspiration, EqualToTheAverageReachesIt) {
  EXPECT_EQ(JudgeAspiration(AtAverage{}, {.against_average = 0}), Verdict::kMet);
  EXPECT_EQ(JudgeAspiration(AtAverage{}, {.against_average = 1}), Verdict::kExceeded);
  EXPECT_EQ(JudgeAspiration(AtAverage{}, {.against_average = -1}), Verdict::kBelow);
  EXPECT_EQ(JudgeAspiration(AtAverage{}, {}), Verdict::kUnknown);
}

TEST(JudgeAspiration, NoAspirationIsNotMissed) {
  EXPECT_EQ(JudgeAspiration(NoAspiration{"Small numbers"}, {.position = 8, .ranked_of = 8}),
            Verdict::kNotApplicable);
}

TEST(TopQuartile, IsARankRuleAndNeverZero) {
  const std::pair<int, int> cases[] = {{1, 1}, {3, 1}, {4, 1}, {7, 1}, {8, 2}, {41, 10}, {42, 10}};
  for (const auto& [ranked_of, position] : cases) {
    EXPECT_EQ(TopQuartilePosition(ranked_of), position) << ranked_of;
  }
}

}  // namespace
}  // namespace peerage::core
