// A workbook that is no file: sheets of typed cells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/ingestion/table_source.h"

namespace peerage::testing {

struct FakeCell {
  // NOLINTNEXTLINE(google-explicit-constructor): rows read as lists of texts.
  FakeCell(const char* text_in) : FakeCell(ingestion::CellKind::kText, text_in) {}
  FakeCell(ingestion::CellKind kind_in, std::string text_in)
      : kind(text_in.empty() ? ingestion::CellKind::kEmpty : kind_in), text(std::move(text_in)) {}

  ingestion::CellKind kind;
  std::string text;
};

inline FakeCell Number(const char* text) { return {ingestion::CellKind::kNumber, text}; }
inline FakeCell Percent(const char* text) { return {ingestion::CellKind::kPercent, text}; }
inline FakeCell Date(const char* text) { return {ingestion::CellKind::kDate, text}; }

// Rows stand one below the other; an empty list is a blank row.
struct FakeSheet {
  std::string name;
  std::vector<std::vector<FakeCell>> rows;
  bool hidden = false;
};

class FakeTable : public ingestion::TableSource {
 public:
  explicit FakeTable(std::vector<FakeSheet> sheets) : sheets_(std::move(sheets)) {}

  const ingestion::Sheet* NextSheet() override {
    if (next_ == sheets_.size()) return nullptr;
    sheet_ = {static_cast<int>(next_), sheets_[next_].name, sheets_[next_].hidden};
    line_ = 0;
    ++next_;
    return &sheet_;
  }

  const ingestion::TableRow* NextRow() override {
    const auto& rows = sheets_[next_ - 1].rows;
    while (line_ < rows.size() && rows[line_].empty()) ++line_;
    if (line_ == rows.size()) return nullptr;
    cells_.clear();
    for (const FakeCell& cell : rows[line_]) cells_.push_back({cell.kind, cell.text});
    row_ = {static_cast<int64_t>(++line_), cells_};
    return &row_;
  }

 private:
  const std::vector<FakeSheet> sheets_;
  size_t next_ = 0;
  size_t line_ = 0;
  ingestion::Sheet sheet_;
  std::vector<ingestion::Cell> cells_;
  ingestion::TableRow row_;
};

}  // namespace peerage::testing
