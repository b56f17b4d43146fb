#include "services/ingestion/open_table.h"

#include <utility>

#include "services/ingestion/workbook/workbook_process.h"

namespace peerage::ingestion {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::string_view kZip = "PK\3\4"sv;
constexpr char kRule[] = "a table is CSV, XLSX or ODS";

// Files that people take for tables, by their first bytes.
struct OtherKind {
  std::string_view beginning;
  const char* name;
  const char* what_to_do;
};

constexpr char kUnpack[] = "send the table itself, not packed";
constexpr char kSaveTable[] = "save the table as .xlsx, .ods or CSV, and send that";
constexpr OtherKind kOtherKinds[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an old .xls, or a workbook with a password",
     "save it again as .xlsx, without a password"},
    {"%PDF"sv, "a PDF", kSaveTable},
    {"{\\rtf"sv, "a text document (RTF)", kSaveTable},
    {"PK\5\6"sv, "a zip file with nothing in it", kSaveTable},
    {"PK\7\x08"sv, "a zip file in several pieces", kUnpack},
    {"\x1F\x8B"sv, "a packed file (gzip)", kUnpack},
    {"7z\xBC\xAF\x27\x1C"sv, "a packed file (7z)", kUnpack},
    {"Rar!"sv, "a packed file (RAR)", kUnpack},
    {"<"sv, "a web page or XML", kSaveTable},
};

class NoSource : public TableSource {
 public:
  const Sheet* NextSheet() override { return nullptr; }
  const TableRow* NextRow() override { return nullptr; }
};

// Null for what may be CSV.
const OtherKind* FindOtherKind(std::string_view bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"sv;
  if (bytes.substr(0, 3) == kByteOrderMark) bytes.remove_prefix(3);
  for (const OtherKind& kind : kOtherKinds) {
    if (bytes.substr(0, kind.beginning.size()) == kind.beginning) return &kind;
  }
  return nullptr;
}

}  // namespace

TableLimits LimitsOf(std::string_view bytes, bool bulk) {
  if (!bulk) return {};
  return bytes.substr(0, kZip.size()) == kZip ? kBulkWorkbookLimits : kBulkCsvLimits;
}

absl::StatusOr<std::unique_ptr<TableSource>> OpenTable(std::string_view bytes,
                                                       const TableLimits& limits,
                                                       const std::string& workbook_program,
                                                       Findings& violations, Findings& warnings,
                                                       CsvSource::Passed passed) {
  if (bytes.substr(0, kZip.size()) == kZip) {
    if (static_cast<int64_t>(bytes.size()) > limits.packed_bytes) {
      violations.Add(
          {.value = absl::StrCat(bytes.size() >> 20, " MiB"),
           .rule = absl::StrCat("a workbook has at most ", limits.packed_bytes >> 20, " MiB"),
           .what_to_do = "cut it into several, or send the table as CSV"});
      return std::make_unique<NoSource>();
    }
    return workbook::StartWorkbookProcess(workbook_program, bytes, limits, violations, warnings);
  }
  if (const OtherKind* kind = FindOtherKind(bytes)) {
    violations.Add({.value = kind->name, .rule = kRule, .what_to_do = kind->what_to_do});
    return std::make_unique<NoSource>();
  }
  return std::make_unique<CsvSource>(bytes, limits, violations, warnings, std::move(passed));
}

}  // namespace peerage::ingestion
