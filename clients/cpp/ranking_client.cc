#include "clients/cpp/ranking_client.h"

namespace peerage::client {

using ranking::v1::RankingService;
using Stub = RankingService::StubInterface;

RankingClient::RankingClient(const Connection& connection)
    : service_{"ranking", connection.address}, stub_(RankingService::NewStub(connection.channel)) {}

absl::StatusOr<ranking::v1::GetStandingResponse> RankingClient::GetStanding(
    const ranking::v1::GetStandingRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::GetStanding, request, options);
}

absl::StatusOr<ranking::v1::ListStandingsResponse> RankingClient::ListStandings(
    const ranking::v1::ListStandingsRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListStandings, request, options);
}

absl::StatusOr<ranking::v1::GetLeagueTableResponse> RankingClient::GetLeagueTable(
    const ranking::v1::GetLeagueTableRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::GetLeagueTable, request, options);
}

absl::StatusOr<ranking::v1::ListPositionsResponse> RankingClient::ListPositions(
    const ranking::v1::ListPositionsRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListPositions, request, options);
}

}  // namespace peerage::client
