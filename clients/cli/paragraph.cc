#include "clients/cli/paragraph.h"

#include <algorithm>

namespace peerage::cli {
namespace {

// However narrow the terminal: fewer cells hold no text worth reading.
constexpr int kNarrowest = 20;

}  // namespace

std::string Paragraph(const Terminal& terminal, Tone tone, std::string_view text,
                      std::string_view first, std::string_view hanging) {
  const int width =
      terminal.columns == 0 ? 0 : std::max(kNarrowest, terminal.columns - CellWidth(first));
  std::string lines;
  for (const std::string& line : WrapWords(Printable(text), width)) {
    lines.append(lines.empty() ? first : hanging);
    lines += Paint(terminal, tone, line);
    lines += '\n';
  }
  return lines;
}

}  // namespace peerage::cli
