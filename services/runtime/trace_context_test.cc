#include "services/runtime/trace_context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::runtime {
namespace {

using ::testing::MatchesRegex;

// The example of https://www.w3.org/TR/trace-context/, 3.2.
constexpr char kIncoming[] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST(TraceContext, KeepsTheTraceAndTakesASpanOfItsOwn) {
  const std::string own = ContinueTrace(kIncoming);
  EXPECT_THAT(own, MatchesRegex("00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01"));
  EXPECT_NE(own, kIncoming);
  EXPECT_EQ(TraceIdOf(own), "0af7651916cd43dd8448eb211c80319c");
}

TEST(TraceContext, BeginsATraceWhereNoneIsSound) {
  for (const char* unsound : {"", "00", "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                              "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                              "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                              "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                              "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01"}) {
    const std::string own = ContinueTrace(unsound);
    EXPECT_THAT(own, MatchesRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")) << unsound;
    EXPECT_NE(TraceIdOf(own), "0af7651916cd43dd8448eb211c80319c") << unsound;
  }
}

}  // namespace
}  // namespace peerage::runtime
