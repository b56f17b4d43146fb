// Whoever has the file can change it; the chain shows where.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/store/audit_chain.h"
#include "services/store/sqlite/sqlite_report_archive.h"

namespace peerage::store {
namespace {

using ::testing::HasSubstr;

class AuditTampering : public ::testing::Test {
 protected:
  AuditTampering() { BeginAnew(); }
  ~AuditTampering() override { std::filesystem::remove_all(folder_); }

  // Five rows in a file of their own.
  void BeginAnew() {
    archive_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    std::string name = (std::filesystem::temp_directory_path() / "audit-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    file_ = (folder_ / "reports.sqlite").string();
    archive_ = *SqliteReportArchive::Open(file_, [] { return absl::FromUnixSeconds(1); });
    for (int i = 1; i <= 5; ++i) {
      EXPECT_TRUE(archive_->Record({.action = "read report", .object = absl::StrCat(i)}).ok());
    }
  }

  // Changes the file as only its owner can; says what verifying then finds.
  std::string VerifyAfter(const char* sql) {
    Database file = *Database::Open(file_);
    EXPECT_TRUE(
        file.Execute("DROP TRIGGER audit_chain_stays; DROP TRIGGER audit_chain_kept;").ok());
    EXPECT_TRUE(file.Execute(sql).ok()) << sql;
    const auto head = VerifyAudit(*archive_, [](const AuditRow&) {});
    return head.ok() ? "whole" : std::string(head.status().message());
  }

  std::filesystem::path folder_;
  std::string file_;
  std::unique_ptr<SqliteReportArchive> archive_;
};

TEST_F(AuditTampering, AnUntouchedChainIsWhole) { EXPECT_EQ(VerifyAfter("SELECT 1"), "whole"); }

TEST_F(AuditTampering, ADeletedRowIsMissed) {
  EXPECT_THAT(VerifyAfter("DELETE FROM audit_chain WHERE ordinal = 3"),
              HasSubstr("audit row 3 is missing"));
}

TEST_F(AuditTampering, TheFirstRowIsMissed) {
  EXPECT_THAT(VerifyAfter("DELETE FROM audit_chain WHERE ordinal = 1"),
              HasSubstr("audit row 1 is missing"));
}

TEST_F(AuditTampering, ADeletedRowIsMissedAlsoWhenTheRestMovesUp) {
  EXPECT_THAT(VerifyAfter("DELETE FROM audit_chain WHERE ordinal = 3;"
                          "UPDATE audit_chain SET ordinal = ordinal - 1 WHERE ordinal > 3"),
              HasSubstr("audit row 3 was edited"));
}

TEST_F(AuditTampering, AnEditedFieldIsSeen) {
  for (const char* column : {"at_micros = 7", "identity = 'x'", "end_user = 'x'", "role = 'x'",
                             "action = 'x'", "object = 'x'", "before_digest = 'x'",
                             "after_digest = 'x'", "outcome = 'x'", "request_id = 'x'"}) {
    BeginAnew();
    EXPECT_THAT(
        VerifyAfter(absl::StrCat("UPDATE audit_chain SET ", column, " WHERE ordinal = 4").c_str()),
        HasSubstr("audit row 4 was edited"))
        << column;
  }
}

TEST_F(AuditTampering, ExchangedRowsAreSeen) {
  EXPECT_THAT(VerifyAfter("UPDATE audit_chain SET ordinal = 99 WHERE ordinal = 2;"
                          "UPDATE audit_chain SET ordinal = 2 WHERE ordinal = 3;"
                          "UPDATE audit_chain SET ordinal = 3 WHERE ordinal = 99"),
              HasSubstr("audit row 2 was edited"));
}

TEST_F(AuditTampering, AnEditedRowWithANewHashBreaksTheNext) {
  AuditRow forged = archive_->ReadAudit(1, 1)->front();
  forged.entry.object = "forged";
  const std::string hash = absl::BytesToHexString(AuditHash(forged));
  EXPECT_THAT(VerifyAfter(absl::StrCat("UPDATE audit_chain SET object = 'forged', hash = x'", hash,
                                       "' WHERE ordinal = 2")
                              .c_str()),
              HasSubstr("audit row 3 does not follow the row before"));
}

TEST_F(AuditTampering, RowsCutOffTheEndAreMissed) {
  EXPECT_THAT(VerifyAfter("DELETE FROM audit_chain WHERE ordinal > 3"),
              HasSubstr("audit row 4 was cut off the end"));
}

TEST_F(AuditTampering, RowsCutOffTheEndAreMissedForEver) {
  VerifyAfter("DELETE FROM audit_chain WHERE ordinal > 3");
  ASSERT_TRUE(archive_->Record({.action = "read report"}).ok());
  const auto head = VerifyAudit(*archive_, [](const AuditRow&) {});
  EXPECT_THAT(std::string(head.status().message()), HasSubstr("audit row 4 is missing"));
}

TEST_F(AuditTampering, AReportWithoutItsRowIsSeen) {
  const ReportEntry entry{.id = "rep-1"};
  ASSERT_TRUE(archive_->Insert(entry, "bytes", {"local", "key", "digest"}, {}).ok());
  ASSERT_TRUE(archive_->CheckStorage().ok());
  VerifyAfter(
      "DELETE FROM audit_chain WHERE ordinal = 6;"
      "UPDATE sqlite_sequence SET seq = 5 WHERE name = 'audit_chain'");
  EXPECT_TRUE(absl::IsDataLoss(archive_->CheckStorage()));
}

}  // namespace
}  // namespace peerage::store
