#include "services/store/report_archive.h"

#include "absl/strings/str_cat.h"
#include "services/store/sha256.h"

namespace peerage::store {

absl::Status NoReportError(const std::string& id) {
  return absl::NotFoundError(absl::StrCat("there is no report ", id));
}

AuditEntry CreateEntry(const std::string& id, const std::string& bytes, const Caller& caller) {
  return {.caller = caller,
          .action = kCreateReport,
          .object = id,
          .after_digest = Sha256(bytes),
          .outcome = kCreated};
}

}  // namespace peerage::store
