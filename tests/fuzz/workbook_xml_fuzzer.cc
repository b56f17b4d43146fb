// Bytes as one XML part of a workbook that is otherwise sound: the first byte
// chooses which, the rest is the part.
#include <array>
#include <cstdint>
#include <string>

#include "tests/fuzz/read_workbook.h"
#include "tests/testing/workbook_maker.h"

namespace peerage {
namespace {

constexpr std::array<const char*, 8> kParts = {
    "xl/worksheets/sheet1.xml",   "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "[Content_Types].xml",  "content.xml",   "META-INF/manifest.xml"};

}  // namespace
}  // namespace peerage

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  if (size == 0) return 0;
  const size_t place = data[0] % kParts.size();
  testing::Parts parts =
      place < 6 ? testing::XlsxParts("<row><c t='s'><v>0</v></c></row>", "<si><t>x</t></si>")
                : testing::OdsParts("");
  parts[kParts[place]] = std::string(reinterpret_cast<const char*>(data) + 1, size - 1);
  fuzz::CheckWorkbook(testing::ZipOf(parts));
  return 0;
}
