#include "services/ingestion/text_rules.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace peerage::ingestion {
namespace {

// The length of the UTF-8 character at the beginning of `bytes` and its code
// point; 0 when there is none (RFC 3629: no overlong forms, no surrogates).
size_t Decode(std::string_view bytes, uint32_t& code_point) {
  const auto at = [&](size_t i) { return static_cast<uint8_t>(bytes[i]); };
  const uint8_t lead = at(0);
  const size_t size = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 4;
  if ((size == 4 && lead >> 3 != 30) || bytes.size() < size) return 0;
  code_point = size == 1 ? lead : lead & (0x7f >> size);
  for (size_t i = 1; i < size; ++i) {
    if (at(i) >> 6 != 2) return 0;
    code_point = code_point << 6 | (at(i) & 0x3f);
  }
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return code_point < kLeast[size] || code_point > 0x10FFFF || surrogate ? 0 : size;
}

// Zero-width characters, direction marks and the byte order mark.
bool DoesNotShow(uint32_t code_point) {
  return (code_point >= 0x200B && code_point <= 0x200F) ||
         (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2060 && code_point <= 0x2069) || code_point == 0xFEFF ||
         code_point == 0x00AD || code_point == 0x061C;
}

// Accents that stand as characters of their own behind their letters. Names are
// compared in the composed form (NFC), in which none is left of the alphabets
// that areas are written in.
bool IsLooseAccent(uint32_t code_point) {
  return (code_point >= 0x0300 && code_point <= 0x036F) ||
         (code_point >= 0x1AB0 && code_point <= 0x1AFF) ||
         (code_point >= 0x1DC0 && code_point <= 0x1DFF) ||
         (code_point >= 0x20D0 && code_point <= 0x20FF) ||
         (code_point >= 0xFE20 && code_point <= 0xFE2F);
}

bool IsPlain(uint8_t byte) {
  return (byte >= 0x20 && byte < 0x7F) || byte == '\t' || byte == '\n' || byte == '\r';
}

// How many bytes from the beginning on are ASCII and no control characters but
// tab and line ends, eight at a time.
size_t PlainBytes(std::string_view bytes) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighBits = kOnes << 7;
  size_t plain = 0;
  for (; plain + sizeof(uint64_t) <= bytes.size(); plain += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + plain, sizeof(word));
    // Subtracting borrows into the high bit of a byte below 0x20; 0x7F becomes 0
    // first.
    const uint64_t deletes = word ^ (kOnes * 0x7F);
    const uint64_t odd = word | (word - kOnes * 0x20) | (deletes - kOnes);
    if ((odd & kHighBits) == 0) continue;
    const auto* const begin = bytes.begin() + static_cast<ptrdiff_t>(plain);
    if (!std::all_of(begin, begin + sizeof(word), IsPlain)) break;
  }
  return plain;
}

}  // namespace

size_t CharacterSize(std::string_view bytes) {
  uint32_t code_point = 0;
  return Decode(bytes, code_point);
}

std::optional<BadText> FindBadText(std::string_view bytes) {
  size_t offset = 0;
  while (offset < bytes.size()) {
    offset += PlainBytes(bytes.substr(offset));
    if (offset == bytes.size()) break;
    uint32_t code_point = 0;
    const size_t size = Decode(bytes.substr(offset), code_point);
    if (size == 0) {
      return BadText{offset, "the file is UTF-8 text", "save it again as 'CSV UTF-8'"};
    }
    if (code_point == 0) {
      return BadText{offset, "text holds no NUL byte",
                     "save it again as 'CSV UTF-8'; a workbook or a damaged file is no CSV"};
    }
    if (size == 1 && !IsPlain(static_cast<uint8_t>(code_point))) {
      return BadText{offset, "text holds no control character but tab and line ends",
                     "type the cell again by hand"};
    }
    if (DoesNotShow(code_point)) {
      return BadText{offset, "text holds no invisible or direction-changing character",
                     "type the cell again by hand"};
    }
    if (IsLooseAccent(code_point)) {
      return BadText{offset, "a letter and its accent are one character (Unicode NFC)",
                     "type the cell again by hand, or save the file in the composed form"};
    }
    offset += size;
  }
  return std::nullopt;
}

}  // namespace peerage::ingestion
