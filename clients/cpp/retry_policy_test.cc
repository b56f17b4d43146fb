#include "clients/cpp/retry_policy.h"

#include <gtest/gtest.h>

#include "clients/cpp/retry_throttle.h"

namespace peerage::client {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests
using grpc::StatusCode;

TEST(RetryPolicy, TriesAgainWhatFoundNobody) {
  EXPECT_EQ(PauseBeforeRetry(StatusCode::UNAVAILABLE, std::nullopt, 1, 0), 25ms);
  EXPECT_EQ(PauseBeforeRetry(StatusCode::UNAVAILABLE, std::nullopt, 1, 1), 50ms);
  EXPECT_EQ(PauseBeforeRetry(StatusCode::UNAVAILABLE, std::nullopt, 3, 1), 200ms);
  EXPECT_FALSE(PauseBeforeRetry(StatusCode::UNAVAILABLE, std::nullopt, 4, 1));
}

TEST(RetryPolicy, LeavesEveryOtherFailureAlone) {
  for (const StatusCode code :
       {StatusCode::CANCELLED, StatusCode::UNKNOWN, StatusCode::INVALID_ARGUMENT,
        StatusCode::DEADLINE_EXCEEDED, StatusCode::NOT_FOUND, StatusCode::ALREADY_EXISTS,
        StatusCode::PERMISSION_DENIED, StatusCode::RESOURCE_EXHAUSTED,
        StatusCode::FAILED_PRECONDITION, StatusCode::ABORTED, StatusCode::INTERNAL,
        StatusCode::UNAUTHENTICATED}) {
    EXPECT_FALSE(PauseBeforeRetry(code, std::nullopt, 1, 0)) << code;
  }
}

TEST(RetryPolicy, HonoursPushback) {
  EXPECT_EQ(PauseBeforeRetry(StatusCode::RESOURCE_EXHAUSTED, "200", 1, 0), 200ms);
  EXPECT_EQ(PauseBeforeRetry(StatusCode::UNAVAILABLE, "0", 1, 1), 0ms);
  EXPECT_FALSE(PauseBeforeRetry(StatusCode::UNAVAILABLE, "-1", 1, 0));
  EXPECT_FALSE(PauseBeforeRetry(StatusCode::RESOURCE_EXHAUSTED, "soon", 1, 0));
  EXPECT_FALSE(PauseBeforeRetry(StatusCode::NOT_FOUND, "200", 1, 0));
}

TEST(RetryPolicy, GivesAReadsAttemptAThird) {
  EXPECT_EQ(AttemptTimeout(Patience::kThird, 900ms, 900ms), 300ms);
  EXPECT_EQ(AttemptTimeout(Patience::kThird, 900ms, 200ms), 200ms);
  EXPECT_EQ(AttemptTimeout(Patience::kAll, 900ms, 800ms), 800ms);
  EXPECT_EQ(AttemptTimeout(Patience::kThird, 2ms, 2ms), 1ms);
}

TEST(RetryThrottle, EndsRetriesWhenMostCallsFail) {
  RetryThrottle throttle;
  int allowed = 0;
  while (throttle.Failed()) ++allowed;
  EXPECT_EQ(allowed, 49);
  // Ten successes pay for one failure.
  for (int i = 0; i < 11; ++i) throttle.Succeeded();
  EXPECT_TRUE(throttle.Failed());
  EXPECT_FALSE(throttle.Failed());
}

}  // namespace
}  // namespace peerage::client
