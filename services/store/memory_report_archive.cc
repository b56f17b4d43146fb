#include "services/store/memory_report_archive.h"

#include <algorithm>

namespace peerage::store {

absl::StatusOr<std::optional<std::string>> MemoryReportArchive::FindLocked(
    const ReportIdempotency& idempotency) const {
  const auto used = used_keys_.find({idempotency.identity, idempotency.key});
  if (used == used_keys_.end()) return std::nullopt;
  if (used->second.request_digest != idempotency.request_digest) {
    return absl::AlreadyExistsError("the key was used for another report");
  }
  return reports_[by_id_.at(used->second.report_id)].bytes;
}

absl::StatusOr<std::string> MemoryReportArchive::Insert(const ReportEntry& entry,
                                                        const std::string& bytes,
                                                        const ReportIdempotency& idempotency,
                                                        const Caller& caller) {
  const std::lock_guard lock(mutex_);
  const auto found = FindLocked(idempotency);
  if (!found.ok()) return found.status();
  if (found->has_value()) return **found;
  if (!by_id_.try_emplace(entry.id, reports_.size()).second) {
    return absl::AlreadyExistsError("another report has this id");
  }
  reports_.push_back({entry, bytes});
  used_keys_[{idempotency.identity, idempotency.key}] = {idempotency.request_digest, entry.id};
  audit_.Append(CreateEntry(entry.id, bytes, caller), clock_());
  return bytes;
}

absl::StatusOr<std::optional<std::string>> MemoryReportArchive::Find(
    const ReportIdempotency& idempotency) {
  const std::lock_guard lock(mutex_);
  return FindLocked(idempotency);
}

absl::StatusOr<std::string> MemoryReportArchive::Get(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return NoReportError(id);
  return reports_[found->second].bytes;
}

absl::StatusOr<KeptReport> MemoryReportArchive::Describe(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return NoReportError(id);
  const Kept& kept = reports_[found->second];
  return KeptReport{{static_cast<int64_t>(found->second) + 1, kept.entry},
                    static_cast<int64_t>(kept.bytes.size())};
}

absl::StatusOr<std::vector<ListedReport>> MemoryReportArchive::List(const ReportFilter& filter,
                                                                    int64_t before, int limit) {
  const std::lock_guard lock(mutex_);
  const auto newest = static_cast<int64_t>(reports_.size());
  std::vector<ListedReport> listed;
  for (int64_t ordinal = before > 0 ? std::min(before - 1, newest) : newest;
       ordinal > 0 && static_cast<int>(listed.size()) < limit; --ordinal) {
    const ReportEntry& entry = reports_[ordinal - 1].entry;
    if (!filter.force_id.empty() && entry.force_id != filter.force_id) continue;
    if (!filter.dataset_id.empty() && entry.dataset_id != filter.dataset_id) continue;
    listed.push_back({ordinal, entry});
  }
  return listed;
}

absl::Status MemoryReportArchive::Record(const AuditEntry& entry) {
  const std::lock_guard lock(mutex_);
  audit_.Append(entry, clock_());
  return absl::OkStatus();
}

absl::StatusOr<std::vector<AuditRow>> MemoryReportArchive::ReadAudit(int64_t after_ordinal,
                                                                     int limit) {
  const std::lock_guard lock(mutex_);
  return audit_.Read(after_ordinal, limit);
}

absl::StatusOr<int64_t> MemoryReportArchive::LastAuditOrdinal() {
  const std::lock_guard lock(mutex_);
  return audit_.last_ordinal();
}

}  // namespace peerage::store
