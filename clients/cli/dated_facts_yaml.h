// The sections of reference.yaml about what happened and what is to come:
// events, annotations, calendar.
#pragma once

#include "clients/cli/yaml_reader.h"
#include "peerage/types/v1/reference.pb.h"

namespace peerage::cli {

// Reads the three sections of the whole document, each optional.
void ReadDatedFacts(YamlMapping& root, types::v1::DatasetReference& reference);

}  // namespace peerage::cli
