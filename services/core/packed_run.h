// A SeriesRun for many figures: each area's id once, sixteen bytes a figure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "services/core/month.h"
#include "services/core/observation.h"

namespace peerage::core {

// An Observation whose area is a place in PackedRun::area_ids.
struct PackedFigure {
  int64_t value = 0;
  uint32_t area = 0;
  ObservationStatus status = ObservationStatus::kFinal;
  friend bool operator==(const PackedFigure&, const PackedFigure&) = default;
};

struct PackedScope {
  Month period_end;
  // The place after its last figure; its first follows the scope before.
  size_t figures_end = 0;
  friend bool operator==(const PackedScope&, const PackedScope&) = default;
};

struct PackedRun {
  std::string series_id;
  int period_months = 12;
  // In the order of their bytes, no id twice. Some may have no figure.
  std::vector<std::string> area_ids;
  // Oldest first.
  std::vector<PackedScope> scopes;
  // Scope by scope, each in the order of areas.
  std::vector<PackedFigure> figures;
  // The figures that have one, by their place, in that order; in millionths.
  std::vector<std::pair<size_t, int64_t>> standard_errors;

  size_t FirstFigure(size_t scope) const { return scope == 0 ? 0 : scopes[scope - 1].figures_end; }
  std::span<const PackedFigure> FiguresOf(size_t scope) const {
    const size_t first = FirstFigure(scope);
    return std::span(figures).subspan(first, scopes[scope].figures_end - first);
  }
  friend bool operator==(const PackedRun&, const PackedRun&) = default;
};

// The same figures in the other form. Orders are kept as they are, right or
// wrong.
PackedRun Pack(const SeriesRun& run);
SeriesRun Unpack(const PackedRun& run);
// One scope of it.
ScopeFigures UnpackScope(const PackedRun& run, size_t scope);

}  // namespace peerage::core
