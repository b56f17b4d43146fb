#include "services/ingestion/workbook/xlsx_sheet.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/workbook/cell_values.h"
#include "services/ingestion/workbook/xml_part.h"

namespace peerage::ingestion::workbook {
namespace {

constexpr char kNoValue[] = "no value";

// Reads the letters at the beginning of "AB12", a column from 0, and takes them
// off.
std::optional<int64_t> TakeColumn(std::string_view& reference) {
  int64_t column = 0;
  size_t letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z';
       ++letters) {
    if (letters == 3) return std::nullopt;
    column = column * 26 + (reference[letters] - 'A' + 1);
  }
  reference.remove_prefix(letters);
  if (letters == 0) return std::nullopt;
  return column - 1;
}

}  // namespace

void XlsxSheetHandler::Start(XmlSpace space, std::string_view name,
                             const XmlAttributes& attributes) {
  if (space != XmlSpace::kSheet) return;
  if (in_cell_) {
    if (name == "v" || name == "is") has_value_ = true;
    if (name == "rPh") in_phonetic_ = true;
    if (name == "f") has_formula_ = true;
    in_value_ = name == "v" || (name == "t" && !in_phonetic_);
  } else if (in_row_) {
    if (name == "c") StartCell(attributes);
  } else if (name == "row") {
    StartRow(attributes);
  } else if (name == "mergeCell" && ++merged_ranges_ > kMaxMergedRanges) {
    Refuse({absl::StrCat("more than ", kMaxMergedRanges, " merged ranges"),
            absl::StrCat("a sheet has at most ", kMaxMergedRanges, " ranges of merged cells"),
            "take the merging back, or send the table as CSV"});
  }
}

void XlsxSheetHandler::End(XmlSpace space, std::string_view name) {
  if (space != XmlSpace::kSheet) return;
  if (in_cell_) {
    in_value_ = false;
    if (name == "rPh") in_phonetic_ = false;
    if (name == "c") EndCell();
  } else if (in_row_ && name == "row") {
    in_row_ = false;
    if (MaybeRefusal refusal = queue_.EndRow()) Refuse(*std::move(refusal));
  }
}

void XlsxSheetHandler::Text(std::string_view text) {
  // One byte too many is enough to be refused for.
  if (in_value_ && value_.size() <= cell_bytes_) value_ += text;
}

void XlsxSheetHandler::StartRow(const XmlAttributes& attributes) {
  in_row_ = true;
  column_ = -1;
  const std::string_view number = attributes.Get("r");
  const int64_t before = line_;
  line_ = number.empty() ? line_ + 1 : ParseCount(number).value_or(0);
  queue_.BeginRow(line_);
  if (line_ <= before) {
    line_ = before;
    Misplaced(number);
  }
}

bool XlsxSheetHandler::TakePlace(std::string_view reference) {
  if (reference.empty()) {
    ++column_;
    return true;
  }
  std::string_view rest = reference;
  const std::optional<int64_t> column = TakeColumn(rest);
  if (!column || *column <= column_ || ParseCount(rest) != line_) return false;
  column_ = *column;
  return true;
}

void XlsxSheetHandler::Misplaced(std::string_view reference) {
  queue_.Fault({.line = std::max<int64_t>(line_, 1),
                .value = Clipped(reference, 16),
                .rule = "the rows and cells of a sheet stand in their order",
                .what_to_do = kSaveAgain});
}

void XlsxSheetHandler::StartCell(const XmlAttributes& attributes) {
  in_cell_ = true;
  in_phonetic_ = false;
  has_value_ = false;
  has_formula_ = false;
  value_.clear();
  type_ = attributes.Get("t");
  const std::string_view style = attributes.Get("s");
  const auto place = static_cast<size_t>(style.empty() ? 0 : ParseCount(style).value_or(0));
  format_ = place < book_.formats.size() ? book_.formats[place] : NumberFormat::kPlain;
  const std::string_view reference = attributes.Get("r");
  if (!TakePlace(reference)) Misplaced(reference);
}

void XlsxSheetHandler::EndCell() {
  in_cell_ = false;
  if (!has_value_) {
    if (has_formula_) Add(CellKind::kError, kNoValue);
  } else if (type_ == "s") {
    AddShared();
  } else if (type_ == "str" || type_ == "inlineStr") {
    DecodeEscapes(value_);
    Add(CellKind::kText, value_);
  } else if (type_ == "b") {
    const bool known = value_ == "0" || value_ == "1";
    Add(known ? CellKind::kBoolean : CellKind::kError,
        known ? (value_ == "1" ? "TRUE" : "FALSE") : value_);
  } else if (type_ == "d") {
    const std::optional<std::string> day = IsoDay(value_);
    Add(day ? CellKind::kDate : CellKind::kError, day ? *day : value_);
  } else if (type_.empty() || type_ == "n") {
    AddNumber();
  } else {
    Add(CellKind::kError, value_);
  }
}

void XlsxSheetHandler::AddShared() {
  const std::optional<int64_t> index = ParseCount(value_);
  const std::optional<std::string_view> text = index ? strings_.At(*index) : std::nullopt;
  if (text) return Add(CellKind::kText, *text, true);
  Refuse({absl::StrCat("row ", line_, ", column ", ColumnLetters(column_)),
          "every text that a cell names is there", kSaveAgain});
}

void XlsxSheetHandler::AddNumber() {
  if (value_.empty() && has_formula_) return Add(CellKind::kError, kNoValue);
  const std::optional<std::string> number = DecimalText(value_);
  if (!number) return Add(CellKind::kError, value_);
  if (format_ == NumberFormat::kPlain) return Add(CellKind::kNumber, *number);
  if (format_ == NumberFormat::kPercent) return Add(CellKind::kPercent, TimesHundred(*number));
  const bool is_day = format_ == NumberFormat::kDay;
  const std::optional<std::string> shown =
      is_day ? SerialDay(value_, book_.from_1904) : SerialTime(value_);
  if (!shown) return Add(CellKind::kError, value_);
  Add(is_day ? CellKind::kDate : CellKind::kText, *shown);
}

void XlsxSheetHandler::Add(CellKind kind, std::string_view text, bool lasting) {
  queue_.AddCell(column_, kind, text, 1, lasting);
}

}  // namespace peerage::ingestion::workbook
