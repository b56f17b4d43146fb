#include "services/store/sqlite/release_rows.h"

#include <algorithm>

#include "services/store/release_draft.h"
#include "services/store/sha256.h"
#include "services/store/sqlite/query.h"
#include "services/store/sqlite/source_bytes.h"

namespace peerage::store {
namespace {

constexpr char kSelectRelease[] =
    "SELECT r.seq, r.id, r.dataset_id, r.kind, r.format, r.reason, r.bytes_sha256,"
    " r.content_digest, r.rows, r.known_at_micros, r.actor, r.file_name, remark.sha256,"
    " source.seq IS NOT NULL FROM release r LEFT JOIN remark ON remark.seq = r.seq"
    " LEFT JOIN source ON source.seq = r.seq ";

core::Month MonthAt(const Statement& row, int column) {
  return core::Month::FromIndex(static_cast<int>(row.Integer(column)));
}

int64_t Index(core::Month month) { return month.index(); }

Release ReadRelease(const Statement& row) {
  return {.seq = row.Integer(0),
          .id = row.Text(1),
          .dataset_id = row.Text(2),
          .kind = static_cast<ReleaseKind>(row.Integer(3)),
          .format = row.Text(4),
          .reason = row.Text(5),
          .bytes_sha256 = row.Text(6),
          .content_digest = row.Text(7),
          .rows = row.Integer(8),
          .known_at = absl::FromUnixMicros(row.Integer(9)),
          .actor = row.Text(10),
          .file_name = row.Text(11),
          .remarks_sha256 = row.Text(12),
          .source_kept = row.Integer(13) != 0};
}

// What a release holds is known from its scopes.
absl::Status AddExtent(Database& database, Release& release) {
  return Select(
      database,
      "SELECT series_id, MIN(period_end), MAX(period_end) FROM scope WHERE seq = ?"
      " GROUP BY series_id ORDER BY series_id",
      [&](const Statement& row) {
        release.series_ids.push_back(row.Text(0));
        const core::Month first = MonthAt(row, 1);
        const core::Month last = MonthAt(row, 2);
        release.first_period = std::min(release.first_period.value_or(first), first);
        release.last_period = std::max(release.last_period.value_or(last), last);
      },
      release.seq);
}

template <typename... Parameters>
absl::StatusOr<std::vector<Release>> ReadReleases(Database& database, std::string_view where,
                                                  const Parameters&... parameters) {
  std::vector<Release> releases;
  absl::Status status = Select(
      database, std::string(kSelectRelease).append(where),
      [&](const Statement& row) { releases.push_back(ReadRelease(row)); }, parameters...);
  for (Release& release : releases) {
    if (status.ok()) status = AddExtent(database, release);
  }
  if (!status.ok()) return status;
  return releases;
}

}  // namespace

absl::Status InsertRelease(Database& database, const Release& release) {
  return Insert(database, "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                release.seq, release.id, release.dataset_id, static_cast<int64_t>(release.kind),
                release.format, release.reason, Blob{release.bytes_sha256},
                Blob{release.content_digest}, release.rows, absl::ToUnixMicros(release.known_at),
                release.actor, release.file_name);
}

absl::Status InsertContent(Database& database, int64_t seq, const ReleaseDraft& draft) {
  absl::Status status;
  int64_t ordinal = 0;
  for (const StoredChunk& chunk : draft.chunks) {
    if (!status.ok()) return status;
    status = Insert(database, "INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?, ?)", seq, ordinal++,
                    chunk.series_id, Index(chunk.first_period), Index(chunk.last_period),
                    Blob{chunk.bytes}, Blob{chunk.raw_digest});
  }
  for (const ScopeDraft& scope : draft.scopes) {
    if (!status.ok()) return status;
    status = Insert(database, "INSERT INTO scope VALUES (?, ?, ?, ?, ?, ?)", draft.dataset_id,
                    scope.series_id, Index(scope.period_end), seq, int64_t{scope.period_months},
                    Blob{scope.digest});
  }
  if (status.ok() && draft.reference.has_value()) {
    status = Insert(database, "INSERT INTO reference VALUES (?, ?)", seq, Blob{*draft.reference});
  }
  if (status.ok() && !draft.remarks.empty()) {
    status = Insert(database, "INSERT INTO remark VALUES (?, ?, ?)", seq,
                    Blob{Sha256(draft.remarks)}, Blob{draft.remarks});
  }
  if (!status.ok() || draft.source.empty()) return status;
  status = Insert(database, "INSERT INTO source VALUES (?)", seq);
  if (!status.ok()) return status;
  return InsertSource(database, draft.bytes_sha256, draft.source);
}

absl::StatusOr<std::string> SelectRemarks(Database& database, int64_t seq) {
  std::string remarks;
  const absl::Status status = Select(
      database, "SELECT bytes FROM remark WHERE seq = ?",
      [&](const Statement& row) { remarks = row.Text(0); }, seq);
  if (!status.ok()) return status;
  return remarks;
}

absl::Status InsertAnswer(Database& database, const IdempotencyKey& key,
                          const std::string& response, int64_t seq) {
  return Insert(database, "INSERT INTO idem VALUES (?, ?, ?, ?, ?)", key.identity, key.key,
                Blob{key.request_digest}, Blob{response}, seq);
}

absl::StatusOr<std::optional<std::string>> SelectAnswer(Database& database,
                                                        const IdempotencyKey& key) {
  std::optional<std::string> answer;
  std::string request_digest;
  const absl::Status status = Select(
      database, "SELECT request_digest, response FROM idem WHERE identity = ? AND key = ?",
      [&](const Statement& row) {
        request_digest = row.Text(0);
        answer = row.Text(1);
      },
      key.identity, key.key);
  if (!status.ok()) return status;
  if (answer.has_value() && request_digest != key.request_digest) return KeyReusedError(key.key);
  return answer;
}

absl::StatusOr<int64_t> SelectHeadSeq(Database& database) {
  return database.QueryInteger("SELECT MAX(seq) FROM release");
}

absl::StatusOr<DatasetState> SelectDataset(Database& database, const std::string& dataset_id,
                                           int64_t seq) {
  DatasetState state;
  absl::Status status = Select(
      database, "SELECT MAX(seq) FROM release WHERE dataset_id = ? AND seq <= ?",
      [&](const Statement& row) { state.newest_seq = row.Integer(0); }, dataset_id, seq);
  if (!status.ok()) return status;
  status = Select(
      database,
      "SELECT seq, content_digest FROM release WHERE dataset_id = ? AND kind = ? AND seq <= ?"
      " ORDER BY seq DESC LIMIT 1",
      [&](const Statement& row) {
        state.reference_seq = row.Integer(0);
        state.reference_digest = row.Text(1);
      },
      dataset_id, static_cast<int64_t>(ReleaseKind::kReference), seq);
  if (!status.ok()) return status;
  // With MAX, SQLite takes the other columns from the row of the maximum.
  status = Select(
      database,
      "SELECT s.series_id, s.period_end, s.period_months, s.digest, MAX(s.seq), r.format"
      " FROM scope s JOIN release r ON r.seq = s.seq WHERE s.dataset_id = ?"
      " AND s.seq <= ? GROUP BY s.series_id, s.period_end ORDER BY s.series_id, s.period_end",
      [&](const Statement& row) {
        state.heads.push_back({row.Text(0), MonthAt(row, 1), static_cast<int>(row.Integer(2)),
                               row.Text(3), row.Integer(4), row.Text(5)});
      },
      dataset_id, seq);
  if (!status.ok()) return status;
  return state;
}

absl::StatusOr<Release> SelectRelease(Database& database, int64_t seq) {
  absl::StatusOr<std::vector<Release>> found = ReadReleases(database, "WHERE r.seq = ?", seq);
  if (!found.ok()) return found.status();
  if (found->empty()) return NoReleaseError(seq);
  return found->front();
}

absl::StatusOr<std::vector<Release>> SelectReleases(Database& database,
                                                    const std::string& dataset_id,
                                                    int64_t after_seq, int limit) {
  return ReadReleases(database,
                      "WHERE r.seq > ?1 AND (?2 = '' OR r.dataset_id = ?2) ORDER BY r.seq LIMIT ?3",
                      after_seq, dataset_id, int64_t{limit});
}

absl::StatusOr<std::vector<StoredChunk>> SelectChunks(Database& database, int64_t seq) {
  std::vector<StoredChunk> chunks;
  const absl::Status status = Select(
      database,
      "SELECT series_id, first_period, last_period, bytes, raw_digest FROM chunk WHERE seq = ?"
      " ORDER BY ordinal",
      [&](const Statement& row) {
        chunks.push_back({row.Text(0), MonthAt(row, 1), MonthAt(row, 2), row.Text(3), row.Text(4)});
      },
      seq);
  if (!status.ok()) return status;
  return chunks;
}

absl::StatusOr<std::vector<ScopeDraft>> SelectScopes(Database& database, int64_t seq) {
  std::vector<ScopeDraft> scopes;
  const absl::Status status = Select(
      database,
      "SELECT series_id, period_end, period_months, digest FROM scope WHERE seq = ?"
      " ORDER BY series_id, period_end",
      [&](const Statement& row) {
        scopes.push_back(
            {row.Text(0), MonthAt(row, 1), static_cast<int>(row.Integer(2)), row.Text(3)});
      },
      seq);
  if (!status.ok()) return status;
  return scopes;
}

absl::StatusOr<std::optional<std::string>> SelectReference(Database& database, int64_t seq) {
  std::optional<std::string> bytes;
  const absl::Status status = Select(
      database, "SELECT bytes FROM reference WHERE seq = ?",
      [&](const Statement& row) { bytes = row.Text(0); }, seq);
  if (!status.ok()) return status;
  return bytes;
}

}  // namespace peerage::store
