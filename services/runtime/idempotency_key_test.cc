#include "services/runtime/idempotency_key.h"

#include <gtest/gtest.h>

#include <string>

namespace peerage::runtime {
namespace {

TEST(IdempotencyKey, IsSixteenToSixtyFourPlainCharacters) {
  EXPECT_TRUE(IsIdempotencyKey("file-0123.ABC_de"));
  EXPECT_TRUE(IsIdempotencyKey(std::string(64, 'k')));
  for (const char* bad : {"", "fifteen-letters", "sixteen and blank", "sixteen-umlaut-\xC3\xA4"}) {
    EXPECT_FALSE(IsIdempotencyKey(bad)) << bad;
  }
  EXPECT_FALSE(IsIdempotencyKey(std::string(65, 'k')));
}

}  // namespace
}  // namespace peerage::runtime
