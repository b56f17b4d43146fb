#include "clients/cpp/target.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::client {
namespace {

using ::testing::ElementsAre;

TEST(Target, GivesAHostWithPortToTheResolver) {
  const auto target = ParseTarget("ranking:7401");
  ASSERT_TRUE(target.ok()) << target.status();
  EXPECT_EQ(target->dialled, "dns:///ranking:7401");
  EXPECT_THAT(target->endpoints, ElementsAre("ranking:7401"));
  EXPECT_FALSE(target->loopback);
}

TEST(Target, LeavesATargetOfGrpcAsItIs) {
  for (const char* text : {"dns:///ranking:7401", "dns://10.0.0.53/ranking:7401",
                           "dns:ranking:7401", "ipv4:10.0.0.1:7401,10.0.0.2:7401"}) {
    const auto target = ParseTarget(text);
    ASSERT_TRUE(target.ok()) << target.status();
    EXPECT_EQ(target->dialled, text);
  }
  EXPECT_THAT(ParseTarget("dns://10.0.0.53/ranking:7401")->endpoints, ElementsAre("ranking:7401"));
}

TEST(Target, ListsNumericAddressesOfOneKind) {
  EXPECT_EQ(ParseTarget("127.0.0.1:1,127.0.0.1:2")->dialled, "ipv4:127.0.0.1:1,127.0.0.1:2");
  EXPECT_EQ(ParseTarget("[::1]:1,[::1]:2")->dialled, "ipv6:[::1]:1,[::1]:2");
  EXPECT_FALSE(ParseTarget("one:1,two:2").ok());
}

TEST(Target, KnowsThisMachine) {
  for (const char* text : {"127.0.0.1:1", "localhost:1", "[::1]:1", "dns:///localhost:1",
                           "127.0.0.1:1,127.0.0.2:1", "unix:/run/peerage"}) {
    EXPECT_TRUE(ParseTarget(text)->loopback) << text;
  }
  for (const char* text : {"127.evil.example:1", "10.0.0.1:1", "127.0.0.1:1,10.0.0.1:1"}) {
    EXPECT_FALSE(ParseTarget(text)->loopback) << text;
  }
}

TEST(Target, RefusesWhatNamesNoPort) {
  for (const char* text : {"", "nowhere", "ranking:", ":7401", "ranking:0", "ranking:65536",
                           "dns:///ranking", "::1:1", "[::1]", "127.0.0.1:1,", "ipv4:"}) {
    EXPECT_EQ(ParseTarget(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

}  // namespace
}  // namespace peerage::client
