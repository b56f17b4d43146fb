#include "services/ingestion/workbook/zip_directory.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace peerage::ingestion::workbook {
namespace {

// APPNOTE.TXT 6.3.4, sections 4.3.12 and 4.3.16.
constexpr std::string_view kLocalMark = "PK\3\4";
constexpr std::string_view kEntryMark = "PK\1\2";
constexpr std::string_view kEndMark = "PK\5\6";
constexpr std::string_view kZip64LocatorMark = "PK\6\7";
constexpr size_t kEndBytes = 22;
constexpr size_t kZip64LocatorBytes = 20;
constexpr size_t kEntryBytes = 46;
constexpr size_t kLongestComment = 0xFFFF;

uint64_t Number(std::string_view bytes, size_t at, size_t size) {
  uint64_t number = 0;
  for (size_t i = size; i-- > 0;) number = number << 8 | static_cast<uint8_t>(bytes[at + i]);
  return number;
}

Refusal Damaged(std::string value) {
  return {std::move(value), "a workbook is a whole zip file", kSaveAgain};
}

Refusal Zip64() {
  return {"ZIP64", "a workbook is a zip file of less than 4 GiB and 65,535 parts", kSaveAgain};
}

// Where the end record begins: its comment reaches to the end of the file.
size_t FindEnd(std::string_view bytes) {
  if (bytes.size() < kEndBytes) return std::string_view::npos;
  size_t at = bytes.size() - kEndBytes;
  const size_t last = at > kLongestComment ? at - kLongestComment : 0;
  while (true) {
    if (bytes.substr(at, 4) == kEndMark &&
        at + kEndBytes + Number(bytes, at + 20, 2) == bytes.size()) {
      return at;
    }
    if (at == last) return std::string_view::npos;
    --at;
  }
}

// Goes from entry to entry.
MaybeRefusal CheckEntries(std::string_view directory, uint64_t entries) {
  size_t at = 0;
  for (uint64_t i = 0; i < entries; ++i) {
    if (directory.size() - at < kEntryBytes || directory.substr(at, 4) != kEntryMark) {
      return Damaged("a list of parts that is cut short");
    }
    if (Number(directory, at + 20, 4) == 0xFFFFFFFF ||
        Number(directory, at + 24, 4) == 0xFFFFFFFF ||
        Number(directory, at + 42, 4) == 0xFFFFFFFF) {
      return Zip64();
    }
    const uint64_t size = kEntryBytes + Number(directory, at + 28, 2) +
                          Number(directory, at + 30, 2) + Number(directory, at + 32, 2);
    if (directory.size() - at < size) return Damaged("a list of parts that is cut short");
    at += size;
  }
  if (at != directory.size()) return Damaged("more parts than the file says");
  return std::nullopt;
}

}  // namespace

MaybeRefusal CheckZipDirectory(std::string_view bytes, const TableLimits& limits) {
  if (bytes.size() > static_cast<uint64_t>(limits.packed_bytes)) {
    return Refusal{absl::StrCat(bytes.size(), " bytes"),
                   absl::StrCat("a workbook has at most ", limits.packed_bytes, " bytes"),
                   "cut the workbook into several"};
  }
  if (bytes.substr(0, 4) != kLocalMark) return Damaged("no zip file");
  const size_t end = FindEnd(bytes);
  if (end == std::string_view::npos) return Damaged("a zip file without its end");
  if (end >= kZip64LocatorBytes && bytes.substr(end - kZip64LocatorBytes, 4) == kZip64LocatorMark) {
    return Zip64();
  }
  const uint64_t entries = Number(bytes, end + 10, 2);
  const uint64_t size = Number(bytes, end + 12, 4);
  const uint64_t offset = Number(bytes, end + 16, 4);
  if (entries == 0xFFFF || size == 0xFFFFFFFF || offset == 0xFFFFFFFF) return Zip64();
  if (entries > static_cast<uint64_t>(limits.zip_entries)) {
    return Refusal{absl::StrCat(entries, " parts"),
                   absl::StrCat("a workbook has at most ", limits.zip_entries, " parts"),
                   "send only the sheets that hold the table"};
  }
  if (Number(bytes, end + 4, 4) != 0 || Number(bytes, end + 8, 2) != entries) {
    return Damaged("a zip file in several pieces");
  }
  if (offset + size != end) return Damaged("a zip file with something between its pieces");
  return CheckEntries(bytes.substr(offset, size), entries);
}

}  // namespace peerage::ingestion::workbook
