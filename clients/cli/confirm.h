// Asking a person before something changes.
#pragma once

#include <string>

namespace peerage::cli {

// Whether somebody is there to be asked: standard input and output are a
// terminal.
bool CanAsk();

// Prints the question and reads a line; true for "y" or "yes" in any case.
bool Confirm(const std::string& question);

}  // namespace peerage::cli
