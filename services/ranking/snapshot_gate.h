// Where each read takes its snapshot: ready or not, behind or not, and how old.
#pragma once

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "peerage/operations/v1/operations_service.pb.h"
#include "services/ranking/snapshot_holder.h"
#include "services/runtime/call.h"

namespace peerage::ranking {

// Whether a request with this `min_seq` has to wait: it then belongs on a queue.
bool MustWait(const SnapshotHolder& holder, int64_t min_seq);

// The snapshot of a call, after waiting for `min_seq` until the call's deadline.
// Adds the freshness trailers.
// Errors: UNAVAILABLE (CATCHING_UP) before the first catching up;
// INVALID_ARGUMENT (min_seq below 0); FAILED_PRECONDITION (BEHIND).
absl::StatusOr<std::shared_ptr<const Snapshot>> Enter(const SnapshotHolder& holder, int64_t min_seq,
                                                      runtime::Call& call);

// The part of a server's status that is the snapshot's: seq, age, staleness.
void FillStatus(const SnapshotHolder& holder, operations::v1::GetStatusResponse& status);

}  // namespace peerage::ranking
