// The cells of one XLSX sheet (ECMA-376, 18.3), pushed into a queue.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "services/ingestion/workbook/row_queue.h"
#include "services/ingestion/workbook/shared_strings.h"
#include "services/ingestion/workbook/xlsx_book.h"
#include "services/ingestion/workbook/xml_reader.h"

namespace peerage::ingestion::workbook {

// More ranges of merged cells than this are no table.
inline constexpr int64_t kMaxMergedRanges = 10'000;

// All that is given to it outlives it.
class XlsxSheetHandler : public XmlHandler {
 public:
  XlsxSheetHandler(const XlsxBook& book, const SharedStrings& strings, size_t cell_bytes,
                   RowQueue& queue)
      : book_(book), strings_(strings), cell_bytes_(cell_bytes), queue_(queue) {}

  void Start(XmlSpace space, std::string_view name, const XmlAttributes& attributes) override;
  void End(XmlSpace space, std::string_view name) override;
  void Text(std::string_view text) override;

 private:
  void StartRow(const XmlAttributes& attributes);
  void StartCell(const XmlAttributes& attributes);
  void EndCell();
  void AddShared();
  void AddNumber();
  void Add(CellKind kind, std::string_view text, bool lasting = false);
  // The place that "B7" names must lie further on in the present row.
  bool TakePlace(std::string_view reference);
  void Misplaced(std::string_view reference);

  const XlsxBook& book_;
  const SharedStrings& strings_;
  const size_t cell_bytes_;
  RowQueue& queue_;

  int64_t line_ = 0;
  int64_t column_ = -1;
  bool in_row_ = false;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool in_phonetic_ = false;
  bool has_value_ = false;
  bool has_formula_ = false;
  std::string type_;
  NumberFormat format_ = NumberFormat::kPlain;
  std::string value_;
  int64_t merged_ranges_ = 0;
};

}  // namespace peerage::ingestion::workbook
