// Bytes as a report.yaml.
#include <cstdint>
#include <string>

#include "clients/cli/report_yaml.h"
#include "clients/cli/yaml_faults.h"
#include "tests/fuzz/demand.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  const std::string text(reinterpret_cast<const char*>(data), size);
  cli::YamlFindings findings;
  const cli::ReportFile file = cli::ReadReportYaml(text, findings);
  fuzz::Demand(findings.clean() == cli::RenderFaults("report.yaml", findings).empty(),
               "what is refused says why");
  if (findings.clean()) fuzz::Demand(!file.lines.empty(), "a report has lines");
  return 0;
}
