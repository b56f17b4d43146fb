// Names and what is said of them, one beneath the other.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/terminal.h"

namespace peerage::cli {

// The text comes from files and services: it is made printable here.
struct Fact {
  std::string name;
  std::string text;
  Tone tone = Tone::kPlain;
};

// The names in a column, the texts beside them, indented by two. On a terminal
// too narrow for a text's longest word beside the names that text stands
// beneath its name. A fact without text is left out.
std::string RenderFacts(const Terminal& terminal, const std::vector<Fact>& facts);

}  // namespace peerage::cli
