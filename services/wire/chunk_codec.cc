#include "services/wire/chunk_codec.h"

#include <zstd.h>

#include <cstdint>
#include <memory>
#include <utility>

#include "services/wire/chunk_bytes.h"
#include "services/wire/sha256.h"

namespace peerage::wire {
namespace {

// Level 6 makes a chunk a twentieth smaller and takes four times as long.
constexpr int kZstdLevel = 1;

// zstd's working memory, which costs more to make than a small chunk to pack; one
// a thread. Null when there is no memory.
ZSTD_CCtx* Packer() {
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  static thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  return context.get();
}

ZSTD_DCtx* Unpacker() {
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  static thread_local const std::unique_ptr<ZSTD_DCtx, Free> context(ZSTD_createDCtx());
  return context.get();
}

absl::Status NoMemory() { return absl::ResourceExhaustedError("chunk: no memory for zstd"); }

absl::StatusOr<std::string> Compress(const std::string& raw) {
  if (Packer() == nullptr) return NoMemory();
  std::string out(ZSTD_compressBound(raw.size()), '\0');
  const size_t size =
      ZSTD_compressCCtx(Packer(), out.data(), out.size(), raw.data(), raw.size(), kZstdLevel);
  if (ZSTD_isError(size)) return absl::ResourceExhaustedError("chunk: compression failed");
  out.resize(size);
  return out;
}

absl::StatusOr<std::string> Decompress(const std::string& bytes) {
  const uint64_t declared = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  // Unknown and broken sizes are the two largest numbers.
  if (declared > kMaxRawChunkBytes) return BadChunk("does not declare a size within 1 MiB");
  if (Unpacker() == nullptr) return NoMemory();
  std::string raw(declared, '\0');
  const size_t size =
      ZSTD_decompressDCtx(Unpacker(), raw.data(), raw.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) || size != declared) return BadChunk("does not decompress");
  return raw;
}

// Halves a run until each part fits; the cut depends on the figures alone.
absl::Status AppendChunks(const core::PackedRun& run, ChunkBytes& writer, size_t first, size_t end,
                          std::vector<ingestion::v1::Chunk>& out) {
  const std::string& raw = writer.Write(first, end);
  if (raw.size() > kMaxRawChunkBytes) {
    if (end - first == 1) return BadChunk("one period alone is larger than 1 MiB");
    const size_t middle = first + (end - first) / 2;
    const absl::Status status = AppendChunks(run, writer, first, middle, out);
    return status.ok() ? AppendChunks(run, writer, middle, end, out) : status;
  }
  absl::StatusOr<std::string> bytes = Compress(raw);
  if (!bytes.ok()) return bytes.status();
  ingestion::v1::Chunk& chunk = out.emplace_back();
  chunk.set_series_id(run.series_id);
  chunk.set_first_period(run.scopes[first].period_end.ToString());
  chunk.set_last_period(run.scopes[end - 1].period_end.ToString());
  chunk.set_bytes(*std::move(bytes));
  chunk.set_raw_digest(Sha256(raw));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<ingestion::v1::Chunk>> EncodeChunks(const core::PackedRun& run) {
  if (absl::Status status = CheckRun(run); !status.ok()) return status;
  std::vector<ingestion::v1::Chunk> chunks;
  if (run.scopes.empty()) return chunks;
  ChunkBytes writer(run);
  const absl::Status status = AppendChunks(run, writer, 0, run.scopes.size(), chunks);
  if (!status.ok()) return status;
  return chunks;
}

absl::StatusOr<std::vector<ingestion::v1::Chunk>> EncodeChunks(const core::SeriesRun& run) {
  return EncodeChunks(core::Pack(run));
}

absl::StatusOr<core::PackedRun> DecodePackedChunk(const ingestion::v1::Chunk& chunk) {
  absl::StatusOr<std::string> raw = Decompress(chunk.bytes());
  if (!raw.ok()) return raw.status();
  if (Sha256(*raw) != chunk.raw_digest()) {
    return BadChunk("the digest does not match the figures");
  }
  absl::StatusOr<core::PackedRun> run = ReadChunkBytes(*raw);
  if (!run.ok()) return run;
  if (run->series_id != chunk.series_id() ||
      run->scopes.front().period_end.ToString() != chunk.first_period() ||
      run->scopes.back().period_end.ToString() != chunk.last_period()) {
    return BadChunk("holds another series or other periods than it says");
  }
  return run;
}

absl::StatusOr<core::SeriesRun> DecodeChunk(const ingestion::v1::Chunk& chunk) {
  const absl::StatusOr<core::PackedRun> run = DecodePackedChunk(chunk);
  if (!run.ok()) return run.status();
  return core::Unpack(*run);
}

std::vector<std::string> ScopeDigests(const core::PackedRun& run) {
  std::vector<std::string> digests;
  digests.reserve(run.scopes.size());
  ChunkBytes writer(run);
  for (size_t scope = 0; scope < run.scopes.size(); ++scope) {
    digests.push_back(Sha256(writer.Write(scope, scope + 1)));
  }
  return digests;
}

std::string ScopeDigest(const std::string& series_id, int period_months,
                        const core::ScopeFigures& scope) {
  return ScopeDigests(core::Pack({series_id, period_months, {scope}})).front();
}

}  // namespace peerage::wire
