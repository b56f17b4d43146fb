#include "services/reporting/report_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/reporting/report_engine.h"
#include "services/store/sqlite/sqlite_report_archive.h"
#include "tests/testing/fake_figure_source.h"

namespace peerage::reporting {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// Two reports, in a file.
class ReportCheckTest : public ::testing::Test {
 protected:
  ReportCheckTest() {
    std::string name = (std::filesystem::temp_directory_path() / "check-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    file_ = (folder_ / "reports.sqlite").string();
    const auto now = [] { return absl::FromUnixSeconds(1'600'000'000); };
    archive_ = *store::SqliteReportArchive::Open(file_, now);
    testing::FakeFigureSource figures;
    ReportEngine engine(figures, *archive_, now);
    for (const char* key : {"first-key-of-sixteen", "second-key-of-sixteen"}) {
      v1::CreateReportRequest request = testing::MakeReportRequest();
      request.set_idempotency_key(key);
      EXPECT_TRUE(engine.Create(request, {.identity = "local"}, {}).ok());
    }
  }
  ~ReportCheckTest() override { std::filesystem::remove_all(folder_); }

  std::string CheckAfter(const char* sql) {
    store::Database file = *store::Database::Open(file_);
    EXPECT_TRUE(file.Execute("DROP TRIGGER report_never_updated; DROP TRIGGER report_never_deleted;"
                             "DROP TRIGGER idem_never_deleted; DROP TRIGGER idem_never_updated;"
                             "DROP TRIGGER audit_chain_kept; PRAGMA foreign_keys = OFF")
                    .ok());
    EXPECT_TRUE(file.Execute(sql).ok()) << sql;
    const auto found = CheckReports(**store::SqliteReportArchive::OpenReadOnly(file_));
    return found.ok() ? *found : std::string(found.status().message());
  }

  std::filesystem::path folder_;
  std::string file_;
  std::unique_ptr<store::SqliteReportArchive> archive_;
};

TEST_F(ReportCheckTest, AnUntouchedArchiveIsWhole) {
  EXPECT_THAT(CheckAfter("SELECT 1"), StartsWith("verified: 2 reports, 2 audit rows"));
}

TEST_F(ReportCheckTest, ChangedBytesAreFound) {
  EXPECT_THAT(CheckAfter("UPDATE report SET bytes = x'0a0178' WHERE ordinal = 2"),
              HasSubstr("its digest is not that of its content"));
}

TEST_F(ReportCheckTest, AChangedEntryIsFound) {
  EXPECT_THAT(CheckAfter("UPDATE report SET title = 'x' WHERE ordinal = 2"),
              HasSubstr("its entry is not what its bytes say"));
}

TEST_F(ReportCheckTest, AReportThatIsGoneIsFound) {
  EXPECT_THAT(CheckAfter("UPDATE idem SET report_ordinal = 2; DELETE FROM report WHERE ordinal = 1;"
                         "INSERT INTO idem VALUES('x', 'x', x'00', 2)"),
              HasSubstr("there are not as many"));
}

TEST_F(ReportCheckTest, ACutAuditIsFound) {
  EXPECT_THAT(CheckAfter("DELETE FROM audit_chain WHERE ordinal = 2; DELETE FROM idem WHERE"
                         " report_ordinal = 2"),
              HasSubstr("audit row 2 was cut off the end"));
}

}  // namespace
}  // namespace peerage::reporting
