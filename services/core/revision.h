// How much figures were revised after they were first published: what to expect
// of the newest ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/core/month.h"

namespace peerage::core {

// One figure's revision, in the figure's own unit.
struct Revision {
  std::string force_id;
  Period period;
  double first = 0;
  std::string first_display;
  double newest = 0;
  std::string newest_display;
  // newest - first in per cent of |first|.
  double percent = 0;
  std::string percent_display;
};

struct RevisionSummary {
  // How many pairs were compared, and how many of them differ.
  int compared = 0;
  int revised = 0;
  // Of |newest - first| in per cent of |first| over the pairs compared, those
  // that do not differ included; the mean of the middle two where they are even
  // in number.
  std::optional<double> median_percent;
  // "0.4%"; what is above zero and would read as zero is "less than 0.1%". Empty
  // without a median.
  std::string median_percent_display;
  // The largest in per cent; of equal ones the one that was added first. Unset
  // when none went that way.
  std::optional<Revision> largest_up;
  std::optional<Revision> largest_down;
};

// Adds up the revisions of one measure's figures. A first figure of zero has no
// per cent: it counts as compared, and as revised, and stands in neither the
// median nor the largest.
class RevisionTally {
 public:
  // The figures are integers x 10^-decimals.
  explicit RevisionTally(int decimals) : decimals_(decimals) {}

  void Add(const std::string& force_id, Period period, int64_t first, int64_t newest);
  RevisionSummary Finish() const;

 private:
  struct Pair {
    std::string force_id;
    Period period;
    int64_t first = 0;
    int64_t newest = 0;
  };

  Revision Describe(const Pair& pair) const;

  int decimals_;
  int compared_ = 0;
  int revised_ = 0;
  std::vector<double> percents_;
  std::optional<Pair> up_;
  std::optional<Pair> down_;
};

}  // namespace peerage::core
