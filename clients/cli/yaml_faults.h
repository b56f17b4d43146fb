// The faults of a YAML file, for people.
#pragma once

#include <string>

#include "clients/cli/yaml_reader.h"

namespace peerage::cli {

// "file:line:column: text" a line, in the order of the file.
std::string RenderFaults(const std::string& file, const YamlFindings& findings);

// Prints them on stderr with a last line that counts them and says what they
// led to ("nothing was applied"); returns kFailed.
int FailFaults(const std::string& file, const YamlFindings& findings, const std::string& effect);

}  // namespace peerage::cli
