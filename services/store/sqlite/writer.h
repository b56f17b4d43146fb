// The one who writes to a store's file: one transaction after the other, each
// with its audit row.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/store/sqlite/database.h"
#include "services/store/store_events.h"

namespace peerage::store {

// Safe from any thread.
class Writer {
 public:
  // What a transaction does. Gives its audit row, or nothing when there was
  // nothing to do: then nothing is kept of it.
  using Work = std::function<absl::StatusOr<std::optional<AuditRow>>(Database& database)>;

  Writer(Database database, StoreEvents events)
      : database_(std::move(database)), events_(std::move(events)) {}

  // All or nothing; durable when it returns OK. After UNAVAILABLE from making
  // it durable, StoreEvents::failed has been called and nothing is written any
  // more.
  absl::Status Run(const Work& work);

 private:
  std::mutex mutex_;
  Database database_;  // Under mutex_.
  const StoreEvents events_;
  bool failed_ = false;  // Under mutex_.
};

}  // namespace peerage::store
