// report.yaml (docs/reference-yaml.md): which rows a paper has.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/yaml_reader.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::cli {

// What the file says; what it leaves out is empty.
struct ReportFile {
  std::string dataset;
  std::string title;
  std::string report_to;
  std::string force;
  std::string group;
  std::vector<reporting::v1::ReportLine> lines;
};

// Reads the whole text; sound exactly when `findings` stays clean.
ReportFile ReadReportYaml(const std::string& text, YamlFindings& findings);

// The `dataset` of a reference.yaml; empty when it has none or cannot be read.
std::string DatasetOfReferenceYaml(const std::string& text);

}  // namespace peerage::cli
