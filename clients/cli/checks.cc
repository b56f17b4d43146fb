#include "clients/cli/checks.h"

#include <algorithm>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/month.h"

namespace peerage::cli {
namespace {

bool IsWhole(const std::string& text, int64_t least, int64_t most) {
  int64_t number = 0;
  // SimpleAtoi also takes spaces and a plus sign.
  return text.find_first_not_of("-0123456789") == std::string::npos &&
         absl::SimpleAtoi(text, &number) && number >= least && number <= most;
}

// CLI11 lets a check change the text; ours never do.
CLI::Validator Check(const std::function<std::string(const std::string&)>& check) {
  return {[check](std::string& text) { return check(text); }, "", ""};
}

}  // namespace

CLI::Validator IsNumber(int64_t least, int64_t most) {
  return Check([least, most](const std::string& text) {
    if (IsWhole(text, least, most)) return std::string();
    return absl::StrCat("\"", text, "\" is no whole number from ", least, " to ", most);
  });
}

const CLI::Validator& IsSeq() {
  static const CLI::Validator validator = Check([](const std::string& text) {
    if (IsWhole(text, 1, std::numeric_limits<int64_t>::max())) return std::string();
    return absl::StrCat("\"", text,
                        "\" is no release's number; peerage releases list shows them (Seq)");
  });
  return validator;
}

const CLI::Validator& IsMonth() {
  static const CLI::Validator validator = Check([](const std::string& text) {
    if (core::Month::Parse(text)) return std::string();
    return absl::StrCat("\"", text, "\" is no month; write YYYY-MM, for example 2019-12");
  });
  return validator;
}

CLI::Validator IsOneOf(const std::vector<std::string>& words) {
  return Check([words](const std::string& text) {
    if (std::find(words.begin(), words.end(), text) != words.end()) return std::string();
    return absl::StrCat("\"", text, "\" is none of ", absl::StrJoin(words, ", "));
  });
}

CLI::Validator IsNamed(const std::string& what_to_do) {
  return Check([what_to_do](const std::string& text) {
    return text.empty() ? "the name is empty; " + what_to_do : std::string();
  });
}

}  // namespace peerage::cli
