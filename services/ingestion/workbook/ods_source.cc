#include "services/ingestion/workbook/ods_source.h"

#include <utility>

namespace peerage::ingestion::workbook {
namespace {

constexpr char kManifest[] = "META-INF/manifest.xml";

// Whether parts are encrypted: the zip file itself does not know.
class ManifestHandler : public XmlHandler {
 public:
  void Start(XmlSpace space, std::string_view name, const XmlAttributes& /*attributes*/) override {
    if (space != XmlSpace::kManifest || name != "encryption-data") return;
    Refuse({"a workbook with a password", "a workbook has no password",
            "save the workbook again without a password"});
  }
  void End(XmlSpace /*space*/, std::string_view /*name*/) override {}
  void Text(std::string_view /*text*/) override {}
};

}  // namespace

MaybeRefusal OdsSource::Pump(bool& ended) {
  if (!std::exchange(begun_, true)) return Open();
  if (part_.is_open()) return part_.Feed();
  ended = true;
  return std::nullopt;
}

MaybeRefusal OdsSource::Open() {
  if (zip_->Has(kManifest)) {
    ManifestHandler manifest;
    if (MaybeRefusal refusal = ReadSmallPart(*zip_, kManifest, manifest, limits_)) return refusal;
  }
  if (zip_->HasFolder("Basic/") || zip_->HasFolder("Scripts/")) {
    warnings_.Add({.value = "a workbook with macros",
                   .rule = "macros are not run, only cells are read",
                   .what_to_do = "nothing, if no macro changes the figures"});
  }
  return part_.Open(*zip_, "content.xml", handler_, limits_);
}

}  // namespace peerage::ingestion::workbook
