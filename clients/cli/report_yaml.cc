#include "clients/cli/report_yaml.h"

#include <set>

#include "absl/strings/str_cat.h"

namespace peerage::cli {

ReportFile ReadReportYaml(const std::string& text, YamlFindings& findings) {
  ReportFile file;
  const auto document = LoadYaml(text, findings);
  if (!document.ok()) return file;
  YamlMapping root(*document, "", findings);
  file.dataset = root.OptionalText("dataset");
  file.title = root.OptionalText("title");
  file.report_to = root.OptionalText("report_to");
  file.force = root.OptionalText("force");
  file.group = root.OptionalText("group");
  std::set<std::string> measures;
  for (YamlMapping from : root.Mappings("lines")) {
    reporting::v1::ReportLine& line = file.lines.emplace_back();
    line.set_priority_area(from.Text("priority_area"));
    line.set_measure_id(from.Text("measure", "measure_id"));
    line.set_label(from.OptionalText("label"));
    if (!line.measure_id().empty() && !measures.insert(line.measure_id()).second) {
      from.Refuse("measure", absl::StrCat("\"", line.measure_id(),
                                          "\" has a line already; a paper shows a measure once, "
                                          "remove one of the two"));
    }
    from.Finish();
  }
  root.Finish();
  return file;
}

std::string DatasetOfReferenceYaml(const std::string& text) {
  YamlFindings unheard;
  const auto document = LoadYaml(text, unheard);
  if (!document.ok()) return "";
  return YamlMapping(*document, "", unheard).OptionalText("dataset");
}

}  // namespace peerage::cli
