// The raw bytes of chunks, before compression (docs/adr/0003-chunks.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/core/packed_run.h"

namespace peerage::wire {

// INVALID_ARGUMENT: "chunk: ...".
absl::Status BadChunk(const char* what);

// INVALID_ARGUMENT when a run is not in canonical order, an observation without
// a value carries one, or an id is too long.
absl::Status CheckRun(const core::PackedRun& run);

// Writes parts of one run, which passes CheckRun and outlives it unchanged.
class ChunkBytes {
 public:
  explicit ChunkBytes(const core::PackedRun& run);

  // The canonical bytes of the scopes from `first` up to, not including, `end`;
  // they stand until the next call.
  const std::string& Write(size_t first, size_t end);

 private:
  void WriteAreaTable(size_t first_figure, size_t end_figure);
  void WriteScope(size_t scope);

  const core::PackedRun& run_;
  std::string out_;
  // By area: its place in the table of these scopes, and its value one period
  // before.
  std::vector<uint32_t> places_;
  std::vector<uint64_t> previous_values_;
  // The standard errors that are still to come.
  size_t next_error_ = 0;
};

// What ChunkBytes made these bytes from, its area table being that of the
// bytes. INVALID_ARGUMENT for any bytes that it would not have written.
absl::StatusOr<core::PackedRun> ReadChunkBytes(std::string_view raw);

}  // namespace peerage::wire
