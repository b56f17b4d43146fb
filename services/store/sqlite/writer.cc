#include "services/store/sqlite/writer.h"

namespace peerage::store {

absl::Status Writer::Run(const Work& work) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (failed_) {
    return absl::UnavailableError("writing to the store has failed; restart this service");
  }
  Transaction transaction(database_, Transaction::Mode::kWrite);
  if (!transaction.status().ok()) return transaction.status();
  const absl::StatusOr<std::optional<AuditRow>> row = work(database_);
  if (!row.ok()) return row.status();
  if (!row->has_value()) return absl::OkStatus();
  if (absl::Status status = transaction.Commit(); !status.ok()) {
    failed_ = absl::IsUnavailable(status);
    if (failed_) events_.failed(status);
    return status;
  }
  events_.audited(**row);
  return absl::OkStatus();
}

}  // namespace peerage::store
