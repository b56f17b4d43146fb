// Ids of series made of what a table's cells say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peerage::ingestion {

// Lower-case letters and digits in words joined by single hyphens; everything
// else ends a word: "Violence with injury" is "violence-with-injury", "Death or
// serious injury - unlawful driving" is
// "death-or-serious-injury-unlawful-driving". Empty when nothing is left.
std::string Slug(std::string_view text);
// Whether it is its own slug.
bool IsSlug(std::string_view text);
// Slugs joined by points.
bool IsSeriesId(std::string_view text);

// A pattern is a series id in which "{column}" stands for the slug of that
// column's text: "{Offence Subgroup}.outcome-{Outcome Type}".
struct PatternPart {
  // As it stands; or a column's name.
  std::string text;
  bool column = false;
};
std::vector<PatternPart> PartsOf(std::string_view pattern);
bool IsPattern(std::string_view pattern);

// Whether `text` matches a pattern of '*' (any text) and '?' (any byte).
bool IsLike(std::string_view text, std::string_view like);

}  // namespace peerage::ingestion
