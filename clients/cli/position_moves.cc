#include "clients/cli/position_moves.h"

#include <algorithm>
#include <array>
#include <map>

#include "absl/strings/str_cat.h"
#include "clients/cli/figure_changes.h"
#include "clients/cli/paging.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/release_words.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"
#include "clients/cpp/catalog_client.h"
#include "clients/cpp/ranking_client.h"
#include "clients/cpp/status.h"

namespace peerage::cli {
namespace {

using ingestion::v1::FigureChange;
using ranking::v1::GetLeagueTableRequest;
using ranking::v1::GetLeagueTableResponse;
using types::v1::Standing;

// Whose league table, under which name; empty names are ranking's to choose.
struct Whose {
  std::string force;
  std::string group;
  std::string valid_from;
  std::string valid_to;

  bool In(const std::string& month) const {
    return (valid_from.empty() || valid_from <= month) && (valid_to.empty() || month <= valid_to);
  }
};

constexpr char kAllForces[] = "england-and-wales";

// The declared groups that are the default of some force, or the one asked for;
// without defaults all forces, and none where the data set has no such group.
absl::StatusOr<std::vector<Whose>> GroupsOf(const Session& session,
                                            const client::CatalogClient& catalog,
                                            const MovesQuery& query) {
  if (!query.force.empty()) return std::vector<Whose>{{query.force, query.group, "", ""}};
  catalog::v1::ListSimilarGroupsRequest request;
  request.set_dataset_id(query.dataset);
  request.set_seq(query.to_seq);
  const auto groups =
      FetchAll<catalog::v1::ListSimilarGroupsRequest, catalog::v1::ListSimilarGroupsResponse>(
          request,
          [&](const auto& page) { return catalog.ListSimilarGroups(page, Calling(session)); });
  if (!groups.ok()) return groups.status();
  std::vector<Whose> whose;
  std::vector<Whose> all_forces;
  for (const auto& group : groups->similar_groups()) {
    if (query.group.empty() && group.id() == kAllForces) {
      all_forces.push_back({group.member_ids(0), group.id(), "", ""});
    }
    const bool asked =
        query.group.empty() ? !group.default_for().empty() : group.id() == query.group;
    if (!asked) continue;
    const auto& ids = group.default_for().empty() ? group.member_ids() : group.default_for();
    whose.push_back({ids[0], group.id(), group.valid_from(), group.valid_to()});
  }
  if (!whose.empty()) return whose;
  if (query.group.empty()) return all_forces;
  return absl::InvalidArgumentError(
      absl::StrCat(query.group, " is no declared group; name a force as well, by --force"));
}

// The periods of a measure that the changes bear on, oldest first.
absl::StatusOr<std::vector<std::string>> AffectedPeriods(const Session& session,
                                                         const client::CatalogClient& catalog,
                                                         const MovesQuery& query,
                                                         const std::vector<FigureChange>& changes,
                                                         const types::v1::Measure& measure) {
  catalog::v1::ListPeriodsRequest request;
  request.set_dataset_id(query.dataset);
  request.set_measure_id(measure.id());
  request.set_seq(query.to_seq);
  const auto periods = FetchAll<catalog::v1::ListPeriodsRequest, catalog::v1::ListPeriodsResponse>(
      request, [&](const auto& page) { return catalog.ListPeriods(page, Calling(session)); });
  if (!periods.ok()) return periods.status();
  std::vector<std::string> affected;
  for (const auto& period : periods->periods()) {
    const auto end = core::Month::Parse(period.end_month());
    if (!query.period.empty() && period.end_month() != query.period) continue;
    const bool touched =
        end && std::any_of(changes.begin(), changes.end(), [&](const FigureChange& change) {
          return BearsOn(change, measure, *end);
        });
    if (touched) affected.push_back(period.end_month());
  }
  std::sort(affected.begin(), affected.end());
  if (!query.all_periods && affected.size() > 1)
    affected.erase(affected.begin(), affected.end() - 1);
  return affected;
}

// Whether ranking said that something was not there yet.
bool WasNotThere(const absl::Status& status) {
  static constexpr std::array<const char*, 6> kReasons = {"NOT_LOADED",      "NO_GROUP",
                                                          "UNKNOWN_DATASET", "UNKNOWN_FORCE",
                                                          "UNKNOWN_MEASURE", "UNKNOWN_GROUP"};
  const std::string reason = client::ErrorReason(status);
  return std::find(kReasons.begin(), kReasons.end(), reason) != kReasons.end();
}

absl::StatusOr<LeagueTwice> AskTwice(const Session& session, const client::RankingClient& ranking,
                                     const MovesQuery& query, GetLeagueTableRequest request) {
  request.set_seq(query.to_seq);
  auto after = ranking.GetLeagueTable(request, Calling(session));
  if (!after.ok()) return after.status();
  LeagueTwice league{.before = std::nullopt, .after = *std::move(after)};
  if (query.from_seq == 0) return league;
  request.set_seq(query.from_seq);
  auto before = ranking.GetLeagueTable(request, Calling(session));
  if (before.ok()) {
    league.before = *std::move(before);
  } else if (!WasNotThere(before.status())) {
    return before.status();
  }
  return league;
}

// Forces by id; the pointers live as long as the answer.
std::map<std::string, const Standing*> ById(const GetLeagueTableResponse& league) {
  std::map<std::string, const Standing*> standings;
  for (const Standing& standing : league.standings()) standings[standing.force_id()] = &standing;
  return standings;
}

bool Moved(const Standing& before, const Standing& after) {
  if (before.has_position() != after.has_position()) return true;
  return before.position() != after.position() || before.ranked_of() != after.ranked_of();
}

std::string HeadingOf(const Standing& standing) {
  return absl::StrCat(standing.measure_name(), ", ", PeriodWords(standing.period()), ", ",
                      GroupWords(standing.group(), {}));
}

// Null where the force was or is not in the table.
void AddMove(const Standing* before, const Standing* after, Table& table) {
  table.AddRow({{after ? after->force_name() : before->force_name()},
                {before ? PositionWords(*before) : "new"},
                {after ? PositionWords(*after) : "gone"},
                {before ? before->value().display() : ""},
                {after ? after->value().display() : ""}});
}

void AddMoves(const LeagueTwice& league, Table& table, int& moved) {
  const auto before = ById(*league.before);
  const auto after = ById(league.after);
  bool headed = false;
  const auto add = [&](const Standing* then, const Standing* now) {
    if (!headed) table.AddHeading(HeadingOf(now ? *now : *then));
    headed = true;
    ++moved;
    AddMove(then, now, table);
  };
  for (const Standing& standing : league.after.standings()) {
    const auto then = before.find(standing.force_id());
    if (then == before.end()) {
      add(nullptr, &standing);
    } else if (Moved(*then->second, standing)) {
      add(then->second, &standing);
    }
  }
  for (const Standing& standing : league.before->standings()) {
    if (!after.contains(standing.force_id())) add(&standing, nullptr);
  }
}

}  // namespace

absl::StatusOr<LeagueComparison> CompareLeagues(const Session& session, const MovesQuery& query,
                                                const std::vector<FigureChange>& changes,
                                                const std::vector<types::v1::Measure>& measures) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return connection.status();
  const client::CatalogClient catalog(*connection);
  const client::RankingClient ranking(*connection);
  const auto groups = GroupsOf(session, catalog, query);
  if (!groups.ok()) return groups.status();
  LeagueComparison comparison{.leagues = {}, .has_group = !groups->empty()};
  for (const types::v1::Measure& measure : measures) {
    const auto periods = AffectedPeriods(session, catalog, query, changes, measure);
    if (!periods.ok()) return periods.status();
    for (const std::string& period : *periods) {
      for (const Whose& whose : *groups) {
        if (!whose.In(period)) continue;
        GetLeagueTableRequest request;
        request.set_dataset_id(query.dataset);
        request.set_force_id(whose.force);
        if (!whose.group.empty()) request.set_group_id(whose.group);
        request.set_measure_id(measure.id());
        request.mutable_period()->set_end_month(period);
        auto league = AskTwice(session, ranking, query, request);
        // All forces of today need not be those of the period.
        const bool passed_over =
            query.force.empty() && client::ErrorReason(league.status()) == "NO_GROUP";
        if (passed_over) continue;
        if (!league.ok()) return league.status();
        comparison.leagues.push_back(*std::move(league));
      }
    }
  }
  return comparison;
}

std::string RenderMoves(const Terminal& terminal, const MovesQuery& query,
                        const LeagueComparison& comparison) {
  if (!comparison.has_group) {
    return Paragraph(
        terminal, Tone::kPlain,
        "No positions were compared: the data set has no group that is some force's "
        "own, nor one of all forces; name a force by --force, and a group by --group.");
  }
  Table table({{"Force"},
               {absl::StrCat("After release ", query.from_seq)},
               {absl::StrCat("After release ", query.to_seq)},
               {"Value before", Align::kRight},
               {"Value after", Align::kRight}});
  int moved = 0;
  int64_t without = 0;
  for (const LeagueTwice& league : comparison.leagues) {
    if (league.before) {
      AddMoves(league, table, moved);
    } else {
      ++without;
    }
  }
  std::string text = moved > 0 ? table.Render(terminal) : "No position moved.\n";
  if (without > 0) {
    text += Paragraph(terminal, Tone::kDim,
                      absl::StrCat(CountWords(without, "league table"),
                                   " could not be made before: nothing to compare with."));
  }
  return text;
}

}  // namespace peerage::cli
