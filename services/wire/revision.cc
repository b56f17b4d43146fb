#include "services/wire/revision.h"

#include "services/wire/standing.h"

namespace peerage::wire {
namespace {

ranking::v1::Revision ToProto(const core::Revision& revision) {
  ranking::v1::Revision out;
  out.set_force_id(revision.force_id);
  *out.mutable_period() = wire::ToProto(revision.period);
  out.set_first(revision.first);
  out.set_first_display(revision.first_display);
  out.set_newest(revision.newest);
  out.set_newest_display(revision.newest_display);
  out.set_percent(revision.percent);
  out.set_percent_display(revision.percent_display);
  return out;
}

}  // namespace

ranking::v1::MeasureRevisions ToProto(const core::RevisionSummary& summary) {
  ranking::v1::MeasureRevisions out;
  out.set_compared(summary.compared);
  out.set_revised(summary.revised);
  if (summary.median_percent) out.set_median_percent(*summary.median_percent);
  out.set_median_percent_display(summary.median_percent_display);
  if (summary.largest_up) *out.mutable_largest_up() = ToProto(*summary.largest_up);
  if (summary.largest_down) *out.mutable_largest_down() = ToProto(*summary.largest_down);
  return out;
}

}  // namespace peerage::wire
