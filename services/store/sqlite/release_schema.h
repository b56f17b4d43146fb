// The tables of the release log. Months are counted since January of year 0
// (core::Month::index), times in microseconds since 1970.
//
// Version 2 adds the audit chain and begins it with what version 1 wrote down
// in `audit`. That table stays, and nothing is added to it any more. Version 3
// adds what was said of a release when it was accepted, and the bytes it was
// read from.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

inline constexpr char kReleaseSchema1[] = R"sql(
CREATE TABLE release(
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  dataset_id TEXT NOT NULL,
  kind INTEGER NOT NULL,
  format TEXT NOT NULL,
  reason TEXT NOT NULL,
  bytes_sha256 BLOB NOT NULL,
  content_digest BLOB NOT NULL,
  rows INTEGER NOT NULL,
  known_at_micros INTEGER NOT NULL,
  actor TEXT NOT NULL,
  file_name TEXT NOT NULL);
CREATE INDEX release_by_dataset ON release(dataset_id, seq);

CREATE TABLE chunk(
  seq INTEGER NOT NULL REFERENCES release(seq),
  ordinal INTEGER NOT NULL,
  series_id TEXT NOT NULL,
  first_period INTEGER NOT NULL,
  last_period INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  raw_digest BLOB NOT NULL,
  PRIMARY KEY(seq, ordinal));

CREATE TABLE reference(
  seq INTEGER PRIMARY KEY REFERENCES release(seq),
  bytes BLOB NOT NULL);

CREATE TABLE scope(
  dataset_id TEXT NOT NULL,
  series_id TEXT NOT NULL,
  period_end INTEGER NOT NULL,
  seq INTEGER NOT NULL REFERENCES release(seq),
  period_months INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY(dataset_id, series_id, period_end, seq)) WITHOUT ROWID;
CREATE INDEX scope_by_seq ON scope(seq, series_id, period_end);

CREATE TABLE idem(
  identity TEXT NOT NULL,
  key TEXT NOT NULL,
  request_digest BLOB NOT NULL,
  response BLOB NOT NULL,
  seq INTEGER NOT NULL REFERENCES release(seq),
  PRIMARY KEY(identity, key)) WITHOUT ROWID;

CREATE TABLE audit(
  number INTEGER PRIMARY KEY,
  at_micros INTEGER NOT NULL,
  identity TEXT NOT NULL,
  action TEXT NOT NULL,
  dataset_id TEXT NOT NULL,
  content_digest BLOB NOT NULL,
  request_id TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES release(seq));

CREATE TRIGGER release_stays BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER release_kept BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER chunk_stays BEFORE UPDATE ON chunk BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER chunk_kept BEFORE DELETE ON chunk BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER reference_stays BEFORE UPDATE ON reference BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER reference_kept BEFORE DELETE ON reference BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER scope_stays BEFORE UPDATE ON scope BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER scope_kept BEFORE DELETE ON scope BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER idem_stays BEFORE UPDATE ON idem BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER idem_kept BEFORE DELETE ON idem BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
)sql";

inline constexpr char kReleaseSchema3[] = R"sql(
CREATE TABLE remark(
  seq INTEGER PRIMARY KEY REFERENCES release(seq),
  sha256 BLOB NOT NULL,
  bytes BLOB NOT NULL);

CREATE TABLE source(
  seq INTEGER PRIMARY KEY REFERENCES release(seq));

CREATE TABLE source_bytes(
  sha256 BLOB PRIMARY KEY,
  size INTEGER NOT NULL,
  zstd BLOB NOT NULL) WITHOUT ROWID;

CREATE TRIGGER remark_stays BEFORE UPDATE ON remark BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER remark_kept BEFORE DELETE ON remark BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER source_stays BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER source_kept BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER source_bytes_stay BEFORE UPDATE ON source_bytes BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER source_bytes_kept BEFORE DELETE ON source_bytes BEGIN SELECT RAISE(ABORT, 'append only'); END;
)sql";

inline constexpr int64_t kReleaseSchemaVersion = 3;

// Brings a new file, or one of an earlier version, to the present one.
absl::Status EnsureReleaseSchema(Database& database, absl::Time now);

}  // namespace peerage::store
