#include "services/reporting/report_document.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/reporting/csv_renderer.h"
#include "services/reporting/html_renderer.h"
#include "services/reporting/json_renderer.h"
#include "services/runtime/error.h"

namespace peerage::reporting {
namespace {

struct Format {
  v1::ReportFormat format;
  const char* media_type;
  const char* extension;
  absl::StatusOr<std::string> (*render)(const v1::Report&);
};

constexpr std::array<Format, 3> kFormats = {{
    {v1::REPORT_FORMAT_JSON, "application/json; charset=utf-8", "json", RenderJson},
    {v1::REPORT_FORMAT_CSV, "text/csv; charset=utf-8; header=present", "csv", RenderCsv},
    {v1::REPORT_FORMAT_HTML, "text/html; charset=utf-8", "html", RenderHtml},
}};

const Format* FindFormat(v1::ReportFormat format) {
  const auto* const found =
      std::find_if(kFormats.begin(), kFormats.end(),
                   [&](const Format& known) { return known.format == format; });
  return found == kFormats.end() ? nullptr : found;
}

// Ids are slugs; what is none must not make a path.
std::string FileNamePart(std::string part) {
  for (char& c : part) {
    if (!absl::ascii_isalnum(c) && c != '-') c = '-';
  }
  return part;
}

}  // namespace

absl::Status CheckFormat(v1::ReportFormat format) {
  if (FindFormat(format) != nullptr) return absl::OkStatus();
  return runtime::Error(
      absl::StatusCode::kInvalidArgument, runtime::Reason::kUnknownFormat,
      absl::StrCat("format: ", static_cast<int>(format), " is none: ask for JSON, CSV or HTML"));
}

absl::StatusOr<ReportDocument> MakeDocument(const v1::Report& report, v1::ReportFormat format) {
  if (absl::Status status = CheckFormat(format); !status.ok()) return status;
  const Format& known = *FindFormat(format);
  absl::StatusOr<std::string> bytes = known.render(report);
  if (!bytes.ok()) return bytes.status();
  return ReportDocument{
      .media_type = known.media_type,
      .file_name =
          absl::StrCat(FileNamePart(report.force_id()), "-", FileNamePart(report.reporting_month()),
                       "-", FileNamePart(report.dataset_id()), ".", known.extension),
      .bytes = *std::move(bytes)};
}

}  // namespace peerage::reporting
