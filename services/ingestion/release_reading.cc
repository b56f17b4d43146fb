#include "services/ingestion/release_reading.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/odd_figures.h"
#include "services/ingestion/series_source.h"

namespace peerage::ingestion {
namespace {

void CheckRows(std::optional<int64_t> sent_rows, ReadFile& file) {
  if (file.rows == 0 && file.violations.empty()) {
    file.violations.Add(
        {.rule = "a file has at least one data row", .what_to_do = "send a file with rows"});
  }
  if (!sent_rows || !file.violations.empty() || *sent_rows == file.rows) return;
  file.violations.Add({.value = absl::StrCat(file.rows, " rows"),
                       .rule = absl::StrCat("the sender counted ", *sent_rows, " rows"),
                       .what_to_do = "check that the file is whole, and send it again"});
}

}  // namespace

absl::Status CompleteScopes(FileFigures& figures, std::optional<int64_t> sent_rows,
                            const ScopeOptions& options, StoredFigures& stored, ReadFile& file) {
  figures.SortAndCheck(file.violations);
  CheckRows(sent_rows, file);
  if (!file.violations.empty()) return absl::OkStatus();
  if (figures.empty()) {
    file.violations.Add({.rule = "a file has a figure of at least one declared force",
                         .what_to_do = "check the forces, or declare them in reference.yaml"});
    return absl::OkStatus();
  }
  CheckSources(figures, stored, options.format, file.violations);
  if (!file.violations.empty()) return absl::OkStatus();
  absl::Status status = WarnOfOddFigures(figures, options, stored, file.warnings);
  if (!status.ok()) return status;
  return MakeScopes(figures, stored, options, file.violations, file.warnings,
                    [&](const core::PackedRun& run) { return file.content.Add(run); });
}

}  // namespace peerage::ingestion
