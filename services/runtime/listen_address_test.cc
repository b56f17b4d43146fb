#include "services/runtime/listen_address.h"

#include <gtest/gtest.h>

namespace peerage::runtime {
namespace {

bool IsLoopback(const std::string& text) {
  const auto address = ParseListenAddress("--listen", text);
  EXPECT_TRUE(address.ok()) << address.status();
  return address.ok() && address->loopback;
}

TEST(ListenAddress, OnlyThisMachineReachesLoopback) {
  for (const char* text : {"127.0.0.1:7400", "127.8.9.10:0", "[::1]:7400", "localhost:7400"}) {
    EXPECT_TRUE(IsLoopback(text)) << text;
  }
}

TEST(ListenAddress, EverythingElseCanBeReachedFromElsewhere) {
  for (const char* text : {"0.0.0.0:7400", "[::]:7400", "10.0.0.1:7400", "peerage:7400",
                           "localhost.example:7400", "[::ffff:10.0.0.1]:7400"}) {
    EXPECT_FALSE(IsLoopback(text)) << text;
  }
}

TEST(ListenAddress, NamesTheFlagOfWhatIsNoAddress) {
  for (const char* text : {"", "7400", ":7400", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x",
                           "127.0.0.1:65536", "127.0.0.1:-1"}) {
    const auto address = ParseListenAddress("--health-listen", text);
    ASSERT_FALSE(address.ok()) << text;
    EXPECT_NE(std::string(address.status().message()).find("--health-listen"), std::string::npos);
  }
}

}  // namespace
}  // namespace peerage::runtime
