// The executive summary of a paper: lists with their counts in words, made
// from the rows themselves so that a heading and its list cannot disagree.
#pragma once

#include <string>
#include <vector>

#include "services/core/standing.h"

namespace peerage::core {

struct SummaryRow {
  // The row's name on paper.
  std::string label;
  const Standing* standing = nullptr;
};

struct SummaryList {
  // "Essex is meeting its aspiration in three out of the 10 areas:"
  std::string heading;
  // Labels in the paper's order, each with what a reader must know: "Percentage
  // sick - officers (last data to March 2019)".
  std::vector<std::string> items;
  friend bool operator==(const SummaryList&, const SummaryList&) = default;
};

// As far as each has items: aspiration met, not met, not known and why; position
// improved, deteriorated, moved in a contextual measure (position only: neither
// better nor worse); no aspiration, with the reason. Rows whose position did
// not move, or does not compare, are in no movement list. The areas that the
// headings count are the rows with an aspiration. Every row carries a standing
// of one force; the first row's group names the comparison. No rows, no lists.
std::vector<SummaryList> SummaryOf(const std::vector<SummaryRow>& rows, Month reporting_month,
                                   Month previous_reporting_month);

}  // namespace peerage::core
