// Every version of every period of one series, stored or derived.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
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

  // Makes room for so many versions more.
  void Reserve(size_t more) { versions_.reserve(versions_.size() + more); }

  // Adds the version of a period made by release `seq`, which is not older than
  // any version of that period.
  void Add(core::Month end, int64_t seq, Plane plane);

  // The version of a period as known at `seq`; null when there was none. Lives
  // as long as this table, unchanged.
  const Plane* Find(core::Month end, int64_t seq) const;

  // The release that first held the period; none when it is not held.
  std::optional<int64_t> FirstSeq(core::Month end) const;

  // The period ends known at `seq`, oldest first.
  std::vector<core::Month> PeriodEnds(int64_t seq) const;

 private:
  struct Version {
    core::Month end;
    int64_t seq;
    Plane plane;
  };

  int period_months_;
  // By end and seq, oldest first: one block, whatever was revised.
  std::vector<Version> versions_;
};

}  // namespace peerage::ranking
