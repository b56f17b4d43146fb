// What is known of where output goes, and how text fits there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peerage::cli {

// What a piece of text is, for its colour. Colour never carries a meaning that
// the words do not.
enum class Tone { kPlain, kStrong, kDim, kGood, kBad, kNotice };

// One output stream.
struct Terminal {
  // Colours are understood and wanted.
  bool colour = false;
  // How wide it is, by COLUMNS or by its own word; 0: as wide as needed (a file,
  // a pipe).
  int columns = 0;
};

// Of stdout. Colour only on a terminal, and not when NO_COLOR is set or TERM is
// "dumb".
Terminal StandardOutput();

// `text` in its colour, or as it is.
std::string Paint(const Terminal& terminal, Tone tone, std::string_view text);

// How many terminal cells UTF-8 text takes. Combining marks take none, East
// Asian wide characters two.
int CellWidth(std::string_view text);

// `text` without what could drive a terminal: control characters become "?".
// Applied to everything that a file or a service said.
std::string Printable(std::string_view text);

// The cells that the longest word takes with the text's indentation.
int LongestWord(std::string_view text);

// Breaks at spaces into lines of at most `width` cells; a longer word stands
// alone and sticks out. Spaces before the first word indent every line. `width`
// 0: one line.
std::vector<std::string> WrapWords(std::string_view text, int width);

}  // namespace peerage::cli
