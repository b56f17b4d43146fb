#include "services/core/packed_run.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace peerage::core {

PackedRun Pack(const SeriesRun& run) {
  std::map<std::string_view, uint32_t> places;
  for (const ScopeFigures& scope : run.scopes) {
    for (const Observation& observation : scope.observations) places[observation.area_id] = 0;
  }
  PackedRun packed{.series_id = run.series_id, .period_months = run.period_months};
  for (auto& [id, place] : places) {
    place = static_cast<uint32_t>(packed.area_ids.size());
    packed.area_ids.emplace_back(id);
  }
  for (const ScopeFigures& scope : run.scopes) {
    for (const Observation& observation : scope.observations) {
      if (observation.standard_error_millionths) {
        packed.standard_errors.emplace_back(packed.figures.size(),
                                            *observation.standard_error_millionths);
      }
      packed.figures.push_back(
          {observation.value, places.at(observation.area_id), observation.status});
    }
    packed.scopes.push_back({scope.period_end, packed.figures.size()});
  }
  return packed;
}

ScopeFigures UnpackScope(const PackedRun& run, size_t scope) {
  ScopeFigures unpacked{.period_end = run.scopes[scope].period_end};
  size_t place = run.FirstFigure(scope);
  auto error = std::lower_bound(run.standard_errors.begin(), run.standard_errors.end(), place,
                                [](const auto& entry, size_t at) { return entry.first < at; });
  for (const PackedFigure& figure : run.FiguresOf(scope)) {
    Observation& observation = unpacked.observations.emplace_back(
        Observation{run.area_ids[figure.area], figure.status, figure.value, {}});
    if (error != run.standard_errors.end() && error->first == place) {
      observation.standard_error_millionths = error->second;
      ++error;
    }
    ++place;
  }
  return unpacked;
}

SeriesRun Unpack(const PackedRun& run) {
  SeriesRun unpacked{run.series_id, run.period_months, {}};
  for (size_t scope = 0; scope < run.scopes.size(); ++scope) {
    unpacked.scopes.push_back(UnpackScope(run, scope));
  }
  return unpacked;
}

}  // namespace peerage::core
