// A table source as text that a test can compare: a line a row, cells between
// bars, each with a sign of its kind.
#pragma once

#include <string>
#include <vector>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"

namespace peerage::testing {

// "Essex", "#12", "%13.84", "@2019-12-31", "?TRUE", "!#REF!".
inline std::string CellText(const ingestion::Cell& cell) {
  constexpr const char* kSigns[] = {"", "", "#", "%", "@", "?", "!"};
  return kSigns[static_cast<size_t>(cell.kind)] + std::string(cell.text);
}

// "2: Essex|#12".
inline std::string RowText(const ingestion::TableRow& row) {
  std::string text = std::to_string(row.line) + ":";
  const char* before = " ";
  for (const ingestion::Cell& cell : row.cells) {
    text += before + CellText(cell);
    before = "|";
  }
  return text;
}

// All of it. A sheet begins with "[Figures]", "[Notes, hidden]".
inline std::vector<std::string> TableText(ingestion::TableSource& source) {
  std::vector<std::string> lines;
  while (const ingestion::Sheet* sheet = source.NextSheet()) {
    lines.push_back("[" + sheet->name + (sheet->hidden ? ", hidden]" : "]"));
    while (const ingestion::TableRow* row = source.NextRow()) lines.push_back(RowText(*row));
  }
  return lines;
}

// "3 B: value: rule" of each.
inline std::vector<std::string> FindingTexts(const ingestion::Findings& findings) {
  std::vector<std::string> texts;
  for (const ingestion::Finding& finding : findings.InFileOrder()) {
    texts.push_back(std::to_string(finding.line) + " " + finding.column + ": " + finding.value +
                    ": " + finding.rule);
  }
  return texts;
}

}  // namespace peerage::testing
