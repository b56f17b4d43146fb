// Where a force stands among its peers: calls to ranking.
#pragma once

#include "absl/status/statusor.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/service.h"
#include "peerage/ranking/v1/ranking_service.grpc.pb.h"

namespace peerage::client {

// Thin and typed: the request goes out as given, the answer comes back as sent.
// The methods' meanings and errors stand in ranking_service.proto. Every method
// waits for its answer, and is safe from any thread.
class RankingClient {
 public:
  explicit RankingClient(const Connection& connection);

  absl::StatusOr<ranking::v1::GetStandingResponse> GetStanding(
      const ranking::v1::GetStandingRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<ranking::v1::ListStandingsResponse> ListStandings(
      const ranking::v1::ListStandingsRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<ranking::v1::GetLeagueTableResponse> GetLeagueTable(
      const ranking::v1::GetLeagueTableRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<ranking::v1::ListPositionsResponse> ListPositions(
      const ranking::v1::ListPositionsRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<ranking::v1::ListRevisionsResponse> ListRevisions(
      const ranking::v1::ListRevisionsRequest& request, const CallOptions& options = {}) const;

 private:
  Service service_;
};

}  // namespace peerage::client
