// A report archive that lasts as long as the process.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "services/store/report_archive.h"

namespace peerage::store {

class MemoryReportArchive : public ReportArchive {
 public:
  absl::StatusOr<std::string> Insert(const ReportEntry& entry, const std::string& bytes,
                                     const ReportIdempotency& idempotency) override;
  absl::StatusOr<std::optional<std::string>> Find(const ReportIdempotency& idempotency) override;
  absl::StatusOr<std::string> Get(const std::string& id) override;
  absl::StatusOr<std::vector<ListedReport>> List(const ReportFilter& filter, int64_t before,
                                                 int limit) override;

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

  std::mutex mutex_;
  // In the order of commits; the ordinal is the place, counted from 1.
  std::vector<Kept> reports_;
  std::map<std::string, size_t> by_id_;
  // By identity and key.
  std::map<std::pair<std::string, std::string>, Used> used_keys_;
};

}  // namespace peerage::store
