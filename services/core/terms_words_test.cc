#include "services/core/terms_words.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

TEST(UseWords, AreNoneWhereEverybodyMayDoEverything) {
  EXPECT_EQ(UseWords("", true, std::nullopt), "");
}

TEST(UseWords, SayWhoWhomAndWhen) {
  EXPECT_EQ(UseWords("police forces", false, Day(Month(2020, 4), 23)),
            "For police forces. Other forces are not named to anybody else. Not to be published "
            "before 23 April 2020.");
}

TEST(UseWords, WithoutAnAudienceOthersAreNamedToNobody) {
  EXPECT_EQ(UseWords("", false, std::nullopt), "Other forces are not to be named.");
}

}  // namespace
}  // namespace peerage::core
