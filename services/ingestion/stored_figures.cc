#include "services/ingestion/stored_figures.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "services/ingestion/series_reader.h"

namespace peerage::ingestion {

StoredFigures::StoredFigures(store::ReleaseLog& log, const store::DatasetState& state)
    : held_(log) {
  for (const store::ScopeHead& head : state.heads) {
    heads_.emplace(Scope(head.series_id, head.period_end), &head);
  }
}

const store::ScopeHead* StoredFigures::Head(const std::string& series_id,
                                            core::Month period_end) const {
  const auto found = heads_.find({series_id, period_end});
  return found == heads_.end() ? nullptr : found->second;
}

const store::ScopeHead* StoredFigures::AnyHead(const std::string& series_id) const {
  const auto found = heads_.lower_bound({series_id, core::Month()});
  const bool same = found != heads_.end() && found->first.first == series_id;
  return same ? found->second : nullptr;
}

std::string StoredFigures::SourceFormat(const std::string& series_id) const {
  for (auto head = heads_.lower_bound({series_id, core::Month()});
       head != heads_.end() && head->first.first == series_id; ++head) {
    if (head->second->format != SeriesReader::kName) return head->second->format;
  }
  return "";
}

std::vector<core::Month> StoredFigures::EndsBefore(const std::string& series_id, core::Month before,
                                                   size_t limit) const {
  std::vector<core::Month> ends;
  auto head = heads_.lower_bound({series_id, before});
  while (head != heads_.begin() && ends.size() < limit) {
    --head;
    if (head->first.first != series_id) break;
    ends.push_back(head->first.second);
  }
  std::reverse(ends.begin(), ends.end());
  return ends;
}

std::set<std::string> StoredFigures::SeriesOfFormat(const std::string& format) const {
  std::set<std::string> series;
  for (const auto& [scope, head] : heads_) {
    if (head->format == format) series.insert(scope.first);
  }
  return series;
}

absl::StatusOr<const core::ScopeFigures*> StoredFigures::Find(const std::string& series_id,
                                                              core::Month period_end) {
  const store::ScopeHead* head = Head(series_id, period_end);
  if (head == nullptr) return nullptr;
  absl::StatusOr<core::ScopeFigures> figures = held_.Find(*head);
  if (!figures.ok()) return figures.status();
  found_ = *std::move(figures);
  return &found_;
}

}  // namespace peerage::ingestion
