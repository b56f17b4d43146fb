// What a flag's value must be, as sentences: CLI11's own checks speak of ranges
// and types.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace peerage::cli {

// A whole number of digits alone, `least` to `most`.
CLI::Validator IsNumber(int64_t least, int64_t most);
// A release's number, as `peerage releases list` shows it.
const CLI::Validator& IsSeq();
// "YYYY-MM".
const CLI::Validator& IsMonth();
// One of these words.
CLI::Validator IsOneOf(const std::vector<std::string>& words);
// Not empty.
CLI::Validator IsNamed(const std::string& what_to_do);

}  // namespace peerage::cli
