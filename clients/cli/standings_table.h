// Many measures of one force as the paper's two tables.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/force_names.h"
#include "clients/cli/table.h"
#include "peerage/ranking/v1/ranking_service.pb.h"
#include "peerage/types/v1/standing.pb.h"

namespace peerage::cli {

// The columns of the first table after the row's name, and their cells: shared
// with the report, which names its rows otherwise.
std::vector<Column> StandingColumns();
std::vector<Cell> StandingCells(const types::v1::Standing& standing);

// "to September 2019" where the period does not end in the reporting month.
std::string PeriodRemark(const types::v1::Standing& standing, const std::string& reporting_month);

// Where the force stands, and how that compares with the paper before. `names`
// are the forces of the dataset.
std::string RenderStandings(const Terminal& terminal,
                            const ranking::v1::ListStandingsResponse& response,
                            const ForceNames& names);

}  // namespace peerage::cli
