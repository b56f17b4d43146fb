// What only the SQLite backend promises.
#include "services/store/sqlite/sqlite_release_log.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"

namespace peerage::store {
namespace {

class SqliteReleaseLogTest : public ::testing::Test {
 protected:
  SqliteReleaseLogTest()
      : directory_(std::filesystem::temp_directory_path() /
                   absl::StrCat("peerage-sqlite-", getpid(), "-",
                                ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directories(directory_);
  }
  ~SqliteReleaseLogTest() override { std::filesystem::remove_all(directory_); }

  std::string Path() const { return directory_ / "releases.sqlite"; }
  absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> Open() {
    return SqliteReleaseLog::Open(Path(), [] { return absl::FromUnixSeconds(1'600'000'000); });
  }
  static absl::StatusOr<std::string> CommitOne(ReleaseLog& log) {
    ReleaseDraft draft;
    draft.id = "r-1";
    draft.dataset_id = "open-data";
    draft.actor = "local";
    draft.request_id = "request-7";
    draft.scopes = {{"all-crime", core::Month(2019, 12), 3, "digest"}};
    return log.Commit(draft, {"local", "key", "request"},
                      [](const Committed&) { return std::string("answer"); });
  }

  std::filesystem::path directory_;
};

TEST_F(SqliteReleaseLogTest, OutlivesItsProcess) {
  ASSERT_TRUE(CommitOne(**Open()).ok());
  const auto log = *Open();
  EXPECT_EQ(*log->Head(), 1);
  EXPECT_EQ(log->WaitForSeqAbove(0, absl::ZeroDuration()), 1);
  EXPECT_EQ(**log->FindAnswer({"local", "key", "request"}), "answer");
}

TEST_F(SqliteReleaseLogTest, EachCommitHasItsAuditRow) {
  ASSERT_TRUE(CommitOne(**Open()).ok());
  Database database = *Database::Open(Path());
  EXPECT_EQ(*database.QueryInteger("SELECT COUNT(*) FROM audit WHERE request_id = 'request-7'"
                                   " AND action = 'release committed' AND seq = 1"),
            1);
}

TEST_F(SqliteReleaseLogTest, NothingIsUpdatedOrDeleted) {
  ASSERT_TRUE(CommitOne(**Open()).ok());
  Database database = *Database::Open(Path());
  for (const char* table : {"release", "scope", "idem", "audit"}) {
    EXPECT_FALSE(database.Execute(absl::StrCat("DELETE FROM ", table).c_str()).ok()) << table;
    EXPECT_FALSE(database.Execute(absl::StrCat("UPDATE ", table, " SET seq = 9").c_str()).ok())
        << table;
  }
}

TEST_F(SqliteReleaseLogTest, AFailedCommitLeavesNothing) {
  const auto log = *Open();
  ASSERT_TRUE(CommitOne(*log).ok());
  ReleaseDraft twice;
  twice.id = "r-1";  // Taken: found out only when the release is inserted.
  twice.dataset_id = "other";
  twice.scopes = {{"all-crime", core::Month(2019, 12), 3, "digest"}};
  EXPECT_FALSE(
      log->Commit(twice, {"local", "key-2", "r"}, [](const Committed&) { return std::string(); })
          .ok());
  EXPECT_EQ(*log->Head(), 1);
  EXPECT_FALSE(log->FindAnswer({"local", "key-2", "r"})->has_value());
}

TEST_F(SqliteReleaseLogTest, ANewerSchemaIsRefused) {
  { ASSERT_TRUE(Open().ok()); }
  { ASSERT_TRUE(Database::Open(Path())->Execute("PRAGMA user_version = 2").ok()); }
  EXPECT_TRUE(absl::IsFailedPrecondition(Open().status()));
}

TEST_F(SqliteReleaseLogTest, AFileThatIsNoDatabaseIsRefused) {
  std::FILE* file = std::fopen(Path().c_str(), "w");
  std::fputs("certainly not a database, whatever its name may say", file);
  std::fclose(file);
  EXPECT_TRUE(absl::IsUnavailable(Open().status()));
}

TEST_F(SqliteReleaseLogTest, WhileAnotherWriterHoldsTheFileReadsGoOn) {
  const auto log = *Open();
  ASSERT_TRUE(CommitOne(*log).ok());
  Database other = *Database::Open(Path());
  const Transaction blocking(other, Transaction::Mode::kWrite);
  ASSERT_TRUE(blocking.status().ok());
  ReleaseDraft draft;
  draft.id = "r-2";
  draft.dataset_id = "other";
  EXPECT_TRUE(absl::IsUnavailable(
      log->Commit(draft, {"local", "key-2", "r"}, [](const Committed&) { return std::string(); })
          .status()));
  EXPECT_EQ(*log->Head(), 1);
}

}  // namespace
}  // namespace peerage::store
