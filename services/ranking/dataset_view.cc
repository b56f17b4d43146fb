#include "services/ranking/dataset_view.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/area_names.h"
#include "services/runtime/error.h"

namespace peerage::ranking {
namespace {

using runtime::Error;
using runtime::FieldError;
using runtime::Reason;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::StatusOr<absl::TimeZone> London() {
  absl::TimeZone london;
  if (absl::LoadTimeZone("Europe/London", &london)) return london;
  return absl::InternalError("the time zone Europe/London is not installed");
}

absl::StatusOr<int64_t> SeqKnownOn(const Snapshot& snapshot, const std::string& day) {
  absl::CivilDay civil;
  if (day.size() != 10 || !absl::ParseCivilTime(day, &civil)) {
    return FieldError("known_on", absl::StrCat("\"", day, "\" is not a day: write YYYY-MM-DD"));
  }
  const absl::StatusOr<absl::TimeZone> london = London();
  if (!london.ok()) return london.status();
  const absl::Time end_of_day = absl::FromCivil(civil + 1, *london) - absl::Nanoseconds(1);
  const int64_t seq = snapshot.SeqKnownAt(end_of_day);
  if (seq == 0) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::kNotLoaded,
                 absl::StrCat("nothing was known on ", day, ": the first release came later"));
  }
  return seq;
}

}  // namespace

absl::StatusOr<int64_t> ResolveAsOf(const Snapshot& snapshot, const AsOf& as_of) {
  if (as_of.known_on) return SeqKnownOn(snapshot, *as_of.known_on);
  if (!as_of.seq) return snapshot.seq;
  if (*as_of.seq < 1) {
    return FieldError("seq", absl::StrCat(*as_of.seq, " is no release: releases count from 1"));
  }
  if (*as_of.seq > snapshot.seq) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::kBehind,
                 absl::StrCat("release ", *as_of.seq, " is not known here yet, the newest is ",
                              snapshot.seq, ": try again, or ask for one up to it"));
  }
  return *as_of.seq;
}

absl::StatusOr<DatasetView> DatasetView::Open(std::shared_ptr<const Snapshot> snapshot, int64_t seq,
                                              std::string_view dataset_id) {
  DatasetView view;
  const auto found = snapshot->datasets.find(dataset_id);
  if (found != snapshot->datasets.end()) {
    view.dataset_ = found->second.get();
    view.reference_ = view.dataset_->ReferenceAt(seq);
  }
  if (view.reference_ == nullptr) {
    return runtime::UnknownDataset(std::string(dataset_id));
  }
  view.owner_ = std::move(snapshot);
  view.seq_ = seq;
  return view;
}

std::optional<DatasetView> DatasetView::At(int64_t seq) const {
  DatasetView other = *this;
  other.reference_ = dataset_->ReferenceAt(seq);
  other.seq_ = seq;
  if (other.reference_ == nullptr) return std::nullopt;
  return other;
}

std::string DatasetView::DayOf(int64_t seq) const {
  const absl::StatusOr<absl::TimeZone> london = London();
  return london.ok() ? absl::FormatTime("%Y-%m-%d", owner_->known_at.At(seq), *london) : "";
}

absl::StatusOr<const core::Area*> DatasetView::FindForce(std::string_view force_id) const {
  for (const core::Area& area : reference_->areas) {
    if (area.id == force_id && area.kind == core::AreaKind::kForce) return &area;
  }
  const core::AreaNames names(*reference_);
  const core::Area* meant = names.Find(force_id);
  if (meant == nullptr) meant = names.Nearest(force_id);
  const bool suggest = meant != nullptr && meant->kind == core::AreaKind::kForce;
  return Error(
      absl::StatusCode::kNotFound, Reason::kUnknownForce,
      absl::StrCat("the dataset ", reference_->dataset_id, " has no force \"", View(force_id), "\"",
                   suggest ? absl::StrCat("; did you mean \"", meant->id, "\"?") : ""),
      {{"force_id", std::string(force_id)}});
}

absl::StatusOr<const core::Area*> DatasetView::FindSubject(std::string_view area_id) const {
  for (const core::Area& area : reference_->areas) {
    if (area.id == area_id && area.kind == core::AreaKind::kNation) return &area;
  }
  return FindForce(area_id);
}

std::vector<std::string> DatasetView::MeasureIds() const {
  std::vector<std::string> ids;
  for (const core::Measure& measure : reference_->measures) {
    if (std::find(ids.begin(), ids.end(), measure.id) == ids.end()) ids.push_back(measure.id);
  }
  return ids;
}

absl::StatusOr<const core::Measure*> DatasetView::FindMeasure(std::string_view measure_id) const {
  const core::Measure* newest = nullptr;
  for (const core::Measure& measure : reference_->measures) {
    if (measure.id != measure_id) continue;
    if (newest == nullptr || measure.valid_from > newest->valid_from) newest = &measure;
  }
  if (newest != nullptr) return newest;
  return Error(absl::StatusCode::kNotFound, Reason::kUnknownMeasure,
               absl::StrCat("the dataset ", reference_->dataset_id, " has no measure \"",
                            View(measure_id), "\"; it has: ", absl::StrJoin(MeasureIds(), ", ")),
               {{"measure_id", std::string(measure_id)}});
}

const core::Measure& DatasetView::MeasureAt(std::string_view measure_id, core::Month month) const {
  const core::Measure* in_force = nullptr;
  const core::Measure* first = nullptr;
  for (const core::Measure& measure : reference_->measures) {
    if (measure.id != measure_id) continue;
    if (first == nullptr || measure.valid_from < first->valid_from) first = &measure;
    if (measure.valid_from && *measure.valid_from > month) continue;
    if (in_force == nullptr || measure.valid_from > in_force->valid_from) in_force = &measure;
  }
  if (first == nullptr) std::abort();  // The caller found the id before.
  return in_force != nullptr ? *in_force : *first;
}

const core::Series* DatasetView::FindSeries(std::string_view series_id) const {
  for (const core::Series& series : reference_->series) {
    if (series.id == series_id) return &series;
  }
  return nullptr;
}

const core::Area& DatasetView::AreaOf(std::string_view area_id) const {
  return *std::find_if(reference_->areas.begin(), reference_->areas.end(),
                       [&](const core::Area& area) { return area.id == area_id; });
}

std::optional<size_t> DatasetView::AreaNumber(const std::string& area_id) const {
  const auto found = dataset_->area_numbers->find(area_id);
  if (found == dataset_->area_numbers->end()) return std::nullopt;
  return found->second;
}

std::optional<core::Month> DatasetView::NewestMonth() const {
  std::optional<core::Month> newest;
  for (const auto& [id, table] : dataset_->stored) {
    const core::Series* series = FindSeries(id);
    if (series != nullptr && series->population) continue;
    const std::vector<core::Month> ends = table->PeriodEnds(seq_);
    if (!ends.empty() && (!newest || ends.back() > *newest)) newest = ends.back();
  }
  return newest;
}

}  // namespace peerage::ranking
