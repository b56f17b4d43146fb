#include "clients/cli/mapped_bytes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace peerage::cli {
namespace {

std::string FileOf(const std::string& name, const std::string& bytes) {
  std::string path = ::testing::TempDir() + "/" + name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

TEST(MappedBytes, AreTheFilesBytes) {
  const std::string bytes("a,b\n1,\0\n", 8);
  const auto mapped = MappedBytes::Open(FileOf("mapped.csv", bytes));
  ASSERT_TRUE(mapped.ok()) << mapped.status();
  EXPECT_EQ(mapped->bytes(), bytes);
}

TEST(MappedBytes, AnEmptyFileIsNoBytes) {
  const auto mapped = MappedBytes::Open(FileOf("mapped-empty.csv", ""));
  ASSERT_TRUE(mapped.ok()) << mapped.status();
  EXPECT_EQ(mapped->bytes(), "");
}

TEST(MappedBytes, WhatIsNotAFileIsNamed) {
  const std::string folder = ::testing::TempDir();
  EXPECT_EQ(MappedBytes::Open(folder).status().code(), absl::StatusCode::kInvalidArgument);
  const absl::Status missing = MappedBytes::Open(folder + "/nowhere.csv").status();
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_NE(missing.message().find("nowhere.csv"), absl::string_view::npos);
}

TEST(MappedBytes, AFileAboveTheLimitIsNotSent) {
  const std::string path = FileOf("mapped-large.csv", "");
  // Nothing is written: the file has a length and no bytes on disk.
  std::filesystem::resize_file(path, kLargestBulkBytes + 1);
  EXPECT_EQ(MappedBytes::Open(path).status().code(), absl::StatusCode::kInvalidArgument);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace peerage::cli
