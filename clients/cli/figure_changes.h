// What changed between two releases, for people.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/force_names.h"
#include "clients/cli/terminal.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "peerage/types/v1/reference.pb.h"
#include "services/core/month.h"

namespace peerage::cli {

// What of a diff a person asked for.
struct ChangeFilter {
  // One area's; empty: of all.
  std::string force;
  // Of series that this measure is made from; empty: of all.
  std::string measure;
};

std::vector<ingestion::v1::FigureChange> Filter(const ingestion::v1::DiffReleasesResponse& diff,
                                                const ChangeFilter& filter);

// Whether the figure of a period counts in the measure's period that ends at
// `end`: it lies within its window, or is of residents at some time before.
bool BearsOn(const ingestion::v1::FigureChange& change, const types::v1::Measure& measure,
             core::Month end);

// The exact figure with commas, "151,103"; its status where it has none;
// "nothing" where the row itself was not there.
std::string FigureWords(bool present, const ingestion::v1::ReleaseFigure& figure);

// A table of series, period and force with the figures before and after. Of each
// series the newest period, unless `all_periods`; a line tells what was left
// out, and how many figures changed their status alone.
std::string RenderChanges(const Terminal& terminal,
                          const std::vector<ingestion::v1::FigureChange>& changes,
                          const ForceNames& names, bool all_periods);

}  // namespace peerage::cli
