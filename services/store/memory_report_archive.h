// A report archive that lasts as long as the process.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "services/store/audit_chain.h"
#include "services/store/report_archive.h"

namespace peerage::store {

class MemoryReportArchive : public ReportArchive {
 public:
  explicit MemoryReportArchive(Clock clock) : clock_(std::move(clock)) {}

  absl::StatusOr<std::string> Insert(const ReportEntry& entry, const std::string& bytes,
                                     const ReportIdempotency& idempotency,
                                     const Caller& caller) override;
  absl::StatusOr<std::optional<std::string>> Find(const ReportIdempotency& idempotency) override;
  absl::StatusOr<std::string> Get(const std::string& id) override;
  absl::StatusOr<KeptReport> Describe(const std::string& id) override;
  absl::StatusOr<std::vector<ListedReport>> List(const ReportFilter& filter, int64_t before,
                                                 int limit) override;
  absl::Status Record(const AuditEntry& entry) override;
  absl::StatusOr<std::vector<AuditRow>> ReadAudit(int64_t after_ordinal, int limit) override;
  absl::StatusOr<int64_t> LastAuditOrdinal() override;
  absl::Status CheckStorage() override { return absl::OkStatus(); }

 private:
  struct Kept {
    ReportEntry entry;
    std::string bytes;
  };
  struct Used {
    std::string request_digest;
    std::string report_id;
  };

  absl::StatusOr<std::optional<std::string>> FindLocked(const ReportIdempotency& idempotency) const;

  const Clock clock_;
  std::mutex mutex_;
  // In the order of commits; the ordinal is the place, counted from 1.
  std::vector<Kept> reports_;
  std::map<std::string, size_t> by_id_;
  // By identity and key.
  std::map<std::pair<std::string, std::string>, Used> used_keys_;
  MemoryAudit audit_;
};

}  // namespace peerage::store
