#include "clients/cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace peerage::cli {
namespace {

struct Character {
  char32_t code;
  size_t bytes;
};

// The character that begins `text`; a byte that begins none counts as one.
Character First(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const size_t bytes = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (bytes == 1 || bytes > text.size()) return {lead < 0x80 ? lead : U'?', 1};
  char32_t code = lead & (0xFF >> (bytes + 1));
  for (size_t i = 1; i < bytes; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xC0) != 0x80) return {U'?', 1};
    code = (code << 6) | (next & 0x3F);
  }
  return {code, bytes};
}

bool IsControl(char32_t code) {
  // C0, C1, zero-width and bidirectional controls.
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x2069);
}

int WidthOf(char32_t code) {
  if (code >= 0x300 && code <= 0x36F) return 0;
  const bool wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
                    (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                    (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
                    (code >= 0x1F300 && code <= 0x1FAFF);
  return wide ? 2 : 1;
}

const char* EscapeOf(Tone tone) {
  switch (tone) {
    case Tone::kPlain:
      return "";
    case Tone::kStrong:
      return "\033[1m";
    case Tone::kDim:
      return "\033[2m";
    case Tone::kGood:
      return "\033[32m";
    case Tone::kBad:
      return "\033[31m";
    case Tone::kNotice:
      return "\033[33m";
  }
  return "";
}

bool WantsColour() {
  // Nothing here sets the environment.
  const char* no_colour = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  const char* term = std::getenv("TERM");           // NOLINT(concurrency-mt-unsafe)
  return (no_colour == nullptr || *no_colour == '\0') &&
         (term != nullptr && std::string_view(term) != "dumb");
}

int ColumnsOfTerminal() {
  const char* wanted = std::getenv("COLUMNS");  // NOLINT(concurrency-mt-unsafe)
  int columns = 0;
  if (wanted != nullptr && absl::SimpleAtoi(wanted, &columns) && columns > 0) return columns;
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

}  // namespace

Terminal StandardOutput() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  return {.colour = WantsColour(), .columns = ColumnsOfTerminal()};
}

std::string Paint(const Terminal& terminal, Tone tone, std::string_view text) {
  if (!terminal.colour || tone == Tone::kPlain) return std::string(text);
  return std::string(EscapeOf(tone)).append(text).append("\033[0m");
}

int CellWidth(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character first = First(text);
    width += WidthOf(first.code);
    text.remove_prefix(first.bytes);
  }
  return width;
}

std::string Printable(std::string_view text) {
  std::string printable;
  while (!text.empty()) {
    const Character first = First(text);
    const bool broken = first.bytes == 1 && static_cast<unsigned char>(text[0]) >= 0x80;
    if (IsControl(first.code) || broken) {
      printable += '?';
    } else {
      printable.append(text.substr(0, first.bytes));
    }
    text.remove_prefix(first.bytes);
  }
  return printable;
}

int LongestWord(std::string_view text) {
  const size_t indent = std::min(text.find_first_not_of(' '), text.size());
  int longest = 0;
  for (const auto word : absl::StrSplit(absl::string_view(text.data(), text.size()), ' ')) {
    longest = std::max(longest, CellWidth({word.data(), word.size()}));
  }
  return longest + static_cast<int>(indent);
}

std::vector<std::string> WrapWords(std::string_view text, int width) {
  if (width == 0 || CellWidth(text) <= width) return {std::string(text)};
  const std::string indent(std::min(text.find_first_not_of(' '), text.size()), ' ');
  text.remove_prefix(indent.size());
  std::vector<std::string> lines;
  std::string line = indent;
  for (const auto word : absl::StrSplit(absl::string_view(text.data(), text.size()), ' ')) {
    const std::string_view piece(word.data(), word.size());
    if (line.size() > indent.size() && CellWidth(line) + 1 + CellWidth(piece) > width) {
      lines.push_back(std::move(line));
      line = indent;
    }
    if (line.size() > indent.size()) line += ' ';
    line.append(piece);
  }
  lines.push_back(std::move(line));
  return lines;
}

}  // namespace peerage::cli
