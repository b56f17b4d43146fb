#include "clients/cpp/catalog_client.h"

namespace peerage::client {

using catalog::v1::CatalogService;
using Stub = CatalogService::StubInterface;

CatalogClient::CatalogClient(const Connection& connection)
    : service_{"ranking", connection.address}, stub_(CatalogService::NewStub(connection.channel)) {}

absl::StatusOr<catalog::v1::ListDatasetsResponse> CatalogClient::ListDatasets(
    const catalog::v1::ListDatasetsRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListDatasets, request, options);
}

absl::StatusOr<catalog::v1::ListForcesResponse> CatalogClient::ListForces(
    const catalog::v1::ListForcesRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListForces, request, options);
}

absl::StatusOr<catalog::v1::ListMeasuresResponse> CatalogClient::ListMeasures(
    const catalog::v1::ListMeasuresRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListMeasures, request, options);
}

absl::StatusOr<catalog::v1::ListSimilarGroupsResponse> CatalogClient::ListSimilarGroups(
    const catalog::v1::ListSimilarGroupsRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListSimilarGroups, request, options);
}

absl::StatusOr<catalog::v1::ListPeriodsResponse> CatalogClient::ListPeriods(
    const catalog::v1::ListPeriodsRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListPeriods, request, options);
}

absl::StatusOr<catalog::v1::ListAspirationsResponse> CatalogClient::ListAspirations(
    const catalog::v1::ListAspirationsRequest& request, const CallOptions& options) const {
  return CallUnary(*stub_, service_, &Stub::ListAspirations, request, options);
}

}  // namespace peerage::client
