#include "services/cache/breaker.h"

#include <gtest/gtest.h>

namespace peerage::cache {
namespace {

using std::chrono::milliseconds;

class BreakerTest : public ::testing::Test {
 protected:
  void Pass(milliseconds time) { now_ += time; }
  void Fail(int times) {
    for (int i = 0; i < times; ++i) breaker_.Failed();
  }

  Breaker::Time now_;
  Breaker breaker_{[this] { return now_; }};
};

TEST_F(BreakerTest, OpensAfterFiveFailuresInASecond) {
  Fail(4);
  EXPECT_TRUE(breaker_.closed());
  Pass(milliseconds(1000));
  Fail(1);
  EXPECT_FALSE(breaker_.closed());
}

TEST_F(BreakerTest, StaysClosedWhenFailuresAreFarApart) {
  for (int i = 0; i < 20; ++i) {
    breaker_.Failed();
    Pass(milliseconds(251));
  }
  EXPECT_TRUE(breaker_.closed());
}

TEST_F(BreakerTest, ASuccessBetweenFailuresDoesNotCount) {
  Fail(4);
  breaker_.Succeeded();
  Fail(1);
  EXPECT_FALSE(breaker_.closed());
}

TEST_F(BreakerTest, OneProbeASecondIsDue) {
  EXPECT_FALSE(breaker_.TakeProbe());
  Fail(5);
  EXPECT_FALSE(breaker_.TakeProbe());
  Pass(milliseconds(1000));
  EXPECT_TRUE(breaker_.TakeProbe());
  EXPECT_FALSE(breaker_.TakeProbe());
  Pass(milliseconds(1000));
  EXPECT_TRUE(breaker_.TakeProbe());
}

TEST_F(BreakerTest, AProbeThatFailsKeepsItOpen) {
  Fail(5);
  Pass(milliseconds(1000));
  ASSERT_TRUE(breaker_.TakeProbe());
  breaker_.Failed();
  EXPECT_FALSE(breaker_.closed());
}

TEST_F(BreakerTest, AProbeThatSucceedsClosesItAndOldFailuresAreForgotten) {
  Fail(5);
  Pass(milliseconds(1000));
  ASSERT_TRUE(breaker_.TakeProbe());
  breaker_.Succeeded();
  EXPECT_TRUE(breaker_.closed());
  Fail(4);
  EXPECT_TRUE(breaker_.closed());
}

}  // namespace
}  // namespace peerage::cache
