// What a cache did, for people: hit rates and faults.
#pragma once

#include <atomic>
#include <cstdint>

namespace peerage::cache {

// Only ever rising. Safe from any thread. CountedByteCache counts hits and
// misses; backends count failures, the seal what it rejected. A failed or
// rejected Get is a miss as well.
struct CacheCounts {
  std::atomic<int64_t> hits{0};
  std::atomic<int64_t> misses{0};
  std::atomic<int64_t> failures{0};
  std::atomic<int64_t> rejected_seals{0};
};

}  // namespace peerage::cache
