// Where a force stands, in lines for a person.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "clients/cpp/ranking_client.h"

// Asks ranking and lays its answer out: value and position, the change to the
// average, the caveats. The error is ranking's.
absl::StatusOr<std::string> StandingLines(const peerage::client::RankingClient& ranking,
                                          const peerage::ranking::v1::GetStandingRequest& request);
