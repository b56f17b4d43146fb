#include "services/cache/cache_config.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "services/cache/cache_flags.h"

namespace peerage::cache {
namespace {

constexpr char kKeyLine[] = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=\n";

class CacheConfigTest : public ::testing::Test {
 protected:
  CacheConfigTest() {
    std::string name = (std::filesystem::temp_directory_path() / "cache-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~CacheConfigTest() override { std::filesystem::remove_all(folder_); }

  std::string File(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  CacheFlags Good() const {
    return {.redis = "127.0.0.1:6379",
            .redis_user = "peerage",
            .redis_password_file = File("password", "open sesame\n"),
            .cache_key_file = File("key", kKeyLine)};
  }
  // What is said of `flags`; empty when they are good.
  static std::string FaultOf(const CacheFlags& flags) {
    const absl::Status status = CheckCacheFlags(flags).status();
    EXPECT_TRUE(status.ok() || absl::IsInvalidArgument(status));
    return std::string(status.message());
  }

  std::filesystem::path folder_;
};

TEST_F(CacheConfigTest, WithoutRedisThereIsNone) {
  EXPECT_EQ(CheckCacheFlags({}).value(), std::nullopt);
}

TEST_F(CacheConfigTest, ReadsWhatTheFlagsName) {
  const auto config = CheckCacheFlags(Good()).value();
  EXPECT_EQ(config->address.password.Reveal(), "open sesame");
  EXPECT_EQ(config->address.user, "peerage");
  EXPECT_EQ(config->keys.size(), 1);
}

TEST_F(CacheConfigTest, RedisWithoutAKeyIsRefused) {
  CacheFlags flags = Good();
  flags.cache_key_file.clear();
  EXPECT_NE(FaultOf(flags).find("--cache-key-file"), std::string::npos);
}

TEST_F(CacheConfigTest, FlagsThatNeedRedisAreRefusedWithoutIt) {
  CacheFlags flags = Good();
  flags.redis.clear();
  EXPECT_NE(FaultOf(flags).find("needs --redis"), std::string::npos);
}

TEST_F(CacheConfigTest, NamesTheFlagAtFault) {
  for (const char* address : {"nowhere", "host:", "host:0", "host:70000", ":6379", "unix:"}) {
    CacheFlags flags = Good();
    flags.redis = address;
    EXPECT_NE(FaultOf(flags).find("--redis: "), std::string::npos) << address;
  }
  CacheFlags flags = Good();
  flags.redis_password_file = folder_ / "absent";
  EXPECT_NE(FaultOf(flags).find("--redis-password-file: "), std::string::npos);
  flags.redis_password_file = folder_;
  EXPECT_NE(FaultOf(flags).find("--redis-password-file: "), std::string::npos);
  flags = Good();
  flags.cache_key_file = File("short", "c2hvcnQ=\n");
  EXPECT_NE(FaultOf(flags).find("--cache-key-file: "), std::string::npos);
}

TEST_F(CacheConfigTest, FaultsRepeatNoSecret) {
  CacheFlags flags = Good();
  flags.redis_password_file = File("two-lines", "open\nsesame\n");
  flags.cache_key_file = File("short", "c2hvcnQ=\n");
  EXPECT_EQ(FaultOf(flags).find("sesame"), std::string::npos);
  flags.redis_password_file.clear();
  flags.redis_user.clear();
  EXPECT_EQ(FaultOf(flags).find("c2hv"), std::string::npos);
}

TEST(Secret, DoesNotPrint) {
  std::ostringstream out;
  out << Secret("open sesame");
  EXPECT_EQ(out.str(), "(secret)");
}

TEST(CacheFlags, AreParsed) {
  CLI::App app;
  CacheFlags flags;
  AddCacheFlags(app, flags);
  app.parse("--redis 127.0.0.1:6379 --redis-user u --redis-password-file p --cache-key-file k");
  EXPECT_EQ(flags.redis, "127.0.0.1:6379");
  EXPECT_EQ(flags.redis_user, "u");
  EXPECT_EQ(flags.redis_password_file, "p");
  EXPECT_EQ(flags.cache_key_file, "k");
}

}  // namespace
}  // namespace peerage::cache
