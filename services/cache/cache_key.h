// What a cached value is kept under.
#pragma once

#include <cstdint>
#include <string>

namespace peerage::cache {

// A key names one immutable value: of one release (`seq`), and whatever else
// tells it from its neighbours (`name`). So a value that is found is never
// stale; only absent.
struct CacheKey {
  // What it is, "report"; letters and hyphens.
  std::string kind;
  // The release that the value is made of; 0 for what belongs to none.
  int64_t seq = 0;
  // Ids and digests, of [A-Za-z0-9._-].
  std::string name;

  // "peerage:report:17:rep-0123.1": the key in a store.
  std::string Text() const { return "peerage:" + kind + ":" + std::to_string(seq) + ":" + name; }
};

}  // namespace peerage::cache
