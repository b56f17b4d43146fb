// Where papers are kept: append-only, for ever.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/store/audit_log.h"

namespace peerage::store {

// Whose request it was, and what it said.
struct ReportIdempotency {
  std::string identity;
  // Chosen by the caller, unique within its identity.
  std::string key;
  // The SHA-256 of the request without the key.
  std::string request_digest;
};

// A paper in short; all of it stands in `bytes` as well.
struct ReportEntry {
  std::string id;
  std::string title;
  std::string force_id;
  std::string dataset_id;
  // "2019-12".
  std::string reporting_month;
  int64_t seq = 0;
  // Since 1970.
  int64_t created_at_ms = 0;
  friend bool operator==(const ReportEntry&, const ReportEntry&) = default;
};

// An entry with its place in the archive: 1, 2, 3 ... in the order of commits.
struct ListedReport {
  int64_t ordinal = 0;
  ReportEntry entry;
  friend bool operator==(const ListedReport&, const ListedReport&) = default;
};

// One kept paper without its bytes.
struct KeptReport {
  ListedReport report;
  int64_t size_bytes = 0;
  friend bool operator==(const KeptReport&, const KeptReport&) = default;
};

// Which entries. Empty ids: of all.
struct ReportFilter {
  std::string force_id;
  std::string dataset_id;
};

// Promises, each of them a test in report_archive_test.cc:
//   A paper whose Insert returned is kept, whole, and never changes.
//   Paper, idempotency key and audit row are committed together or not at all.
//   The same identity, key and request digest give the first bytes again and
//   keep nothing new; the same with another digest is ALREADY_EXISTS.
//   Two inserts of one key at the same time keep one paper; both get its bytes.
// Errors of every method: UNAVAILABLE (the store does not answer);
// RESOURCE_EXHAUSTED (Insert: the disk is full). Safe from any thread.
class ReportArchive : public AuditLog {
 public:
  // Keeps `bytes` for the caller under the entry's id as version 1; returns the bytes that are
  // now kept for the key. ALREADY_EXISTS also when another key's paper has the
  // id.
  virtual absl::StatusOr<std::string> Insert(const ReportEntry& entry, const std::string& bytes,
                                             const ReportIdempotency& idempotency,
                                             const Caller& caller) = 0;

  // What Insert would replay: the kept bytes, nothing for a new key, or
  // ALREADY_EXISTS.
  virtual absl::StatusOr<std::optional<std::string>> Find(const ReportIdempotency& idempotency) = 0;

  // The bytes of one paper. NOT_FOUND.
  virtual absl::StatusOr<std::string> Get(const std::string& id) = 0;

  // What is kept under an id, at the price of one look. NOT_FOUND.
  virtual absl::StatusOr<KeptReport> Describe(const std::string& id) = 0;

  // At most `limit` entries, newest first, of ordinals below `before`; 0: from
  // the newest.
  virtual absl::StatusOr<std::vector<ListedReport>> List(const ReportFilter& filter, int64_t before,
                                                         int limit) = 0;
};

// The words of an audit row.
inline constexpr char kCreateReport[] = "create report";
inline constexpr char kCreated[] = "created";

// NOT_FOUND, of Get and Describe.
absl::Status NoReportError(const std::string& id);

// The audit row of an Insert.
AuditEntry CreateEntry(const std::string& id, const std::string& bytes, const Caller& caller);

}  // namespace peerage::store
