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

void Findings::Add(Finding finding) {
  if (finding.of_value && lines_.size() < kValues) {
    if (++lines_[ValueOf(finding)] > 1) return;
  }
  ++total_;
  const int64_t line = finding.line;
  if (kept_.size() == kKept && line >= kept_.rbegin()->first) return;
  kept_.emplace(line, std::move(finding));
  if (kept_.size() > kKept) kept_.erase(std::prev(kept_.end()));
}

std::vector<Finding> Findings::InFileOrder() const {
  std::vector<Finding> findings;
  for (const auto& [line, finding] : kept_) {
    findings.push_back(finding);
    const auto counted = finding.of_value ? lines_.find(ValueOf(finding)) : lines_.end();
    if (counted != lines_.end()) findings.back().lines = counted->second;
  }
  return findings;
}

}  // namespace peerage::ingestion
