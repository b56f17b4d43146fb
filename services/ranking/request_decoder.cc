#include "services/ranking/request_decoder.h"

#include <set>
#include <utility>

namespace peerage::ranking {
namespace {

using runtime::FieldError;

// Five years of monthly positions.
constexpr int kMostPoints = 60;
constexpr int kDefaultPoints = 12;
// More measures than any dataset has.
constexpr int kMostMeasures = 200;

template <class Request>
absl::Status CheckMeasureIds(const Request& request) {
  if (absl::Status count = CheckRange("measure_ids", request.measure_ids_size(), 0, kMostMeasures);
      !count.ok()) {
    return count;
  }
  std::set<std::string> seen;
  for (const std::string& id : request.measure_ids()) {
    if (!seen.insert(id).second) {
      return FieldError("measure_ids",
                        absl::StrCat("names ", id.substr(0, 64), " twice: name each measure once"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<core::Month>> DecodeMonth(const std::string& field,
                                                       const std::string& text) {
  if (text.empty()) return std::optional<core::Month>();
  const auto month = core::Month::Parse(text);
  if (!month) {
    return FieldError(field,
                      absl::StrCat("\"", text.substr(0, 32), "\" is not a month: write YYYY-MM"));
  }
  return month;
}

absl::Status CheckRange(const std::string& field, int64_t value, int64_t lowest, int64_t highest) {
  if (value >= lowest && value <= highest) return absl::OkStatus();
  return FieldError(field, absl::StrCat("is ", value, ": it must be ", lowest, " to ", highest));
}

absl::Status FieldErrorOf(const absl::Status& status) {
  const std::string message(status.message());
  const size_t colon = message.find(": ");
  if (colon == std::string::npos) return FieldError("", message);
  return FieldError(message.substr(0, colon), message.substr(colon + 2));
}

absl::StatusOr<StandingQuery> DecodeQuery(const v1::GetStandingRequest& request) {
  auto query = DecodeMeasureAndPeriod(request);
  if (!query.ok()) return query;
  const auto compare_with = DecodeMonth("compare_with_period", request.compare_with_period());
  if (!compare_with.ok()) return compare_with.status();
  const auto reporting_month = DecodeMonth("reporting_month", request.reporting_month());
  if (!reporting_month.ok()) return reporting_month.status();
  const absl::Status points =
      CheckRange("history_points", request.history_points(), 0, kMostPoints);
  if (!points.ok()) return points;
  query->compare_with = *compare_with;
  query->reporting_month = *reporting_month;
  query->history_points = request.history_points();
  return query;
}

absl::StatusOr<StandingsQuery> DecodeQuery(const v1::ListStandingsRequest& request) {
  const auto month = DecodeMonth("reporting_month", request.reporting_month());
  if (!month.ok()) return month.status();
  const auto previous = DecodeMonth("previous_reporting_month", request.previous_reporting_month());
  if (!previous.ok()) return previous.status();
  if (*month && *previous && **previous > **month) {
    return FieldError("previous_reporting_month",
                      absl::StrCat((*previous)->ToString(), " lies after the reporting month ",
                                   (*month)->ToString()));
  }
  const absl::Status points =
      CheckRange("history_points", request.history_points(), 0, kMostPoints);
  if (!points.ok()) return points;
  if (absl::Status measures = CheckMeasureIds(request); !measures.ok()) return measures;
  return StandingsQuery{
      .reporting_month = *month,
      .previous_reporting_month = *previous,
      .history_points = request.history_points(),
      .measure_ids = {request.measure_ids().begin(), request.measure_ids().end()}};
}

absl::StatusOr<StandingQuery> DecodeQuery(const v1::ListPositionsRequest& request) {
  auto query = DecodeMeasureAndPeriod(request);
  if (!query.ok()) return query;
  query->history_points = request.points() == 0 ? kDefaultPoints : request.points();
  const absl::Status points = CheckRange("points", query->history_points, 1, kMostPoints);
  if (!points.ok()) return points;
  return query;
}

absl::StatusOr<RevisionsQuery> DecodeQuery(const v1::ListRevisionsRequest& request) {
  if (request.dataset_id().empty()) return FieldError("dataset_id", "is empty: name a dataset");
  if (absl::Status measures = CheckMeasureIds(request); !measures.ok()) return measures;
  return RevisionsQuery{.dataset_id = request.dataset_id(),
                        .measure_ids = {request.measure_ids().begin(), request.measure_ids().end()},
                        .force_id = request.force_id(),
                        .as_of = DecodeAsOf(request)};
}

absl::StatusOr<LeagueTableBasis> DecodeBasis(v1::LeagueTableBasis basis) {
  switch (basis) {
    case v1::LEAGUE_TABLE_BASIS_UNSPECIFIED:
    case v1::LEAGUE_TABLE_BASIS_VALUE:
      return LeagueTableBasis::kValue;
    case v1::LEAGUE_TABLE_BASIS_CHANGE:
      return LeagueTableBasis::kChange;
    default:
      return FieldError("basis", "is no known basis: use VALUE or CHANGE");
  }
}

}  // namespace peerage::ranking
