// Zip files as a test wants them, lies included: entries are stored, not packed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peerage::testing {

struct ZipEntry {
  std::string name;
  std::string bytes;
  // Otherwise the truth.
  std::optional<uint32_t> declared_size = std::nullopt;
  // Bit 0: encrypted.
  uint16_t flags = 0;
};

inline uint32_t Crc32(std::string_view bytes) {
  uint32_t crc = 0xFFFFFFFF;
  for (const char c : bytes) {
    crc ^= static_cast<uint8_t>(c);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

inline std::string LittleEndian(uint64_t number, int bytes) {
  std::string text;
  for (; bytes > 0; --bytes, number >>= 8) text.push_back(static_cast<char>(number));
  return text;
}

// What an entry's local and its central header have in common.
inline std::string ZipHeader(const ZipEntry& entry) {
  return LittleEndian(20, 2) + LittleEndian(entry.flags, 2) + LittleEndian(0, 2) +
         // Midnight of 1 January 1980.
         LittleEndian(0x00210000, 4) + LittleEndian(Crc32(entry.bytes), 4) +
         LittleEndian(entry.bytes.size(), 4) +
         LittleEndian(entry.declared_size.value_or(static_cast<uint32_t>(entry.bytes.size())), 4) +
         LittleEndian(entry.name.size(), 2) + LittleEndian(0, 2);
}

// `claimed_entries`: what the end record says, if not the truth.
inline std::string MakeZip(const std::vector<ZipEntry>& entries,
                           std::optional<uint16_t> claimed_entries = std::nullopt) {
  std::string zip;
  std::string directory;
  for (const ZipEntry& entry : entries) {
    directory += "PK\1\2" + LittleEndian(20, 2) + ZipHeader(entry) + LittleEndian(0, 10) +
                 LittleEndian(zip.size(), 4) + entry.name;
    zip += "PK\3\4" + ZipHeader(entry) + entry.name + entry.bytes;
  }
  const uint64_t count = claimed_entries.value_or(static_cast<uint16_t>(entries.size()));
  return zip + directory + "PK\5\6" + LittleEndian(0, 4) + LittleEndian(count, 2) +
         LittleEndian(count, 2) + LittleEndian(directory.size(), 4) + LittleEndian(zip.size(), 4) +
         LittleEndian(0, 2);
}

}  // namespace peerage::testing
