// Which positions are others after one release than they were after an earlier
// one: the league tables of both, from ranking.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"
#include "peerage/catalog/v1/catalog_service.pb.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "peerage/ranking/v1/ranking_service.pb.h"

namespace peerage::cli {

struct MovesQuery {
  std::string dataset;
  int64_t from_seq = 0;
  int64_t to_seq = 0;
  // Whose group; without a force and a group, every declared default group, or
  // else england-and-wales, or else none.
  std::string force;
  // A group's id.
  std::string group;
  // This period alone, "YYYY-MM"; empty: the newest that the changes bear on,
  // or all of them.
  std::string period;
  bool all_periods = false;
};

// One league table twice. `before` is unset where the period, the measure or the
// group was not there yet.
struct LeagueTwice {
  std::optional<ranking::v1::GetLeagueTableResponse> before;
  ranking::v1::GetLeagueTableResponse after;
};

struct LeagueComparison {
  std::vector<LeagueTwice> leagues;
  // Whether there was a group to compare in.
  bool has_group = true;
};

// For each of `measures`, of the periods that `changes` bear on and of each
// group. Errors: ranking's.
absl::StatusOr<LeagueComparison> CompareLeagues(
    const Session& session, const MovesQuery& query,
    const std::vector<ingestion::v1::FigureChange>& changes,
    const std::vector<types::v1::Measure>& measures);

// A table of the forces whose position is another, or that are in one of the two
// tables alone; a sentence where there is none, or nothing was compared.
std::string RenderMoves(const Terminal& terminal, const MovesQuery& query,
                        const LeagueComparison& comparison);

}  // namespace peerage::cli
