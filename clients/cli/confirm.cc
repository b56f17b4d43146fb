#include "clients/cli/confirm.h"

#include <unistd.h>

#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/output.h"

namespace peerage::cli {

bool CanAsk() { return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1; }

bool Confirm(const std::string& question) {
  Print(absl::StrCat(question, " [y/N] "));
  std::string line;
  if (!std::getline(std::cin, line)) return false;
  const std::string answer = absl::AsciiStrToLower(absl::StripAsciiWhitespace(line));
  return answer == "y" || answer == "yes";
}

}  // namespace peerage::cli
