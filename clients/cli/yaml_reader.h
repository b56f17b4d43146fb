// Strict reading of YAML: every fault is named with its place, and all of them
// at once. What a reader does not ask for is a fault too.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace peerage::cli {

// The words that may stand for a number, in the order they are explained in.
using YamlWords = std::vector<std::pair<std::string, int>>;

// One fault of a file; line and column count from 1.
struct YamlFault {
  int line = 0;
  int column = 0;
  // What was found, the rule and what to do.
  std::string text;
  friend bool operator==(const YamlFault&, const YamlFault&) = default;
};

// What reading a document found: its faults, and where every field of the
// message it became was written.
class YamlFindings {
 public:
  void Add(const YAML::Mark& mark, std::string text);
  // The same fault of many entries is one fault, at its first place, with a
  // count.
  void AddRepeated(const YAML::Mark& mark, const std::string& text);
  // `path` is the field's path in the message: "areas[3].id".
  void Remember(const std::string& path, const YAML::Mark& mark);

  // In the order of lines.
  std::vector<YamlFault> faults() const;
  bool clean() const { return faults_.empty(); }
  // Where `path`, or the nearest part of the document around it, stands.
  YAML::Mark PlaceOf(std::string path) const;

 private:
  std::vector<YamlFault> faults_;
  struct Repeats {
    // Into `faults_`.
    size_t first = 0;
    int more = 0;
  };
  std::map<std::string, Repeats> repeats_;
  std::map<std::string, YAML::Mark> places_;
};

// One document as a mapping, or the one fault that keeps it from being read:
// no text, broken syntax, nothing in it, more than one document, not a mapping.
absl::StatusOr<YAML::Node> LoadYaml(const std::string& text, YamlFindings& findings);

// One mapping of the document. Ask for every key that may stand there, then
// Finish. Where a value is wrong, the fault is noted and a harmless value
// returned. `findings` is borrowed.
class YamlMapping {
 public:
  // `path` is the mapping's own path in the message; empty for the whole.
  YamlMapping(const YAML::Node& node, std::string path, YamlFindings& findings);

  // `field` is the key's name in the message, where the two differ.
  std::string Text(std::string_view key, std::string_view field = "");
  std::string OptionalText(std::string_view key, std::string_view field = "");
  // "YYYY-MM".
  std::string Month(std::string_view key);
  std::string OptionalMonth(std::string_view key, std::string_view field = "");
  // "YYYY-MM-DD".
  std::string Day(std::string_view key);
  std::string OptionalDay(std::string_view key);
  bool OptionalFlag(std::string_view key);
  int64_t Number(std::string_view key);
  int64_t OptionalNumber(std::string_view key, int64_t otherwise);
  // One of `words`; its number.
  int Word(std::string_view key, const YamlWords& words);
  int OptionalWord(std::string_view key, const YamlWords& words, int otherwise);
  std::vector<std::string> Texts(std::string_view key, std::string_view field = "");
  std::vector<std::string> OptionalTexts(std::string_view key, std::string_view field = "");
  // Unset, and a fault, when it is missing.
  std::optional<YamlMapping> Mapping(std::string_view key);
  std::vector<YamlMapping> Mappings(std::string_view key, std::string_view field = "");
  std::vector<YamlMapping> OptionalMappings(std::string_view key, std::string_view field = "");

  // Notes a fault about the value of `key`.
  void Refuse(std::string_view key, std::string text);

  // Notes keys that nobody asked for.
  void Finish();

 private:
  // The key's value; undefined when it does not stand there. `needed` notes a
  // fault then.
  YAML::Node Take(std::string_view key, std::string_view field, bool needed);
  std::string ScalarOf(const YAML::Node& node, std::string_view key);
  std::vector<std::string> ListOf(const YAML::Node& node, std::string_view key);
  std::vector<YamlMapping> MappingsOf(const YAML::Node& node, std::string_view key,
                                      std::string_view field);
  std::string MonthOf(const YAML::Node& node, std::string_view key);
  std::string DayOf(const YAML::Node& node, std::string_view key);
  int WordOf(const YAML::Node& node, std::string_view key, const YamlWords& words);
  int64_t NumberOf(const YAML::Node& node, std::string_view key);
  std::string PathOf(std::string_view field) const;

  YAML::Node node_;
  std::string path_;
  YamlFindings* findings_;
  // False when something else stands in its place: that is one fault, not one
  // for each key it lacks.
  bool readable_;
  std::vector<std::string> asked_;
};

}  // namespace peerage::cli
