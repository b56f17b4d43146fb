// The promises of release_log.h, on every backend.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/store/audit_chain.h"
#include "services/store/memory_release_log.h"
#include "services/store/release_draft.h"
#include "services/store/release_log.h"
#include "services/store/sqlite/sqlite_release_log.h"

namespace peerage::store {
namespace {

using core::Month;

struct Backend {
  const char* name;
  std::function<std::unique_ptr<ReleaseLog>(const std::string& path, Clock clock)> open;
};

class ReleaseLogContract : public ::testing::TestWithParam<Backend> {
 protected:
  ReleaseLogContract() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name = absl::StrCat("peerage-store-", getpid(), "-", test->name());
    std::replace(name.begin(), name.end(), '/', '-');
    directory_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directories(directory_);
    log_ = GetParam().open(directory_ / "releases.sqlite", [this] { return now_.load(); });
  }
  ~ReleaseLogContract() override {
    log_.reset();
    std::filesystem::remove_all(directory_);
  }

  // One scope of all-crime with one figure's worth of content.
  ReleaseDraft Draft(const std::string& content, Month period = Month(2019, 12)) {
    ReleaseDraft draft;
    draft.id = absl::StrCat("r-", content, ++drafts_);
    draft.dataset_id = "open-data";
    draft.format = "ho-quarterly-indicators";
    draft.reason = "first figures";
    draft.bytes_sha256 = std::string("\0sha", 4);
    draft.content_digest = "digest of " + content;
    draft.rows = 43;
    draft.file_name = "figures.csv";
    draft.caller = {.identity = "local", .request_id = "request", .end_user = "A. Clerk"};
    draft.chunks = {{"all-crime", period, period, std::string("\0chunk ", 7) + content, "raw"}};
    draft.scopes = {{"all-crime", period, 3, content}};
    draft.based_on_seq = log_->ReadDataset("open-data")->newest_seq;
    return draft;
  }

  ReleaseDraft ReferenceDraft(const std::string& content) {
    ReleaseDraft draft = Draft(content);
    draft.kind = ReleaseKind::kReference;
    draft.format = "reference";
    draft.chunks.clear();
    draft.scopes.clear();
    draft.reference = content;
    return draft;
  }

  absl::StatusOr<std::string> Commit(const ReleaseDraft& draft, const std::string& key,
                                     const std::string& request = "request") {
    return log_->Commit(draft, {"local", key, request}, [](const Committed& committed) {
      return absl::StrCat(committed.unchanged ? "unchanged " : "new ", committed.release.seq);
    });
  }

  std::atomic<absl::Time> now_{absl::FromUnixSeconds(1'577'836'800)};
  std::filesystem::path directory_;
  std::unique_ptr<ReleaseLog> log_;
  int drafts_ = 0;
};

TEST_P(ReleaseLogContract, BeginsEmpty) {
  EXPECT_EQ(*log_->Head(), 0);
  EXPECT_EQ(log_->ReadDataset("open-data")->newest_seq, 0);
  EXPECT_TRUE(log_->List("", 0, 10)->empty());
  EXPECT_TRUE(absl::IsNotFound(log_->Get(1).status()));
  EXPECT_TRUE(absl::IsNotFound(log_->ReadChunks(0).status()));
}

TEST_P(ReleaseLogContract, KeepsAReleaseWhole) {
  const ReleaseDraft draft = Draft("a");
  EXPECT_EQ(*Commit(draft, "key"), "new 1");
  const Release release = *log_->Get(1);
  EXPECT_EQ(release.id, draft.id);
  EXPECT_EQ(release.dataset_id, "open-data");
  EXPECT_EQ(release.kind, ReleaseKind::kFinal);
  EXPECT_EQ(release.format, draft.format);
  EXPECT_EQ(release.reason, draft.reason);
  EXPECT_EQ(release.bytes_sha256, draft.bytes_sha256);
  EXPECT_EQ(release.content_digest, draft.content_digest);
  EXPECT_EQ(release.rows, 43);
  EXPECT_EQ(release.known_at, now_.load());
  EXPECT_EQ(release.actor, "local");
  EXPECT_EQ(release.file_name, "figures.csv");
  EXPECT_EQ(release.series_ids, std::vector<std::string>{"all-crime"});
  EXPECT_EQ(release.first_period, Month(2019, 12));
  EXPECT_EQ(release.last_period, Month(2019, 12));
  EXPECT_EQ(*log_->ReadChunks(1), draft.chunks);
}

TEST_P(ReleaseLogContract, KeepsRemarksAndSourceBytesWithTheRelease) {
  ReleaseDraft said = Draft("a");
  said.remarks = std::string("a \0 warning", 11);
  const std::string source = std::string("a,b\n\0", 5) + std::string(10'000, 'x');
  said.source = source;
  ASSERT_TRUE(Commit(said, "key-1").ok());
  ReleaseDraft silent = Draft("b");
  silent.bytes_sha256 = "of other bytes";
  ASSERT_TRUE(Commit(silent, "key-2").ok());
  EXPECT_EQ(*log_->ReadRemarks(1), said.remarks);
  EXPECT_EQ(**log_->ReadSource(1), source);
  EXPECT_EQ(*log_->ReadRemarks(2), "");
  EXPECT_FALSE(log_->ReadSource(2)->has_value());
  EXPECT_TRUE(absl::IsNotFound(log_->ReadRemarks(3).status()));
  EXPECT_TRUE(absl::IsNotFound(log_->ReadSource(3).status()));
  EXPECT_EQ(log_->Get(1)->remarks_sha256.size(), 32u);
  EXPECT_TRUE(log_->Get(2)->remarks_sha256.empty());
}

TEST(ReleaseDigest, CoversWhatWasSaid) {
  Release release{.id = "r-1"};
  const std::string silent = ReleaseDigest(release);
  release.remarks_sha256 = "a";
  const std::string said = ReleaseDigest(release);
  release.remarks_sha256 = "b";
  EXPECT_NE(silent, said);
  EXPECT_NE(said, ReleaseDigest(release));
  release.remarks_sha256.clear();
  release.source_kept = true;
  EXPECT_NE(silent, ReleaseDigest(release));
}

TEST_P(ReleaseLogContract, SpansTheScopesOfAllSeries) {
  ReleaseDraft draft = Draft("a");
  draft.scopes.push_back({"homicide", Month(2012, 6), 3, "b"});
  draft.scopes.push_back({"all-crime", Month(2025, 12), 3, "c"});
  ASSERT_TRUE(Commit(draft, "key").ok());
  const Release release = *log_->Get(1);
  EXPECT_EQ(release.series_ids, (std::vector<std::string>{"all-crime", "homicide"}));
  EXPECT_EQ(release.first_period, Month(2012, 6));
  EXPECT_EQ(release.last_period, Month(2025, 12));
}

TEST_P(ReleaseLogContract, CountsWithoutGaps) {
  EXPECT_EQ(*Commit(Draft("a"), "1"), "new 1");
  EXPECT_EQ(*Commit(Draft("a"), "2"), "unchanged 1");
  EXPECT_FALSE(Commit(Draft("b"), "1", "another").ok());
  EXPECT_EQ(*Commit(Draft("b"), "3"), "new 2");
  EXPECT_EQ(*log_->Head(), 2);
}

TEST_P(ReleaseLogContract, AReplayGivesTheFirstAnswer) {
  const ReleaseDraft draft = Draft("a");
  ASSERT_TRUE(Commit(draft, "key").ok());
  ASSERT_TRUE(Commit(Draft("b"), "other").ok());
  EXPECT_EQ(*Commit(draft, "key"), "new 1") << "though the draft is behind by now";
  EXPECT_EQ(**log_->FindAnswer({"local", "key", "request"}), "new 1");
  EXPECT_EQ(*log_->Head(), 2);
}

TEST_P(ReleaseLogContract, AnUnchangedAnswerIsKeptToo) {
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  ASSERT_EQ(*Commit(Draft("a"), "2"), "unchanged 1");
  ASSERT_TRUE(Commit(Draft("b"), "3").ok());
  EXPECT_EQ(*Commit(Draft("a"), "2"), "unchanged 1");
  EXPECT_EQ(*log_->Head(), 2);
}

TEST_P(ReleaseLogContract, AKeyUsedForAnotherRequestIsRefused) {
  ASSERT_TRUE(Commit(Draft("a"), "key").ok());
  EXPECT_TRUE(absl::IsAlreadyExists(Commit(Draft("b"), "key", "another").status()));
  EXPECT_TRUE(absl::IsAlreadyExists(log_->FindAnswer({"local", "key", "another"}).status()));
  EXPECT_EQ(*log_->Head(), 1);
}

TEST_P(ReleaseLogContract, KeysBelongToTheirIdentity) {
  ASSERT_TRUE(Commit(Draft("a"), "key").ok());
  EXPECT_FALSE(log_->FindAnswer({"another", "key", "another"})->has_value());
}

TEST_P(ReleaseLogContract, GoingBackToEarlierFiguresIsARelease) {
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  ASSERT_TRUE(Commit(Draft("b"), "2").ok());
  EXPECT_EQ(*Commit(Draft("a"), "3"), "new 3");
}

TEST_P(ReleaseLogContract, UnchangedNeedsEveryScope) {
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  ReleaseDraft more = Draft("a");
  more.scopes.push_back({"all-crime", Month(2020, 3), 3, "b"});
  EXPECT_EQ(*Commit(more, "2"), "new 2");
  EXPECT_EQ(*Commit(Draft("a"), "3"), "unchanged 2") << "the newest release that holds it";
}

TEST_P(ReleaseLogContract, ADraftCheckedAgainstAnOlderStateIsAborted) {
  const ReleaseDraft late = Draft("late");
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  EXPECT_TRUE(absl::IsAborted(Commit(late, "2").status()));
  EXPECT_FALSE(log_->FindAnswer({"local", "2", "request"})->has_value());
}

TEST_P(ReleaseLogContract, DatasetsDoNotRace) {
  ReleaseDraft other = Draft("a");
  other.dataset_id = "paper-2020-01";
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  EXPECT_EQ(*Commit(other, "2"), "new 2");
  EXPECT_EQ(log_->ReadDataset("open-data")->newest_seq, 1);
  EXPECT_EQ(log_->List("paper-2020-01", 0, 10)->size(), 1u);
}

TEST_P(ReleaseLogContract, ReferenceDataAreReleases) {
  EXPECT_EQ(*Commit(ReferenceDraft("r1"), "1"), "new 1");
  EXPECT_EQ(*Commit(ReferenceDraft("r1"), "2"), "unchanged 1");
  ASSERT_TRUE(Commit(Draft("a"), "3").ok());
  EXPECT_EQ(*log_->ReadReference(1), "r1");
  EXPECT_TRUE(log_->ReadChunks(1)->empty());
  EXPECT_TRUE(absl::IsNotFound(log_->ReadReference(2).status()));
  const DatasetState state = *log_->ReadDataset("open-data");
  EXPECT_EQ(state.newest_seq, 2);
  EXPECT_EQ(state.reference_seq, 1);
  EXPECT_EQ(state.reference_digest, "digest of r1");
  EXPECT_FALSE(log_->Get(1)->first_period.has_value());
}

TEST_P(ReleaseLogContract, HeadsAreTheNewestOfEachScope) {
  ASSERT_TRUE(Commit(Draft("a", Month(2019, 9)), "1").ok());
  ASSERT_TRUE(Commit(Draft("b", Month(2019, 12)), "2").ok());
  ReleaseDraft revised = Draft("c", Month(2019, 9));
  revised.format = "tidy";
  ASSERT_TRUE(Commit(revised, "3").ok());
  const std::vector<ScopeHead> expected = {
      {"all-crime", Month(2019, 9), 3, "c", 3, "tidy"},
      {"all-crime", Month(2019, 12), 3, "b", 2, "ho-quarterly-indicators"}};
  EXPECT_EQ(log_->ReadDataset("open-data")->heads, expected);
}

TEST_P(ReleaseLogContract, WhatADatasetWasAfterAReleaseStays) {
  ASSERT_TRUE(Commit(ReferenceDraft("r1"), "1").ok());
  ASSERT_TRUE(Commit(Draft("a"), "2").ok());
  const auto describe = [](const DatasetState& state) {
    std::string text = absl::StrCat(state.newest_seq, " ", state.reference_digest);
    for (const ScopeHead& head : state.heads) absl::StrAppend(&text, " ", head.digest);
    return text;
  };
  ASSERT_TRUE(Commit(Draft("b"), "3").ok());
  ASSERT_TRUE(Commit(ReferenceDraft("r2"), "4").ok());
  EXPECT_EQ(describe(*log_->ReadDatasetAt("open-data", 0)), "0 ");
  EXPECT_EQ(describe(*log_->ReadDatasetAt("open-data", 1)), "1 digest of r1");
  EXPECT_EQ(describe(*log_->ReadDatasetAt("open-data", 2)), "2 digest of r1 a");
  EXPECT_EQ(describe(*log_->ReadDatasetAt("open-data", 3)), "3 digest of r1 b");
  EXPECT_EQ(describe(*log_->ReadDatasetAt("open-data", 9)), "4 digest of r2 b");
}

TEST_P(ReleaseLogContract, ListsInCommitOrderByPages) {
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(Commit(Draft(absl::StrCat(i)), absl::StrCat(i)).ok());
  }
  const std::vector<Release> page = *log_->List("open-data", 2, 2);
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[0], *log_->Get(3));
  EXPECT_EQ(page[1], *log_->Get(4));
}

TEST_P(ReleaseLogContract, KnownAtNeverFalls) {
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  const absl::Time first = now_.load();
  now_ = first - absl::Hours(1);
  ASSERT_TRUE(Commit(Draft("b"), "2").ok());
  EXPECT_EQ(log_->Get(2)->known_at, first);
}

TEST_P(ReleaseLogContract, WaitingEndsWithACommit) {
  std::thread writer([&] { ASSERT_TRUE(Commit(Draft("a"), "1").ok()); });
  EXPECT_EQ(log_->WaitForSeqAbove(0, absl::Seconds(30)), 1);
  writer.join();
  EXPECT_EQ(log_->WaitForSeqAbove(1, absl::Milliseconds(1)), 1);
}

TEST_P(ReleaseLogContract, ConcurrentReplaysUseOneSeq) {
  const ReleaseDraft draft = Draft("a");
  std::vector<std::thread> threads;
  threads.reserve(8);
  std::atomic<int> same{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { same += *Commit(draft, "key") == "new 1" ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(same, 8);
  EXPECT_EQ(*log_->Head(), 1);
}

TEST_P(ReleaseLogContract, ScopesOfAReleaseAreRead) {
  ReleaseDraft draft = Draft("a");
  draft.scopes.insert(draft.scopes.begin(), {"homicide", Month(2012, 6), 3, "b"});
  ASSERT_TRUE(Commit(draft, "key").ok());
  const std::vector<ScopeDraft> expected = {draft.scopes[1], draft.scopes[0]};
  EXPECT_EQ(*log_->ReadScopes(1), expected);
  EXPECT_TRUE(absl::IsNotFound(log_->ReadScopes(2).status()));
}

TEST_P(ReleaseLogContract, EachChangeHasExactlyOneAuditRow) {
  const ReleaseDraft draft = Draft("a");
  ASSERT_TRUE(Commit(draft, "1").ok());
  ASSERT_TRUE(Commit(draft, "1").ok()) << "a replay changes nothing";
  ASSERT_TRUE(Commit(Draft("a"), "2").ok()) << "unchanged, and a key is kept";
  ASSERT_FALSE(Commit(Draft("b"), "2", "another").ok());
  const std::vector<AuditRow> rows = *log_->ReadAudit(0, 10);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].entry.outcome, kCommitted);
  EXPECT_EQ(rows[1].entry.outcome, kUnchanged);
  EXPECT_EQ(*log_->LastAuditOrdinal(), 2);
}

TEST_P(ReleaseLogContract, AnAuditRowSaysWhoDidWhat) {
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  const ReleaseDraft second = Draft("b");
  ASSERT_TRUE(Commit(second, "2").ok());
  const AuditRow row = log_->ReadAudit(1, 10)->front();
  EXPECT_EQ(row.ordinal, 2);
  EXPECT_EQ(row.at, now_.load());
  EXPECT_EQ(row.entry.caller.identity, "local");
  EXPECT_EQ(row.entry.caller.request_id, "request");
  EXPECT_EQ(row.entry.caller.end_user, "A. Clerk");
  EXPECT_EQ(row.entry.action, kCommitRelease);
  EXPECT_EQ(row.entry.object, second.id);
  EXPECT_EQ(row.entry.before_digest, ReleaseDigest(*log_->Get(1)));
  EXPECT_EQ(row.entry.after_digest, ReleaseDigest(*log_->Get(2)));
}

TEST_P(ReleaseLogContract, TheAuditIsAChain) {
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  ASSERT_TRUE(log_->Record({.action = "reload policy", .outcome = "loaded"}).ok());
  ASSERT_TRUE(Commit(Draft("b"), "2").ok());
  std::vector<std::string> actions;
  const auto head =
      VerifyAudit(*log_, [&](const AuditRow& row) { actions.push_back(row.entry.action); });
  ASSERT_TRUE(head.ok()) << head.status();
  EXPECT_EQ(head->ordinal, 3);
  EXPECT_EQ(actions, (std::vector<std::string>{kCommitRelease, "reload policy", kCommitRelease}));
  EXPECT_TRUE(log_->CheckStorage().ok());
}

TEST_P(ReleaseLogContract, AuditTimesNeverFall) {
  ASSERT_TRUE(Commit(Draft("a"), "1").ok());
  const absl::Time first = now_.load();
  now_ = first - absl::Hours(1);
  ASSERT_TRUE(log_->Record({.action = "reload policy"}).ok());
  EXPECT_EQ(log_->ReadAudit(1, 1)->front().at, first);
}

INSTANTIATE_TEST_SUITE_P(Backends, ReleaseLogContract,
                         ::testing::Values(Backend{"Memory",
                                                   [](const std::string&, Clock clock) {
                                                     return std::make_unique<MemoryReleaseLog>(
                                                         std::move(clock));
                                                   }},
                                           Backend{"Sqlite",
                                                   [](const std::string& path, Clock clock) {
                                                     return *SqliteReleaseLog::Open(
                                                         path, std::move(clock));
                                                   }}),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace peerage::store
