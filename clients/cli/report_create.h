// `peerage report create`: a paper from report.yaml.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/report_yaml.h"
#include "clients/cli/session.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::cli {

struct ReportCreateFlags {
  std::string file;
  std::string dataset;
  std::string force;
  std::string group;
  std::string month;
  std::string previous;
  int64_t as_of_seq = 0;
  std::string key;
};

// The request that file and flags make together: flags come first, and title,
// addressee and group of the file count for the file's own force alone. `key` is
// used as given. INVALID_ARGUMENT when dataset or force is named nowhere.
absl::StatusOr<reporting::v1::CreateReportRequest> MakeReportRequest(const ReportCreateFlags& flags,
                                                                     const ReportFile& file);

// Adds the subcommand to `report`.
void AddReportCreate(CLI::App& report, Session& session);

}  // namespace peerage::cli
