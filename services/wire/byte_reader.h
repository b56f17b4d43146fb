// Bytes and varints in and out, without trust in what is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace peerage::wire {

// LEB128, low seven bits first. Writes at most ten bytes and returns the place
// after them.
inline char* WriteVarint(char* out, uint64_t value) {
  while (value >= 0x80) {
    *out++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *out++ = static_cast<char>(value);
  return out;
}
void AppendVarint(std::string& out, uint64_t value);
void AppendString(std::string& out, std::string_view text);

// Small magnitudes of either sign become small numbers: 0, -1, 1, -2 ...
constexpr uint64_t ZigZag(uint64_t value) { return (value << 1) ^ (0 - (value >> 63)); }
constexpr uint64_t UnZigZag(uint64_t value) { return (value >> 1) ^ (0 - (value & 1)); }

// Reads forwards; after the first failure `ok()` is false and every read gives
// zero. Does not own the bytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

  uint8_t Byte() {
    if (rest_.empty()) return static_cast<uint8_t>(Fail());
    const uint8_t byte = static_cast<uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  // At most ten bytes, none of them needless.
  uint64_t Varint() {
    const uint8_t first = Byte();
    return first < 0x80 ? first : LongVarint(first);
  }
  // A number of things to come, each at least `bytes_each` long: fails when
  // that many cannot follow.
  uint64_t Count(uint64_t bytes_each);
  // A length and so many bytes, at most `max_size`.
  std::string_view String(uint64_t max_size);

 private:
  // One of two bytes or more, after its first.
  uint64_t LongVarint(uint8_t first);
  uint64_t Fail();

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace peerage::wire
