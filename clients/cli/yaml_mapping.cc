#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/yaml_reader.h"
#include "services/core/day.h"
#include "services/core/month.h"

namespace peerage::cli {
namespace {

std::string Quoted(const std::string& text) {
  return absl::StrCat("\"", text.size() > 64 ? text.substr(0, 61) + "..." : text, "\"");
}

const char* KindOf(const YAML::Node& node) {
  return node.IsMap() ? "a mapping" : node.IsSequence() ? "a list" : "nothing";
}

}  // namespace

YamlMapping::YamlMapping(const YAML::Node& node, std::string path, YamlFindings& findings)
    : node_(node), path_(std::move(path)), findings_(&findings), readable_(node.IsMap()) {
  if (!path_.empty()) findings_->Remember(path_, node_.Mark());
  if (readable_) return;
  findings_->Add(node_.Mark(), absl::StrCat(path_, ": here belong keys with values (key: value)"));
  node_ = YAML::Node(YAML::NodeType::Map);
}

std::string YamlMapping::PathOf(std::string_view field) const {
  return absl::StrCat(path_, path_.empty() ? "" : ".", std::string(field));
}

YAML::Node YamlMapping::Take(std::string_view key, std::string_view field, bool needed) {
  asked_.emplace_back(key);
  const YAML::Node node = const_cast<const YAML::Node&>(node_)[std::string(key)];
  if (node.IsDefined()) {
    findings_->Remember(PathOf(field.empty() ? key : field), node.Mark());
  } else if (needed && readable_) {
    findings_->Add(node_.Mark(), absl::StrCat("\"", std::string(key), "\" is missing",
                                              path_.empty() ? "" : " in " + path_, "; add it"));
  }
  return node;
}

std::string YamlMapping::ScalarOf(const YAML::Node& node, std::string_view key) {
  if (!node.IsDefined()) return "";
  if (!node.IsScalar() || node.Scalar().empty()) {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key), "\" is ",
                                             node.IsScalar() ? "empty" : KindOf(node),
                                             "; give one value, or leave the key out where it is "
                                             "optional"));
    return "";
  }
  return node.Scalar();
}

std::string YamlMapping::Text(std::string_view key, std::string_view field) {
  return ScalarOf(Take(key, field, true), key);
}

std::string YamlMapping::OptionalText(std::string_view key, std::string_view field) {
  return ScalarOf(Take(key, field, false), key);
}

std::string YamlMapping::MonthOf(const YAML::Node& node, std::string_view key) {
  std::string text = ScalarOf(node, key);
  if (!text.empty() && !core::Month::Parse(text)) {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key), "\" is ", Quoted(text),
                                             ", which is no month; write YYYY-MM, for example "
                                             "2019-12"));
  }
  return text;
}

std::string YamlMapping::DayOf(const YAML::Node& node, std::string_view key) {
  std::string text = ScalarOf(node, key);
  if (!text.empty() && !core::Day::Parse(text)) {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key), "\" is ", Quoted(text),
                                             ", which is no day; write YYYY-MM-DD, for example "
                                             "2019-10-23"));
  }
  return text;
}

std::string YamlMapping::Month(std::string_view key) { return MonthOf(Take(key, "", true), key); }

std::string YamlMapping::OptionalMonth(std::string_view key, std::string_view field) {
  return MonthOf(Take(key, field, false), key);
}

std::string YamlMapping::Day(std::string_view key) { return DayOf(Take(key, "", true), key); }

std::string YamlMapping::OptionalDay(std::string_view key) {
  return DayOf(Take(key, "", false), key);
}

bool YamlMapping::OptionalFlag(std::string_view key) {
  const YAML::Node node = Take(key, "", false);
  const std::string text = ScalarOf(node, key);
  if (!text.empty() && text != "true" && text != "false") {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key), "\" is ", Quoted(text),
                                             "; write true or false"));
  }
  return text == "true";
}

int64_t YamlMapping::NumberOf(const YAML::Node& node, std::string_view key) {
  const std::string text = ScalarOf(node, key);
  int64_t number = 0;
  // SimpleAtoi also takes spaces and a plus sign.
  const bool digits = text.find_first_not_of("-0123456789") == std::string::npos;
  if (!text.empty() &&
      (!digits || !absl::SimpleAtoi(text, &number) || number > INT32_MAX || number < INT32_MIN)) {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key), "\" is ", Quoted(text),
                                             ", which is no whole number; write digits only"));
    return 0;
  }
  return number;
}

int64_t YamlMapping::Number(std::string_view key) { return NumberOf(Take(key, "", true), key); }

int64_t YamlMapping::OptionalNumber(std::string_view key, int64_t otherwise) {
  const YAML::Node node = Take(key, "", false);
  return node.IsDefined() ? NumberOf(node, key) : otherwise;
}

int YamlMapping::WordOf(const YAML::Node& node, std::string_view key, const YamlWords& words) {
  const std::string text = ScalarOf(node, key);
  if (text.empty()) return 0;
  for (const auto& [word, number] : words) {
    if (word == text) return number;
  }
  const auto names = [](std::string* out, const auto& word) { out->append(word.first); };
  findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key), "\" is ", Quoted(text),
                                           "; write one of ", absl::StrJoin(words, ", ", names)));
  return 0;
}

int YamlMapping::Word(std::string_view key, const YamlWords& words) {
  return WordOf(Take(key, "", true), key, words);
}

int YamlMapping::OptionalWord(std::string_view key, const YamlWords& words, int otherwise) {
  const YAML::Node node = Take(key, "", false);
  return node.IsDefined() ? WordOf(node, key, words) : otherwise;
}

std::vector<std::string> YamlMapping::ListOf(const YAML::Node& node, std::string_view key) {
  std::vector<std::string> texts;
  if (!node.IsDefined()) return texts;
  if (!node.IsSequence()) {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key),
                                             "\" is no list; write [one, two] or a line beginning "
                                             "with \"- \" for each"));
    return texts;
  }
  for (const YAML::Node& entry : node) texts.push_back(ScalarOf(entry, key));
  return texts;
}

std::vector<std::string> YamlMapping::Texts(std::string_view key, std::string_view field) {
  const YAML::Node node = Take(key, field, true);
  std::vector<std::string> texts = ListOf(node, key);
  if (node.IsDefined() && node.IsSequence() && texts.empty()) {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key),
                                             "\" is an empty list; name "
                                             "at least one"));
  }
  return texts;
}

std::vector<std::string> YamlMapping::OptionalTexts(std::string_view key, std::string_view field) {
  return ListOf(Take(key, field, false), key);
}

std::optional<YamlMapping> YamlMapping::Mapping(std::string_view key) {
  const YAML::Node node = Take(key, "", true);
  if (!node.IsDefined()) return std::nullopt;
  return YamlMapping(node, PathOf(key), *findings_);
}

std::vector<YamlMapping> YamlMapping::MappingsOf(const YAML::Node& node, std::string_view key,
                                                 std::string_view field) {
  std::vector<YamlMapping> mappings;
  if (!node.IsDefined()) return mappings;
  if (!node.IsSequence() || node.size() == 0) {
    findings_->Add(node.Mark(), absl::StrCat("\"", std::string(key),
                                             R"(" is no list of entries; begin each with "- ")"));
    return mappings;
  }
  size_t index = 0;
  for (const YAML::Node& entry : node) {
    const std::string path = absl::StrCat(PathOf(field.empty() ? key : field), "[", index++, "]");
    mappings.emplace_back(entry, path, *findings_);
  }
  return mappings;
}

std::vector<YamlMapping> YamlMapping::Mappings(std::string_view key, std::string_view field) {
  return MappingsOf(Take(key, field, true), key, field);
}

std::vector<YamlMapping> YamlMapping::OptionalMappings(std::string_view key,
                                                       std::string_view field) {
  return MappingsOf(Take(key, field, false), key, field);
}

void YamlMapping::Refuse(std::string_view key, std::string text) {
  const YAML::Node node = const_cast<const YAML::Node&>(node_)[std::string(key)];
  findings_->Add(node.IsDefined() ? node.Mark() : node_.Mark(), std::move(text));
}

void YamlMapping::Finish() {
  std::vector<std::string> seen;
  for (const auto& entry : node_) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
      findings_->Add(
          entry.first.Mark(),
          absl::StrCat("\"", key, "\" stands here a second time; remove one of the two"));
    } else if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) {
      findings_->AddRepeated(entry.first.Mark(),
                             absl::StrCat("\"", key, "\" is no key of this place; it takes ",
                                          absl::StrJoin(asked_, ", ")));
    }
    seen.push_back(key);
  }
}

}  // namespace peerage::cli
