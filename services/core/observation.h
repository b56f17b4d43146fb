// What was counted: exact integers, never doubles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/core/month.h"

namespace peerage::core {

enum class ObservationStatus : uint8_t {
  kFinal = 0,
  kProvisional = 1,
  kMissing = 2,
  kSuppressed = 3,
  kWithdrawn = 4,
};

// Whether a status goes with a figure. Zero is a figure; missing is not zero.
constexpr bool HasValue(ObservationStatus status) {
  return status == ObservationStatus::kFinal || status == ObservationStatus::kProvisional;
}

// One area's figure in one scope.
struct Observation {
  std::string area_id;
  ObservationStatus status = ObservationStatus::kFinal;
  // The figure x 10^(the series' decimals); 0 when the status has no value.
  int64_t value = 0;
  // A survey's standard error in millionths of the figure's unit.
  std::optional<int64_t> standard_error_millionths;
  friend bool operator==(const Observation&, const Observation&) = default;
};

// One scope's figures (dataset and series are known from where it stands), in
// the order of area ids, no area twice.
struct ScopeFigures {
  Month period_end;
  std::vector<Observation> observations;
  friend bool operator==(const ScopeFigures&, const ScopeFigures&) = default;
};

// A run of whole periods of one series, oldest first, no period twice.
struct SeriesRun {
  std::string series_id;
  // How many months each period spans; one length a series.
  int period_months = 12;
  std::vector<ScopeFigures> scopes;
  friend bool operator==(const SeriesRun&, const SeriesRun&) = default;
};

}  // namespace peerage::core
