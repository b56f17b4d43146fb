// Bytes as a cached value. Nothing opens that was not sealed for its key, and
// what was sealed does, whatever it holds.
//
// Byte 0: the length of the key; byte 1: which byte of the sealed value to
// change; byte 2: by which bits; then the key and the payload.
#include <cstdint>
#include <string>
#include <string_view>

#include "services/cache/envelope.h"
#include "tests/fuzz/demand.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  static const cache::SealingKeys keys = {cache::MakeSealingKey(std::string(32, 'a')),
                                          cache::MakeSealingKey(std::string(32, 'b'))};
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  fuzz::Demand(!cache::OpenEnvelope(keys, "key", bytes), "nobody guesses a seal");
  if (size < 3) return 0;
  const std::string_view key = bytes.substr(3, data[0]);
  const std::string_view payload = bytes.substr(3 + key.size());
  const auto seq = static_cast<int64_t>(size);
  std::string sealed = cache::SealEnvelope(keys, key, seq, payload);
  const auto opened = cache::OpenEnvelope(keys, key, sealed);
  fuzz::Demand(opened && opened->seq == seq && opened->payload == payload,
               "what was sealed opens and says the same");
  sealed[data[1] % sealed.size()] ^= static_cast<char>(data[2]);
  fuzz::Demand(cache::OpenEnvelope(keys, key, sealed).has_value() == (data[2] == 0),
               "what was changed does not open");
  return 0;
}
