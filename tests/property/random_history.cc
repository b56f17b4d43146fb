#include "tests/property/random_history.h"

#include <rapidcheck.h>

#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/ingestion/release_check.h"
#include "services/ingestion/release_export.h"
#include "services/ingestion/release_messages.h"
#include "services/ranking/release_assembler.h"
#include "services/ranking/snapshot_fold.h"
#include "services/ranking/standing_engine.h"
#include "services/store/release_draft.h"
#include "services/wire/reference.h"
#include "services/wire/sha256.h"

namespace peerage::property {
namespace {

using ingestion::v1::FollowReleasesResponse;
using ingestion::v1::ImportReleaseHeader;

constexpr char kMeasure[] = "all-crime-offences";

std::string ResidentsCsv() {
  std::string text = "series,force,period_end,period_months,value\n";
  for (int force = 0; force < kForces; ++force) {
    absl::StrAppend(&text, "population,", ForceId(force), ",2016-06,12,1000\n");
  }
  return text;
}

// What ingestion streams of a release.
std::vector<FollowReleasesResponse> StepsOf(store::ReleaseLog& log, int64_t seq) {
  std::vector<FollowReleasesResponse> steps;
  const store::Release release = *log.Get(seq);
  if (release.kind == store::ReleaseKind::kReference) {
    RC_ASSERT(steps.emplace_back().mutable_reference()->ParseFromString(*log.ReadReference(seq)));
  }
  const std::vector<store::StoredChunk> chunks = log.ReadChunks(seq).value();
  for (const store::StoredChunk& chunk : chunks) {
    *steps.emplace_back().mutable_chunk() = ingestion::ToProto(chunk);
  }
  *steps.emplace_back().mutable_commit() = ingestion::ToProto(release);
  return steps;
}

void CheckMovementWords(const core::Movement& movement, std::optional<int> position) {
  if (!movement.previous_position || !position) return;
  const int change = *position - *movement.previous_position;
  if (movement.kind == core::MovementKind::kImproved) RC_ASSERT(change < 0);
  if (movement.kind == core::MovementKind::kDeteriorated) RC_ASSERT(change > 0);
  if (movement.kind == core::MovementKind::kUnchanged) RC_ASSERT(change == 0);
}

}  // namespace

std::string Describe(const Step& step) {
  std::string text = absl::StrCat("step ", static_cast<int>(step.kind), ", clock ",
                                  step.clock_minutes, step.file.correction ? ", correction" : "");
  for (const int member : step.members) absl::StrAppend(&text, ", member ", ForceId(member));
  return absl::StrCat(text, "\n", ToCsv(step.file, 0));
}

RandomHistory::RandomHistory(OpenLog open)
    : open_(std::move(open)),
      log_(open_([this] { return now_; })),
      imports_(std::make_unique<ingestion::ImportEngine>(*log_, formats_, [this] { return now_; })),
      references_(std::make_unique<ingestion::ReferenceEngine>(*log_)),
      snapshot_(std::make_shared<const ranking::Snapshot>()) {
  Declare({0, 1, 2});
  const std::string bytes = ResidentsCsv();
  RC_ASSERT(Import(HeaderOf({}, bytes), bytes)->accepted().release().seq() == 2);
  ++commits_;
  Follow();
}

void RandomHistory::Declare(const std::set<int>& members) {
  ingestion::v1::ImportReferenceRequest request;
  *request.mutable_reference() = wire::ToProto(MakeReference(members));
  request.set_idempotency_key(absl::StrCat("reference-of-sixteen-", ++keys_));
  const auto applied = references_->Apply(caller_, request);
  if (!applied.ok()) RC_FAIL(std::string(applied.status().message()));
  ++commits_;
}

ImportReleaseHeader RandomHistory::HeaderOf(const File& file, const std::string& bytes) {
  ImportReleaseHeader header;
  header.set_dataset_id("open-data");
  header.set_format("series");
  header.set_kind(file.correction ? ingestion::v1::RELEASE_KIND_CORRECTION
                                  : ingestion::v1::RELEASE_KIND_FINAL);
  if (file.correction) header.set_reason("recount");
  header.set_idempotency_key(absl::StrCat("key-of-sixteen-", ++keys_));
  header.set_sha256(wire::Sha256(bytes));
  return header;
}

RandomHistory::Response RandomHistory::Import(const ImportReleaseHeader& header,
                                              const std::string& bytes) {
  return imports_->Import(caller_, header, bytes);
}

void RandomHistory::CheckAnswer(const Response& response, Fate fate, int64_t seq) const {
  if (!response.ok()) RC_FAIL(std::string(response.status().message()));
  RC_ASSERT(response->has_refused() == (fate == Fate::kRefused));
  if (fate == Fate::kRefused) return;
  RC_ASSERT(response->accepted().unchanged() == (fate == Fate::kUnchanged));
  RC_ASSERT(response->accepted().release().seq() == seq);
}

void RandomHistory::Play(const Step& step) {
  now_ += absl::Minutes(step.clock_minutes);
  switch (step.kind) {
    case StepKind::kFile:
      TakeFile(step, false);
      break;
    case StepKind::kTwiceAtOnce:
      TakeFile(step, true);
      break;
    case StepKind::kDisordered:
      Disordered(step);
      break;
    case StepKind::kRetry:
      Retry();
      break;
    case StepKind::kKeyReused:
    case StepKind::kUnsound:
    case StepKind::kLateSender:
      TakeRejected(step);
      break;
    case StepKind::kRegroup:
      model_.Regroup(step.members);
      Declare(step.members);
      break;
  }
  RC_ASSERT(*log_->Head() == model_.head());
  Follow();
  CheckKnown(model_.head());
}

void RandomHistory::TakeFile(const Step& step, bool at_once) {
  Sent sent{
      .header = {}, .bytes = ToCsv(step.file, step.disorder), .file = step.file, .answer = ""};
  sent.header = HeaderOf(step.file, sent.bytes);
  ImportReleaseHeader other = sent.header;
  const bool one_key = step.disorder % 2 == 0;
  if (at_once && !one_key) other.set_idempotency_key(absl::StrCat("other-of-sixteen-", ++keys_));
  Response first = absl::UnknownError("not asked");
  Response second = absl::UnknownError("not asked");
  const std::string before = DigestOfStore();
  if (at_once) {
    std::thread thread([&] { second = Import(other, sent.bytes); });
    first = Import(sent.header, sent.bytes);
    thread.join();
  } else {
    first = Import(sent.header, sent.bytes);
  }
  int64_t seq = 0;
  const Fate fate = model_.Take(step.file, seq);
  // Of two with two keys the later one found everything there.
  const bool later = at_once && !one_key && fate == Fate::kAccepted && first.ok() &&
                     first->has_accepted() && first->accepted().unchanged();
  CheckAnswer(first, later ? Fate::kUnchanged : fate, seq);
  if (at_once && one_key) RC_ASSERT(second->SerializeAsString() == first->SerializeAsString());
  if (at_once && !one_key) {
    CheckAnswer(second, fate == Fate::kAccepted && !later ? Fate::kUnchanged : fate, seq);
  }
  if (fate == Fate::kRefused) {
    RC_ASSERT(DigestOfStore() == before);
    return;
  }
  commits_ += at_once && !one_key ? 2 : 1;
  sent.answer = first->SerializeAsString();
  last_ = std::move(sent);
}

void RandomHistory::TakeRejected(const Step& step) {
  const std::string before = DigestOfStore();
  const int64_t audited = *log_->LastAuditOrdinal();
  std::string bytes = ToCsv(step.file, 0);
  ImportReleaseHeader header = HeaderOf(step.file, bytes);
  if (step.kind == StepKind::kUnsound) {
    bytes += "all-crime,nowhere,2019-03,3,1,final\n";
    header.set_sha256(wire::Sha256(bytes));
    RC_ASSERT(Import(header, bytes)->has_refused());
  } else if (step.kind == StepKind::kKeyReused) {
    if (!last_ || last_->bytes == bytes) return;
    header.set_idempotency_key(last_->header.idempotency_key());
    RC_ASSERT(absl::IsAlreadyExists(Import(header, bytes).status()));
  } else {
    const bool replaces =
        std::any_of(step.file.rows.begin(), step.file.rows.end(),
                    [&](const auto& rows) { return model_.Newest().scopes.contains(rows.first); });
    HistoryModel refused = model_;
    int64_t seq = 0;
    // A file that is refused for its rows is not compared with what is there.
    if (!replaces || refused.Take(step.file, seq) == Fate::kRefused) return;
    header.set_expected_seq(2);
    RC_ASSERT(absl::IsAborted(Import(header, bytes).status()));
  }
  RC_ASSERT(DigestOfStore() == before);
  RC_ASSERT(*log_->LastAuditOrdinal() == audited);
}

void RandomHistory::Retry() {
  if (!last_) return;
  const Response again = Import(last_->header, last_->bytes);
  RC_ASSERT(again.ok());
  RC_ASSERT(again->SerializeAsString() == last_->answer);
}

void RandomHistory::Disordered(const Step& step) {
  if (!last_) return;
  const std::string bytes = ToCsv(last_->file, step.disorder);
  const Response again = Import(HeaderOf(last_->file, bytes), bytes);
  int64_t seq = 0;
  RC_ASSERT(model_.Take(last_->file, seq) == Fate::kUnchanged);
  CheckAnswer(again, Fate::kUnchanged, seq);
  ++commits_;
}

void RandomHistory::Follow() {
  while (snapshot_->seq < *log_->Head()) {
    const int64_t seq = snapshot_->seq + 1;
    ranking::ReleaseAssembler assembler;
    for (const FollowReleasesResponse& step : StepsOf(*log_, seq)) {
      const auto release = assembler.Take(step);
      RC_ASSERT(release.ok());
      if (*release) snapshot_ = ranking::Fold(*snapshot_, **release).value();
    }
    RC_ASSERT(snapshot_->seq == seq);
    CheckStandings(seq);
  }
}

core::Standing RandomHistory::Ask(int force, int quarter, int64_t seq) const {
  const auto standing = ranking::GetStanding(snapshot_,
                                             {.dataset_id = "open-data",
                                              .force_id = ForceId(force),
                                              .choice = std::string("three"),
                                              .as_of = {.seq = seq}},
                                             {.measure_id = kMeasure, .end = EndOf(quarter)});
  if (!standing.ok()) RC_FAIL(std::string(standing.status().message()));
  return *standing;
}

void RandomHistory::CheckStandings(int64_t seq) {
  for (int quarter = 1; quarter < kQuarters; ++quarter) {
    if (!model_.Askable(quarter, seq)) continue;
    const std::optional<int64_t> first = model_.FirstPublished(quarter, seq);
    for (const int force : model_.At(seq).members) {
      const core::Standing standing = Ask(force, quarter, seq);
      const Place place = model_.PlaceOf(force, quarter, seq);
      RC_ASSERT(standing.position == place.position);
      RC_ASSERT(standing.ranked_of == place.ranked_of);
      CheckMovementWords(standing.movement, standing.position);
      standings_[{seq, force, quarter}] = standing;
      // Who was no member then has no answer of then.
      if (first && !model_.At(*first).members.contains(force)) continue;
      RC_ASSERT(standing.first_published.has_value() == first.has_value());
      if (!first) continue;
      const Place then = model_.PlaceOf(force, quarter, *first);
      RC_ASSERT(standing.first_published->seq == *first);
      RC_ASSERT(standing.first_published->ranked_of == then.ranked_of);
      RC_ASSERT(standing.position_as_first_published == then.position);
    }
  }
}

void RandomHistory::CheckKnown(int64_t seq) const {
  Scopes known;
  const absl::Status status = ingestion::ExportFigures(
      *log_, *log_->Get(seq), true, [&](const ingestion::v1::ExportReleaseResponse& part) {
        for (const auto& figure : part.figures()) {
          if (figure.series_id() != "all-crime") continue;
          const int quarter = (*core::Month::Parse(figure.period_end()) - EndOf(0)) / 3;
          Cell& cell = known[quarter][figure.area_id()[0] - 'a'];
          cell.status = figure.status();
          if (!figure.figure().empty()) cell.value = std::stoll(figure.figure());
        }
        return absl::OkStatus();
      });
  RC_ASSERT(status.ok());
  RC_ASSERT(known == model_.At(seq).scopes);
}

// Of each quarter the releases that made it, one after the other; the clock
// that they carry never falls.
void RandomHistory::CheckChains() const {
  std::map<std::string, int64_t> heads;
  absl::Time known_at = absl::InfinitePast();
  for (int64_t seq = 1; seq <= model_.head(); ++seq) {
    const store::Release release = *log_->Get(seq);
    RC_ASSERT(release.known_at >= known_at);
    known_at = release.known_at;
    const std::vector<store::ScopeDraft> scopes = log_->ReadScopes(seq).value();
    for (const store::ScopeDraft& scope : scopes) {
      heads[absl::StrCat(scope.series_id, scope.period_end.ToString())] = seq;
    }
    const store::DatasetState state = *log_->ReadDatasetAt("open-data", seq);
    RC_ASSERT(state.heads.size() == heads.size());
    for (const store::ScopeHead& head : state.heads) {
      RC_ASSERT(heads.at(absl::StrCat(head.series_id, head.period_end.ToString())) == head.seq);
    }
  }
}

std::string RandomHistory::DigestOfStore() const {
  std::string all;
  for (int64_t seq = 1; seq <= *log_->Head(); ++seq) {
    all += store::ReleaseDigest(*log_->Get(seq));
    const std::vector<store::StoredChunk> chunks = log_->ReadChunks(seq).value();
    const std::vector<store::ScopeDraft> scopes = log_->ReadScopes(seq).value();
    for (const store::StoredChunk& chunk : chunks) {
      absl::StrAppend(&all, chunk.series_id, chunk.bytes, chunk.raw_digest);
    }
    for (const store::ScopeDraft& scope : scopes) all += scope.digest;
  }
  return wire::Sha256(all);
}

void RandomHistory::Finish(bool restarts) {
  if (restarts) {
    log_.reset();
    log_ = open_([this] { return now_; });
  }
  RC_ASSERT(*log_->Head() == model_.head());
  const auto verified = ingestion::CheckReleases(*log_);
  if (!verified.ok()) RC_FAIL(std::string(verified.status().message()));
  RC_ASSERT(*log_->LastAuditOrdinal() == commits_);
  CheckChains();
  for (int64_t seq = 2; seq <= model_.head(); ++seq) CheckKnown(seq);
  // A replica that begins now answers of every release as was answered then.
  snapshot_ = std::make_shared<const ranking::Snapshot>();
  const auto before = standings_;
  Follow();
  for (const auto& [asked, standing] : before) {
    const auto& [seq, force, quarter] = asked;
    RC_ASSERT(Ask(force, quarter, seq) == standing);
  }
}

}  // namespace peerage::property
