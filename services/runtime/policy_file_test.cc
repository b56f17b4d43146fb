#include "services/runtime/policy_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"

namespace peerage::runtime {
namespace {

using ::testing::HasSubstr;

constexpr char kKent[] = "spiffe://peerage.example/force/kent/perf-hub";

class PolicyFileTest : public ::testing::Test {
 protected:
  ~PolicyFileTest() override { std::filesystem::remove(path_); }

  void Write(const std::string& text) { std::ofstream(path_) << text; }
  void WriteRole(const std::string& role) {
    Write(absl::StrCat("version: 1\ncallers:\n- {identity: '", kKent, "', roles: [", role, "]}\n"));
  }
  std::string RolesNow(const PolicyFile& file) { return file.Current()->Find(kKent)->roles; }

  const std::string path_ = (std::filesystem::path(::testing::TempDir()) / "policy.yaml").string();
  prometheus::Registry registry_;
  RpcMetrics metrics_{registry_, "test", "0"};
};

TEST_F(PolicyFileTest, TakesWhatChanged) {
  WriteRole("reader");
  const auto file = PolicyFile::Open(path_, metrics_).value();
  EXPECT_EQ(RolesNow(*file), "reader");
  WriteRole("admin");
  file->Look();
  EXPECT_EQ(RolesNow(*file), "admin");
  EXPECT_EQ(metrics_.policy_taken.Value(), 1);
  file->Look();
  EXPECT_EQ(metrics_.policy_taken.Value(), 1);
}

TEST_F(PolicyFileTest, AWrongFileKeepsTheOldRightsAndIsCountedOnce) {
  WriteRole("reader");
  const auto file = PolicyFile::Open(path_, metrics_).value();
  Write("version: 1\ncallers: [");
  file->Look();
  file->Look();
  EXPECT_EQ(RolesNow(*file), "reader");
  EXPECT_EQ(metrics_.policy_refused.Value(), 1);
  std::filesystem::remove(path_);
  file->Look();
  EXPECT_EQ(RolesNow(*file), "reader");
  EXPECT_EQ(metrics_.policy_refused.Value(), 2);
  WriteRole("admin");
  file->Look();
  EXPECT_EQ(RolesNow(*file), "admin");
}

TEST_F(PolicyFileTest, WithoutASoundFileThereIsNoStart) {
  const auto missing = PolicyFile::Open(path_, metrics_);
  ASSERT_FALSE(missing.ok());
  EXPECT_THAT(std::string(missing.status().message()), HasSubstr(path_));
  WriteRole("king");
  const auto wrong = PolicyFile::Open(path_, metrics_);
  ASSERT_FALSE(wrong.ok());
  EXPECT_THAT(std::string(wrong.status().message()), HasSubstr("line 3: role 'king'"));
}

}  // namespace
}  // namespace peerage::runtime
