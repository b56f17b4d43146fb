#include "services/wire/chunk_codec.h"

#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/wire/byte_reader.h"
#include "services/wire/sha256.h"

namespace peerage::wire {
namespace {

using Scopes = std::span<const core::ScopeFigures>;

constexpr uint8_t kVersion = 1;
// In the status byte: a standard error follows the value.
constexpr uint8_t kHasStandardError = 0x80;
constexpr core::Month kFirstMonth(1900, 1);
constexpr core::Month kLastMonth(2199, 12);
constexpr int kMaxPeriodMonths = 1200;
constexpr int kZstdLevel = 6;

absl::Status Bad(const char* what) {
  return absl::InvalidArgumentError(absl::StrCat("chunk: ", what));
}

absl::Status CheckId(const std::string& id) {
  if (id.empty()) return Bad("an id is empty");
  if (id.size() > kMaxIdBytes) return Bad("an id is longer than 128 bytes");
  return absl::OkStatus();
}

absl::Status CheckScope(const core::ScopeFigures& scope) {
  if (scope.period_end < kFirstMonth || scope.period_end > kLastMonth) {
    return Bad("a period lies outside 1900 to 2199");
  }
  const std::string* previous = nullptr;
  for (const core::Observation& observation : scope.observations) {
    if (absl::Status status = CheckId(observation.area_id); !status.ok()) return status;
    if (previous != nullptr && *previous >= observation.area_id) {
      return Bad("areas are not in order, or one occurs twice");
    }
    if (!core::HasValue(observation.status) &&
        (observation.value != 0 || observation.standard_error_millionths.has_value())) {
      return Bad("an observation without a value carries one");
    }
    previous = &observation.area_id;
  }
  return absl::OkStatus();
}

absl::Status CheckRun(const core::SeriesRun& run) {
  if (absl::Status status = CheckId(run.series_id); !status.ok()) return status;
  if (run.period_months < 1 || run.period_months > kMaxPeriodMonths) {
    return Bad("a period's length is out of range");
  }
  for (size_t i = 0; i < run.scopes.size(); ++i) {
    if (i > 0 && run.scopes[i - 1].period_end >= run.scopes[i].period_end) {
      return Bad("periods are not in order, or one occurs twice");
    }
    if (absl::Status status = CheckScope(run.scopes[i]); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// Every area of the scopes with its place in the string table.
std::map<std::string_view, uint64_t> AreaTable(Scopes scopes) {
  std::map<std::string_view, uint64_t> table;
  for (const core::ScopeFigures& scope : scopes) {
    for (const core::Observation& observation : scope.observations) table[observation.area_id] = 0;
  }
  uint64_t index = 0;
  for (auto& [id, place] : table) place = index++;
  return table;
}

// Deltas wrap, as unsigned numbers may: any pair of figures has one.
std::string RawBytes(const std::string& series_id, int period_months, Scopes scopes) {
  std::string out(1, static_cast<char>(kVersion));
  AppendString(out, series_id);
  AppendVarint(out, static_cast<uint64_t>(period_months));
  const auto areas = AreaTable(scopes);
  AppendVarint(out, areas.size());
  for (const auto& [id, place] : areas) AppendString(out, id);
  AppendVarint(out, scopes.size());
  int previous_month = 0;
  std::vector<uint64_t> previous_values(areas.size(), 0);
  for (const core::ScopeFigures& scope : scopes) {
    AppendVarint(out, static_cast<uint64_t>(scope.period_end.index() - previous_month));
    previous_month = scope.period_end.index();
    AppendVarint(out, scope.observations.size());
    uint64_t next_area = 0;
    for (const core::Observation& observation : scope.observations) {
      const uint64_t area = areas.at(observation.area_id);
      AppendVarint(out, area - next_area);
      next_area = area + 1;
      const auto& error = observation.standard_error_millionths;
      out.push_back(static_cast<char>(static_cast<uint8_t>(observation.status) |
                                      (error.has_value() ? kHasStandardError : 0)));
      if (!core::HasValue(observation.status)) continue;
      const uint64_t value = static_cast<uint64_t>(observation.value);
      AppendVarint(out, ZigZag(value - previous_values[area]));
      previous_values[area] = value;
      if (error.has_value()) AppendVarint(out, ZigZag(static_cast<uint64_t>(*error)));
    }
  }
  return out;
}

absl::StatusOr<std::string> Compress(const std::string& raw) {
  std::string out(ZSTD_compressBound(raw.size()), '\0');
  const size_t size = ZSTD_compress(out.data(), out.size(), raw.data(), raw.size(), kZstdLevel);
  if (ZSTD_isError(size)) return absl::ResourceExhaustedError("chunk: compression failed");
  out.resize(size);
  return out;
}

absl::StatusOr<std::string> Decompress(const std::string& bytes) {
  const uint64_t declared = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  // Unknown and broken sizes are the two largest numbers.
  if (declared > kMaxRawChunkBytes) return Bad("does not declare a size within 1 MiB");
  std::string raw(declared, '\0');
  const size_t size = ZSTD_decompress(raw.data(), raw.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) || size != declared) return Bad("does not decompress");
  return raw;
}

// Halves a run until each part fits; the cut depends on the figures alone.
absl::Status AppendChunks(const core::SeriesRun& run, Scopes scopes,
                          std::vector<ingestion::v1::Chunk>& out) {
  const std::string raw = RawBytes(run.series_id, run.period_months, scopes);
  if (raw.size() > kMaxRawChunkBytes) {
    if (scopes.size() == 1) return Bad("one period alone is larger than 1 MiB");
    const size_t half = scopes.size() / 2;
    if (absl::Status status = AppendChunks(run, scopes.first(half), out); !status.ok()) {
      return status;
    }
    return AppendChunks(run, scopes.subspan(half), out);
  }
  absl::StatusOr<std::string> bytes = Compress(raw);
  if (!bytes.ok()) return bytes.status();
  ingestion::v1::Chunk& chunk = out.emplace_back();
  chunk.set_series_id(run.series_id);
  chunk.set_first_period(scopes.front().period_end.ToString());
  chunk.set_last_period(scopes.back().period_end.ToString());
  chunk.set_bytes(*std::move(bytes));
  chunk.set_raw_digest(Sha256(raw));
  return absl::OkStatus();
}

// A figure after the area and the status byte; false when it is not one.
bool ReadFigure(ByteReader& reader, uint64_t& previous_value, core::Observation& observation) {
  const uint8_t byte = reader.Byte();
  const uint8_t status = byte & ~kHasStandardError;
  if (status > static_cast<uint8_t>(core::ObservationStatus::kWithdrawn)) return false;
  observation.status = static_cast<core::ObservationStatus>(status);
  const bool has_error = (byte & kHasStandardError) != 0;
  if (!core::HasValue(observation.status)) return !has_error;
  previous_value += UnZigZag(reader.Varint());
  observation.value = static_cast<int64_t>(previous_value);
  if (has_error) {
    observation.standard_error_millionths = static_cast<int64_t>(UnZigZag(reader.Varint()));
  }
  return reader.ok();
}

bool ReadScope(ByteReader& reader, const std::vector<std::string_view>& areas,
               std::vector<uint64_t>& previous_values, core::ScopeFigures& scope) {
  // An area and a status byte at least.
  const uint64_t count = reader.Count(2);
  scope.observations.reserve(count);
  uint64_t area = 0;
  for (uint64_t i = 0; i < count; ++i, ++area) {
    const uint64_t skipped = reader.Varint();
    if (!reader.ok() || area >= areas.size() || skipped >= areas.size() - area) return false;
    area += skipped;
    core::Observation& observation = scope.observations.emplace_back();
    observation.area_id = std::string(areas[area]);
    if (!ReadFigure(reader, previous_values[area], observation)) return false;
  }
  return reader.ok();
}

absl::StatusOr<core::SeriesRun> ReadRun(std::string_view raw) {
  ByteReader reader(raw);
  if (reader.Byte() != kVersion) return Bad("unknown version");
  core::SeriesRun run;
  run.series_id = std::string(reader.String(kMaxIdBytes));
  const uint64_t months = reader.Varint();
  if (months > kMaxPeriodMonths) return Bad("a period's length is out of range");
  run.period_months = static_cast<int>(months);
  std::vector<std::string_view> areas(reader.Count(2));
  for (std::string_view& area : areas) area = reader.String(kMaxIdBytes);
  std::vector<uint64_t> previous_values(areas.size(), 0);
  // A month and a count at least.
  const uint64_t periods = reader.Count(2);
  uint64_t month = 0;
  for (uint64_t i = 0; i < periods; ++i) {
    const uint64_t step = reader.Varint();
    month += step;
    if (step > static_cast<uint64_t>(kLastMonth.index()) ||
        month > static_cast<uint64_t>(kLastMonth.index())) {
      return Bad("a period lies outside 1900 to 2199");
    }
    core::ScopeFigures& scope = run.scopes.emplace_back();
    scope.period_end = core::Month::FromIndex(static_cast<int>(month));
    if (!ReadScope(reader, areas, previous_values, scope)) return Bad("figures are damaged");
  }
  if (!reader.ok() || !reader.at_end()) return Bad("is cut short, or too long");
  return run;
}

}  // namespace

absl::StatusOr<std::vector<ingestion::v1::Chunk>> EncodeChunks(const core::SeriesRun& run) {
  if (absl::Status status = CheckRun(run); !status.ok()) return status;
  std::vector<ingestion::v1::Chunk> chunks;
  if (run.scopes.empty()) return chunks;
  if (absl::Status status = AppendChunks(run, run.scopes, chunks); !status.ok()) return status;
  return chunks;
}

absl::StatusOr<core::SeriesRun> DecodeChunk(const ingestion::v1::Chunk& chunk) {
  absl::StatusOr<std::string> raw = Decompress(chunk.bytes());
  if (!raw.ok()) return raw.status();
  if (Sha256(*raw) != chunk.raw_digest()) return Bad("the digest does not match the figures");
  absl::StatusOr<core::SeriesRun> run = ReadRun(*raw);
  if (!run.ok()) return run;
  // The order of areas, periods and the string table follow from this.
  if (absl::Status status = CheckRun(*run); !status.ok()) return status;
  if (run->scopes.empty()) return Bad("holds no period");
  if (RawBytes(run->series_id, run->period_months, run->scopes) != *raw) {
    return Bad("is not in canonical form");
  }
  if (run->series_id != chunk.series_id() ||
      run->scopes.front().period_end.ToString() != chunk.first_period() ||
      run->scopes.back().period_end.ToString() != chunk.last_period()) {
    return Bad("holds another series or other periods than it says");
  }
  return run;
}

std::string ScopeDigest(const std::string& series_id, int period_months,
                        const core::ScopeFigures& scope) {
  return Sha256(RawBytes(series_id, period_months, Scopes(&scope, 1)));
}

}  // namespace peerage::wire
