// One contract, every backend.
#include "services/store/report_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "services/store/audit_chain.h"
#include "services/store/memory_report_archive.h"
#include "services/store/sha256.h"
#include "services/store/sqlite/sqlite_report_archive.h"

namespace peerage::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A folder of its own for each test, gone afterwards.
class TempFolder {
 public:
  TempFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "archive-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  std::string File() const { return (path_ / "reports.sqlite").string(); }

 private:
  std::filesystem::path path_;
};

ReportEntry MakeEntry(const std::string& id, const std::string& force = "essex",
                      const std::string& dataset = "open-data") {
  return {.id = id,
          .title = "The paper",
          .force_id = force,
          .dataset_id = dataset,
          .reporting_month = "2019-12",
          .seq = 7,
          .created_at_ms = 1'577'836'800'000};
}

ReportIdempotency MakeKey(const std::string& key, const std::string& digest = "digest") {
  return {.identity = "local", .key = key, .request_digest = digest};
}

const Caller kCaller = {.identity = "local", .request_id = "request"};

absl::Time Now() { return absl::FromUnixSeconds(1'600'000'000); }

using Maker = std::function<std::unique_ptr<ReportArchive>(const TempFolder&)>;

class ReportArchiveContract : public ::testing::TestWithParam<std::pair<std::string, Maker>> {
 protected:
  TempFolder folder_;
  std::unique_ptr<ReportArchive> archive_ = GetParam().second(folder_);
};

TEST_P(ReportArchiveContract, WhatWasInsertedIsThere) {
  // Bytes are bytes: zeros and all.
  const std::string bytes("a\0b\xff", 4);
  ASSERT_EQ(archive_->Insert(MakeEntry("rep-1"), bytes, MakeKey("k1"), kCaller).value(), bytes);
  EXPECT_EQ(archive_->Get("rep-1").value(), bytes);
}

TEST_P(ReportArchiveContract, DescribesWhatIsKeptWithoutItsBytes) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  ASSERT_TRUE(
      archive_->Insert(MakeEntry("rep-2"), std::string("a\0b", 3), MakeKey("k2"), kCaller).ok());
  EXPECT_EQ(archive_->Describe("rep-2").value(),
            (KeptReport{{.ordinal = 2, .entry = MakeEntry("rep-2")}, 3}));
  EXPECT_TRUE(absl::IsNotFound(archive_->Describe("rep-3").status()));
}

TEST_P(ReportArchiveContract, EmptyBytesAreKept) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "", MakeKey("k1"), kCaller).ok());
  EXPECT_EQ(archive_->Get("rep-1").value(), "");
}

TEST_P(ReportArchiveContract, AnUnknownReportIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(archive_->Get("rep-1").status()));
}

TEST_P(ReportArchiveContract, TheSameRequestGivesTheFirstBytes) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  EXPECT_EQ(archive_->Insert(MakeEntry("rep-2"), "second", MakeKey("k1"), kCaller).value(),
            "first");
  EXPECT_TRUE(absl::IsNotFound(archive_->Get("rep-2").status()));
  EXPECT_EQ(archive_->Find(MakeKey("k1")).value(), "first");
}

TEST_P(ReportArchiveContract, AnotherRequestWithTheSameKeyIsRefused) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "first", MakeKey("k1", "one"), kCaller).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(
      archive_->Insert(MakeEntry("rep-2"), "second", MakeKey("k1", "two"), kCaller).status()));
  EXPECT_TRUE(absl::IsAlreadyExists(archive_->Find(MakeKey("k1", "two")).status()));
  EXPECT_THAT(archive_->List({}, 0, 10).value(), SizeIs(1));
}

TEST_P(ReportArchiveContract, KeysBelongToTheirIdentity) {
  ReportIdempotency other = MakeKey("k1", "other");
  other.identity = "kent";
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  EXPECT_EQ(archive_->Insert(MakeEntry("rep-2"), "second", other, kCaller).value(), "second");
}

TEST_P(ReportArchiveContract, ANewKeyFindsNothing) {
  EXPECT_EQ(archive_->Find(MakeKey("k1")).value(), std::nullopt);
}

TEST_P(ReportArchiveContract, ATakenIdKeepsNothingOfTheSecond) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(
      archive_->Insert(MakeEntry("rep-1"), "second", MakeKey("k2"), kCaller).status()));
  EXPECT_EQ(archive_->Find(MakeKey("k2")).value(), std::nullopt);
  EXPECT_EQ(archive_->Get("rep-1").value(), "first");
}

TEST_P(ReportArchiveContract, ListsNewestFirst) {
  for (const char* id : {"rep-1", "rep-2", "rep-3"}) {
    ASSERT_TRUE(archive_->Insert(MakeEntry(id), id, MakeKey(id), kCaller).ok());
  }
  EXPECT_THAT(archive_->List({}, 0, 2).value(), ElementsAre(ListedReport{3, MakeEntry("rep-3")},
                                                            ListedReport{2, MakeEntry("rep-2")}));
  EXPECT_THAT(archive_->List({}, 2, 2).value(), ElementsAre(ListedReport{1, MakeEntry("rep-1")}));
  EXPECT_THAT(archive_->List({}, 1, 2).value(), IsEmpty());
}

TEST_P(ReportArchiveContract, ListsOnlyWhatTheFilterNames) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1", "essex"), "", MakeKey("1"), kCaller).ok());
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-2", "kent"), "", MakeKey("2"), kCaller).ok());
  ASSERT_TRUE(
      archive_->Insert(MakeEntry("rep-3", "essex", "paper"), "", MakeKey("3"), kCaller).ok());
  EXPECT_THAT(archive_->List({.force_id = "essex"}, 0, 10).value(), SizeIs(2));
  EXPECT_THAT(archive_->List({.dataset_id = "paper"}, 0, 10).value(), SizeIs(1));
  EXPECT_THAT(archive_->List({.force_id = "kent", .dataset_id = "paper"}, 0, 10).value(),
              IsEmpty());
}

TEST_P(ReportArchiveContract, OneKeyFromManyThreadsKeepsOneReport) {
  std::vector<std::thread> threads;
  std::vector<std::string> answers(8);
  for (size_t i = 0; i < answers.size(); ++i) {
    threads.emplace_back([&, i] {
      const std::string id = "rep-" + std::to_string(i);
      answers[i] = archive_->Insert(MakeEntry(id), id, MakeKey("k1"), kCaller).value();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(answers, ::testing::Each(answers.front()));
  EXPECT_THAT(archive_->List({}, 0, 10).value(), SizeIs(1));
}

TEST_P(ReportArchiveContract, EachReportHasExactlyOneAuditRow) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-2"), "second", MakeKey("k1"), kCaller).ok());
  const std::vector<AuditRow> rows = archive_->ReadAudit(0, 10).value();
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].entry.caller.request_id, "request");
  EXPECT_EQ(rows[0].entry.action, kCreateReport);
  EXPECT_EQ(rows[0].entry.object, "rep-1");
  EXPECT_EQ(rows[0].entry.after_digest, Sha256("first"));
}

TEST_P(ReportArchiveContract, ReadsAreRowsOfTheSameChain) {
  ASSERT_TRUE(archive_->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  ASSERT_TRUE(archive_->Record({.action = "read report", .object = "rep-1"}).ok());
  const auto head = VerifyAudit(*archive_, [](const AuditRow&) {});
  ASSERT_TRUE(head.ok()) << head.status();
  EXPECT_EQ(head->ordinal, 2);
  EXPECT_TRUE(archive_->CheckStorage().ok());
}

INSTANTIATE_TEST_SUITE_P(
    Backends, ReportArchiveContract,
    ::testing::Values(std::pair<std::string, Maker>("Memory",
                                                    [](const TempFolder&) {
                                                      return std::make_unique<MemoryReportArchive>(
                                                          Now);
                                                    }),
                      std::pair<std::string, Maker>(
                          "Sqlite",
                          [](const TempFolder& folder) {
                            return SqliteReportArchive::Open(folder.File(), Now).value();
                          })),
    [](const auto& backend) { return backend.param.first; });

TEST(SqliteReportArchive, KeepsReportsAndKeysAcrossARestart) {
  const TempFolder folder;
  {
    const auto archive = SqliteReportArchive::Open(folder.File(), Now).value();
    ASSERT_TRUE(archive->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  }
  const auto archive = SqliteReportArchive::Open(folder.File(), Now).value();
  EXPECT_EQ(archive->Get("rep-1").value(), "first");
  EXPECT_EQ(archive->Insert(MakeEntry("rep-2"), "second", MakeKey("k1"), kCaller).value(), "first");
}

TEST(SqliteReportArchive, TheFileItselfRefusesChanges) {
  const TempFolder folder;
  const auto archive = SqliteReportArchive::Open(folder.File(), Now).value();
  ASSERT_TRUE(archive->Insert(MakeEntry("rep-1"), "first", MakeKey("k1"), kCaller).ok());
  Database other = Database::Open(folder.File()).value();
  EXPECT_FALSE(other.Execute("UPDATE report SET bytes = x'00'").ok());
  EXPECT_FALSE(other.Execute("DELETE FROM report").ok());
  EXPECT_FALSE(other.Execute("DELETE FROM idem").ok());
  EXPECT_EQ(archive->Get("rep-1").value(), "first");
}

TEST(SqliteReportArchive, AFileOfANewerProgramIsRefused) {
  const TempFolder folder;
  { ASSERT_TRUE(Database::Open(folder.File()).value().Execute("PRAGMA user_version = 3").ok()); }
  EXPECT_TRUE(absl::IsFailedPrecondition(SqliteReportArchive::Open(folder.File(), Now).status()));
}

TEST(SqliteReportArchive, AFolderThatIsNotThereIsUnavailable) {
  EXPECT_TRUE(
      absl::IsUnavailable(SqliteReportArchive::Open("/nowhere/reports.sqlite", Now).status()));
}

}  // namespace
}  // namespace peerage::store
