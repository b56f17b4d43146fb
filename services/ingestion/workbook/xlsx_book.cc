#include "services/ingestion/workbook/xlsx_book.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/workbook/relationships.h"
#include "services/ingestion/workbook/xlsx_styles.h"
#include "services/ingestion/workbook/xml_part.h"

namespace peerage::ingestion::workbook {
namespace {

// What [Content_Types].xml says about one part.
class TypeHandler : public XmlHandler {
 public:
  explicit TypeHandler(std::string_view part)
      : name_(absl::StrCat("/", std::string(part))), extension_(part.substr(part.rfind('.') + 1)) {}

  void Start(XmlSpace space, std::string_view name, const XmlAttributes& attributes) override {
    if (space != XmlSpace::kContentTypes) return;
    if (name == "Override" && Same(attributes.Get("PartName"), name_)) {
      override_ = attributes.Get("ContentType");
    } else if (name == "Default" && Same(attributes.Get("Extension"), extension_)) {
      default_ = attributes.Get("ContentType");
    }
  }
  void End(XmlSpace /*space*/, std::string_view /*name*/) override {}
  void Text(std::string_view /*text*/) override {}

  const std::string& type() const { return override_.empty() ? default_ : override_; }

 private:
  static bool Same(std::string_view a, std::string_view b) {
    return absl::EqualsIgnoreCase(absl::string_view(a.data(), a.size()),
                                  absl::string_view(b.data(), b.size()));
  }

  const std::string name_;
  const std::string extension_;
  std::string override_;
  std::string default_;
};

// The list of sheets.
class BookHandler : public XmlHandler {
 public:
  struct Named {
    Sheet sheet;
    std::string relationship;
  };

  explicit BookHandler(int max_sheets) : max_sheets_(max_sheets) {}

  void Start(XmlSpace space, std::string_view name, const XmlAttributes& attributes) override {
    if (space != XmlSpace::kSheet) return;
    if (name == "workbookPr") {
      const std::string_view from_1904 = attributes.Get("date1904");
      from_1904_ = from_1904 == "1" || from_1904 == "true";
    }
    if (name != "sheet") return;
    if (sheets_.size() == static_cast<size_t>(max_sheets_)) {
      return Refuse({absl::StrCat("more than ", max_sheets_, " sheets"),
                     absl::StrCat("a workbook has at most ", max_sheets_, " sheets"),
                     "send only the sheets that hold the table"});
    }
    const std::string_view state = attributes.Get("state");
    sheets_.push_back({{.ordinal = static_cast<int>(sheets_.size()),
                        .name = std::string(attributes.Get("name")),
                        .hidden = state == "hidden" || state == "veryHidden"},
                       std::string(attributes.Get(XmlSpace::kRelationshipId, "id"))});
  }
  void End(XmlSpace /*space*/, std::string_view /*name*/) override {}
  void Text(std::string_view /*text*/) override {}

  const std::vector<Named>& sheets() const { return sheets_; }
  bool from_1904() const { return from_1904_; }

 private:
  const int max_sheets_;
  std::vector<Named> sheets_;
  bool from_1904_ = false;
};

bool Holds(const std::string& type, const char* word) { return absl::StrContains(type, word); }

MaybeRefusal CheckType(const std::string& type) {
  if (Holds(type, "wordprocessingml") || Holds(type, "ms-word")) {
    return Refusal{"a Word document", "a table is CSV, XLSX or ODS",
                   "save the table as a workbook"};
  }
  if (Holds(type, "presentationml") || Holds(type, "ms-powerpoint")) {
    return Refusal{"a presentation", "a table is CSV, XLSX or ODS", "save the table as a workbook"};
  }
  if (Holds(type, "sheet.binary")) {
    return Refusal{"a binary workbook (.xlsb)", "a table is CSV, XLSX or ODS",
                   "save it again as .xlsx"};
  }
  if (Holds(type, "spreadsheetml") || Holds(type, "ms-excel")) return std::nullopt;
  return Refusal{"a zip file that is no workbook", "a table is CSV, XLSX or ODS",
                 "send the workbook itself, not packed"};
}

MaybeRefusal External(const Relationship& link) {
  return Refusal{Clipped(link.target), "a workbook takes no figures from another file",
                 "break the links (in Excel: Data, Edit Links), save it and send it again"};
}

MaybeRefusal FindMainPart(ZipFile& zip, const TableLimits& limits, std::string& main,
                          std::string& type) {
  std::vector<Relationship> package;
  if (MaybeRefusal refusal = ReadRelationships(zip, "", limits, package)) return refusal;
  const Relationship* document = FindType(package, "officeDocument");
  if (document == nullptr) return CheckType("");
  if (document->external) return External(*document);
  main = document->target;
  TypeHandler types(main);
  if (MaybeRefusal refusal = ReadSmallPart(zip, "[Content_Types].xml", types, limits)) {
    return refusal;
  }
  type = types.type();
  return CheckType(type);
}

// Puts names and parts together.
MaybeRefusal JoinSheets(const BookHandler& named, const std::vector<Relationship>& relationships,
                        XlsxBook& book) {
  for (const BookHandler::Named& sheet : named.sheets()) {
    const auto found =
        std::find_if(relationships.begin(), relationships.end(),
                     [&sheet](const Relationship& one) { return one.id == sheet.relationship; });
    if (found == relationships.end()) {
      return Refusal{Clipped(sheet.sheet.name), "every sheet that a workbook names is there",
                     kSaveAgain};
    }
    if (found->external) return External(*found);
    if (found->type == "worksheet") book.sheets.push_back({sheet.sheet, found->target});
  }
  return std::nullopt;
}

}  // namespace

MaybeRefusal ReadXlsxBook(ZipFile& zip, const TableLimits& limits, XlsxBook& book,
                          Findings& warnings) {
  std::string main;
  std::string type;
  if (MaybeRefusal refusal = FindMainPart(zip, limits, main, type)) return refusal;
  std::vector<Relationship> relationships;
  if (MaybeRefusal refusal = ReadRelationships(zip, main, limits, relationships)) return refusal;
  for (const char* link : {"externalLink", "externalLinkPath"}) {
    if (const Relationship* found = FindType(relationships, link)) return External(*found);
  }
  if (Holds(type, "macroEnabled") || FindType(relationships, "vbaProject") != nullptr) {
    warnings.Add({.value = "a workbook with macros",
                  .rule = "macros are not run, only cells are read",
                  .what_to_do = "nothing, if no macro changes the figures"});
  }
  BookHandler named(limits.sheets);
  if (MaybeRefusal refusal = ReadSmallPart(zip, main, named, limits)) return refusal;
  book.from_1904 = named.from_1904();
  const Relationship* strings = FindType(relationships, "sharedStrings");
  if (strings != nullptr && strings->external) return External(*strings);
  if (strings != nullptr) book.shared_strings_part = strings->target;
  const Relationship* styles = FindType(relationships, "styles");
  if (styles != nullptr && styles->external) return External(*styles);
  if (styles != nullptr) {
    if (MaybeRefusal refusal = ReadXlsxStyles(zip, styles->target, limits, book.formats)) {
      return refusal;
    }
  }
  return JoinSheets(named, relationships, book);
}

}  // namespace peerage::ingestion::workbook
