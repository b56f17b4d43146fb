#include "services/ingestion/workbook/shared_strings.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "services/ingestion/workbook/xml_part.h"

namespace peerage::ingestion::workbook {
namespace {

constexpr int64_t kPlaceBytes = 8;
constexpr std::string_view kEscape = "_x";
constexpr size_t kEscapeBytes = 7;

// The code unit of "_xHHHH_" at the beginning of `text`.
std::optional<uint32_t> Escaped(std::string_view text) {
  if (text.size() < kEscapeBytes || text[kEscapeBytes - 1] != '_') return std::nullopt;
  uint32_t unit = 0;
  const auto [stopped, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  const bool whole = error == std::errc() && stopped == text.data() + 6;
  // Half a pair means nothing alone.
  if (!whole || (unit >= 0xD800 && unit <= 0xDFFF)) return std::nullopt;
  return unit;
}

void AppendUtf8(uint32_t unit, std::string& text) {
  if (unit < 0x80) {
    text.push_back(static_cast<char>(unit));
  } else if (unit < 0x800) {
    text.push_back(static_cast<char>(0xC0 | unit >> 6));
    text.push_back(static_cast<char>(0x80 | (unit & 0x3F)));
  } else {
    text.push_back(static_cast<char>(0xE0 | unit >> 12));
    text.push_back(static_cast<char>(0x80 | (unit >> 6 & 0x3F)));
    text.push_back(static_cast<char>(0x80 | (unit & 0x3F)));
  }
}

}  // namespace

void DecodeEscapes(std::string& text) {
  size_t at = text.find(kEscape);
  if (at == std::string::npos) return;
  std::string decoded = text.substr(0, at);
  while (at < text.size()) {
    const std::optional<uint32_t> unit =
        text[at] == '_' ? Escaped(std::string_view{text}.substr(at)) : std::nullopt;
    if (!unit) {
      decoded.push_back(text[at++]);
      continue;
    }
    if (*unit != '\r') AppendUtf8(*unit, decoded);
    at += kEscapeBytes;
  }
  text = std::move(decoded);
}

// A text is an `si`; its `t` elements are joined, those that say how it is
// pronounced (`rPh`) are left out.
class SharedStrings::Handler : public XmlHandler {
 public:
  Handler(SharedStrings& strings, int64_t max_bytes) : strings_(strings), max_bytes_(max_bytes) {}

  void Start(XmlSpace space, std::string_view name, const XmlAttributes& /*attributes*/) override {
    if (space != XmlSpace::kSheet) return;
    if (name == "si") text_.clear();
    if (name == "rPh") in_phonetic_ = true;
    in_text_ = name == "t" && !in_phonetic_;
  }

  void End(XmlSpace space, std::string_view name) override {
    if (space != XmlSpace::kSheet) return;
    in_text_ = false;
    if (name == "rPh") in_phonetic_ = false;
    if (name == "si") Keep();
  }

  void Text(std::string_view text) override {
    if (!in_text_) return;
    if (static_cast<int64_t>(text_.size() + text.size()) > max_bytes_) return RefuseTooMany();
    text_ += text;
  }

 private:
  void Keep() {
    DecodeEscapes(text_);
    charged_ += static_cast<int64_t>(text_.size()) + kPlaceBytes;
    if (charged_ > max_bytes_) return RefuseTooMany();
    strings_.bytes_ += text_;
    strings_.ends_.push_back(static_cast<uint32_t>(strings_.bytes_.size()));
  }

  void RefuseTooMany() {
    Refuse({absl::StrCat("more than ", max_bytes_, " bytes"),
            absl::StrCat("the different texts of a workbook have at most ", max_bytes_, " bytes"),
            "cut the workbook into several"});
  }

  SharedStrings& strings_;
  const int64_t max_bytes_;
  std::string text_;
  int64_t charged_ = 0;
  bool in_text_ = false;
  bool in_phonetic_ = false;
};

MaybeRefusal SharedStrings::Read(ZipFile& zip, const std::string& part, const TableLimits& limits) {
  Handler handler(*this, limits.string_bytes);
  XmlPart xml;
  MaybeRefusal refusal = xml.Open(zip, part, handler, limits);
  while (!refusal && xml.is_open()) refusal = xml.Feed();
  return refusal;
}

std::optional<std::string_view> SharedStrings::At(int64_t index) const {
  if (index < 0 || index >= static_cast<int64_t>(ends_.size())) return std::nullopt;
  const auto place = static_cast<size_t>(index);
  const size_t begin = place == 0 ? 0 : ends_[place - 1];
  return std::string_view{bytes_}.substr(begin, ends_[place] - begin);
}

}  // namespace peerage::ingestion::workbook
