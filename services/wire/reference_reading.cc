#include "services/wire/reference_reading.h"

#include <cmath>

#include "absl/strings/str_cat.h"

namespace peerage::wire {

void Reading::Fail(const std::string& path, const std::string& what) {
  if (status_.ok()) status_ = absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

core::Month Reading::RequiredMonth(const std::string& path, const std::string& text) {
  const std::optional<core::Month> month = core::Month::Parse(text);
  if (!month.has_value()) {
    Fail(path, absl::StrCat("'", text, "' is not a month; write it as YYYY-MM"));
  }
  return month.value_or(core::Month());
}

std::optional<core::Month> Reading::OptionalMonth(const std::string& path,
                                                  const std::string& text) {
  if (text.empty()) return std::nullopt;
  return RequiredMonth(path, text);
}

core::Day Reading::RequiredDay(const std::string& path, const std::string& text) {
  const std::optional<core::Day> day = core::Day::Parse(text);
  if (!day.has_value()) {
    Fail(path, absl::StrCat("'", text, "' is not a day; write it as YYYY-MM-DD"));
  }
  return day.value_or(core::Day());
}

std::optional<core::Day> Reading::OptionalDay(const std::string& path, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return RequiredDay(path, text);
}

double Reading::Finite(const std::string& path, double value) {
  if (!std::isfinite(value)) Fail(path, "must be a finite number");
  return value;
}

}  // namespace peerage::wire
