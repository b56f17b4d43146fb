#include "services/ingestion/expected_seq.h"

#include <gtest/gtest.h>

namespace peerage::ingestion {
namespace {

using core::Month;

// Quarters of "all-crime", newest releases 5, 6, 7 ...
store::DatasetState StateOf(int quarters) {
  store::DatasetState state;
  for (int i = 0; i < quarters; ++i) {
    state.heads.push_back({"all-crime", Month(2018, 3) + 3 * i, 3, "digest", 5 + i, "tidy"});
  }
  return state;
}

std::vector<store::ScopeDraft> ScopesOf(int quarters) {
  std::vector<store::ScopeDraft> scopes;
  for (int i = 0; i < quarters; ++i) scopes.push_back({"all-crime", Month(2018, 3) + 3 * i, 3, ""});
  return scopes;
}

TEST(ExpectedSeq, WhoKnowsTheNewestHeadsMayReplaceThem) {
  EXPECT_TRUE(CheckExpectedSeq(6, "open-data", ScopesOf(2), StateOf(2)).ok());
}

TEST(ExpectedSeq, OtherScopesDoNotMatter) {
  EXPECT_TRUE(CheckExpectedSeq(5, "open-data", ScopesOf(1), StateOf(4)).ok());
}

TEST(ExpectedSeq, NewScopesHaveNoHead) {
  EXPECT_TRUE(CheckExpectedSeq(0, "open-data", ScopesOf(3), {}).ok());
}

TEST(ExpectedSeq, NamesWhatChanged) {
  const absl::Status status = CheckExpectedSeq(5, "open-data", ScopesOf(2), StateOf(2));
  EXPECT_TRUE(absl::IsAborted(status));
  EXPECT_NE(status.message().find("all-crime 2018-06 (release 6);"), std::string::npos) << status;
}

TEST(ExpectedSeq, NamesFiveAtMost) {
  const absl::Status status = CheckExpectedSeq(1, "open-data", ScopesOf(8), StateOf(8));
  EXPECT_NE(status.message().find("2019-03 (release 9) and 3 others;"), std::string::npos)
      << status;
}

}  // namespace
}  // namespace peerage::ingestion
