#include "services/ingestion/mapping/yaml_keys.h"

#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/text_rules.h"

namespace peerage::ingestion {
namespace {

constexpr int kDeepest = 16;
constexpr char kSeeDocs[] = "docs/formats.md shows what belongs in a mapping file";

int64_t LineOf(const YAML::Mark& mark) { return std::max(mark.line, 0) + 1; }

// "column 7": where no key is known.
std::string ColumnOf(const YAML::Mark& mark) {
  return absl::StrCat("column ", std::max(mark.column, 0) + 1);
}

// Hears a document's events, and keeps what is not to be.
class Shape final : public YAML::EventHandler {
 public:
  std::optional<YAML::Mark> reused;
  std::optional<YAML::Mark> too_deep;
  YAML::Mark begin;

  void OnDocumentStart(const YAML::Mark& mark) override { begin = mark; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { Hear(mark, anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { reused = mark; }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string&) override {
    Hear(mark, anchor);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Enter(mark, anchor);
  }
  void OnSequenceEnd() override { --depth_; }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Enter(mark, anchor);
  }
  void OnMapEnd() override { --depth_; }

 private:
  void Hear(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor && !reused) reused = mark;
  }
  void Enter(const YAML::Mark& mark, YAML::anchor_t anchor) {
    Hear(mark, anchor);
    if (++depth_ > kDeepest && !too_deep) too_deep = mark;
  }

  int depth_ = 0;
};

bool CheckText(const std::string& text, Findings& findings) {
  if (text.size() > kMaxMappingBytes) {
    findings.Add(
        {.value = absl::StrCat(text.size(), " bytes"),
         .rule = "a mapping file has at most 64 KiB",
         .what_to_do = "shorten it; a table of many names is better made by two mappings"});
    return false;
  }
  const std::optional<BadText> bad = FindBadText(text);
  if (!bad) return true;
  const auto line =
      std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(bad->offset), '\n');
  findings.Add({.line = 1 + line, .rule = bad->rule, .what_to_do = bad->what_to_do});
  return false;
}

// Before any node is made of it: what a file may not be.
bool CheckShape(const std::string& text, Findings& findings) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  Shape shape;
  const auto refuse = [&](const YAML::Mark& mark, const char* rule, const char* todo) {
    findings.Add(
        {.line = LineOf(mark), .column = ColumnOf(mark), .rule = rule, .what_to_do = todo});
    return false;
  };
  if (!parser.HandleNextDocument(shape)) {
    findings.Add({.rule = "the mapping file is empty", .what_to_do = kSeeDocs});
    return false;
  }
  if (shape.reused) {
    return refuse(*shape.reused, "a mapping file has no anchors (&) and no aliases (*)",
                  "write the value out; quote a text that begins with & or *");
  }
  if (shape.too_deep) {
    return refuse(*shape.too_deep, "a mapping file is at most 16 levels deep", kSeeDocs);
  }
  Shape second;
  if (parser.HandleNextDocument(second)) {
    return refuse(second.begin, "a mapping file is one document",
                  "remove \"---\" and what follows");
  }
  return true;
}

const char* KindOf(const YAML::Node& node) {
  return node.IsMap() ? "keys with values" : node.IsSequence() ? "a list" : "nothing";
}

}  // namespace

std::optional<YAML::Node> LoadMappingYaml(const std::string& text, Findings& findings) {
  if (!CheckText(text, findings)) return std::nullopt;
  // yaml-cpp throws; nothing of that leaves this function.
  try {
    if (!CheckShape(text, findings)) return std::nullopt;
    YAML::Node document = YAML::Load(text);
    if (document.IsMap()) return document;
    findings.Add({.line = LineOf(document.Mark()),
                  .rule = "a mapping file is a list of keys with values",
                  .what_to_do = kSeeDocs});
  } catch (const YAML::Exception& fault) {
    findings.Add({.line = LineOf(fault.mark),
                  .column = ColumnOf(fault.mark),
                  .rule = absl::StrCat("a mapping file is YAML: ", fault.msg),
                  .what_to_do = "indent with spaces, close brackets and quotes, and quote a text "
                                "that begins with a sign of YAML's own"});
  }
  return std::nullopt;
}

YamlKeys::YamlKeys(const YAML::Node& node, std::string path, Findings& findings)
    : node_(node), path_(std::move(path)), findings_(&findings) {
  if (node.IsMap()) return;
  RefuseAll("here belong keys with values", kSeeDocs);
  node_ = YAML::Node(YAML::NodeType::Map);
}

std::string YamlKeys::PathOf(std::string_view key) const {
  return absl::StrCat(path_, path_.empty() || key.empty() ? "" : ".", std::string(key));
}

YAML::Node YamlKeys::Find(std::string_view key) const {
  for (const auto& entry : node_) {
    if (entry.first.IsScalar() && entry.first.Scalar() == key) return entry.second;
  }
  return YAML::Node(YAML::NodeType::Undefined);
}

bool YamlKeys::Has(std::string_view key) {
  asked_.emplace_back(key);
  return Find(key).IsDefined();
}

void YamlKeys::Refuse(std::string_view key, std::string rule, std::string what_to_do) {
  const YAML::Node node = Find(key);
  const bool known = node.IsDefined();
  findings_->Add({.line = LineOf(known ? node.Mark() : node_.Mark()),
                  .column = PathOf(key),
                  .value = known && node.IsScalar() ? Clipped(node.Scalar()) : "",
                  .rule = std::move(rule),
                  .what_to_do = std::move(what_to_do)});
}

void YamlKeys::RefuseAll(std::string rule, std::string what_to_do) {
  findings_->Add({.line = LineOf(node_.Mark()),
                  .column = path_,
                  .rule = std::move(rule),
                  .what_to_do = std::move(what_to_do)});
}

std::optional<std::string> YamlKeys::Scalar(const YAML::Node& node, std::string_view key) {
  if (!node.IsDefined()) return std::nullopt;
  if (node.IsScalar()) return node.Scalar();
  Refuse(key, absl::StrCat("one value belongs here, not ", KindOf(node)),
         "give the value, or leave the key out");
  return std::nullopt;
}

std::vector<std::string> YamlKeys::Scalars(const YAML::Node& node, std::string_view key) {
  std::vector<std::string> texts;
  if (!node.IsDefined()) return texts;
  if (node.IsScalar()) return {node.Scalar()};
  if (!node.IsSequence() || node.size() == 0) {
    Refuse(key, absl::StrCat("a value or a list of values belongs here, not ", KindOf(node)),
           "write [a, b]");
    return texts;
  }
  for (const YAML::Node& entry : node) {
    if (std::optional<std::string> text = Scalar(entry, key)) texts.push_back(*std::move(text));
  }
  return texts;
}

std::optional<std::string> YamlKeys::Text(std::string_view key) {
  asked_.emplace_back(key);
  std::optional<std::string> text = Scalar(Find(key), key);
  if (!text || !text->empty()) return text;
  Refuse(key, "the value is empty", "give the value, or leave the key out");
  return std::nullopt;
}

std::vector<std::string> YamlKeys::Texts(std::string_view key) {
  asked_.emplace_back(key);
  return Scalars(Find(key), key);
}

std::optional<int64_t> YamlKeys::Number(std::string_view key, int64_t least, int64_t most) {
  const std::optional<std::string> text = Text(key);
  if (!text) return std::nullopt;
  int64_t number = 0;
  if (absl::SimpleAtoi(*text, &number) && number >= least && number <= most) return number;
  Refuse(key, absl::StrCat("must be a whole number from ", least, " to ", most),
         "correct the number");
  return std::nullopt;
}

std::optional<double> YamlKeys::Decimal(std::string_view key, double least, double most) {
  const std::optional<std::string> text = Text(key);
  if (!text) return std::nullopt;
  double number = 0;
  if (absl::SimpleAtod(*text, &number) && number >= least && number <= most) return number;
  Refuse(key, absl::StrCat("must be a number from ", least, " to ", most), "correct the number");
  return std::nullopt;
}

std::optional<bool> YamlKeys::Flag(std::string_view key) {
  const std::optional<size_t> word = Word(key, {"false", "true"});
  return word ? std::optional<bool>(*word == 1) : std::nullopt;
}

std::optional<size_t> YamlKeys::Word(std::string_view key, const std::vector<std::string>& words) {
  const std::optional<std::string> text = Text(key);
  if (!text) return std::nullopt;
  const auto found = std::find(words.begin(), words.end(), *text);
  if (found != words.end()) return static_cast<size_t>(found - words.begin());
  Refuse(key, absl::StrCat("must be one of ", absl::StrJoin(words, ", ")), "choose one of them");
  return std::nullopt;
}

std::optional<YamlKeys> YamlKeys::Keys(std::string_view key) {
  if (!Has(key)) return std::nullopt;
  return YamlKeys(Find(key), PathOf(key), *findings_);
}

std::vector<YamlKeys> YamlKeys::ListOfKeys(std::string_view key) {
  std::vector<YamlKeys> list;
  if (!Has(key)) return list;
  const YAML::Node node = Find(key);
  if (!node.IsSequence()) {
    Refuse(key, absl::StrCat("a list belongs here, not ", KindOf(node)),
           "begin each entry with \"- \"");
    return list;
  }
  for (size_t i = 0; i < node.size(); ++i) {
    list.emplace_back(node[i], absl::StrCat(PathOf(key), "[", i, "]"), *findings_);
  }
  return list;
}

std::vector<std::pair<std::string, std::vector<std::string>>> YamlKeys::Entries(
    std::string_view key) {
  std::vector<std::pair<std::string, std::vector<std::string>>> entries;
  if (!Has(key)) return entries;
  YamlKeys inner(Find(key), PathOf(key), *findings_);
  for (const auto& entry : inner.node_) {
    if (!entry.first.IsScalar()) continue;
    const std::string& name = entry.first.Scalar();
    entries.emplace_back(name, inner.Scalars(entry.second, name));
    inner.asked_.push_back(name);
  }
  inner.Finish();
  return entries;
}

void YamlKeys::Finish() {
  std::set<std::string> seen;
  for (const auto& entry : node_) {
    const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "";
    const auto refuse = [&](std::string rule, const char* todo) {
      findings_->Add({.line = LineOf(entry.first.Mark()),
                      .column = PathOf(name),
                      .value = Clipped(name),
                      .rule = std::move(rule),
                      .what_to_do = todo});
    };
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) {
      const std::set<std::string> known(asked_.begin(), asked_.end());
      refuse(absl::StrCat("the keys that may stand here are ", absl::StrJoin(known, ", ")),
             "correct or remove the key");
    } else if (!seen.insert(name).second) {
      refuse("a key stands once", "remove one of the two");
    }
  }
}

}  // namespace peerage::ingestion
