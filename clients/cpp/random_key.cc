#include "clients/cpp/random_key.h"

#include <random>

#include "absl/strings/str_format.h"

namespace peerage::client {

std::string RandomKey() {
  std::random_device device;
  std::string key = "run-";
  for (int i = 0; i < 4; ++i) key += absl::StrFormat("%08x", device());
  return key;
}

}  // namespace peerage::client
