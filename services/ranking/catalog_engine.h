// What can be asked about, read off a snapshot: the use cases behind
// CatalogService. Pure; safe from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/reference.h"
#include "services/ranking/dataset_view.h"
#include "services/ranking/snapshot.h"

namespace peerage::ranking {

struct DatasetEntry {
  const core::DatasetReference* reference = nullptr;
  std::optional<core::Month> newest_month;
};

// The datasets declared at `seq`, in the order of ids. Point into `snapshot`.
std::vector<DatasetEntry> ListDatasets(const std::shared_ptr<const Snapshot>& snapshot,
                                       int64_t seq);

// The dataset's forces in the order of ids.
std::vector<core::Area> ListForces(const DatasetView& dataset);

// Declared groups in the dataset's order, then the built-in ones as of the
// newest month loaded; of one force when an id is given, which must be a force
// (NOT_FOUND).
absl::StatusOr<std::vector<core::SimilarGroup>> ListGroups(const DatasetView& dataset,
                                                           const std::string& force_id);

// The periods for which a measure can be asked, oldest first. NOT_FOUND for an
// unknown measure.
absl::StatusOr<std::vector<core::Period>> ListPeriods(const DatasetView& dataset,
                                                      const std::string& measure_id);

// Aspirations by force, measure and first month; of one force when an id is
// given (NOT_FOUND).
absl::StatusOr<std::vector<core::Aspiration>> ListAspirations(const DatasetView& dataset,
                                                              const std::string& force_id);

// Annotations, oldest first; only those about a force or a measure, or about
// all, when its id is given (NOT_FOUND).
absl::StatusOr<std::vector<core::Annotation>> ListAnnotations(const DatasetView& dataset,
                                                              const std::string& force_id,
                                                              const std::string& measure_id);

// Exceptional events, oldest first; of one force when an id is given
// (NOT_FOUND).
absl::StatusOr<std::vector<core::ExceptionalEvent>> ListEvents(const DatasetView& dataset,
                                                               const std::string& force_id);

// The release calendar, soonest first; only what is about a measure, or about
// all, when an id is given (NOT_FOUND), and only of `from` or later when set.
absl::StatusOr<std::vector<core::CalendarEntry>> ListCalendar(const DatasetView& dataset,
                                                              const std::string& measure_id,
                                                              std::optional<core::Day> from);

}  // namespace peerage::ranking
