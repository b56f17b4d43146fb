#include "clients/cli/yaml_faults.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "clients/cli/session.h"

namespace peerage::cli {

std::string RenderFaults(const std::string& file, const YamlFindings& findings) {
  std::string text;
  for (const YamlFault& fault : findings.faults()) {
    absl::StrAppend(&text, Printable(file), ":", fault.line, ":", fault.column, ": ",
                    Printable(fault.text), "\n");
  }
  return text;
}

int FailFaults(const std::string& file, const YamlFindings& findings, const std::string& effect) {
  const size_t count = findings.faults().size();
  std::cerr << RenderFaults(file, findings) << "peerage: " << Printable(file) << " has " << count
            << (count == 1 ? " fault" : " faults") << "; " << effect << std::endl;
  return kFailed;
}

}  // namespace peerage::cli
