#include "services/ingestion/mapping/series_name.h"

#include "absl/strings/ascii.h"

namespace peerage::ingestion {

std::string Slug(std::string_view text) {
  std::string slug;
  bool ended = false;
  for (const char c : text) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      ended = true;
      continue;
    }
    if (ended && !slug.empty()) slug.push_back('-');
    ended = false;
    slug.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
  }
  return slug;
}

bool IsSlug(std::string_view text) { return !text.empty() && Slug(text) == text; }

bool IsSeriesId(std::string_view text) {
  while (true) {
    const size_t point = text.find('.');
    if (!IsSlug(text.substr(0, point))) return false;
    if (point == std::string_view::npos) return true;
    text.remove_prefix(point + 1);
  }
}

std::vector<PatternPart> PartsOf(std::string_view pattern) {
  std::vector<PatternPart> parts;
  while (!pattern.empty()) {
    const size_t open = pattern.find('{');
    if (open > 0) parts.push_back({std::string(pattern.substr(0, open)), false});
    if (open == std::string_view::npos) break;
    const size_t close = pattern.find('}', open);
    parts.push_back({std::string(pattern.substr(open + 1, close - open - 1)), true});
    pattern.remove_prefix(close == std::string_view::npos ? pattern.size() : close + 1);
  }
  return parts;
}

bool IsPattern(std::string_view pattern) {
  // With a word in place of each column it is a series id.
  std::string example;
  size_t close = 0;
  for (size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', close)) {
    example += pattern.substr(close, open - close);
    close = pattern.find('}', open);
    if (close == std::string_view::npos || close == open + 1) return false;
    example += 'x';
    ++close;
  }
  example += pattern.substr(close);
  return IsSeriesId(example);
}

bool IsLike(std::string_view text, std::string_view like) {
  // Where the last star stood, and the text it ended before so far.
  size_t star = std::string_view::npos;
  size_t kept = 0;
  size_t at = 0;
  size_t next = 0;
  while (at < text.size()) {
    if (next < like.size() && like[next] == '*') {
      star = next++;
      kept = at;
    } else if (next < like.size() && (like[next] == '?' || like[next] == text[at])) {
      ++next;
      ++at;
    } else if (star != std::string_view::npos) {
      next = star + 1;
      at = ++kept;
    } else {
      return false;
    }
  }
  return like.find_first_not_of('*', next) == std::string_view::npos;
}

}  // namespace peerage::ingestion
