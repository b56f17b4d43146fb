// What a store on a disk tells its process.
#pragma once

#include <functional>

#include "absl/status/status.h"
#include "services/store/audit_log.h"

namespace peerage::store {

struct StoreEvents {
  // Each audit row, in order, once it is durable. Called under the writer's
  // lock: must be quick, and must not call the store.
  std::function<void(const AuditRow&)> audited = [](const AuditRow&) {};
  // Input or output has failed while a transaction was made durable. What the
  // disk holds is then known only to a process that reads it anew, and a second
  // fsync may say "done" of pages that are lost; so the process should end in
  // here. When this returns, the store refuses every further write.
  std::function<void(const absl::Status&)> failed = [](const absl::Status&) {};
};

}  // namespace peerage::store
