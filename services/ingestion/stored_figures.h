// What the log holds for a dataset: the heads of its scopes, and their figures,
// decoded when asked for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ingestion/held_figures.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

class StoredFigures {
 public:
  // Both outlive it.
  StoredFigures(store::ReleaseLog& log, const store::DatasetState& state);

  // The head of a scope; null when there is none.
  const store::ScopeHead* Head(const std::string& series_id, core::Month period_end) const;
  // Any head of a series: all have its period length.
  const store::ScopeHead* AnyHead(const std::string& series_id) const;

  // The format of the series' source; empty when it has no figures, or only
  // such as came by format "series", which any source's files may replace.
  std::string SourceFormat(const std::string& series_id) const;

  // The period ends before `before` of which figures are held, oldest first, at
  // most the last `limit`.
  std::vector<core::Month> EndsBefore(const std::string& series_id, core::Month before,
                                      size_t limit) const;
  // The series that have figures of this format, by id.
  std::set<std::string> SeriesOfFormat(const std::string& format) const;

  // The head's figures, which stand until the next call; null when there is
  // none. The log's errors; INTERNAL when a chunk is damaged.
  absl::StatusOr<const core::ScopeFigures*> Find(const std::string& series_id,
                                                 core::Month period_end);

 private:
  using Scope = std::pair<std::string, core::Month>;

  std::map<Scope, const store::ScopeHead*> heads_;
  HeldFigures held_;
  core::ScopeFigures found_;
};

}  // namespace peerage::ingestion
