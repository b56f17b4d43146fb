#include "services/wire/chunk_bytes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/wire/byte_reader.h"
#include "services/wire/chunk_codec.h"

namespace peerage::wire {
namespace {

constexpr uint8_t kVersion = 1;
// In the status byte: a standard error follows the value.
constexpr uint8_t kHasStandardError = 0x80;
constexpr core::Month kFirstMonth(1900, 1);
constexpr core::Month kLastMonth(2199, 12);
constexpr int kMaxPeriodMonths = 1200;
constexpr uint32_t kAbsent = UINT32_MAX;
constexpr size_t kMostVarintBytes = 10;
// Its place, a status byte, its value and a standard error.
constexpr size_t kMostFigureBytes = 3 * kMostVarintBytes + 1;

absl::Status CheckId(std::string_view id) {
  if (id.empty()) return BadChunk("an id is empty");
  if (id.size() > kMaxIdBytes) return BadChunk("an id is longer than 128 bytes");
  return absl::OkStatus();
}

absl::Status CheckAreas(const std::vector<std::string>& ids) {
  for (size_t i = 0; i < ids.size(); ++i) {
    if (absl::Status status = CheckId(ids[i]); !status.ok()) return status;
    if (i > 0 && ids[i - 1] >= ids[i]) {
      return BadChunk("areas are not in order, or one occurs twice");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckMonths(const core::PackedRun& run) {
  if (run.period_months < 1 || run.period_months > kMaxPeriodMonths) {
    return BadChunk("a period's length is out of range");
  }
  for (size_t i = 0; i < run.scopes.size(); ++i) {
    const core::Month end = run.scopes[i].period_end;
    if (i > 0 && run.scopes[i - 1].period_end >= end) {
      return BadChunk("periods are not in order, or one occurs twice");
    }
    if (end < kFirstMonth || end > kLastMonth) {
      return BadChunk("a period lies outside 1900 to 2199");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckFigures(const core::PackedRun& run) {
  for (size_t scope = 0; scope < run.scopes.size(); ++scope) {
    uint64_t next_area = 0;
    for (const core::PackedFigure& figure : run.FiguresOf(scope)) {
      if (figure.area < next_area) return BadChunk("areas are not in order, or one occurs twice");
      next_area = uint64_t{figure.area} + 1;
      if (!core::HasValue(figure.status) && figure.value != 0) {
        return BadChunk("an observation without a value carries one");
      }
    }
  }
  for (const auto& [place, error] : run.standard_errors) {
    if (!core::HasValue(run.figures[place].status)) {
      return BadChunk("an observation without a value carries one");
    }
  }
  return absl::OkStatus();
}

// Reads what follows the version byte.
class RunReader {
 public:
  explicit RunReader(std::string_view bytes) : reader_(bytes) {}

  absl::StatusOr<core::PackedRun> Read() {
    run_.series_id = std::string(reader_.String(kMaxIdBytes));
    const uint64_t months = reader_.Varint();
    if (months > kMaxPeriodMonths) return BadChunk("a period's length is out of range");
    run_.period_months = static_cast<int>(months);
    run_.area_ids.resize(reader_.Count(2));
    for (std::string& id : run_.area_ids) id = std::string(reader_.String(kMaxIdBytes));
    areas_.resize(run_.area_ids.size());
    // A month and a count at least.
    const uint64_t periods = reader_.Count(2);
    for (uint64_t i = 0; i < periods; ++i) {
      if (!ReadMonth()) return BadChunk("a period lies outside 1900 to 2199");
      if (!ReadScope()) return BadChunk("figures are damaged");
    }
    if (!reader_.ok() || !reader_.at_end()) return BadChunk("is cut short, or too long");
    const auto used = [](const AreaState& area) { return area.used; };
    if (!std::all_of(areas_.begin(), areas_.end(), used)) {
      return BadChunk("names an area of which it has no figure");
    }
    return std::move(run_);
  }

 private:
  struct AreaState {
    uint64_t previous_value = 0;
    bool used = false;
  };

  bool ReadMonth() {
    const uint64_t last = static_cast<uint64_t>(kLastMonth.index());
    const uint64_t step = reader_.Varint();
    month_ += step;
    if (step > last || month_ > last) return false;
    run_.scopes.push_back({core::Month::FromIndex(static_cast<int>(month_)), 0});
    return true;
  }

  bool ReadScope() {
    // An area and a status byte at least.
    const uint64_t count = reader_.Count(2);
    uint64_t area = 0;
    for (uint64_t i = 0; i < count; ++i, ++area) {
      const uint64_t skipped = reader_.Varint();
      if (!reader_.ok() || area >= areas_.size() || skipped >= areas_.size() - area) return false;
      area += skipped;
      if (!ReadFigure(static_cast<uint32_t>(area))) return false;
    }
    run_.scopes.back().figures_end = run_.figures.size();
    return reader_.ok();
  }

  // A figure after its area.
  bool ReadFigure(uint32_t area) {
    const uint8_t byte = reader_.Byte();
    const uint8_t status = byte & ~kHasStandardError;
    if (status > static_cast<uint8_t>(core::ObservationStatus::kWithdrawn)) return false;
    AreaState& state = areas_[area];
    state.used = true;
    core::PackedFigure& figure = run_.figures.emplace_back();
    figure.area = area;
    figure.status = static_cast<core::ObservationStatus>(status);
    const bool has_error = (byte & kHasStandardError) != 0;
    if (!core::HasValue(figure.status)) return !has_error;
    state.previous_value += UnZigZag(reader_.Varint());
    figure.value = static_cast<int64_t>(state.previous_value);
    if (has_error) {
      run_.standard_errors.emplace_back(run_.figures.size() - 1,
                                        static_cast<int64_t>(UnZigZag(reader_.Varint())));
    }
    return reader_.ok();
  }

  ByteReader reader_;
  core::PackedRun run_;
  std::vector<AreaState> areas_;
  uint64_t month_ = 0;
};

}  // namespace

absl::Status BadChunk(const char* what) {
  return absl::InvalidArgumentError(absl::StrCat("chunk: ", what));
}

absl::Status CheckRun(const core::PackedRun& run) {
  absl::Status status = CheckId(run.series_id);
  if (status.ok()) status = CheckAreas(run.area_ids);
  if (status.ok()) status = CheckMonths(run);
  if (status.ok()) status = CheckFigures(run);
  return status;
}

ChunkBytes::ChunkBytes(const core::PackedRun& run)
    : run_(run), places_(run.area_ids.size()), previous_values_(run.area_ids.size()) {}

const std::string& ChunkBytes::Write(size_t first, size_t end) {
  const size_t first_figure = run_.FirstFigure(first);
  out_.assign(1, static_cast<char>(kVersion));
  AppendString(out_, run_.series_id);
  AppendVarint(out_, static_cast<uint64_t>(run_.period_months));
  WriteAreaTable(first_figure, run_.scopes[end - 1].figures_end);
  AppendVarint(out_, end - first);
  std::fill(previous_values_.begin(), previous_values_.end(), 0);
  const auto error =
      std::lower_bound(run_.standard_errors.begin(), run_.standard_errors.end(), first_figure,
                       [](const auto& entry, size_t at) { return entry.first < at; });
  next_error_ = static_cast<size_t>(error - run_.standard_errors.begin());
  int previous_month = 0;
  for (size_t scope = first; scope < end; ++scope) {
    const int month = run_.scopes[scope].period_end.index();
    AppendVarint(out_, static_cast<uint64_t>(month - previous_month));
    previous_month = month;
    WriteScope(scope);
  }
  return out_;
}

void ChunkBytes::WriteAreaTable(size_t first_figure, size_t end_figure) {
  std::fill(places_.begin(), places_.end(), kAbsent);
  for (size_t i = first_figure; i < end_figure; ++i) places_[run_.figures[i].area] = 0;
  uint32_t present = 0;
  for (uint32_t& place : places_) {
    if (place != kAbsent) place = present++;
  }
  AppendVarint(out_, present);
  for (size_t area = 0; area < places_.size(); ++area) {
    if (places_[area] != kAbsent) AppendString(out_, run_.area_ids[area]);
  }
}

// Deltas wrap, as unsigned numbers may: any pair of figures has one.
void ChunkBytes::WriteScope(size_t scope) {
  const auto figures = run_.FiguresOf(scope);
  const size_t written = out_.size();
  out_.resize(written + kMostVarintBytes + figures.size() * kMostFigureBytes);
  char* out = WriteVarint(out_.data() + written, figures.size());
  size_t at = run_.FirstFigure(scope);
  uint32_t next_place = 0;
  for (const core::PackedFigure& figure : figures) {
    const uint32_t place = places_[figure.area];
    out = WriteVarint(out, place - next_place);
    next_place = place + 1;
    const bool has_error =
        next_error_ < run_.standard_errors.size() && run_.standard_errors[next_error_].first == at;
    *out++ = static_cast<char>(static_cast<uint8_t>(figure.status) |
                               (has_error ? kHasStandardError : 0));
    ++at;
    if (!core::HasValue(figure.status)) continue;
    const uint64_t value = static_cast<uint64_t>(figure.value);
    out = WriteVarint(out, ZigZag(value - previous_values_[figure.area]));
    previous_values_[figure.area] = value;
    if (!has_error) continue;
    const int64_t error = run_.standard_errors[next_error_++].second;
    out = WriteVarint(out, ZigZag(static_cast<uint64_t>(error)));
  }
  out_.resize(static_cast<size_t>(out - out_.data()));
}

absl::StatusOr<core::PackedRun> ReadChunkBytes(std::string_view raw) {
  if (raw.empty() || static_cast<uint8_t>(raw.front()) != kVersion) {
    return BadChunk("unknown version");
  }
  absl::StatusOr<core::PackedRun> run = RunReader(raw.substr(1)).Read();
  if (!run.ok()) return run;
  // What the layout leaves open: the order of areas and of periods, and their
  // bounds.
  if (absl::Status status = CheckRun(*run); !status.ok()) return status;
  if (run->scopes.empty()) return BadChunk("holds no period");
  return run;
}

}  // namespace peerage::wire
