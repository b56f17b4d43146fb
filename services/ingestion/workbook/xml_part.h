// A part of a workbook read as XML, from its beginning to its end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/refusal.h"
#include "services/ingestion/workbook/xml_reader.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {

// A whole number of an attribute, in digits; nothing when it is none or above
// 2^31 - 1.
std::optional<int64_t> ParseCount(std::string_view text);

// Not safe from several threads.
class XmlPart {
 public:
  // The file and the handler outlive it.
  MaybeRefusal Open(ZipFile& zip, const std::string& name, XmlHandler& handler,
                    const TableLimits& limits);
  bool is_open() const { return part_ != nullptr; }
  // Goes on by one piece; closed after the last.
  MaybeRefusal Feed();

 private:
  std::unique_ptr<ZipPart> part_;
  std::unique_ptr<XmlReader> reader_;
};

// A part that is about the workbook and not its table: at most 16 MiB, read at
// once.
MaybeRefusal ReadSmallPart(ZipFile& zip, const std::string& name, XmlHandler& handler,
                           const TableLimits& limits);

}  // namespace peerage::ingestion::workbook
