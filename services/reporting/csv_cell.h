// Cells of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
#pragma once

#include <string>
#include <string_view>

namespace peerage::reporting {

// Text. A cell that begins with = + - @, tab, carriage return, line feed or a
// full-width form of the four gets a leading apostrophe; quotes as needed.
std::string TextCell(std::string_view text);

// A number as it is, not rounded: the shortest digits that read back the same.
std::string NumberCell(double number);

}  // namespace peerage::reporting
