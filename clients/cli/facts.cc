#include "clients/cli/facts.h"

#include <algorithm>

#include "clients/cli/paragraph.h"

namespace peerage::cli {
namespace {

constexpr int kIndent = 2;
constexpr int kGap = 2;

}  // namespace

std::string RenderFacts(const Terminal& terminal, const std::vector<Fact>& facts) {
  int width = 0;
  for (const Fact& fact : facts) {
    if (!fact.text.empty()) width = std::max(width, CellWidth(fact.name));
  }
  const std::string hanging(kIndent + width + kGap, ' ');
  std::string text;
  for (const Fact& fact : facts) {
    if (fact.text.empty()) continue;
    const std::string name(std::string(kIndent, ' ') + Paint(terminal, Tone::kDim, fact.name));
    const int beside = terminal.columns - CellWidth(hanging);
    if (terminal.columns > 0 && LongestWord(fact.text) > beside) {
      const std::string beneath(2 * kIndent, ' ');
      text += name + "\n" + Paragraph(terminal, fact.tone, fact.text, beneath, beneath);
      continue;
    }
    const std::string lines = Paragraph(terminal, fact.tone, fact.text, hanging, hanging);
    const std::string pad(width - CellWidth(fact.name) + kGap, ' ');
    text += name + pad + lines.substr(hanging.size());
  }
  return text;
}

}  // namespace peerage::cli
