// peerage releases export: a release's figures as a file.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "clients/cli/session.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::cli {

void AddReleasesExport(CLI::App& releases, Session& session);

// The header line of the file, and the lines of one part: CSV of format
// "series", which `peerage import` reads again.
std::string ExportHeader();
std::string ExportLines(const ingestion::v1::ExportReleaseResponse& part);

}  // namespace peerage::cli
