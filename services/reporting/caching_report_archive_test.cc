#include "services/reporting/caching_report_archive.h"

#include <gtest/gtest.h>

#include "services/cache/memory_byte_cache.h"
#include "services/store/memory_report_archive.h"

namespace peerage::reporting {
namespace {

store::ReportEntry MakeEntry(const std::string& id) {
  return {.id = id,
          .title = "The paper",
          .force_id = "essex",
          .dataset_id = "open-data",
          .seq = 7,
          .created_at_ms = 1'577'836'800'000};
}

class CachingReportArchiveTest : public ::testing::Test {
 protected:
  void Insert(const std::string& id, const std::string& bytes) {
    ASSERT_TRUE(archive_.Insert(MakeEntry(id), bytes, {"local", id, "digest"}, {}).ok());
  }

  store::MemoryReportArchive inner_{[] { return absl::FromUnixSeconds(1'600'000'000); }};
  cache::MemoryByteCache cache_{1 << 20};
  CachingReportArchive archive_{inner_, cache_};
};

TEST_F(CachingReportArchiveTest, GivesTheSameBytesFromTheArchiveAndFromTheCache) {
  Insert("rep-1", "first");
  EXPECT_EQ(cache_.size_bytes(), 0);
  EXPECT_EQ(archive_.Get("rep-1").value(), "first");
  EXPECT_GT(cache_.size_bytes(), 0);
  EXPECT_EQ(archive_.Get("rep-1").value(), "first");
}

TEST_F(CachingReportArchiveTest, AReportThatTheArchiveDoesNotHaveIsNotThere) {
  Insert("rep-1", "first");
  ASSERT_TRUE(archive_.Get("rep-1").ok());
  store::MemoryReportArchive empty([] { return absl::FromUnixSeconds(1'600'000'000); });
  CachingReportArchive other(empty, cache_);
  EXPECT_TRUE(absl::IsNotFound(other.Get("rep-1").status()));
}

TEST_F(CachingReportArchiveTest, AnotherArchivesReportOfThatIdIsNotMistakenForIt) {
  Insert("rep-1", "first");
  ASSERT_TRUE(archive_.Get("rep-1").ok());
  store::MemoryReportArchive restored([] { return absl::FromUnixSeconds(1'600'000'000); });
  ASSERT_TRUE(restored.Insert(MakeEntry("rep-1"), "another", {"local", "k", "digest"}, {}).ok());
  CachingReportArchive other(restored, cache_);
  EXPECT_EQ(other.Get("rep-1").value(), "another");
}

}  // namespace
}  // namespace peerage::reporting
