#include "clients/cpp/route.h"

#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace peerage::client {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests
using ::testing::ElementsAre;

constexpr char kOne[] = "ipv4:10.0.0.1:7401";
constexpr char kTwo[] = "ipv4:10.0.0.2:7401";
constexpr char kThree[] = "ipv4:10.0.0.3:7401";

// A route that dials nobody and remembers whom it would have.
class RouteTest : public ::testing::Test {
 protected:
  // The address that the next attempt goes to; "" for all by turns.
  std::string Next() {
    const auto chosen = route_.Choose();
    for (const auto& [target, channel] : dialled_) {
      if (channel == chosen) return target == "dns:///ranking:7401" ? "" : target;
    }
    return "nobody";
  }

  std::chrono::steady_clock::time_point now_{1h};
  std::vector<std::pair<std::string, std::shared_ptr<grpc::ChannelInterface>>> dialled_;
  Route route_{"dns:///ranking:7401", "",
               [this](const std::string& target) {
                 dialled_.emplace_back(
                     target, grpc::CreateChannel(target, grpc::InsecureChannelCredentials()));
                 return dialled_.back().second;
               },
               [this] { return now_; }};
};

TEST_F(RouteTest, LetsAllTakeTurnsWhileAllIsWell) {
  EXPECT_EQ(Next(), "");
  route_.Answered(kOne);
  route_.Answered(kTwo);
  EXPECT_EQ(Next(), "");
}

TEST_F(RouteTest, GoesPastTheOneThatFailedForAWhile) {
  route_.Answered(kOne);
  route_.Answered(kTwo);
  route_.Failed(kOne);
  EXPECT_EQ(Next(), kTwo);
  EXPECT_EQ(Next(), kTwo);
  now_ += Route::kSuspected;
  EXPECT_EQ(Next(), "");
}

TEST_F(RouteTest, SpreadsWhatItTakesFromOneOverTheOthers) {
  for (const char* replica : {kOne, kTwo, kThree}) route_.Answered(replica);
  route_.Failed(kTwo);
  EXPECT_THAT((std::vector{Next(), Next(), Next()}), ElementsAre(kOne, kThree, kOne));
}

TEST_F(RouteTest, NeverLeavesACallWithoutAWay) {
  route_.Failed(kOne);
  EXPECT_EQ(Next(), "") << "no other is known";
  route_.Answered(kTwo);
  route_.Failed(kTwo);
  EXPECT_EQ(Next(), "") << "both are suspected";
}

TEST_F(RouteTest, AnAnswerEndsTheSuspicion) {
  route_.Answered(kTwo);
  route_.Failed(kOne);
  route_.Failed(kTwo);
  route_.Answered(kTwo);
  EXPECT_EQ(Next(), kTwo);
}

TEST_F(RouteTest, DoesNotTrustWhatAnsweredLongAgo) {
  route_.Answered(kTwo);
  now_ += Route::kTrusted;
  route_.Failed(kOne);
  EXPECT_EQ(Next(), "");
}

TEST_F(RouteTest, ForgetsReplicasBeyondSixtyFour) {
  for (int i = 0; i < 100; ++i) {
    now_ += 1ms;
    route_.Answered("ipv4:10.0.1." + std::to_string(i) + ":7401");
  }
  route_.Failed("ipv4:10.0.1.99:7401");
  std::set<std::string> chosen;
  for (int i = 0; i < 200; ++i) chosen.insert(Next());
  EXPECT_EQ(chosen.size(), 63);
  EXPECT_FALSE(chosen.contains("ipv4:10.0.1.0:7401"));
}

TEST_F(RouteTest, TakesTheTargetForNoReplica) {
  route_.Failed("dns:///ranking:7401");
  route_.Failed("unknown");
  EXPECT_FALSE(route_.Reached("dns:///ranking:7401"));
  EXPECT_FALSE(route_.Reached("unknown"));
  EXPECT_TRUE(route_.Reached(kOne));
}

}  // namespace
}  // namespace peerage::client
