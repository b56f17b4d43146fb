// reference.yaml (docs/reference-yaml.md) as the declaration that ingestion
// takes.
#pragma once

#include <string>

#include "clients/cli/yaml_reader.h"
#include "peerage/types/v1/reference.pb.h"

namespace peerage::cli {

// Reads the whole text. What it returns is sound in form exactly when
// `findings` stays clean; whether the declarations make sense together is
// ingestion's question, and `findings` then knows the place of each field.
types::v1::DatasetReference ReadReferenceYaml(const std::string& text, YamlFindings& findings);

}  // namespace peerage::cli
