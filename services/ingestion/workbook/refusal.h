// Why a workbook is not read, or not read on. Texts are as those of a Finding.
#pragma once

#include <optional>
#include <string>

namespace peerage::ingestion::workbook {

struct Refusal {
  std::string value;
  std::string rule;
  std::string what_to_do;
};

// Nothing: all is well.
using MaybeRefusal = std::optional<Refusal>;

inline constexpr char kSaveAgain[] =
    "save the workbook again with Excel or LibreOffice, or send the table as CSV";

}  // namespace peerage::ingestion::workbook
