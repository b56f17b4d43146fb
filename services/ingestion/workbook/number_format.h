// What a cell's number format makes of its number (ECMA-376, 18.8.30).
#pragma once

#include <cstdint>
#include <string_view>

namespace peerage::ingestion::workbook {

enum class NumberFormat : uint8_t {
  kPlain,
  kPercent,
  // With a year, a month or a day, and perhaps a time.
  kDay,
  // Hours, minutes and seconds alone, or a span such as "[h]:mm".
  kTime,
};

// Of a format that has a number and no code of its own.
NumberFormat BuiltInFormat(int64_t id);

// Of a code such as "#,##0.0%" or "dd/mm/yyyy": the letters outside quotes,
// escapes and brackets say.
NumberFormat FormatOfCode(std::string_view code);

}  // namespace peerage::ingestion::workbook
