#include "services/ingestion/workbook/xml_part.h"

#include <charconv>
#include <limits>

namespace peerage::ingestion::workbook {
namespace {

constexpr uint64_t kSmallPartBytes = uint64_t{16} << 20;

}  // namespace

std::optional<int64_t> ParseCount(std::string_view text) {
  int32_t count = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stopped != end || count < 0) return std::nullopt;
  return count;
}

MaybeRefusal XmlPart::Open(ZipFile& zip, const std::string& name, XmlHandler& handler,
                           const TableLimits& limits) {
  MaybeRefusal refusal;
  part_ = zip.OpenPart(name, refusal);
  if (part_ != nullptr) reader_ = std::make_unique<XmlReader>(name, handler, limits.xml_depth);
  return refusal;
}

MaybeRefusal XmlPart::Feed() {
  std::string_view bytes;
  if (MaybeRefusal refusal = part_->Read(bytes)) return refusal;
  MaybeRefusal refusal = reader_->Feed(bytes);
  if (bytes.empty()) part_ = nullptr;
  return refusal;
}

MaybeRefusal ReadSmallPart(ZipFile& zip, const std::string& name, XmlHandler& handler,
                           const TableLimits& limits) {
  if (zip.SizeOf(name) > kSmallPartBytes) {
    return Refusal{name, "a part that describes a workbook has at most 16 MiB", kSaveAgain};
  }
  XmlPart part;
  MaybeRefusal refusal = part.Open(zip, name, handler, limits);
  while (!refusal && part.is_open()) refusal = part.Feed();
  return refusal;
}

}  // namespace peerage::ingestion::workbook
