// A log that nobody touched is whole; whatever is changed behind its back is
// found.
#include "services/ingestion/release_check.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "services/store/sqlite/sqlite_release_log.h"
#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kFirst[] =
    "quarter_end,force_id,indicator,offences\n"
    "2019-09,essex,All crime excl. fraud,100\n"
    "2019-12,essex,All crime excl. fraud,110\n";
constexpr char kSecond[] =
    "quarter_end,force_id,indicator,offences\n"
    "2019-12,essex,All crime excl. fraud,120\n";

// Reference data and two releases, in a file.
class ReleaseCheckTest : public peerage::testing::ImportFixture {
 protected:
  ReleaseCheckTest() {
    std::string name = (std::filesystem::temp_directory_path() / "check-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    file_ = (folder_ / "releases.sqlite").string();
    log_ = *store::SqliteReleaseLog::Open(file_, Now);
    Fill();
  }
  ~ReleaseCheckTest() override { std::filesystem::remove_all(folder_); }

  void Fill() {
    const ImportEngine imports(*log_, formats_, Now);
    v1::ImportReferenceRequest request;
    *request.mutable_reference() = wire::ToProto(peerage::testing::MakeImportReference());
    request.set_idempotency_key(NextKey());
    ASSERT_TRUE(ReferenceEngine(*log_).Apply(caller_, request).ok());
    for (const char* bytes : {kFirst, kSecond}) {
      const auto response =
          imports.Import(caller_, Header("ho-quarterly-indicators", bytes), bytes);
      ASSERT_TRUE(response.ok()) << response.status();
      ASSERT_TRUE(response->has_accepted()) << response->DebugString();
    }
  }

  std::string CheckAfter(const char* sql) {
    store::Database file = *store::Database::Open(file_);
    for (const char* trigger :
         {"release_stays", "release_kept", "chunk_stays", "chunk_kept", "reference_stays",
          "scope_stays", "scope_kept", "idem_stays", "idem_kept", "audit_chain_stays",
          "audit_chain_kept", "remark_stays", "remark_kept", "source_bytes_stay",
          "source_bytes_kept", "source_kept"}) {
      EXPECT_TRUE(file.Execute(absl::StrCat("DROP TRIGGER ", trigger).c_str()).ok());
    }
    EXPECT_TRUE(file.Execute("PRAGMA foreign_keys = OFF").ok());
    EXPECT_TRUE(file.Execute(sql).ok()) << sql;
    return Check();
  }
  std::string Check() {
    const auto found = CheckReleases(**store::SqliteReleaseLog::OpenReadOnly(file_));
    return found.ok() ? *found : std::string(found.status().message());
  }

  std::filesystem::path folder_;
  std::string file_;
  std::unique_ptr<store::SqliteReleaseLog> log_;
  store::Caller caller_{.identity = "local", .request_id = "request"};
};

TEST_F(ReleaseCheckTest, AnUntouchedLogIsWhole) {
  EXPECT_THAT(Check(), StartsWith("verified: 3 releases, 2 chunks, 2 scopes, 3 audit rows"));
}

TEST_F(ReleaseCheckTest, AnEmptyLogIsWhole) {
  EXPECT_THAT(*CheckReleases(peerage::testing::ImportFixture::log_),
              StartsWith("verified: 0 releases"));
}

TEST_F(ReleaseCheckTest, ChangedFiguresAreFound) {
  EXPECT_THAT(
      CheckAfter("UPDATE chunk SET bytes = (SELECT bytes FROM chunk WHERE seq = 2),"
                 " raw_digest = (SELECT raw_digest FROM chunk WHERE seq = 2) WHERE seq = 3"),
      HasSubstr("release 3"));
}

TEST_F(ReleaseCheckTest, ADamagedChunkIsFound) {
  EXPECT_THAT(CheckAfter("UPDATE chunk SET raw_digest = x'00' WHERE seq = 2"),
              HasSubstr("release 2: chunk: the digest does not match"));
}

TEST_F(ReleaseCheckTest, AChunkThatIsGoneIsFound) {
  EXPECT_THAT(CheckAfter("DELETE FROM chunk WHERE seq = 3"),
              HasSubstr("release 3: its content digest is not that of its figures"));
}

TEST_F(ReleaseCheckTest, AScopeThatIsGoneIsFound) {
  EXPECT_THAT(CheckAfter("DELETE FROM scope WHERE seq = 3"),
              HasSubstr("release 3: its scopes are not those of its figures"));
}

TEST_F(ReleaseCheckTest, ChangedReferenceDataAreFound) {
  EXPECT_THAT(CheckAfter("UPDATE reference SET bytes = x'00' WHERE seq = 1"),
              HasSubstr("release 1: its content digest is not that of its bytes"));
}

TEST_F(ReleaseCheckTest, AChangedRowCountIsFound) {
  EXPECT_THAT(CheckAfter("UPDATE release SET rows = 9 WHERE seq = 2"),
              HasSubstr("release 2: is not what its audit row says"));
}

TEST_F(ReleaseCheckTest, AChangedReasonIsFound) {
  EXPECT_THAT(CheckAfter("UPDATE release SET reason = 'x' WHERE seq = 3"),
              HasSubstr("release 3: is not what its audit row says"));
}

TEST_F(ReleaseCheckTest, AReleaseWithoutItsAuditRowIsFound) {
  EXPECT_THAT(
      CheckAfter("DELETE FROM audit_chain WHERE ordinal = 3; DELETE FROM idem WHERE seq = 3;"
                 "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'audit_chain'"),
      HasSubstr("release 3: has 0 audit rows"));
}

TEST_F(ReleaseCheckTest, ChangedWarningsAreFound) {
  EXPECT_THAT(CheckAfter("UPDATE remark SET bytes = x'00' WHERE seq = 2"),
              HasSubstr("release 2: its warnings are not those of their digest"));
}

TEST_F(ReleaseCheckTest, WarningsThatAreGoneAreFound) {
  EXPECT_THAT(CheckAfter("DELETE FROM remark WHERE seq = 2"),
              HasSubstr("release 2: is not what its audit row says"));
}

TEST_F(ReleaseCheckTest, ChangedSourceBytesAreFound) {
  EXPECT_THAT(CheckAfter("UPDATE source_bytes SET zstd = (SELECT zstd FROM source_bytes"
                         " WHERE sha256 = (SELECT bytes_sha256 FROM release WHERE seq = 2)),"
                         " size = (SELECT size FROM source_bytes WHERE sha256 ="
                         " (SELECT bytes_sha256 FROM release WHERE seq = 2))"),
              HasSubstr("release 3: its source bytes are not those of their digest"));
}

TEST_F(ReleaseCheckTest, SourceBytesThatAreGoneAreFound) {
  EXPECT_THAT(CheckAfter("DELETE FROM source_bytes WHERE sha256 ="
                         " (SELECT bytes_sha256 FROM release WHERE seq = 3)"),
              HasSubstr("release 3: its source bytes are gone"));
}

TEST_F(ReleaseCheckTest, ThatSourceBytesWereKeptIsNotForgotten) {
  EXPECT_THAT(CheckAfter("DELETE FROM source WHERE seq = 3"),
              HasSubstr("release 3: is not what its audit row says"));
}

TEST_F(ReleaseCheckTest, AReleaseThatIsGoneIsFound) {
  EXPECT_THAT(
      CheckAfter("DELETE FROM scope WHERE seq = 2; DELETE FROM chunk WHERE seq = 2;"
                 "DELETE FROM remark WHERE seq = 2; DELETE FROM source WHERE seq = 2;"
                 "UPDATE idem SET seq = 3 WHERE seq = 2; DELETE FROM release WHERE seq = 2"),
      HasSubstr("release 2: is missing"));
}

}  // namespace
}  // namespace peerage::ingestion
