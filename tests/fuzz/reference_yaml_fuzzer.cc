// Bytes as a reference.yaml. A clean one is a message that says the same after
// the wire, and declarations that say the same after core.
#include <cstdint>
#include <string>

#include "clients/cli/reference_yaml.h"
#include "clients/cli/reference_yaml_writer.h"
#include "clients/cli/report_yaml.h"
#include "clients/cli/yaml_faults.h"
#include "services/wire/reference.h"
#include "tests/fuzz/demand.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace peerage;  // NOLINT: the one function that libFuzzer calls
  const std::string text(reinterpret_cast<const char*>(data), size);
  cli::YamlFindings findings;
  const types::v1::DatasetReference message = cli::ReadReferenceYaml(text, findings);
  cli::RenderFaults("reference.yaml", findings);
  cli::DatasetOfReferenceYaml(text);
  const auto reference = wire::FromProto(message);
  if (!findings.clean() || !reference.ok()) return 0;
  const std::string bytes = wire::ReferenceBytes(*reference);
  types::v1::DatasetReference sent;
  fuzz::Demand(sent.ParseFromString(bytes), "its bytes can be read");
  const auto received = wire::FromProto(sent);
  fuzz::Demand(received.ok() && wire::ReferenceBytes(*received) == bytes,
               "it says the same after the wire");
  const auto written = wire::FromProto(
      cli::ReadReferenceYaml(cli::WriteReferenceYaml(message, "written"), findings));
  fuzz::Demand(findings.clean() && written.ok() && wire::ReferenceBytes(*written) == bytes,
               "it says the same after it was written out");
  return 0;
}
