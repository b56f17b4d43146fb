// The tables of the report archive.
//
// Version 2 adds the audit chain. Version 1 kept no audit: the chain begins with
// one row for each of its reports, made out of the report and its key.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

inline constexpr char kReportSchema1[] = R"sql(
CREATE TABLE report (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  force_id TEXT NOT NULL,
  dataset_id TEXT NOT NULL,
  reporting_month TEXT NOT NULL,
  seq INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (id, version)
) STRICT;
CREATE TABLE idem (
  identity TEXT NOT NULL,
  key TEXT NOT NULL,
  request_digest BLOB NOT NULL,
  report_ordinal INTEGER NOT NULL REFERENCES report (ordinal),
  PRIMARY KEY (identity, key)
) STRICT;
CREATE TRIGGER report_never_updated BEFORE UPDATE ON report
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER report_never_deleted BEFORE DELETE ON report
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER idem_never_updated BEFORE UPDATE ON idem
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER idem_never_deleted BEFORE DELETE ON idem
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
)sql";

inline constexpr int64_t kReportSchemaVersion = 2;

// Brings a new file, or one of an earlier version, to the present one.
absl::Status EnsureReportSchema(Database& database, absl::Time now);

}  // namespace peerage::store
