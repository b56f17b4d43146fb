#include "services/ingestion/workbook/relationships.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/ingestion/workbook/xml_part.h"

namespace peerage::ingestion::workbook {
namespace {

// "xl/workbook.xml" and "../styles.xml" or "/xl/styles.xml". A step above the
// root stays there: the part is then not found.
std::string Resolve(std::string_view source, std::string_view target) {
  const std::string path =
      target.substr(0, 1) == "/"
          ? std::string(target)
          : absl::StrCat(std::string(source.substr(0, source.rfind('/') + 1)), std::string(target));
  std::vector<std::string> steps;
  for (const absl::string_view part : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    std::string step(part);
    if (step == "." || (step == ".." && steps.empty())) continue;
    if (step == "..") {
      steps.pop_back();
    } else {
      steps.push_back(std::move(step));
    }
  }
  return absl::StrJoin(steps, "/");
}

class Handler : public XmlHandler {
 public:
  Handler(std::string part, std::vector<Relationship>& relationships)
      : part_(std::move(part)), relationships_(relationships) {}

  void Start(XmlSpace space, std::string_view name, const XmlAttributes& attributes) override {
    if (space != XmlSpace::kRelationships || name != "Relationship") return;
    const std::string_view type = attributes.Get("Type");
    const std::string_view target = attributes.Get("Target");
    const bool external = attributes.Get("TargetMode") == "External";
    relationships_.push_back({.id = std::string(attributes.Get("Id")),
                              .type = std::string(type.substr(type.rfind('/') + 1)),
                              .target = external ? std::string(target) : Resolve(part_, target),
                              .external = external});
  }
  void End(XmlSpace /*space*/, std::string_view /*name*/) override {}
  void Text(std::string_view /*text*/) override {}

 private:
  const std::string part_;
  std::vector<Relationship>& relationships_;
};

}  // namespace

MaybeRefusal ReadRelationships(ZipFile& zip, const std::string& part, const TableLimits& limits,
                               std::vector<Relationship>& relationships) {
  const size_t folder = part.rfind('/') + 1;
  const std::string name =
      absl::StrCat(part.substr(0, folder), "_rels/", part.substr(folder), ".rels");
  if (!zip.Has(name)) return std::nullopt;
  Handler handler(part, relationships);
  return ReadSmallPart(zip, name, handler, limits);
}

const Relationship* FindType(const std::vector<Relationship>& relationships,
                             std::string_view type) {
  const auto found =
      std::find_if(relationships.begin(), relationships.end(),
                   [type](const Relationship& relationship) { return relationship.type == type; });
  return found == relationships.end() ? nullptr : &*found;
}

}  // namespace peerage::ingestion::workbook
