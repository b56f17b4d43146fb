#include "services/ingestion/clipped_text.h"

#include <gtest/gtest.h>

namespace peerage::ingestion {
namespace {

TEST(Clipped, CountsCharactersAndCutsNone) {
  const std::string text = std::string(63, 'x') + "\xC3\xA9\xE2\x80\x93";
  EXPECT_EQ(Clipped(text), std::string(63, 'x') + "\xC3\xA9");
  EXPECT_EQ(Clipped("\xE2\x80\x93 and on", 1), "\xE2\x80\x93");
  EXPECT_EQ(Clipped("short"), "short");
  EXPECT_EQ(Clipped(""), "");
}

TEST(Clipped, BytesThatAreNoUtf8BecomeQuestionMarks) {
  EXPECT_EQ(Clipped("a\xFF\xC3"), "a??");
  EXPECT_EQ(Clipped("\xED\xA0\x80"), std::string(3, '?'));
}

}  // namespace
}  // namespace peerage::ingestion
