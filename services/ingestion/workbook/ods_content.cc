#include "services/ingestion/workbook/ods_content.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/workbook/cell_values.h"
#include "services/ingestion/workbook/xlsx_sheet.h"
#include "services/ingestion/workbook/xml_part.h"

namespace peerage::ingestion::workbook {

void OdsContentHandler::Start(XmlSpace space, std::string_view name,
                              const XmlAttributes& attributes) {
  const Node parent = open_.empty() ? Node::kOther : open_.back();
  Node node = Node::kOther;
  switch (parent) {
    case Node::kTable:
    case Node::kRowGroup:
      node = InTable(space, name, attributes);
      break;
    case Node::kRow:
      if (space == XmlSpace::kTable && (name == "table-cell" || name == "covered-table-cell")) {
        StartCell(attributes, name == "covered-table-cell");
        node = Node::kCell;
      }
      break;
    case Node::kCell:
    case Node::kParagraph:
    case Node::kInline:
      node = InCell(parent, space, name, attributes);
      break;
    default:
      node = InDocument(parent, space, name, attributes);
  }
  open_.push_back(node);
}

OdsContentHandler::Node OdsContentHandler::InDocument(Node parent, XmlSpace space,
                                                      std::string_view name,
                                                      const XmlAttributes& attributes) {
  if (open_.empty()) return space == XmlSpace::kOffice ? Node::kDocument : Node::kOther;
  if (parent == Node::kDocument && space == XmlSpace::kOffice) {
    if (name == "automatic-styles") return Node::kStyles;
    if (name == "body") return Node::kBody;
  }
  if (parent == Node::kStyles && space == XmlSpace::kStyle && name == "style" &&
      attributes.Get(XmlSpace::kStyle, "family") == "table") {
    style_name_ = attributes.Get(XmlSpace::kStyle, "name");
    return Node::kTableStyle;
  }
  if (parent == Node::kTableStyle && space == XmlSpace::kStyle && name == "table-properties" &&
      attributes.Get(XmlSpace::kTable, "display") == "false") {
    hidden_styles_.insert(style_name_);
  }
  if (parent == Node::kBody && space == XmlSpace::kOffice && name == "spreadsheet") {
    return Node::kSpreadsheet;
  }
  if (parent == Node::kSpreadsheet && space == XmlSpace::kTable) {
    if (name == "dde-links") RefuseLink("a link to another program");
    if (name == "table") {
      StartTable(attributes);
      return Node::kTable;
    }
  }
  return Node::kOther;
}

OdsContentHandler::Node OdsContentHandler::InTable(XmlSpace space, std::string_view name,
                                                   const XmlAttributes& attributes) {
  if (space != XmlSpace::kTable) return Node::kOther;
  if (name == "table-source") RefuseLink("a sheet of another file");
  if (name == "table-row-group" || name == "table-rows" || name == "table-header-rows") {
    return Node::kRowGroup;
  }
  if (name != "table-row") return Node::kOther;
  StartRow(attributes);
  return Node::kRow;
}

OdsContentHandler::Node OdsContentHandler::InCell(Node parent, XmlSpace space,
                                                  std::string_view name,
                                                  const XmlAttributes& attributes) {
  if (parent == Node::kCell) {
    if (space == XmlSpace::kTable && name == "cell-range-source") RefuseLink("a range of a file");
    if (space != XmlSpace::kText || (name != "p" && name != "h")) return Node::kOther;
    if (std::exchange(in_paragraphs_, true)) AppendAsItIs(1, '\n');
    after_space_ = true;
    return Node::kParagraph;
  }
  if (space != XmlSpace::kText || name == "note" || name == "ruby-text") return Node::kOther;
  if (name == "s") {
    AppendAsItIs(ParseCount(attributes.Get(XmlSpace::kText, "c")).value_or(1), ' ');
    after_space_ = false;
  } else if (name == "tab" || name == "line-break") {
    AppendAsItIs(1, name == "tab" ? '\t' : '\n');
    after_space_ = true;
  }
  return Node::kInline;
}

void OdsContentHandler::StartTable(const XmlAttributes& attributes) {
  const std::string_view style = attributes.Get(XmlSpace::kTable, "style-name");
  line_ = 1;
  merged_ranges_ = 0;
  MaybeRefusal refusal =
      queue_.BeginSheet({.ordinal = sheets_++,
                         .name = std::string(attributes.Get(XmlSpace::kTable, "name")),
                         .hidden = hidden_styles_.find(style) != hidden_styles_.end()});
  if (refusal) Refuse(*std::move(refusal));
}

int64_t OdsContentHandler::Repeat(const XmlAttributes& attributes, std::string_view name) {
  const std::string_view text = attributes.Get(XmlSpace::kTable, name);
  if (text.empty()) return 1;
  const int64_t repeat = ParseCount(text).value_or(0);
  if (repeat > 0) return repeat;
  Refuse({Clipped(text, 16), "a row or cell stands a whole number of times", kSaveAgain});
  return 1;
}

void OdsContentHandler::StartRow(const XmlAttributes& attributes) {
  row_repeat_ = Repeat(attributes, "number-rows-repeated");
  column_ = 0;
  queue_.BeginRow(line_);
}

void OdsContentHandler::StartCell(const XmlAttributes& attributes, bool covered) {
  cell_repeat_ = Repeat(attributes, "number-columns-repeated");
  covered_ = covered;
  in_paragraphs_ = false;
  text_.clear();
  type_ = attributes.Get(XmlSpace::kOffice, "value-type");
  is_error_ = attributes.Get(XmlSpace::kCalc, "value-type") == "error";
  has_formula_ = !attributes.Get(XmlSpace::kTable, "formula").empty();
  const char* holder = type_ == "date"      ? "date-value"
                       : type_ == "boolean" ? "boolean-value"
                       : type_ == "string"  ? "string-value"
                                            : "value";
  value_ = attributes.Get(XmlSpace::kOffice, holder).substr(0, cell_bytes_ + 1);
  const bool merged =
      ParseCount(attributes.Get(XmlSpace::kTable, "number-columns-spanned")).value_or(1) > 1 ||
      ParseCount(attributes.Get(XmlSpace::kTable, "number-rows-spanned")).value_or(1) > 1;
  if (!merged || ++merged_ranges_ <= kMaxMergedRanges) return;
  Refuse({absl::StrCat("more than ", kMaxMergedRanges, " merged ranges"),
          absl::StrCat("a sheet has at most ", kMaxMergedRanges, " ranges of merged cells"),
          "take the merging back, or send the table as CSV"});
}

void OdsContentHandler::RefuseLink(std::string_view target) {
  Refuse({std::string(target), "a workbook takes no figures from another file",
          "break the links (in LibreOffice: Edit, Links to External Files), save it and send it "
          "again"});
}

// One byte too many is enough to be refused for.
void OdsContentHandler::AppendAsItIs(int64_t count, char c) {
  const auto room = static_cast<int64_t>(cell_bytes_ + 1) - static_cast<int64_t>(text_.size());
  if (room > 0) text_.append(static_cast<size_t>(std::min(count, room)), c);
}

void OdsContentHandler::Append(char c) {
  const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
  if (!space || !after_space_) text_.push_back(space ? ' ' : c);
  after_space_ = space;
}

void OdsContentHandler::Text(std::string_view text) {
  if (open_.empty()) return;
  if (open_.back() != Node::kParagraph && open_.back() != Node::kInline) return;
  for (const char c : text) {
    if (text_.size() > cell_bytes_) return;
    Append(c);
  }
}

void OdsContentHandler::End(XmlSpace /*space*/, std::string_view /*name*/) {
  const Node node = open_.back();
  open_.pop_back();
  if (node == Node::kCell) {
    EndCell();
    column_ += cell_repeat_;
  } else if (node == Node::kRow) {
    if (MaybeRefusal refusal = queue_.EndRow(row_repeat_)) Refuse(*std::move(refusal));
    line_ += row_repeat_;
  }
}

void OdsContentHandler::EndCell() {
  // What a merged range covers is not seen.
  if (covered_) return;
  const auto add = [this](CellKind kind, std::string_view text) {
    queue_.AddCell(column_, kind, text, cell_repeat_);
  };
  if (is_error_) {
    add(CellKind::kError, text_.empty() ? "an error" : text_);
  } else if (type_ == "float" || type_ == "currency" || type_ == "percentage") {
    const std::optional<std::string> number = DecimalText(value_);
    if (!number) return add(CellKind::kError, value_.empty() ? "no value" : value_);
    if (type_ == "percentage") return add(CellKind::kPercent, TimesHundred(*number));
    add(CellKind::kNumber, *number);
  } else if (type_ == "date") {
    const std::optional<std::string> day = IsoDay(value_);
    add(day ? CellKind::kDate : CellKind::kError, day              ? *day
                                                  : value_.empty() ? "no value"
                                                                   : value_);
  } else if (type_ == "boolean") {
    add(CellKind::kBoolean, value_ == "true" ? "TRUE" : "FALSE");
  } else if (has_formula_ && type_.empty() && text_.empty()) {
    add(CellKind::kError, "no value");
  } else {
    // Text, or a span of time as it is shown.
    add(CellKind::kText, type_ == "string" && text_.empty() ? value_ : text_);
  }
}

}  // namespace peerage::ingestion::workbook
