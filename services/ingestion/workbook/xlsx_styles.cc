#include "services/ingestion/workbook/xlsx_styles.h"

#include <map>

#include "services/ingestion/workbook/xml_part.h"

namespace peerage::ingestion::workbook {
namespace {

class Handler : public XmlHandler {
 public:
  explicit Handler(std::vector<NumberFormat>& formats) : formats_(formats) {}

  void Start(XmlSpace space, std::string_view name, const XmlAttributes& attributes) override {
    if (space != XmlSpace::kSheet) return;
    // Named styles (cellStyleXfs) hold `xf` elements too.
    if (name == "cellXfs") in_cell_formats_ = true;
    const int64_t id = ParseCount(attributes.Get("numFmtId")).value_or(0);
    if (name == "numFmt") codes_[id] = FormatOfCode(attributes.Get("formatCode"));
    if (name != "xf" || !in_cell_formats_) return;
    const auto code = codes_.find(id);
    formats_.push_back(code == codes_.end() ? BuiltInFormat(id) : code->second);
  }

  void End(XmlSpace space, std::string_view name) override {
    if (space == XmlSpace::kSheet && name == "cellXfs") in_cell_formats_ = false;
  }
  void Text(std::string_view /*text*/) override {}

 private:
  std::vector<NumberFormat>& formats_;
  std::map<int64_t, NumberFormat> codes_;
  bool in_cell_formats_ = false;
};

}  // namespace

MaybeRefusal ReadXlsxStyles(ZipFile& zip, const std::string& part, const TableLimits& limits,
                            std::vector<NumberFormat>& formats) {
  Handler handler(formats);
  return ReadSmallPart(zip, part, handler, limits);
}

}  // namespace peerage::ingestion::workbook
