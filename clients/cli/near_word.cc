#include "clients/cli/near_word.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace peerage::cli {
namespace {

// Edits that make `a` into `b`: letters put in, taken out, replaced, or
// neighbours swapped (optimal string alignment).
size_t Distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<size_t>> edits(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        edits[i][j] = i + j;
        continue;
      }
      edits[i][j] = std::min({edits[i - 1][j] + 1, edits[i][j - 1] + 1,
                              edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        edits[i][j] = std::min(edits[i][j], edits[i - 2][j - 2] + 1);
      }
    }
  }
  return edits[a.size()][b.size()];
}

}  // namespace

std::string NearWord(const std::string& word, const std::vector<std::string>& words) {
  std::string nearest;
  size_t fewest = std::numeric_limits<size_t>::max();
  for (const std::string& candidate : words) {
    const size_t edits = Distance(word, candidate);
    if (edits < fewest && edits <= std::max<size_t>(1, candidate.size() / 3)) {
      fewest = edits;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace peerage::cli
