// Bytes as a chunk. What decodes encodes to the same figures.
//
// The first byte tells how to take the rest, a Chunk message: even, as it is;
// odd, with `bytes` not yet compressed, which this compresses and digests, so
// that the search gets behind zstd and SHA-256.
#include <zstd.h>

#include <cstdint>
#include <string>

#include "services/wire/chunk_codec.h"
#include "services/wire/sha256.h"
#include "tests/fuzz/demand.h"

namespace peerage::wire {
namespace {

void Seal(ingestion::v1::Chunk& chunk) {
  const std::string& raw = chunk.bytes();
  std::string packed(ZSTD_compressBound(raw.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), raw.data(), raw.size(), 1));
  chunk.set_raw_digest(Sha256(raw));
  chunk.set_bytes(packed);
}

}  // namespace
}  // namespace peerage::wire

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  ingestion::v1::Chunk chunk;
  if (size == 0 || !chunk.ParseFromArray(data + 1, static_cast<int>(size - 1))) return 0;
  if (data[0] % 2 == 1) wire::Seal(chunk);
  const auto run = wire::DecodeChunk(chunk);
  if (!run.ok()) return 0;
  const auto encoded = wire::EncodeChunks(*run);
  fuzz::Demand(encoded.ok() && encoded->size() == 1, "what decodes encodes, to one chunk");
  fuzz::Demand(encoded->front().raw_digest() == chunk.raw_digest(), "to the same bytes");
  const auto again = wire::DecodeChunk(encoded->front());
  fuzz::Demand(again.ok() && *again == *run, "which decode to the same figures");
  return 0;
}
