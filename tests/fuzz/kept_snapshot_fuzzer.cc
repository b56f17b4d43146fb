// Bytes as what lies in the cache for a replica that starts alone: as a manifest,
// and as the one part of a snapshot. Nothing is loaded that is not whole, in
// order, and of the log that the manifest names.
#include <cstdint>
#include <map>
#include <string>

#include "services/ranking/kept_snapshot.h"
#include "tests/fuzz/demand.h"

namespace {

class Shelf final : public peerage::cache::ByteCache {
 public:
  std::optional<std::string> Get(const peerage::cache::CacheKey& key) override {
    const auto found = kept_.find(key.Text());
    return found == kept_.end() ? std::nullopt : std::optional(found->second);
  }
  bool Put(const peerage::cache::CacheKey& key, std::string_view value) override {
    kept_[key.Text()] = value;
    return true;
  }

 private:
  std::map<std::string, std::string> kept_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  if (const auto manifest = ranking::DecodeManifest(bytes)) {
    fuzz::Demand(ranking::DecodeManifest(ranking::EncodeManifest(*manifest)) == manifest,
                 "a manifest comes back as it was");
  }
  Shelf shelf;
  shelf.Put(ranking::ManifestKey(),
            ranking::EncodeManifest({absl::UnixEpoch(), {{.id = "r-1", .parts = 1}}}));
  shelf.Put(ranking::PartKey(1, "r-1", 0), bytes);
  const auto loaded = ranking::LoadSnapshot(shelf);
  fuzz::Demand(!loaded || (loaded->snapshot->seq == 1 && loaded->snapshot->release_id == "r-1"),
               "what is loaded is what the manifest names");
  return 0;
}
