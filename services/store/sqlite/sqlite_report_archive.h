// The report archive in one SQLite file. Rows are only ever added: the file
// itself refuses UPDATE and DELETE.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "services/store/report_archive.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

class SqliteReportArchive : public ReportArchive {
 public:
  // Opens or creates `path`, whose folder exists. Errors: those of
  // Database::Open.
  static absl::StatusOr<std::unique_ptr<SqliteReportArchive>> Open(const std::string& path);

  absl::StatusOr<std::string> Insert(const ReportEntry& entry, const std::string& bytes,
                                     const ReportIdempotency& idempotency) override;
  absl::StatusOr<std::optional<std::string>> Find(const ReportIdempotency& idempotency) override;
  absl::StatusOr<std::string> Get(const std::string& id) override;
  absl::StatusOr<std::vector<ListedReport>> List(const ReportFilter& filter, int64_t before,
                                                 int limit) override;

 private:
  explicit SqliteReportArchive(Database database) : database_(std::move(database)) {}

  absl::StatusOr<std::optional<std::string>> FindLocked(const ReportIdempotency& idempotency);
  absl::Status InsertLocked(const ReportEntry& entry, const std::string& bytes,
                            const ReportIdempotency& idempotency);

  std::mutex mutex_;
  Database database_;
  // After a COMMIT that failed for I/O, nobody knows what is on the disk.
  bool failed_ = false;
};

}  // namespace peerage::store
