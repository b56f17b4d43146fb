#include "services/ingestion/clipped_text.h"

#include <cstdint>

#include "services/ingestion/text_rules.h"

namespace peerage::ingestion {

std::string Clipped(std::string_view text, size_t characters) {
  std::string clipped;
  for (size_t shown = 0; !text.empty() && shown < characters; ++shown) {
    const size_t size = CharacterSize(text);
    if (size == 0) {
      clipped.push_back('?');
      text.remove_prefix(1);
    } else {
      clipped.append(text.substr(0, size));
      text.remove_prefix(size);
    }
  }
  return clipped;
}

}  // namespace peerage::ingestion
