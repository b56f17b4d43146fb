#include "services/core/terms_words.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace peerage::core {

std::string UseWords(const std::string& audience, bool others_named,
                     const std::optional<Day>& publishable_from) {
  std::vector<std::string> words;
  if (!audience.empty()) {
    words.push_back(absl::StrCat("For ", audience, audience.ends_with('.') ? "" : "."));
  }
  if (!others_named) {
    words.emplace_back(audience.empty() ? "Other forces are not to be named."
                                        : "Other forces are not named to anybody else.");
  }
  if (publishable_from) {
    words.push_back(absl::StrCat("Not to be published before ", publishable_from->ToWords(), "."));
  }
  return absl::StrJoin(words, " ");
}

}  // namespace peerage::core
