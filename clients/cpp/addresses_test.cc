#include "clients/cpp/addresses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::client {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::StatusOr<std::vector<std::string>> AddressesOfText(const std::string& text) {
  return AddressesOf(*ParseTarget(text));
}

TEST(Addresses, AListIsItself) {
  EXPECT_THAT(*AddressesOfText("10.0.0.2:7401,10.0.0.1:7401"),
              ElementsAre("10.0.0.2:7401", "10.0.0.1:7401"));
  EXPECT_THAT(*AddressesOfText("ipv6:[::2]:1,[::3]:1"), ElementsAre("[::2]:1", "[::3]:1"));
}

TEST(Addresses, ANumberIsNotLookedUp) {
  for (const char* text : {"10.0.0.1:7401", "dns:///10.0.0.1:7401", "ipv4:10.0.0.1:7401"}) {
    EXPECT_THAT(*AddressesOfText(text), ElementsAre("10.0.0.1:7401")) << text;
  }
  EXPECT_THAT(*AddressesOfText("[::1]:7401"), ElementsAre("[::1]:7401"));
}

TEST(Addresses, ThisMachineIsOneServer) {
  EXPECT_THAT(*AddressesOfText("localhost:7401"), ElementsAre("localhost:7401"));
  EXPECT_THAT(*AddressesOfText("unix:/run/peerage"), ElementsAre("unix:/run/peerage"));
}

TEST(Addresses, ANameIsLookedUp) {
  // No number as people write it, and yet no name server is asked for it.
  EXPECT_THAT(*AddressesOfText("dns:///0x7f.1:7401"), ElementsAre("127.0.0.1:7401"));
}

TEST(Addresses, ANameThatNobodyHasIsNamed) {
  // RFC 6761 promises that .invalid never resolves.
  const auto status = AddressesOfText("dns:///ranking.invalid:7401").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(absl::StrCat(status.message()), HasSubstr("the name ranking.invalid has no address"));
}

TEST(Addresses, AnotherDnsServerCannotBeAsked) {
  const auto status = AddressesOfText("dns://10.0.0.53/ranking:7401").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(absl::StrCat(status.message()), HasSubstr("give dns:///ranking:7401"));
}

}  // namespace
}  // namespace peerage::client
