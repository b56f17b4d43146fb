// Figures from the ranking service, over gRPC.
#pragma once

#include "clients/cpp/catalog_client.h"
#include "clients/cpp/ranking_client.h"
#include "services/reporting/figure_source.h"

namespace peerage::reporting {

class RankingFigureSource : public FigureSource {
 public:
  // The clients are borrowed and outlive the source.
  RankingFigureSource(const client::RankingClient& ranking, const client::CatalogClient& catalog)
      : ranking_(ranking), catalog_(catalog) {}

  absl::StatusOr<ranking::v1::ListStandingsResponse> ListStandings(
      const ranking::v1::ListStandingsRequest& request,
      const client::CallOptions& options) override {
    return ranking_.ListStandings(request, options);
  }
  absl::StatusOr<catalog::v1::ListMeasuresResponse> ListMeasures(
      const catalog::v1::ListMeasuresRequest& request,
      const client::CallOptions& options) override {
    return catalog_.ListMeasures(request, options);
  }
  absl::StatusOr<catalog::v1::ListForcesResponse> ListForces(
      const catalog::v1::ListForcesRequest& request, const client::CallOptions& options) override {
    return catalog_.ListForces(request, options);
  }
  absl::StatusOr<catalog::v1::ListDatasetsResponse> ListDatasets(
      const catalog::v1::ListDatasetsRequest& request,
      const client::CallOptions& options) override {
    return catalog_.ListDatasets(request, options);
  }

 private:
  const client::RankingClient& ranking_;
  const client::CatalogClient& catalog_;
};

}  // namespace peerage::reporting
