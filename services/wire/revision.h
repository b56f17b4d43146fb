// How a measure's figures were revised, as the contract says it.
#pragma once

#include "peerage/ranking/v1/ranking_service.pb.h"
#include "services/core/revision.h"

namespace peerage::wire {

// Total. Names are not core's: the caller fills measure_id, measure_name,
// periods and the force names of the largest.
ranking::v1::MeasureRevisions ToProto(const core::RevisionSummary& summary);

}  // namespace peerage::wire
