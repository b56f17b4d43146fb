// Loads a data set of generate.py in one process, the way its bytes go through
// ingestion's and ranking's rooms, and prints what that took as one JSON line.
#include <malloc.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>

#include "absl/time/clock.h"
#include "clients/cli/reference_yaml.h"
#include "services/ingestion/csv_source.h"
#include "services/ingestion/format_reader.h"
#include "services/ingestion/mapped_file.h"
#include "services/ingestion/release_messages.h"
#include "services/ingestion/release_reading.h"
#include "services/ingestion/table_source.h"
#include "services/ranking/release_assembler.h"
#include "services/ranking/snapshot_fold.h"
#include "services/store/memory_release_log.h"
#include "services/wire/chunk_codec.h"
#include "services/wire/reference.h"

namespace peerage::bench {
namespace {

using Clock = std::chrono::steady_clock;
using SnapshotPtr = std::shared_ptr<const ranking::Snapshot>;
using ingestion::v1::FollowReleasesResponse;

struct Times {
  double read = 0;
  double complete = 0;
  double fold = 0;
  int64_t rows = 0;
  int64_t chunk_bytes = 0;
  // Of the processor.
  double used = 0;

  double all() const { return read + complete + fold; }
};

[[noreturn]] void Stop(const std::string& what) {
  std::cerr << "load_bench: " << what << std::endl;
  std::_Exit(1);
}

double Since(Clock::time_point& began) {
  const Clock::time_point now = Clock::now();
  return std::chrono::duration<double>(now - std::exchange(began, now)).count();
}

// What malloc has given out and not had back, its own headers included.
int64_t HeldBytes() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<int64_t>(info.uordblks + info.hblkhd);
}

double UsedSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// The most memory that this program held; getrusage would count what it was
// forked from as well.
int64_t PeakBytes() {
  std::ifstream status("/proc/self/status");
  int64_t kibibytes = 0;
  for (std::string word; status >> word;) {
    if (word == "VmHWM:") status >> kibibytes;
  }
  return kibibytes * 1024;
}

types::v1::DatasetReference ReadReference(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  cli::YamlFindings findings;
  types::v1::DatasetReference reference = cli::ReadReferenceYaml(text.str(), findings);
  if (!file || !findings.clean()) Stop(path + " is no sound reference.yaml");
  return reference;
}

class Loader {
 public:
  explicit Loader(const std::string& folder) : folder_(folder) {
    FollowReleasesResponse step;
    *step.mutable_reference() = ReadReference(folder + "/reference.yaml");
    reference_ = wire::FromProto(step.reference()).value();
    Take(step);
    Commit();
  }

  Times Load(const std::string& name) {
    Times times;
    Clock::time_point began = Clock::now();
    const double used_before = UsedSeconds();
    store::ReleaseDraft draft;
    {
      ingestion::ReadFile file;
      ingestion::FileFigures figures(reference_);
      Read(name, figures, file);
      times.read = Since(began);
      times.rows = file.rows;
      Complete(figures, file);
      std::move(file.content).MoveInto(draft);
      times.complete = Since(began);
    }
    for (store::StoredChunk& chunk : draft.chunks) {
      FollowReleasesResponse step;
      *step.mutable_chunk() = ingestion::ToProto(chunk);
      times.chunk_bytes += static_cast<int64_t>(chunk.bytes.size());
      Take(step);
    }
    Commit();
    times.fold = Since(began);
    times.used = UsedSeconds() - used_before;
    return times;
  }

  // Figures that the newest snapshot holds of stored series.
  int64_t Figures() const {
    int64_t figures = 0;
    for (const auto& [id, table] : snapshot_->datasets.begin()->second->stored) {
      for (const core::Month end : table->PeriodEnds(snapshot_->seq)) {
        figures += static_cast<int64_t>(table->Find(end, snapshot_->seq)->areas());
      }
    }
    return figures;
  }

 private:
  void Read(const std::string& name, ingestion::FileFigures& figures, ingestion::ReadFile& file) {
    auto mapped = ingestion::MappedFile::Open(folder_ + "/" + name);
    if (!mapped.ok()) Stop(static_cast<std::string>(mapped.status().message()));
    ingestion::CsvSource source(mapped->bytes(), ingestion::kBulkCsvLimits, file.violations,
                                file.warnings, [&](size_t passed) { mapped->Release(passed); });
    const ingestion::ReadOptions options{.last_month = core::Month(2199, 12),
                                         .present_month = core::Month(2199, 12)};
    file.rows =
        formats_.Find("tidy")->Read(source, options, figures, file.violations, file.warnings);
  }

  void Complete(ingestion::FileFigures& figures, ingestion::ReadFile& file) {
    store::MemoryReleaseLog log(absl::Now);
    const store::DatasetState empty;
    ingestion::StoredFigures stored(log, empty);
    const ingestion::ScopeOptions options{.format = "tidy"};
    const absl::Status status =
        ingestion::CompleteScopes(figures, std::nullopt, options, stored, file);
    if (!status.ok()) Stop(static_cast<std::string>(status.message()));
    if (!file.violations.empty()) Stop(file.violations.InFileOrder().front().rule);
  }

  // The release is whole after Commit.
  void Take(const FollowReleasesResponse& step) {
    auto release = assembler_.Take(step);
    if (!release.ok()) Stop(static_cast<std::string>(release.status().message()));
    if (!release->has_value()) return;
    auto next = ranking::Fold(*snapshot_, **release);
    if (!next.ok()) Stop(static_cast<std::string>(next.status().message()));
    snapshot_ = *std::move(next);
  }

  void Commit() {
    FollowReleasesResponse step;
    step.mutable_commit()->set_seq(snapshot_->seq + 1);
    step.mutable_commit()->set_dataset_id(reference_.dataset_id);
    Take(step);
  }

  const std::string folder_;
  const ingestion::FormatRegistry formats_;
  core::DatasetReference reference_;
  ranking::ReleaseAssembler assembler_;
  SnapshotPtr snapshot_ = std::make_shared<ranking::Snapshot>();
};

// What a thread makes once and keeps is no part of what a data set takes.
void WarmUp() {
  const core::PackedRun run{.series_id = "series",
                            .area_ids = {"area"},
                            .scopes = {{core::Month(2019, 12), 1}},
                            .figures = {{}}};
  if (!wire::DecodePackedChunk(wire::EncodeChunks(run)->front()).ok()) Stop("no chunk");
}

int Run(const std::string& folder) {
  WarmUp();
  Loader loader(folder);
  const int64_t held_before = HeldBytes();
  const Times whole = loader.Load("observations.csv");
  const int64_t held = HeldBytes() - held_before;
  const int64_t peak = PeakBytes();
  const int64_t figures = loader.Figures();
  const Times quarter = loader.Load("next-quarter.csv");
  std::printf(
      "{\"rows\": %lld, \"figures\": %lld, \"seconds\": %.4f, \"cpu_seconds\": %.4f, "
      "\"read_seconds\": %.4f, "
      "\"complete_seconds\": %.4f, \"fold_seconds\": %.4f, \"chunk_bytes\": %lld, "
      "\"at_rest_bytes\": %lld, \"at_rest_bytes_per_observation\": %.2f, \"peak_bytes\": %lld, "
      "\"quarter_seconds\": %.4f}\n",
      static_cast<long long>(whole.rows), static_cast<long long>(figures), whole.all(), whole.used,
      whole.read, whole.complete, whole.fold, static_cast<long long>(whole.chunk_bytes),
      static_cast<long long>(held), static_cast<double>(held) / static_cast<double>(figures),
      static_cast<long long>(peak), quarter.all());
  return 0;
}

}  // namespace
}  // namespace peerage::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "Usage: load_bench FOLDER   (made by tests/bench/generate.py)" << std::endl;
    return 2;
  }
  return peerage::bench::Run(argv[1]);
}
