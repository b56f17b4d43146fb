// Wrong usage in a sentence.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace peerage::cli {

// What is wrong with the arguments that `app` could not parse: first of all what
// it did not know, with what may have been meant.
std::string UsageFault(const CLI::App& app, const CLI::ParseError& error);

}  // namespace peerage::cli
