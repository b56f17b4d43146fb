// Bytes as a policy file. One that is accepted gives nothing to a name that is
// no identity, and its answers do not change.
#include <cstdint>
#include <string_view>

#include "services/runtime/policy.h"
#include "tests/fuzz/demand.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using peerage::fuzz::Demand;
  using peerage::runtime::Policy;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto policy = Policy::Parse(text);
  if (!policy.ok()) {
    Demand(!policy.status().message().empty(), "a refusal says why");
    return 0;
  }
  for (const std::string_view stranger : {"", "local", "spiffe://", "*", "/"}) {
    Demand((*policy)->Find(stranger) == nullptr, "who is no identity has no rights");
  }
  const auto again = Policy::Parse(text);
  const std::string_view kent = "spiffe://peerage.example/force/kent/system";
  Demand(again.ok() && ((*again)->Find(kent) == nullptr) == ((*policy)->Find(kent) == nullptr),
         "the same file gives the same rights");
  return 0;
}
