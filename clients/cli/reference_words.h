// The words that reference.yaml has for the contract's enums, read and written
// alike.
#pragma once

#include <string>

#include "clients/cli/yaml_reader.h"

namespace peerage::cli {

const YamlWords& AreaKindWords();
const YamlWords& MeasureKindWords();
const YamlWords& DirectionYamlWords();
const YamlWords& AnnotationKindWords();
const YamlWords& OutsideNamingWords();

// The word for `number`; empty when there is none.
std::string WordFor(const YamlWords& words, int number);

}  // namespace peerage::cli
