// What only the SQLite backend promises.
#include "services/store/sqlite/sqlite_release_log.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "services/store/failpoint.h"

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

  static absl::Time Now() { return absl::FromUnixSeconds(1'600'000'000); }
  std::string Path() const { return directory_ / "releases.sqlite"; }
  absl::StatusOr<std::unique_ptr<SqliteReleaseLog>> Open() {
    return SqliteReleaseLog::Open(Path(), Now);
  }
  static absl::StatusOr<std::string> CommitOne(ReleaseLog& log) {
    ReleaseDraft draft;
    draft.id = "r-1";
    draft.dataset_id = "open-data";
    draft.caller = {.identity = "local", .request_id = "request-7"};
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

TEST_F(SqliteReleaseLogTest, TellsOfEachAuditRowOnceItIsDurable) {
  std::vector<std::string> told;
  StoreEvents events;
  events.audited = [&](const AuditRow& row) { told.push_back(row.entry.caller.request_id); };
  const auto log = *SqliteReleaseLog::Open(Path(), Now, events);
  ASSERT_TRUE(CommitOne(*log).ok());
  ASSERT_TRUE(CommitOne(*log).ok()) << "a replay";
  EXPECT_EQ(told, std::vector<std::string>{"request-7"});
}

TEST_F(SqliteReleaseLogTest, OpenedToBeReadItRefusesToWrite) {
  { ASSERT_TRUE(CommitOne(**Open()).ok()); }
  const auto log = *SqliteReleaseLog::OpenReadOnly(Path());
  EXPECT_EQ(*log->Head(), 1);
  EXPECT_TRUE(absl::IsFailedPrecondition(CommitOne(*log).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(log->Record({.action = "reload policy"})));
}

TEST_F(SqliteReleaseLogTest, AFileThatIsNotThereIsNotMadeToBeRead) {
  EXPECT_TRUE(absl::IsUnavailable(SqliteReleaseLog::OpenReadOnly(Path()).status()));
  EXPECT_FALSE(std::filesystem::exists(Path()));
}

TEST_F(SqliteReleaseLogTest, AProgramThatIsOvertakenWhileItRunsStopsWriting) {
  const auto log = *Open();
  { ASSERT_TRUE(Database::Open(Path())->Execute("PRAGMA user_version = 4").ok()); }
  EXPECT_TRUE(absl::IsFailedPrecondition(CommitOne(*log).status()));
  EXPECT_EQ(*log->Head(), 0);
}

TEST_F(SqliteReleaseLogTest, AFailpointLeavesNothing) {
  const auto log = *Open();
  for (const char* place : {"commit-begin", "commit-key", "commit-audit"}) {
    ASSERT_TRUE(ArmFailpoints(absl::StrCat(place, ":error:1")).ok());
    EXPECT_TRUE(absl::IsUnavailable(CommitOne(*log).status())) << place;
    EXPECT_EQ(*log->Head(), 0);
    EXPECT_EQ(*log->LastAuditOrdinal(), 0);
  }
  ASSERT_TRUE(ArmFailpoints("").ok());
  EXPECT_TRUE(CommitOne(*log).ok());
}

TEST_F(SqliteReleaseLogTest, NothingIsUpdatedOrDeleted) {
  ASSERT_TRUE(CommitOne(**Open()).ok());
  Database database = *Database::Open(Path());
  for (const char* table : {"release", "scope", "idem"}) {
    EXPECT_FALSE(database.Execute(absl::StrCat("DELETE FROM ", table).c_str()).ok()) << table;
    EXPECT_FALSE(database.Execute(absl::StrCat("UPDATE ", table, " SET seq = 9").c_str()).ok())
        << table;
  }
  EXPECT_FALSE(database.Execute("DELETE FROM audit_chain").ok());
  EXPECT_FALSE(database.Execute("UPDATE audit_chain SET action = 'x'").ok());
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
  { ASSERT_TRUE(Database::Open(Path())->Execute("PRAGMA user_version = 4").ok()); }
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
