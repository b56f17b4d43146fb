// How old the knowledge behind an answer is.
#pragma once

#include <chrono>

namespace peerage::client {

// What a service said of its answer beside it (`peerage-stale`,
// `peerage-snapshot-age-seconds`; docs/api.md). Figures are never wrong for
// being old, but releases that came in meanwhile are missing from them.
struct Freshness {
  // Ranking has not heard from ingestion for longer than it should have.
  bool stale = false;
  // How long ago it last heard.
  std::chrono::seconds age{0};
};

}  // namespace peerage::client
