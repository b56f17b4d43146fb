#include "clients/cli/reference_yaml_writer.h"

#include <yaml-cpp/yaml.h>

#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/reference_outline.h"
#include "clients/cli/target_words.h"
#include "clients/cli/terminal.h"

namespace peerage::cli {
namespace {

void EmitKeys(YAML::Emitter& out, const OutlineKeys& keys);

struct EmitValue {
  YAML::Emitter& out;

  void operator()(const std::string& text) const { out << text; }
  void operator()(const std::vector<std::string>& list) const {
    out << YAML::Flow << YAML::BeginSeq;
    for (const std::string& text : list) out << text;
    out << YAML::EndSeq;
  }
  void operator()(const OutlineKeys& keys) const {
    out << YAML::Flow;
    EmitKeys(out, keys);
  }
  void operator()(const std::vector<OutlineKeys>& mappings) const {
    out << YAML::BeginSeq;
    for (const OutlineKeys& keys : mappings) (*this)(keys);
    out << YAML::EndSeq;
  }
};

void EmitPairs(YAML::Emitter& out, const OutlineKeys& keys) {
  for (const OutlineKey& key : keys) {
    out << YAML::Key << key.name << YAML::Value;
    std::visit(EmitValue{out}, key.value);
  }
}

void EmitKeys(YAML::Emitter& out, const OutlineKeys& keys) {
  out << YAML::BeginMap;
  EmitPairs(out, keys);
  out << YAML::EndMap;
}

// A section alone, so that a blank line can stand before it.
std::string SectionText(const OutlineSection& section) {
  YAML::Emitter out;
  out.SetIndent(2);
  out << YAML::BeginMap;
  if (section.name.empty()) {
    EmitPairs(out, section.things.front().keys);
  } else {
    out << YAML::Key << section.name << YAML::Value;
    if (section.list) out << YAML::BeginSeq;
    for (const OutlineThing& thing : section.things) EmitKeys(out, thing.keys);
    if (section.list) out << YAML::EndSeq;
  }
  out << YAML::EndMap;
  return out.c_str();
}

// Words that mean the target, for a text that does not.
void PutTargetsIntoWords(types::v1::DatasetReference& reference) {
  for (types::v1::Aspiration& aspiration : *reference.mutable_aspirations()) {
    aspiration.set_text(WordsOfTarget(aspiration));
  }
}

}  // namespace

std::string WriteReferenceYaml(const types::v1::DatasetReference& reference,
                               const std::string& first_line) {
  types::v1::DatasetReference written = reference;
  PutTargetsIntoWords(written);
  std::vector<std::string> sections;
  for (const OutlineSection& section : OutlineOf(written)) {
    if (!section.things.empty()) sections.push_back(SectionText(section));
  }
  return absl::StrCat("# ", Printable(first_line), "\n", absl::StrJoin(sections, "\n\n"), "\n");
}

}  // namespace peerage::cli
