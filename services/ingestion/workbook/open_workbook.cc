#include "services/ingestion/workbook/open_workbook.h"

#include <string>
#include <utility>

#include "services/ingestion/workbook/ods_source.h"
#include "services/ingestion/workbook/refusal.h"
#include "services/ingestion/workbook/xlsx_source.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {
namespace {

constexpr std::string_view kOpenDocument = "application/vnd.oasis.opendocument.";

// What an OpenDocument file says it is; empty when it is another file.
MaybeRefusal ReadType(ZipFile& zip, std::string& type) {
  if (!zip.Has("mimetype")) return std::nullopt;
  MaybeRefusal refusal;
  const std::unique_ptr<ZipPart> part = zip.OpenPart("mimetype", refusal);
  std::string_view bytes;
  if (!refusal) refusal = part->Read(bytes);
  type = bytes.substr(0, 128);
  return refusal;
}

Refusal NoWorkbook(const char* found) {
  return {found, "a table is CSV, XLSX or ODS", "save the table as a workbook, and send that"};
}

MaybeRefusal Choose(std::unique_ptr<ZipFile> zip, const TableLimits& limits, Findings& violations,
                    Findings& warnings, std::unique_ptr<TableSource>& source) {
  std::string type;
  if (MaybeRefusal refusal = ReadType(*zip, type)) return refusal;
  if (type.rfind(kOpenDocument, 0) == 0) {
    if (type.compare(kOpenDocument.size(), 11, "spreadsheet") != 0) {
      return NoWorkbook("an OpenDocument file that is no spreadsheet");
    }
    source = std::make_unique<OdsSource>(std::move(zip), limits, violations, warnings);
  } else if (zip->Has("[Content_Types].xml")) {
    source = std::make_unique<XlsxSource>(std::move(zip), limits, violations, warnings);
  } else {
    return NoWorkbook("a zip file that is no workbook");
  }
  return std::nullopt;
}

}  // namespace

std::unique_ptr<TableSource> OpenWorkbook(std::string_view bytes, const TableLimits& limits,
                                          Findings& violations, Findings& warnings) {
  auto zip = std::make_unique<ZipFile>();
  std::unique_ptr<TableSource> source;
  MaybeRefusal refusal = zip->Open(bytes, limits);
  if (!refusal) refusal = Choose(std::move(zip), limits, violations, warnings, source);
  if (refusal) violations.Add({0, "", refusal->value, refusal->rule, refusal->what_to_do});
  return source;
}

}  // namespace peerage::ingestion::workbook
