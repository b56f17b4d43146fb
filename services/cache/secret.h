// Passwords and keys, which must reach no log, message or metric.
#pragma once

#include <ostream>
#include <string>
#include <utility>

namespace peerage::cache {

// Prints as "(secret)", and gives its text only to who says Reveal.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}

  const std::string& Reveal() const { return text_; }
  bool empty() const { return text_.empty(); }

  friend std::ostream& operator<<(std::ostream& out, const Secret&) { return out << "(secret)"; }

 private:
  std::string text_;
};

}  // namespace peerage::cache
