// A calendar day, without time zone: when something happened or is to come.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "services/core/month.h"

namespace peerage::core {

class Day {
 public:
  // The first of January of year 0; useful only to be assigned to.
  constexpr Day() = default;
  // `day` is one that the month has.
  constexpr Day(Month month, int day) : month_(month), day_(day) {}

  // Reads "YYYY-MM-DD" and nothing else, a day that there is; years 1900 to
  // 2199.
  static std::optional<Day> Parse(std::string_view text);

  constexpr Month month() const { return month_; }
  // "2019-10-23".
  std::string ToString() const;
  // "23 October 2019".
  std::string ToWords() const;

  friend constexpr auto operator<=>(const Day&, const Day&) = default;

 private:
  Month month_;
  int day_ = 1;
};

}  // namespace peerage::core
