// What can be asked about: calls to the catalogue, which ranking serves.
#pragma once

#include "absl/status/statusor.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/service.h"
#include "peerage/catalog/v1/catalog_service.grpc.pb.h"

namespace peerage::client {

// Thin and typed: one call is one page; go on with the answer's
// `next_page_token` until it is empty. The methods' meanings and errors stand
// in catalog_service.proto. Every method waits for its answer, and is safe from
// any thread.
class CatalogClient {
 public:
  explicit CatalogClient(const Connection& connection);

  absl::StatusOr<catalog::v1::ListDatasetsResponse> ListDatasets(
      const catalog::v1::ListDatasetsRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListForcesResponse> ListForces(
      const catalog::v1::ListForcesRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListMeasuresResponse> ListMeasures(
      const catalog::v1::ListMeasuresRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListSimilarGroupsResponse> ListSimilarGroups(
      const catalog::v1::ListSimilarGroupsRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListPeriodsResponse> ListPeriods(
      const catalog::v1::ListPeriodsRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListAspirationsResponse> ListAspirations(
      const catalog::v1::ListAspirationsRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListAnnotationsResponse> ListAnnotations(
      const catalog::v1::ListAnnotationsRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListExceptionalEventsResponse> ListExceptionalEvents(
      const catalog::v1::ListExceptionalEventsRequest& request,
      const CallOptions& options = {}) const;
  absl::StatusOr<catalog::v1::ListReleaseCalendarResponse> ListReleaseCalendar(
      const catalog::v1::ListReleaseCalendarRequest& request,
      const CallOptions& options = {}) const;

 private:
  Service service_;
};

}  // namespace peerage::client
