#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/yaml_reader.h"

namespace peerage::cli {

void YamlFindings::Add(const YAML::Mark& mark, std::string text) {
  // yaml-cpp counts from 0, and gives -1 where it knows no place.
  faults_.push_back({std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1, std::move(text)});
}

void YamlFindings::AddRepeated(const YAML::Mark& mark, const std::string& text) {
  const auto [known, first] = repeats_.try_emplace(text, Repeats{faults_.size()});
  if (first) {
    Add(mark, text);
  } else {
    ++known->second.more;
  }
}

void YamlFindings::Remember(const std::string& path, const YAML::Mark& mark) {
  places_.emplace(path, mark);
}

std::vector<YamlFault> YamlFindings::faults() const {
  std::vector<YamlFault> sorted = faults_;
  for (const auto& [text, repeats] : repeats_) {
    if (repeats.more > 0) {
      absl::StrAppend(&sorted[repeats.first].text, " (and ", repeats.more, " more like it)");
    }
  }
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

namespace {

YAML::Mark MarkAt(const std::string& text, size_t at) {
  YAML::Mark mark;
  mark.line = static_cast<int>(std::count(text.begin(), text.begin() + at, '\n'));
  const size_t line_begin = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  mark.column = static_cast<int>(at - (line_begin == std::string::npos ? 0 : line_begin + 1));
  return mark;
}

// Where a byte stands that no text has.
size_t FindBinary(const std::string& text) {
  const auto found = std::find_if(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  });
  return found == text.end() ? std::string::npos : found - text.begin();
}

// Where a tab indents a line.
size_t FindTabIndent(const std::string& text) {
  for (size_t line = 0; line < text.size();) {
    const size_t begin = text.find_first_not_of(" ", line);
    if (begin != std::string::npos && text[begin] == '\t') return begin;
    const size_t end = text.find('\n', line);
    if (end == std::string::npos) break;
    line = end + 1;
  }
  return std::string::npos;
}

// yaml-cpp's word for it as a sentence that says what to do.
void AddSyntaxFault(const std::string& text, const YAML::Exception& fault, YamlFindings& findings) {
  const size_t tab = FindTabIndent(text);
  if (tab != std::string::npos) {
    findings.Add(MarkAt(text, tab), "a tab indents this line; YAML takes spaces only");
  } else if (absl::StrContains(fault.msg, "flow")) {
    findings.Add(
        fault.mark,
        "a list or mapping in brackets is not closed here or above; add the missing ] or }");
  } else if (absl::StrContains(fault.msg, "EOF in scalar")) {
    findings.Add(fault.mark, "a quotation mark is not closed here or above; add it");
  } else {
    findings.Add(fault.mark, absl::StrCat("this is not YAML: ", fault.msg,
                                          "; quote a value that begins with a sign of YAML's own"));
  }
}

// Notes where each document begins, and nothing of what is in it.
class DocumentBegins final : public YAML::EventHandler {
 public:
  std::vector<YAML::Mark> marks;

  void OnDocumentStart(const YAML::Mark& mark) override { marks.push_back(mark); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

// Where the first two documents begin. YAML::LoadAll never ends at a comma that
// stands alone: it takes it for a document of no length, again and again.
std::vector<YAML::Mark> FirstDocuments(const std::string& text) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  DocumentBegins begins;
  while (begins.marks.size() < 2 && parser.HandleNextDocument(begins)) {
  }
  return begins.marks;
}

}  // namespace

absl::StatusOr<YAML::Node> LoadYaml(const std::string& text, YamlFindings& findings) {
  const absl::Status unreadable = absl::InvalidArgumentError("the file cannot be read");
  if (const size_t at = FindBinary(text); at != std::string::npos) {
    findings.Add(MarkAt(text, at), "the file is no text; save it as plain text in UTF-8");
    return unreadable;
  }
  // yaml-cpp throws; nothing of that leaves this function.
  try {
    const std::vector<YAML::Mark> documents = FirstDocuments(text);
    const YAML::Node document = YAML::Load(text);
    if (documents.size() > 1) {
      findings.Add(documents[1], "a second document begins; a file holds one, remove \"---\"");
    } else if (document.IsNull()) {
      findings.Add({}, "the file is empty; docs/reference-yaml.md shows what belongs in it");
    } else if (!document.IsMap()) {
      findings.Add(document.Mark(),
                   "the file is no list of keys; docs/reference-yaml.md shows what belongs in it");
    } else {
      return document;
    }
  } catch (const YAML::Exception& fault) {
    AddSyntaxFault(text, fault, findings);
  }
  return unreadable;
}

}  // namespace peerage::cli
