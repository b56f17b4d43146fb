// A calendar month, the unit in which periods are counted.
//
// Months are values: ordered, hashable by their index, without time zone.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace peerage::core {

class Month {
 public:
  // January of year 0; useful only to be assigned to.
  constexpr Month() = default;
  // `month` is 1 to 12.
  constexpr Month(int year, int month) : index_(year * 12 + month - 1) {}

  // Reads "YYYY-MM" and nothing else; years 1900 to 2199.
  static std::optional<Month> Parse(std::string_view text);

  // The months since January of year 0.
  static constexpr Month FromIndex(int index) {
    Month month;
    month.index_ = index;
    return month;
  }
  constexpr int index() const { return index_; }

  constexpr int year() const { return index_ / 12; }
  // 1 to 12.
  constexpr int month() const { return index_ % 12 + 1; }

  // "2020-01".
  std::string ToString() const;
  // "January 2020".
  std::string ToWords() const;

  friend constexpr auto operator<=>(Month, Month) = default;
  friend constexpr Month operator+(Month month, int months) {
    return FromIndex(month.index_ + months);
  }
  friend constexpr Month operator-(Month month, int months) {
    return FromIndex(month.index_ - months);
  }
  // How many months `a` lies after `b`.
  friend constexpr int operator-(Month a, Month b) { return a.index_ - b.index_; }

 private:
  int index_ = 0;
};

// Whether a month lies within two others, both included; an unset end reaches as
// far as months go.
constexpr bool IsWithin(Month month, const std::optional<Month>& first,
                        const std::optional<Month>& last) {
  return (!first || *first <= month) && (!last || month <= *last);
}

// Whether two such spans share a month.
constexpr bool Overlap(const std::optional<Month>& first_a, const std::optional<Month>& last_a,
                       const std::optional<Month>& first_b, const std::optional<Month>& last_b) {
  return (!first_a || !last_b || *first_a <= *last_b) &&
         (!first_b || !last_a || *first_b <= *last_a);
}

// A span of whole months, named by its last one.
struct Period {
  Month end;
  // 1 or more.
  int months = 12;

  constexpr Month first() const { return end - (months - 1); }
  // "12 months to January 2020".
  std::string ToWords() const;

  friend constexpr auto operator<=>(const Period&, const Period&) = default;
};

}  // namespace peerage::core
