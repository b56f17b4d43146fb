#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/cli/yaml_reader.h"

namespace peerage::cli {

void YamlFindings::Add(const YAML::Mark& mark, std::string text) {
  // yaml-cpp counts from 0, and gives -1 where it knows no place.
  faults_.push_back({std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1, std::move(text)});
}

void YamlFindings::Remember(const std::string& path, const YAML::Mark& mark) {
  places_.emplace(path, mark);
}

std::vector<YamlFault> YamlFindings::faults() const {
  std::vector<YamlFault> sorted = faults_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const YamlFault& a, const YamlFault& b) {
    return std::pair(a.line, a.column) < std::pair(b.line, b.column);
  });
  return sorted;
}

YAML::Mark YamlFindings::PlaceOf(std::string path) const {
  while (!path.empty()) {
    const auto found = places_.find(path);
    if (found != places_.end()) return found->second;
    const size_t end = path.find_last_of(".[");
    path.resize(end == std::string::npos ? 0 : end);
  }
  YAML::Mark top;
  return top;
}

absl::StatusOr<YAML::Node> LoadYaml(const std::string& text, YamlFindings& findings) {
  // yaml-cpp throws; nothing of that leaves this function.
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(text);
    if (documents.empty() || documents[0].IsNull()) {
      findings.Add({}, "the file is empty; docs/reference-yaml.md shows what belongs in it");
    } else if (documents.size() > 1) {
      findings.Add(documents[1].Mark(),
                   "a second document begins; a file holds one, remove \"---\"");
    } else if (!documents[0].IsMap()) {
      findings.Add(documents[0].Mark(),
                   "the file is no list of keys; docs/reference-yaml.md shows what belongs in it");
    } else {
      return documents[0];
    }
  } catch (const YAML::Exception& fault) {
    findings.Add(fault.mark, absl::StrCat("this is not YAML: ", fault.msg,
                                          "; quote a value that begins with a sign of YAML's own"));
  }
  return absl::InvalidArgumentError("the file cannot be read");
}

}  // namespace peerage::cli
