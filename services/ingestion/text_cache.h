// What texts of a file were found to mean: files say the same few words over
// and over.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace peerage::ingestion {

// Forgets nothing, but learns a limited number of short texts: the cache of a
// hostile file stays small.
template <typename Meaning>
class TextCache {
 public:
  // Null when the text is not known. Stays valid.
  const Meaning* Find(std::string_view text) {
    if (last_ != nullptr && last_->first == text) return &last_->second;
    const auto found = known_.find(text);
    if (found == known_.end()) return nullptr;
    last_ = &*found;
    return &last_->second;
  }

  void Learn(std::string_view text, Meaning meaning) {
    if (known_.size() == kTexts || text.size() > kTextBytes) return;
    known_.emplace(text, std::move(meaning));
  }

 private:
  static constexpr size_t kTexts = 10'000;
  static constexpr size_t kTextBytes = 256;

  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  using Known = std::unordered_map<std::string, Meaning, Hash, std::equal_to<>>;

  Known known_;
  const typename Known::value_type* last_ = nullptr;
};

}  // namespace peerage::ingestion
