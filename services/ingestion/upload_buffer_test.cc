#include "services/ingestion/upload_buffer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

namespace peerage::ingestion {
namespace {

class UploadBufferTest : public ::testing::Test {
 protected:
  UploadBufferTest() { std::filesystem::create_directory(folder_); }
  ~UploadBufferTest() override { std::filesystem::remove_all(folder_); }

  bool FolderIsEmpty() const { return std::filesystem::is_empty(folder_); }

  const std::string folder_ = ::testing::TempDir() + "/upload-buffer-" +
                              ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(UploadBufferTest, GivesBackWhatCameWithItsDigest) {
  UploadBuffer buffer;
  ASSERT_TRUE(buffer.Append("force,").ok());
  ASSERT_TRUE(buffer.Append("figure\n").ok());
  const UploadedFile upload = *buffer.Finish();
  EXPECT_EQ(upload.bytes, "force,figure\n");
  EXPECT_EQ(upload.sha256, wire::Sha256("force,figure\n"));
}

TEST_F(UploadBufferTest, ABulkLoadLiesInAFileWithoutAName) {
  UploadBuffer buffer;
  ASSERT_TRUE(buffer.Spool(folder_).ok());
  std::string all;
  for (int part = 0; part < 100; ++part) {
    const std::string bytes(50'000, static_cast<char>('a' + part % 26));
    ASSERT_TRUE(buffer.Append(bytes).ok());
    all += bytes;
  }
  EXPECT_TRUE(FolderIsEmpty());
  const UploadedFile upload = *buffer.Finish();
  EXPECT_TRUE(upload.bytes == all);
  EXPECT_EQ(upload.sha256, wire::Sha256(all));
  upload.passed(all.size() / 2);
  EXPECT_TRUE(upload.bytes == all) << "what was given back is read again";
}

TEST_F(UploadBufferTest, AnEmptyBulkLoadIsNoBytes) {
  UploadBuffer buffer;
  ASSERT_TRUE(buffer.Spool(folder_).ok());
  EXPECT_EQ(buffer.Finish()->bytes, "");
}

TEST_F(UploadBufferTest, HasALimitOfItsKind) {
  const std::string mebibyte(size_t{1} << 20, 'x');
  UploadBuffer person;
  for (int i = 0; i < 32; ++i) ASSERT_TRUE(person.Append(mebibyte).ok());
  EXPECT_EQ(person.Append("x").code(), absl::StatusCode::kResourceExhausted);
  UploadBuffer bulk;
  ASSERT_TRUE(bulk.Spool(folder_).ok());
  for (int i = 0; i < 33; ++i) ASSERT_TRUE(bulk.Append(mebibyte).ok());
  // It is refused before a byte of it is read.
  const std::string_view too_much(mebibyte.data(), kMaxBulkBytes);
  EXPECT_EQ(bulk.Append(too_much).code(), absl::StatusCode::kResourceExhausted);
}

TEST_F(UploadBufferTest, ADirectoryThatIsNotThereIsUnavailable) {
  UploadBuffer buffer;
  EXPECT_EQ(buffer.Spool(folder_ + "/nowhere").code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace peerage::ingestion
