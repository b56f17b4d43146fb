// When each release was committed, by seq.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/time/time.h"

namespace peerage::ranking {

// Grows by one release at a time; a longer list shares all but its last block
// with the one it grew from. Immutable, safe from any thread.
class KnownTimes {
 public:
  // How many releases there are.
  int64_t size() const { return static_cast<int64_t>(full_.size() * kBlock + last_.size()); }
  // Of release `seq`, 1 to size().
  absl::Time At(int64_t seq) const;
  // How many releases were committed at or before `time`: the highest such seq.
  int64_t CountUpTo(absl::Time time) const;

  // With one release more; `time` is not before the last one.
  KnownTimes With(absl::Time time) const;

 private:
  static constexpr size_t kBlock = 1024;
  using Block = std::vector<absl::Time>;

  // Full ones, then the one that is being filled.
  std::vector<std::shared_ptr<const Block>> full_;
  Block last_;
};

}  // namespace peerage::ranking
