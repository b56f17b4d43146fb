// Rows of the release log's tables, in and out. Each function runs on the
// connection it is given; the caller has its mutex and, where several belong
// together, its transaction.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/store/release.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

absl::Status InsertRelease(Database& database, const Release& release);
// Its chunks and scopes, or its reference.
absl::Status InsertContent(Database& database, int64_t seq, const ReleaseDraft& draft);
absl::Status InsertAnswer(Database& database, const IdempotencyKey& key,
                          const std::string& response, int64_t seq);

// ALREADY_EXISTS: kept for another request.
absl::StatusOr<std::optional<std::string>> SelectAnswer(Database& database,
                                                        const IdempotencyKey& key);
// 0 when there is no release.
absl::StatusOr<int64_t> SelectHeadSeq(Database& database);
// Every seq is at most this.
inline constexpr int64_t kNewest = std::numeric_limits<int64_t>::max();
// As it was after release `seq`.
absl::StatusOr<DatasetState> SelectDataset(Database& database, const std::string& dataset_id,
                                           int64_t seq = kNewest);
// NOT_FOUND: no such release.
absl::StatusOr<Release> SelectRelease(Database& database, int64_t seq);
absl::StatusOr<std::vector<Release>> SelectReleases(Database& database,
                                                    const std::string& dataset_id,
                                                    int64_t after_seq, int limit);
absl::StatusOr<std::vector<StoredChunk>> SelectChunks(Database& database, int64_t seq);
absl::StatusOr<std::vector<ScopeDraft>> SelectScopes(Database& database, int64_t seq);
// Empty when there are none.
absl::StatusOr<std::string> SelectRemarks(Database& database, int64_t seq);
absl::StatusOr<std::optional<std::string>> SelectReference(Database& database, int64_t seq);

}  // namespace peerage::store
