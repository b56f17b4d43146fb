// Files that version 1 made.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "services/store/audit_chain.h"
#include "services/store/failpoint.h"
#include "services/store/release_draft.h"
#include "services/store/sha256.h"
#include "services/store/sqlite/audit_table.h"
#include "services/store/sqlite/release_schema.h"
#include "services/store/sqlite/report_schema.h"
#include "services/store/sqlite/sqlite_release_log.h"
#include "services/store/sqlite/sqlite_report_archive.h"

namespace peerage::store {
namespace {

constexpr char kOldReleases[] = R"sql(
INSERT INTO release VALUES(1, 'r-1', 'd', 2, 'tidy', '', x'01', x'02', 3, 1000, 'local', 'a.csv');
INSERT INTO release VALUES(2, 'r-2', 'd', 2, 'tidy', '', x'03', x'04', 3, 2000, 'local', 'b.csv');
INSERT INTO idem VALUES('local', 'k1', x'00', x'00', 1);
INSERT INTO idem VALUES('local', 'k2', x'00', x'00', 2);
INSERT INTO idem VALUES('local', 'k3', x'00', x'00', 2);
INSERT INTO audit VALUES(1, 1000, 'local', 'release committed', 'd', x'02', 'q1', 1);
INSERT INTO audit VALUES(2, 2000, 'local', 'release committed', 'd', x'04', 'q2', 2);
INSERT INTO audit VALUES(3, 3000, 'local', 'release unchanged', 'd', x'04', 'q3', 2);
PRAGMA user_version = 1;
)sql";

constexpr char kOldReports[] = R"sql(
INSERT INTO report VALUES(1, 'rep-1', 1, 'T', 'essex', 'd', '2019-12', 2, 5, x'616263');
INSERT INTO idem VALUES('local', 'k1', x'00', 1);
PRAGMA user_version = 1;
)sql";

absl::Time Now() { return absl::FromUnixSeconds(1'600'000'000); }

class Migration : public ::testing::Test {
 protected:
  Migration() {
    std::string name = (std::filesystem::temp_directory_path() / "migration-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    file_ = (folder_ / "store.sqlite").string();
  }
  ~Migration() override {
    ArmFailpoints("").IgnoreError();
    std::filesystem::remove_all(folder_);
  }

  void Make(const char* schema, const char* rows) {
    Database file = *Database::Open(file_);
    ASSERT_TRUE(file.Execute(schema).ok());
    ASSERT_TRUE(file.Execute(rows).ok());
  }

  std::filesystem::path folder_;
  std::string file_;
};

TEST_F(Migration, OldAuditRowsOfReleasesAreChainedBehindAMark) {
  Make(kReleaseSchema1, kOldReleases);
  const auto log = *SqliteReleaseLog::Open(file_, Now);
  const std::vector<AuditRow> rows = *log->ReadAudit(0, 10);
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1].entry.object, "r-2");
  EXPECT_EQ(rows[1].entry.caller.request_id, "q2");
  EXPECT_EQ(rows[1].entry.after_digest, "\x04");
  EXPECT_EQ(rows[1].at, absl::FromUnixMicros(2000));
  EXPECT_EQ(rows[2].entry.outcome, kUnchanged);
  EXPECT_EQ(rows[3].entry.action, kMigrateStore);
  EXPECT_EQ(rows[3].at, Now());
  EXPECT_TRUE(VerifyAudit(*log, [](const AuditRow&) {}).ok());
  EXPECT_TRUE(log->CheckStorage().ok());
}

TEST_F(Migration, IsDoneOnce) {
  Make(kReleaseSchema1, kOldReleases);
  { ASSERT_TRUE(SqliteReleaseLog::Open(file_, Now).ok()); }
  EXPECT_EQ(*(*SqliteReleaseLog::Open(file_, Now))->LastAuditOrdinal(), 4);
}

TEST_F(Migration, AnEmptyOldFileGetsNoMark) {
  Make(kReleaseSchema1, "PRAGMA user_version = 1");
  EXPECT_EQ(*(*SqliteReleaseLog::Open(file_, Now))->LastAuditOrdinal(), 0);
}

TEST_F(Migration, OldReportsGetTheRowTheyNeverHad) {
  Make(kReportSchema1, kOldReports);
  const auto archive = *SqliteReportArchive::Open(file_, Now);
  const std::vector<AuditRow> rows = *archive->ReadAudit(0, 10);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].entry.action, kCreateReport);
  EXPECT_EQ(rows[0].entry.object, "rep-1");
  EXPECT_EQ(rows[0].entry.after_digest, Sha256("abc"));
  EXPECT_EQ(rows[1].entry.action, kMigrateStore);
  EXPECT_TRUE(archive->CheckStorage().ok());
  EXPECT_EQ(*archive->Get("rep-1"), "abc");
}

TEST_F(Migration, OneThatFailsLeavesTheOldFile) {
  Make(kReleaseSchema1, kOldReleases);
  for (const char* place : {"migrate-begin", "migrate-tables", "migrate-rows"}) {
    ASSERT_TRUE(ArmFailpoints(std::string(place) + ":error").ok());
    EXPECT_TRUE(absl::IsUnavailable(SqliteReleaseLog::Open(file_, Now).status())) << place;
    Database file = *Database::Open(file_);
    EXPECT_EQ(*file.QueryInteger("PRAGMA user_version"), 1) << place;
    EXPECT_EQ(*file.QueryInteger("SELECT COUNT(*) FROM sqlite_master WHERE name = 'audit_chain'"),
              0)
        << place;
  }
}

TEST_F(Migration, AFileThatIsReadOnlyIsNotMigrated) {
  Make(kReleaseSchema1, kOldReleases);
  EXPECT_TRUE(absl::IsFailedPrecondition(SqliteReleaseLog::OpenReadOnly(file_).status()));
}

}  // namespace
}  // namespace peerage::store
