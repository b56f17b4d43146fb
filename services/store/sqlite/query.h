// One statement with its parameters in one call.
#pragma once

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/store/sqlite/database.h"

namespace peerage::store {

// Marks a parameter that is bytes and not text.
struct Blob {
  std::string_view bytes;
};

inline void BindNext(Statement& statement, int64_t value) { statement.Bind(value); }
inline void BindNext(Statement& statement, std::string_view text) { statement.Bind(text); }
inline void BindNext(Statement& statement, Blob blob) { statement.BindBlob(blob.bytes); }

// Runs `sql` with its parameters from left to right and calls `row` with the
// statement at each row; the first failure ends it.
template <typename Row, typename... Parameters>
absl::Status Select(Database& database, std::string_view sql, Row row,
                    const Parameters&... parameters) {
  Statement statement = database.Prepare(sql);
  (BindNext(statement, parameters), ...);
  absl::StatusOr<bool> found = statement.Step();
  for (; found.ok() && *found; found = statement.Step()) row(statement);
  return found.status();
}

template <typename... Parameters>
absl::Status Insert(Database& database, std::string_view sql, const Parameters&... parameters) {
  return Select(
      database, sql, [](const Statement&) {}, parameters...);
}

}  // namespace peerage::store
