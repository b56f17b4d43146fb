// Where a report's figures come from. Reporting makes none itself.
#pragma once

#include "absl/status/statusor.h"
#include "clients/cpp/call_options.h"
#include "peerage/catalog/v1/catalog_service.pb.h"
#include "peerage/ranking/v1/ranking_service.pb.h"

namespace peerage::reporting {

// The calls of ranking and its catalogue that a report needs; meanings and
// errors stand in their protos. Each call gives one page. Safe from any thread.
class FigureSource {
 public:
  virtual ~FigureSource() = default;

  virtual absl::StatusOr<ranking::v1::ListStandingsResponse> ListStandings(
      const ranking::v1::ListStandingsRequest& request, const client::CallOptions& options) = 0;
  virtual absl::StatusOr<catalog::v1::ListMeasuresResponse> ListMeasures(
      const catalog::v1::ListMeasuresRequest& request, const client::CallOptions& options) = 0;
  virtual absl::StatusOr<catalog::v1::ListForcesResponse> ListForces(
      const catalog::v1::ListForcesRequest& request, const client::CallOptions& options) = 0;
  virtual absl::StatusOr<catalog::v1::ListDatasetsResponse> ListDatasets(
      const catalog::v1::ListDatasetsRequest& request, const client::CallOptions& options) = 0;
};

}  // namespace peerage::reporting
