// Running text that fits the terminal.
#pragma once

#include <string>
#include <string_view>

#include "clients/cli/terminal.h"

namespace peerage::cli {

// `text`, made printable, in lines that the terminal has room for: the first
// begins with `first`, the others with `hanging`, which is as wide. Ends with a
// line end; one line where nobody says how wide the output is.
std::string Paragraph(const Terminal& terminal, Tone tone, std::string_view text,
                      std::string_view first = "", std::string_view hanging = "");

}  // namespace peerage::cli
