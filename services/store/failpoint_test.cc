#include "services/store/failpoint.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>

namespace peerage::store {
namespace {

class FailpointTest : public ::testing::Test {
 protected:
  ~FailpointTest() override { ArmFailpoints("").IgnoreError(); }
};

TEST_F(FailpointTest, UnarmedNothingHappens) {
  EXPECT_TRUE(PassFailpoint(Failpoint::kCommitBegin).ok());
}

TEST_F(FailpointTest, AnErrorComesAtEveryPass) {
  ASSERT_TRUE(ArmFailpoints("commit-begin:error").ok());
  EXPECT_TRUE(absl::IsUnavailable(PassFailpoint(Failpoint::kCommitBegin)));
  EXPECT_TRUE(absl::IsUnavailable(PassFailpoint(Failpoint::kCommitBegin)));
  EXPECT_TRUE(PassFailpoint(Failpoint::kCommitAudit).ok()) << "another place";
}

TEST_F(FailpointTest, ACountNamesOnePass) {
  ASSERT_TRUE(ArmFailpoints("commit-begin:error:2").ok());
  EXPECT_TRUE(PassFailpoint(Failpoint::kCommitBegin).ok());
  EXPECT_FALSE(PassFailpoint(Failpoint::kCommitBegin).ok());
  EXPECT_TRUE(PassFailpoint(Failpoint::kCommitBegin).ok());
}

TEST_F(FailpointTest, SeveralPlacesAreArmedAtOnce) {
  ASSERT_TRUE(ArmFailpoints("import-header:error,migrate-done:error").ok());
  EXPECT_FALSE(PassFailpoint(Failpoint::kImportHeader).ok());
  EXPECT_FALSE(PassFailpoint(Failpoint::kMigrateDone).ok());
}

TEST_F(FailpointTest, ADelayWaitsAndGoesOn) {
  ASSERT_TRUE(ArmFailpoints("commit-begin:delay=20").ok());
  const auto began = std::chrono::steady_clock::now();
  EXPECT_TRUE(PassFailpoint(Failpoint::kCommitBegin).ok());
  EXPECT_GE(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(20));
}

TEST_F(FailpointTest, KillDiesAtOnce) {
  ASSERT_TRUE(ArmFailpoints("commit-begin:kill").ok());
  EXPECT_EXIT(PassFailpoint(Failpoint::kCommitBegin).IgnoreError(),
              ::testing::KilledBySignal(SIGKILL), "");
}

TEST_F(FailpointTest, WhatIsNotUnderstoodIsRefused) {
  for (const char* value :
       {"commit-begin", "nowhere:kill", "commit-begin:explode", "commit-begin:kill:0",
        "commit-begin:kill:x", "commit-begin:delay", "commit-begin:delay=-1",
        "commit-begin:delay=60001", "commit-begin:kill:1:1", ",", "commit-begin:kill,"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ArmFailpoints(value))) << value;
  }
}

}  // namespace
}  // namespace peerage::store
