// One random history played to ingestion, ranking and the model at once; every
// step is checked against spec and model.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "services/core/standing.h"
#include "services/ingestion/import_engine.h"
#include "services/ingestion/reference_engine.h"
#include "services/ranking/snapshot.h"
#include "services/store/release_log.h"
#include "tests/property/history_model.h"

namespace peerage::property {

enum class StepKind {
  // A file, as a release or as a correction.
  kFile,
  // The same by two threads at once, with one key or with two.
  kTwiceAtOnce,
  // The last file that went in, in other clothes and with a new key.
  kDisordered,
  // The last request that went in, byte for byte.
  kRetry,
  // Its key with another file.
  kKeyReused,
  // A file with a row of an unknown force.
  kUnsound,
  // A sender that knows of nothing but declarations.
  kLateSender,
  // Another membership of the group.
  kRegroup,
};

struct Step {
  StepKind kind = StepKind::kFile;
  File file;
  unsigned disorder = 0;
  std::set<int> members;
  // The clock may step back.
  int clock_minutes = 0;
};

std::string Describe(const Step& step);

// How to come by a log; called again it opens the same one, as after a restart.
using OpenLog = std::function<std::unique_ptr<store::ReleaseLog>(store::Clock)>;

// A failed check is a failed RapidCheck property.
class RandomHistory {
 public:
  explicit RandomHistory(OpenLog open);

  void Play(const Step& step);
  // Everything again at the end, and after a restart when the log outlives one.
  void Finish(bool restarts);

 private:
  using Response = absl::StatusOr<ingestion::v1::ImportReleaseResponse>;
  struct Sent {
    ingestion::v1::ImportReleaseHeader header;
    std::string bytes;
    File file;
    std::string answer;
  };

  void Declare(const std::set<int>& members);
  ingestion::v1::ImportReleaseHeader HeaderOf(const File& file, const std::string& bytes);
  Response Import(const ingestion::v1::ImportReleaseHeader& header, const std::string& bytes);
  // The answer is what the model says of the file.
  void CheckAnswer(const Response& response, Fate fate, int64_t seq) const;
  void TakeFile(const Step& step, bool at_once);
  void TakeRejected(const Step& step);
  void Retry();
  void Disordered(const Step& step);
  // New releases into the snapshot, with standings as of each of them.
  void Follow();
  void CheckStandings(int64_t seq);
  core::Standing Ask(int force, int quarter, int64_t seq) const;
  // What was known after release `seq`, as the log tells it.
  void CheckKnown(int64_t seq) const;
  void CheckChains() const;
  // Everything that the log holds but keys and audit.
  std::string DigestOfStore() const;

  const OpenLog open_;
  absl::Time now_ = absl::FromUnixSeconds(1'577'836'800);
  std::unique_ptr<store::ReleaseLog> log_;
  ingestion::FormatRegistry formats_;
  std::unique_ptr<ingestion::ImportEngine> imports_;
  std::unique_ptr<ingestion::ReferenceEngine> references_;
  const store::Caller caller_{.identity = "local", .request_id = "request"};
  HistoryModel model_;
  std::shared_ptr<const ranking::Snapshot> snapshot_;
  // As answered when the release was the newest: by seq, force and quarter.
  std::map<std::tuple<int64_t, int, int>, core::Standing> standings_;
  std::optional<Sent> last_;
  int keys_ = 0;
  // Commits that were no replays.
  int64_t commits_ = 0;
};

}  // namespace peerage::property
