#include "services/runtime/version.h"

namespace peerage::runtime {

std::string Version() { return PEERAGE_VERSION; }

}  // namespace peerage::runtime
