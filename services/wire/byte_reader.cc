#include "services/wire/byte_reader.h"

namespace peerage::wire {

void AppendVarint(std::string& out, uint64_t value) {
  char bytes[10];
  out.append(bytes, static_cast<size_t>(WriteVarint(bytes, value) - bytes));
}

void AppendString(std::string& out, std::string_view text) {
  AppendVarint(out, text.size());
  out.append(text);
}

uint64_t ByteReader::Fail() {
  ok_ = false;
  rest_ = {};
  return 0;
}

uint64_t ByteReader::LongVarint(uint8_t first) {
  uint64_t value = first & 0x7f;
  for (int shift = 7; shift < 64; shift += 7) {
    const uint8_t byte = Byte();
    if (!ok_) return 0;
    // The tenth byte holds the one bit that is left.
    if (shift == 63 && byte > 1) return Fail();
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return byte == 0 ? Fail() : value;
  }
  return Fail();
}

uint64_t ByteReader::Count(uint64_t bytes_each) {
  const uint64_t count = Varint();
  return count > rest_.size() / bytes_each ? Fail() : count;
}

std::string_view ByteReader::String(uint64_t max_size) {
  const uint64_t size = Count(1);
  if (size > max_size) Fail();
  if (!ok_) return {};
  const std::string_view text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

}  // namespace peerage::wire
