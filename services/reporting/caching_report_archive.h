// A report archive whose papers are kept near as well.
#pragma once

#include <string>
#include <vector>

#include "services/cache/byte_cache.h"
#include "services/store/report_archive.h"

namespace peerage::reporting {

// The archive is asked first, always, what it keeps under an id; the cache only
// gives the bytes of exactly that (docs/adr/0008-redis-may-lie.md). So whatever
// the cache holds, answers are the archive's.
class CachingReportArchive final : public store::ReportArchive {
 public:
  // Both are borrowed and outlive it.
  CachingReportArchive(store::ReportArchive& inner, cache::ByteCache& cache)
      : inner_(inner), cache_(cache) {}

  absl::StatusOr<std::string> Get(const std::string& id) override;

  absl::StatusOr<std::string> Insert(const store::ReportEntry& entry, const std::string& bytes,
                                     const store::ReportIdempotency& idempotency,
                                     const store::Caller& caller) override {
    return inner_.Insert(entry, bytes, idempotency, caller);
  }
  absl::StatusOr<std::optional<std::string>> Find(
      const store::ReportIdempotency& idempotency) override {
    return inner_.Find(idempotency);
  }
  absl::StatusOr<store::KeptReport> Describe(const std::string& id) override {
    return inner_.Describe(id);
  }
  absl::StatusOr<std::vector<store::ListedReport>> List(const store::ReportFilter& filter,
                                                        int64_t before, int limit) override {
    return inner_.List(filter, before, limit);
  }
  absl::Status Record(const store::AuditEntry& entry) override { return inner_.Record(entry); }
  absl::StatusOr<std::vector<store::AuditRow>> ReadAudit(int64_t after_ordinal,
                                                         int limit) override {
    return inner_.ReadAudit(after_ordinal, limit);
  }
  absl::StatusOr<int64_t> LastAuditOrdinal() override { return inner_.LastAuditOrdinal(); }
  absl::Status CheckStorage() override { return inner_.CheckStorage(); }

 private:
  store::ReportArchive& inner_;
  cache::ByteCache& cache_;
};

}  // namespace peerage::reporting
