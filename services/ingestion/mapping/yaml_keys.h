// Strict reading of a YAML file that a caller sent: every fault is a finding
// with its line, and all of them at once. What a reader does not ask for is a
// fault too.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/ingestion/findings.h"

namespace peerage::ingestion {

// A mapping file has at most this many bytes.
inline constexpr size_t kMaxMappingBytes = size_t{64} << 10;

// The text as one document of keys; nothing, and a finding, when it is too
// long, no UTF-8, no YAML, empty, more than one document, a list, nested more
// than sixteen deep, or has an anchor or an alias (a short file could mean a
// long one).
std::optional<YAML::Node> LoadMappingYaml(const std::string& text, Findings& findings);

// Keys with values. Ask for every key that may stand there, then Finish. Where
// a value is wrong, that is a finding and the answer is empty. The findings
// outlive it.
class YamlKeys {
 public:
  // `path` is its own key's, for messages; empty for the whole file.
  YamlKeys(const YAML::Node& node, std::string path, Findings& findings);

  bool Has(std::string_view key);
  // One value that is not empty.
  std::optional<std::string> Text(std::string_view key);
  // One value or a list of them.
  std::vector<std::string> Texts(std::string_view key);
  // A whole number.
  std::optional<int64_t> Number(std::string_view key, int64_t least, int64_t most);
  std::optional<double> Decimal(std::string_view key, double least, double most);
  std::optional<bool> Flag(std::string_view key);
  // One of `words`; its place among them.
  std::optional<size_t> Word(std::string_view key, const std::vector<std::string>& words);
  std::optional<YamlKeys> Keys(std::string_view key);
  std::vector<YamlKeys> ListOfKeys(std::string_view key);
  // Keys that nobody knows beforehand, with a value or a list each.
  std::vector<std::pair<std::string, std::vector<std::string>>> Entries(std::string_view key);
  bool IsKeys(std::string_view key) const { return Find(key).IsMap(); }

  void Refuse(std::string_view key, std::string rule, std::string what_to_do);
  // About the whole of it.
  void RefuseAll(std::string rule, std::string what_to_do);
  // Reports keys that nobody asked for, and keys that stand twice.
  void Finish();

 private:
  YAML::Node Find(std::string_view key) const;
  std::optional<std::string> Scalar(const YAML::Node& node, std::string_view key);
  std::vector<std::string> Scalars(const YAML::Node& node, std::string_view key);
  std::string PathOf(std::string_view key) const;

  YAML::Node node_;
  std::string path_;
  Findings* findings_;
  std::vector<std::string> asked_;
};

}  // namespace peerage::ingestion
