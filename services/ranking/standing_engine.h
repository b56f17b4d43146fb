// What can be asked of a snapshot: the use cases behind RankingService.
//
// Pure functions of a snapshot and a query: same seq, same query, same answer.
// Safe from any thread. Errors carry their reason (runtime/error.h); which there
// are stands in ranking_service.proto.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/group.h"
#include "services/core/standing.h"
#include "services/ranking/dataset_view.h"
#include "services/ranking/snapshot.h"

namespace peerage::ranking {

// What every query names.
struct Selection {
  std::string dataset_id;
  std::string force_id;
  core::GroupChoice choice;
  AsOf as_of;
  core::MethodOptions method;
};

struct StandingQuery {
  std::string measure_id;
  // Unset: the latest comparable period.
  std::optional<core::Month> end;
  // Unset: the measure's own window; anything else is refused.
  std::optional<int> months;
  std::optional<core::Month> compare_with;
  // Unset: the period's end.
  std::optional<core::Month> reporting_month;
  int history_points = 0;
};

struct StandingsQuery {
  // Unset: the newest month loaded, and three months before.
  std::optional<core::Month> reporting_month;
  std::optional<core::Month> previous_reporting_month;
  int history_points = 0;
  // Empty: all of the dataset.
  std::vector<std::string> measure_ids;
};

struct Standings {
  std::vector<core::Standing> standings;
  std::vector<std::string> unavailable_measure_ids;
  core::Month reporting_month;
  core::Month previous_reporting_month;
  int64_t seq = 0;
};

enum class LeagueTableBasis { kValue, kChange };

struct LeagueTable {
  std::vector<core::Standing> standings;
  int64_t seq = 0;
};

struct Positions {
  std::vector<core::PositionPoint> points;
  int64_t seq = 0;
};

absl::StatusOr<core::Standing> GetStanding(std::shared_ptr<const Snapshot> snapshot,
                                           const Selection& selection, const StandingQuery& query);

absl::StatusOr<Standings> ListStandings(std::shared_ptr<const Snapshot> snapshot,
                                        const Selection& selection, const StandingsQuery& query);

// Reads measure_id, end and months of the query.
absl::StatusOr<LeagueTable> GetLeagueTable(std::shared_ptr<const Snapshot> snapshot,
                                           const Selection& selection, const StandingQuery& query,
                                           LeagueTableBasis basis);

// Reads measure_id, end, months and history_points of the query.
absl::StatusOr<Positions> ListPositions(std::shared_ptr<const Snapshot> snapshot,
                                        const Selection& selection, const StandingQuery& query);

}  // namespace peerage::ranking
