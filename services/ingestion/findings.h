// What a reader has to say about places of a file: violations refuse it,
// warnings travel with the answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace peerage::ingestion {

// One broken rule, or one thing worth saying. Texts are plain English sentences
// without a full stop.
struct Finding {
  // 1 is the header line; 0 means the whole file.
  int64_t line = 0;
  // The column's name; empty when the whole line is meant.
  std::string column;
  // What was found there.
  std::string value;
  std::string rule;
  std::string what_to_do;
  friend bool operator==(const Finding&, const Finding&) = default;
};

// Keeps the first hundred in the file's order, in whichever order they are
// found, and counts all.
class Findings {
 public:
  static constexpr size_t kKept = 100;

  void Add(Finding finding) {
    ++total_;
    const int64_t line = finding.line;
    if (kept_.size() == kKept && line >= kept_.rbegin()->first) return;
    kept_.emplace(line, std::move(finding));
    if (kept_.size() > kKept) kept_.erase(std::prev(kept_.end()));
  }

  bool empty() const { return total_ == 0; }
  int64_t total() const { return total_; }
  std::vector<Finding> InFileOrder() const {
    std::vector<Finding> findings;
    for (const auto& [line, finding] : kept_) findings.push_back(finding);
    return findings;
  }

 private:
  std::multimap<int64_t, Finding> kept_;
  int64_t total_ = 0;
};

}  // namespace peerage::ingestion
