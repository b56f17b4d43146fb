#include "services/store/audit_chain.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "services/store/sha256.h"

namespace peerage::store {
namespace {

constexpr int kPage = 1000;

absl::Status Broken(int64_t ordinal, const char* how) {
  return absl::DataLossError(absl::StrCat("audit row ", ordinal, " ", how));
}

absl::Status CheckLink(const AuditHead& head, const AuditRow& row) {
  const int64_t expected = head.ordinal + 1;
  if (row.ordinal != expected) return Broken(expected, "is missing");
  if (row.hash != AuditHash(row)) return Broken(expected, "was edited");
  if (row.prev_hash != head.hash) return Broken(expected, "does not follow the row before");
  return absl::OkStatus();
}

}  // namespace

AuditRow NextAuditRow(const AuditHead& head, const AuditEntry& entry, absl::Time now) {
  AuditRow row{
      .ordinal = head.ordinal + 1,
      .prev_hash = head.hash,
      .at = absl::FromUnixMicros(absl::ToUnixMicros(std::max(head.at, now))),
      .entry = entry,
  };
  row.hash = AuditHash(row);
  return row;
}

AuditHead HeadAt(const AuditRow& row) { return {row.ordinal, row.hash, row.at}; }

std::string AuditHash(const AuditRow& row) {
  const AuditEntry& entry = row.entry;
  return FieldHash("peerage audit row 1")
      .Add(row.prev_hash)
      .Add(row.ordinal)
      .Add(absl::ToUnixMicros(row.at))
      .Add(entry.caller.identity)
      .Add(entry.caller.end_user)
      .Add(entry.caller.role)
      .Add(entry.action)
      .Add(entry.object)
      .Add(entry.before_digest)
      .Add(entry.after_digest)
      .Add(entry.outcome)
      .Add(entry.caller.request_id)
      .Finish();
}

absl::StatusOr<AuditHead> VerifyAudit(AuditLog& log,
                                      const std::function<void(const AuditRow&)>& visit) {
  AuditHead head;
  // Before the rows, which may grow meanwhile.
  const absl::StatusOr<int64_t> last = log.LastAuditOrdinal();
  if (!last.ok()) return last.status();
  // From below the first, so that a row with a wrong ordinal is seen as well.
  int64_t after = std::numeric_limits<int64_t>::min();
  while (true) {
    const absl::StatusOr<std::vector<AuditRow>> rows = log.ReadAudit(after, kPage);
    if (!rows.ok()) return rows.status();
    for (const AuditRow& row : *rows) {
      if (absl::Status status = CheckLink(head, row); !status.ok()) return status;
      visit(row);
      head = HeadAt(row);
    }
    if (rows->size() < kPage) break;
    after = head.ordinal;
  }
  if (head.ordinal < *last) return Broken(head.ordinal + 1, "was cut off the end");
  return head;
}

void MemoryAudit::Append(const AuditEntry& entry, absl::Time now) {
  rows_.push_back(NextAuditRow(rows_.empty() ? AuditHead() : HeadAt(rows_.back()), entry, now));
}

std::vector<AuditRow> MemoryAudit::Read(int64_t after_ordinal, int limit) const {
  const auto first = std::min<size_t>(std::max<int64_t>(after_ordinal, 0), rows_.size());
  const size_t count = std::min<size_t>(limit, rows_.size() - first);
  const auto begin = rows_.begin() + static_cast<std::ptrdiff_t>(first);
  return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace peerage::store
