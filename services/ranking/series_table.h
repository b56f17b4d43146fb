// Every version of every period of one series, stored or derived.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "services/core/month.h"
#include "services/ranking/plane.h"

namespace peerage::ranking {

// Versions of planes by period and seq. Grows, never forgets: a lookup at a seq
// gives the newest version that is not newer. Copies share their planes.
class SeriesTable {
 public:
  // `period_months`: how many months each period spans.
  explicit SeriesTable(int period_months) : period_months_(period_months) {}

  int period_months() const { return period_months_; }

  // Adds the version of a period made by release `seq`, which is not older than
  // any version of that period.
  void Add(core::Month end, int64_t seq, std::shared_ptr<const Plane> plane);

  // The version of a period as known at `seq`; null when there was none. Lives
  // as long as this table.
  const Plane* Find(core::Month end, int64_t seq) const;

  // The period ends known at `seq`, oldest first.
  std::vector<core::Month> PeriodEnds(int64_t seq) const;

 private:
  struct Version {
    int64_t seq;
    std::shared_ptr<const Plane> plane;
  };
  struct Entry {
    core::Month end;
    std::vector<Version> versions;
  };

  int period_months_;
  // By end, oldest first.
  std::vector<Entry> entries_;
};

}  // namespace peerage::ranking
