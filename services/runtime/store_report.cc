#include "services/runtime/store_report.h"

#include <unistd.h>

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace peerage::runtime {

void ExitOnStorageFault(const absl::Status& status) {
  LogError("storage fault", {{LogKey::kDetail, absl::StrCat(status.message())}});
  _exit(kExitStorageFault);
}

std::string EnvironmentFailpoints() {
  const char* value = std::getenv("PEERAGE_FAILPOINT");
  return value == nullptr ? "" : value;
}

}  // namespace peerage::runtime
