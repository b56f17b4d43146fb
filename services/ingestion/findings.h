// What a reader has to say about places of a file: violations refuse it,
// warnings travel with the answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
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
  // About the value itself, a name or a period: on every line that has it the
  // same is wrong, and one correction mends all.
  bool of_value = false;
  // On how many lines; `line` is the first.
  int64_t lines = 1;
  // The place of the sheet among the file's sheets. Unset: the one that is being
  // read.
  std::optional<int> sheet_ordinal;
  // The sheet's name; Findings fills it in. Empty for CSV, and when the whole
  // file is meant.
  std::string sheet;
  friend bool operator==(const Finding&, const Finding&) = default;
};

// Keeps the first hundred in the file's order, in whichever order they are
// found, and counts all. Findings of a value are one however many lines repeat
// it; they are to be added in the file's order.
class Findings {
 public:
  static constexpr size_t kKept = 100;
  // Values told apart. A file of more wrong names than this is counted by its
  // lines.
  static constexpr size_t kValues = 100'000;

  // Findings that name no sheet are of this one from now on.
  void BeginSheet(int ordinal, const std::string& name);
  void Add(Finding finding);

  bool empty() const { return total_ == 0; }
  int64_t total() const { return total_; }
  std::vector<Finding> InFileOrder() const;

 private:
  // Told apart by a hash: a wrong name is refused whatever its neighbour is.
  static size_t ValueOf(const Finding& finding);

  // By sheet and line.
  std::multimap<std::pair<int, int64_t>, Finding> kept_;
  std::map<int, std::string> sheets_;
  int sheet_ = 0;
  // On how many lines each value stands.
  std::unordered_map<size_t, int64_t> lines_;
  int64_t total_ = 0;
};

}  // namespace peerage::ingestion
