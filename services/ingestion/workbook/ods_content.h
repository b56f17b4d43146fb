// The tables of an OpenDocument spreadsheet's content.xml (ODF 1.2, part 1,
// chapter 9), pushed into a queue. One part holds all sheets.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/workbook/row_queue.h"
#include "services/ingestion/workbook/xml_reader.h"

namespace peerage::ingestion::workbook {

// The queue outlives it.
class OdsContentHandler : public XmlHandler {
 public:
  OdsContentHandler(size_t cell_bytes, RowQueue& queue) : cell_bytes_(cell_bytes), queue_(queue) {}

  void Start(XmlSpace space, std::string_view name, const XmlAttributes& attributes) override;
  void End(XmlSpace space, std::string_view name) override;
  void Text(std::string_view text) override;

 private:
  // What an open element is to us. What lies in a kOther is passed over:
  // annotations, drawings, tables in tables, changes that were undone.
  enum class Node : uint8_t {
    kOther,
    kDocument,
    kStyles,
    kTableStyle,
    kBody,
    kSpreadsheet,
    kTable,
    kRowGroup,
    kRow,
    kCell,
    kParagraph,
    kInline,
  };

  Node InDocument(Node parent, XmlSpace space, std::string_view name,
                  const XmlAttributes& attributes);
  Node InTable(XmlSpace space, std::string_view name, const XmlAttributes& attributes);
  Node InCell(Node parent, XmlSpace space, std::string_view name, const XmlAttributes& attributes);
  void StartTable(const XmlAttributes& attributes);
  void StartRow(const XmlAttributes& attributes);
  void StartCell(const XmlAttributes& attributes, bool covered);
  void EndCell();
  // How often a row or cell stands; 1 when nothing is said.
  int64_t Repeat(const XmlAttributes& attributes, std::string_view name);
  void RefuseLink(std::string_view target);
  // Spaces run together, as ODF has it; text:s stands for those that count.
  void Append(char c);
  void AppendAsItIs(int64_t count, char c);

  const size_t cell_bytes_;
  RowQueue& queue_;
  std::vector<Node> open_;

  std::string style_name_;
  std::set<std::string, std::less<>> hidden_styles_;
  int sheets_ = 0;
  int64_t merged_ranges_ = 0;
  // From 1 and from 0: where the present row and cell begin.
  int64_t line_ = 1;
  int64_t row_repeat_ = 1;
  int64_t column_ = 0;
  int64_t cell_repeat_ = 1;
  bool covered_ = false;
  bool has_formula_ = false;
  bool is_error_ = false;
  // office:value-type, and the attribute that holds a value of this type.
  std::string type_;
  std::string value_;
  // Of the paragraphs.
  std::string text_;
  bool in_paragraphs_ = false;
  bool after_space_ = false;
};

}  // namespace peerage::ingestion::workbook
