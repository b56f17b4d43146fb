// Histories that nobody thought of: what is true of all of them. RapidCheck
// prints its seed; RC_PARAMS="seed=N" repeats a run, max_success=N asks for N
// histories.
//
// Of the promises of a history these hold here: nothing visible is lost or
// rewritten; what was known after a release reads the same whenever it is asked
// for, after a restart and on a new replica; now is the newest; a release changes
// its own scopes alone; a request twice is a request once, at once too; what is
// rejected leaves nothing; chains are straight; digests recompute; disorder
// changes no digest; positions are those of the group known then; movement words
// follow the positions; each change has one audit row, and no edit of the rows
// goes unseen.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "services/store/audit_chain.h"
#include "services/store/memory_release_log.h"
#include "services/store/sqlite/sqlite_release_log.h"
#include "tests/property/random_history.h"

namespace peerage::property {
namespace {

constexpr size_t kLongestHistory = 14;

// Small figures, so that ties happen and revisions may change nothing.
Cell SomeCell() {
  const int what = *rc::gen::inRange(0, 12);
  if (what == 0) return {"missing", std::nullopt};
  if (what == 1) return {"withdrawn", std::nullopt};
  if (what == 2) return {"suppressed", std::nullopt};
  return {what < 5 ? "provisional" : "final", *rc::gen::inRange<int64_t>(0, 4)};
}

File SomeFile() {
  File file{.rows = {}, .correction = *rc::gen::element(false, false, true)};
  const int first = *rc::gen::inRange(0, kQuarters);
  const int last = std::min(kQuarters, first + *rc::gen::element(1, 1, 2, 4));
  for (int quarter = first; quarter < last; ++quarter) {
    // Now and then a force has no row; a correction lists some.
    for (int force = 0; force < kForces; ++force) {
      const bool listed = *rc::gen::inRange(0, file.correction ? 2 : 12) > 0;
      if (listed) file.rows[quarter][force] = SomeCell();
    }
    if (file.rows[quarter].empty()) file.rows[quarter][0] = SomeCell();
  }
  return file;
}

Step SomeStep() {
  using K = StepKind;
  return {.kind = *rc::gen::weightedElement<K>({{8, K::kFile},
                                                {2, K::kTwiceAtOnce},
                                                {2, K::kDisordered},
                                                {1, K::kRetry},
                                                {1, K::kKeyReused},
                                                {1, K::kUnsound},
                                                {2, K::kLateSender},
                                                {2, K::kRegroup}}),
          .file = SomeFile(),
          .disorder = *rc::gen::inRange<unsigned>(0, 64),
          .members =
              *rc::gen::element(std::set<int>{0, 1, 2}, std::set<int>{0, 1}, std::set<int>{0, 2}),
          .clock_minutes = *rc::gen::inRange(-90, 240)};
}

void PlayRandom(const OpenLog& open, bool restarts) {
  RandomHistory history(open);
  const size_t steps = *rc::gen::inRange<size_t>(1, kLongestHistory);
  for (size_t i = 0; i < steps; ++i) {
    const Step step = SomeStep();
    RC_LOG(Describe(step));
    history.Play(step);
  }
  history.Finish(restarts);
}

RC_GTEST_PROP(History, HoldsInMemory, ()) {
  PlayRandom(
      [](store::Clock clock) {
        return std::make_unique<store::MemoryReleaseLog>(std::move(clock));
      },
      false);
}

RC_GTEST_PROP(History, HoldsOnDiskAndAfterARestart, ()) {
  static int histories = 0;
  const std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                       absl::StrCat("peerage-history-", getpid(), "-", ++histories);
  struct Folder {
    explicit Folder(std::filesystem::path p) : path(std::move(p)) {
      std::filesystem::create_directories(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    const std::filesystem::path path;
  };
  const Folder made(folder);
  PlayRandom(
      [&](store::Clock clock) -> std::unique_ptr<store::ReleaseLog> {
        auto log = store::SqliteReleaseLog::Open(folder / "releases.sqlite", std::move(clock));
        if (!log.ok()) RC_FAIL(std::string(log.status().message()));
        return *std::move(log);
      },
      true);
}

// Rows as somebody left them who could write to the file.
class TamperedAudit final : public store::AuditLog {
 public:
  TamperedAudit(std::vector<store::AuditRow> rows, int64_t last)
      : rows_(std::move(rows)), last_(last) {}

  absl::Status Record(const store::AuditEntry&) override { return absl::OkStatus(); }
  absl::StatusOr<std::vector<store::AuditRow>> ReadAudit(int64_t after, int limit) override {
    std::vector<store::AuditRow> page;
    for (const store::AuditRow& row : rows_) {
      if (row.ordinal > after && static_cast<int>(page.size()) < limit) page.push_back(row);
    }
    return page;
  }
  absl::StatusOr<int64_t> LastAuditOrdinal() override { return last_; }
  absl::Status CheckStorage() override { return absl::OkStatus(); }

 private:
  std::vector<store::AuditRow> rows_;
  const int64_t last_;
};

RC_GTEST_PROP(History, NoEditOfTheAuditGoesUnseen, ()) {
  store::MemoryAudit audit;
  const int count = *rc::gen::inRange(2, 12);
  for (int i = 0; i < count; ++i) {
    audit.Append({.caller = {.identity = "local"},
                  .action = "commit release",
                  .object = absl::StrCat("r-", i),
                  .after_digest = "digest"},
                 absl::FromUnixSeconds(1'577'836'800 + i));
  }
  std::vector<store::AuditRow> rows = audit.Read(0, count);
  const auto verify = [&] {
    TamperedAudit log(rows, count);
    return store::VerifyAudit(log, [](const store::AuditRow&) {}).ok();
  };
  RC_ASSERT(verify());
  const int at = *rc::gen::inRange(0, count);
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      rows.erase(rows.begin() + at);
      break;
    case 1:
      rows[at].entry.object += "x";
      break;
    case 2:
      rows[at].at += absl::Microseconds(1);
      break;
    default: {
      const int other = (at + 1) % count;
      std::swap(rows[at].entry, rows[other].entry);
      break;
    }
  }
  RC_ASSERT(!verify());
}

}  // namespace
}  // namespace peerage::property
