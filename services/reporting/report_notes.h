// What stands below the tables: the group, the notes, and the warnings about
// ranks (section 6.0 of the source report). Words only; each figure in them is
// a standing's own text.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "peerage/types/v1/reference.pb.h"
#include "services/core/standing.h"

namespace peerage::reporting {

// One row as it is being written.
struct PaperRow {
  std::string priority_area;
  std::string label;
  core::Standing standing;
  // Never null; borrowed.
  const types::v1::Measure* measure = nullptr;
};

// At least one row.
struct Paper {
  core::Month reporting_month;
  core::Month previous_reporting_month;
  std::vector<PaperRow> rows;
  // By force id.
  std::map<std::string, std::string> force_names;
};

// "MSG: Essex's similar group. Members: ... Source: ... The membership is not
// verified for this period." A row within another group is named.
std::string GroupNote(const Paper& paper);

// Periods and their exceptions, what the changes rest on, method, population,
// when the next data come, what a row's own caveats and annotations say.
std::vector<std::string> NotesOf(const Paper& paper);

// The warnings about ranks.
std::vector<std::string> CaveatsOf(const Paper& paper);

}  // namespace peerage::reporting
