#include "services/ingestion/workbook/number_format.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"

namespace peerage::ingestion::workbook {
namespace {

// The code without what is shown as it stands: quoted text, escaped and padding
// characters, colours, conditions, locales, "General" and "AM/PM". A span such
// as "[hh]" stays. In lower case.
std::string BareCode(std::string_view code) {
  std::string bare;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      const size_t end = std::min(code.find(']', i), code.size());
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) {
        bare += "h";
      }
      i = end;
    } else {
      bare.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    }
  }
  for (const std::string_view word : {"general", "am/pm", "a/p"}) {
    for (size_t at = bare.find(word); at != std::string::npos; at = bare.find(word)) {
      bare.erase(at, word.size());
    }
  }
  return bare;
}

}  // namespace

NumberFormat BuiltInFormat(int64_t id) {
  const auto between = [id](int64_t first, int64_t last) { return id >= first && id <= last; };
  if (id == 9 || id == 10) return NumberFormat::kPercent;
  if (between(18, 21) || between(45, 47)) return NumberFormat::kTime;
  if (between(14, 22) || between(27, 36) || between(50, 58)) return NumberFormat::kDay;
  return NumberFormat::kPlain;
}

NumberFormat FormatOfCode(std::string_view code) {
  const std::string bare = BareCode(code);
  const auto has = [&bare](const char* letters) {
    return bare.find_first_of(letters) != std::string::npos;
  };
  if (has("yd") || (has("m") && !has("hs"))) return NumberFormat::kDay;
  if (has("hs")) return NumberFormat::kTime;
  return has("%") ? NumberFormat::kPercent : NumberFormat::kPlain;
}

}  // namespace peerage::ingestion::workbook
