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
#include "services/store/sqlite/writer.h"

namespace peerage::store {

class SqliteReportArchive : public ReportArchive {
 public:
  // Opens or creates `path`, whose folder exists. A file of an earlier version
  // is brought to the present one. FAILED_PRECONDITION: a newer version of the
  // program made it.
  static absl::StatusOr<std::unique_ptr<SqliteReportArchive>> Open(const std::string& path,
                                                                   Clock clock,
                                                                   StoreEvents events = {});
  // Opens a file of the present version that is there, to read it only: Insert
  // and Record are FAILED_PRECONDITION.
  static absl::StatusOr<std::unique_ptr<SqliteReportArchive>> OpenReadOnly(const std::string& path);

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
  absl::Status CheckStorage() override;

 private:
  // No writer: read-only.
  SqliteReportArchive(std::unique_ptr<Writer> writer, Database reader, Clock clock)
      : clock_(std::move(clock)), writer_(std::move(writer)), reader_(std::move(reader)) {}

  absl::Status Write(const Writer::Work& work);

  const Clock clock_;
  const std::unique_ptr<Writer> writer_;
  std::mutex read_mutex_;
  Database reader_;  // Under read_mutex_.
};

}  // namespace peerage::store
