#include "services/ingestion/findings.h"

#include <functional>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion {

size_t Findings::ValueOf(const Finding& finding) {
  // The value stands last: of these only it may hold a line break.
  return std::hash<std::string>()(absl::StrCat(finding.column, "\n", finding.rule, "\n",
                                               finding.what_to_do, "\n", finding.value));
}

void Findings::BeginSheet(int ordinal, const std::string& name) {
  sheet_ = ordinal;
  sheets_[ordinal] = name;
}

void Findings::Add(Finding finding) {
  if (finding.of_value && lines_.size() < kValues) {
    if (++lines_[ValueOf(finding)] > 1) return;
  }
  ++total_;
  // What is about the whole file stands before all sheets.
  const int ordinal = finding.line == 0 ? -1 : finding.sheet_ordinal.value_or(sheet_);
  const std::pair<int, int64_t> place(ordinal, finding.line);
  if (kept_.size() == kKept && place >= kept_.rbegin()->first) return;
  finding.sheet_ordinal = ordinal;
  if (const auto named = sheets_.find(ordinal); named != sheets_.end()) {
    finding.sheet = named->second;
  }
  kept_.emplace(place, std::move(finding));
  if (kept_.size() > kKept) kept_.erase(std::prev(kept_.end()));
}

std::vector<Finding> Findings::InFileOrder() const {
  std::vector<Finding> findings;
  for (const auto& [place, finding] : kept_) {
    findings.push_back(finding);
    const auto counted = finding.of_value ? lines_.find(ValueOf(finding)) : lines_.end();
    if (counted != lines_.end()) findings.back().lines = counted->second;
  }
  return findings;
}

}  // namespace peerage::ingestion
