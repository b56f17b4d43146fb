// The parts of a workbook: a zip file in memory, read through libzip, that has
// been looked at from all sides before a byte of it is inflated.
#pragma once

#include <zip.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/refusal.h"

namespace peerage::ingestion::workbook {

// One part on its way out of the zip file. Ends at the size that the file
// declared for it: a part that has more is refused. So is whoever reads more
// than the workbook's budget in all, be it the same part again and again. The
// ZipFile outlives it.
class ZipPart {
 public:
  static constexpr size_t kPiece = size_t{64} * 1024;

  // The next bytes, at most kPiece; empty at the end. They live until the next
  // call.
  MaybeRefusal Read(std::string_view& bytes);

 private:
  friend class ZipFile;
  ZipPart(zip_file_t* file, std::string name, uint64_t size, uint64_t& budget)
      : file_(file), name_(std::move(name)), left_(size), budget_(budget), piece_(kPiece) {}

  struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };

  std::unique_ptr<zip_file_t, Close> file_;
  std::string name_;
  // Of the declared bytes.
  uint64_t left_;
  uint64_t& budget_;
  std::vector<char> piece_;
};

// Not safe from several threads.
class ZipFile {
 public:
  ZipFile() = default;
  ZipFile(const ZipFile&) = delete;
  ZipFile& operator=(const ZipFile&) = delete;

  // Opens and checks: what CheckZipDirectory checks, names (no '..', no
  // backslash, none twice), encryption, methods, nested zip files, and that all
  // parts together stay within limits.unpacked_bytes as declared. How well
  // something is packed says nothing: honest workbooks reach 220:1. `bytes` must
  // outlive the file.
  MaybeRefusal Open(std::string_view bytes, const TableLimits& limits);

  // Names are told apart without regard to case, as Office does.
  bool Has(std::string_view name) const { return Find(name) != nullptr; }
  bool HasFolder(std::string_view prefix) const;
  // As declared; 0 when absent.
  uint64_t SizeOf(std::string_view name) const;
  // Null with a refusal when there is no such part.
  std::unique_ptr<ZipPart> OpenPart(std::string_view name, MaybeRefusal& refusal);

 private:
  struct Entry {
    std::string name;
    uint64_t index = 0;
    uint64_t size = 0;
  };
  struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
  };

  const Entry* Find(std::string_view name) const;
  MaybeRefusal CheckEntry(uint64_t index, const TableLimits& limits);
  // Whether it begins as a zip file does.
  MaybeRefusal CheckBeginning(const Entry& entry);
  std::unique_ptr<ZipPart> OpenEntry(const Entry& entry, MaybeRefusal& refusal);

  std::unique_ptr<zip_t, Discard> zip_;
  // By name in lower case.
  std::map<std::string, Entry, std::less<>> entries_;
  uint64_t declared_bytes_ = 0;
  // What may yet be read.
  uint64_t budget_ = 0;
};

}  // namespace peerage::ingestion::workbook
