#include "clients/cpp/ranking_client.h"

#include "clients/cpp/service_call.h"

namespace peerage::client {

using ranking::v1::RankingService;
using Stub = RankingService::StubInterface;

RankingClient::RankingClient(const Connection& connection) : service_{"ranking", connection} {}

absl::StatusOr<ranking::v1::GetStandingResponse> RankingClient::GetStanding(
    const ranking::v1::GetStandingRequest& request, const CallOptions& options) const {
  return CallUnary<RankingService>(service_, &Stub::PrepareAsyncGetStanding, request, options);
}

absl::StatusOr<ranking::v1::ListStandingsResponse> RankingClient::ListStandings(
    const ranking::v1::ListStandingsRequest& request, const CallOptions& options) const {
  return CallUnary<RankingService>(service_, &Stub::PrepareAsyncListStandings, request, options);
}

absl::StatusOr<ranking::v1::GetLeagueTableResponse> RankingClient::GetLeagueTable(
    const ranking::v1::GetLeagueTableRequest& request, const CallOptions& options) const {
  return CallUnary<RankingService>(service_, &Stub::PrepareAsyncGetLeagueTable, request, options);
}

absl::StatusOr<ranking::v1::ListPositionsResponse> RankingClient::ListPositions(
    const ranking::v1::ListPositionsRequest& request, const CallOptions& options) const {
  return CallUnary<RankingService>(service_, &Stub::PrepareAsyncListPositions, request, options);
}

absl::StatusOr<ranking::v1::ListRevisionsResponse> RankingClient::ListRevisions(
    const ranking::v1::ListRevisionsRequest& request, const CallOptions& options) const {
  return CallUnary<RankingService>(service_, &Stub::PrepareAsyncListRevisions, request, options);
}

}  // namespace peerage::client
