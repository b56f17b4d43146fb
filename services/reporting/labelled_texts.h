// Texts that several rows share.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace peerage::reporting {

// Texts in their order, each once with the labels of the rows it is about.
class LabelledTexts {
 public:
  void Add(const std::string& text, const std::string& label) {
    auto found = std::find_if(texts_.begin(), texts_.end(),
                              [&](const auto& known) { return known.first == text; });
    if (found == texts_.end()) found = texts_.insert(found, {text, {}});
    found->second.push_back(label);
  }
  // Text and labels, the latter never empty.
  const std::vector<std::pair<std::string, std::vector<std::string>>>& all() const {
    return texts_;
  }

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> texts_;
};

}  // namespace peerage::reporting
