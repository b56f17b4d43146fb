#include "services/runtime/line_budget.h"

#include <gtest/gtest.h>

namespace peerage::runtime {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests

TEST(LineBudget, LeavesOutWhatIsTooManyAndSaysHowMany) {
  std::chrono::steady_clock::time_point now{1h};
  LineBudget budget(3, [&] { return now; });
  for (int line = 0; line < 3; ++line) EXPECT_EQ(budget.Take(), 0);
  for (int line = 0; line < 7; ++line) EXPECT_EQ(budget.Take(), std::nullopt);
  now += 1s;
  EXPECT_EQ(budget.Take(), 7);
  EXPECT_EQ(budget.Take(), 0);
}

TEST(LineBudget, ASecondIsNotCutShort) {
  std::chrono::steady_clock::time_point now{1h};
  LineBudget budget(1, [&] { return now; });
  EXPECT_EQ(budget.Take(), 0);
  now += 999ms;
  EXPECT_EQ(budget.Take(), std::nullopt);
}

}  // namespace
}  // namespace peerage::runtime
