#include "clients/cli/new_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "clients/cli/local_file.h"

namespace peerage::cli {
namespace {

class NewFileTest : public ::testing::Test {
 protected:
  NewFileTest() { std::filesystem::create_directories(folder_); }
  ~NewFileTest() override { std::filesystem::remove_all(folder_); }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("peerage-new-file-" + std::to_string(getpid()));
  const std::string path_ = folder_ / "figures.csv";
};

TEST_F(NewFileTest, IsThereWhenItIsWhole) {
  NewFile file(path_);
  ASSERT_TRUE(file.Write("a").ok());
  EXPECT_FALSE(std::filesystem::exists(path_));
  ASSERT_TRUE(file.Write("b").ok());
  ASSERT_TRUE(file.Keep().ok());
  EXPECT_EQ(*ReadFile(path_), "ab");
}

TEST_F(NewFileTest, WhatWasNotKeptLeavesTheOldFile) {
  ASSERT_TRUE(WriteFile(path_, "old").ok());
  { NewFile(path_).Write("new").IgnoreError(); }
  EXPECT_EQ(*ReadFile(path_), "old");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_F(NewFileTest, SaysWhyItCannotBeWritten) {
  NewFile file(folder_ / "no" / "such.csv");
  const absl::Status status = file.Write("a");
  EXPECT_TRUE(absl::IsUnavailable(status));
  EXPECT_NE(status.message().find("No such file or directory"), std::string::npos) << status;
  EXPECT_FALSE(file.Keep().ok());
}

}  // namespace
}  // namespace peerage::cli
