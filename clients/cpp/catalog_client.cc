#include "clients/cpp/catalog_client.h"

#include "clients/cpp/service_call.h"

namespace peerage::client {

using catalog::v1::CatalogService;
using Stub = CatalogService::StubInterface;

CatalogClient::CatalogClient(const Connection& connection) : service_{"ranking", connection} {}

absl::StatusOr<catalog::v1::ListDatasetsResponse> CatalogClient::ListDatasets(
    const catalog::v1::ListDatasetsRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListDatasets, request, options);
}

absl::StatusOr<catalog::v1::ListForcesResponse> CatalogClient::ListForces(
    const catalog::v1::ListForcesRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListForces, request, options);
}

absl::StatusOr<catalog::v1::ListMeasuresResponse> CatalogClient::ListMeasures(
    const catalog::v1::ListMeasuresRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListMeasures, request, options);
}

absl::StatusOr<catalog::v1::ListSimilarGroupsResponse> CatalogClient::ListSimilarGroups(
    const catalog::v1::ListSimilarGroupsRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListSimilarGroups, request,
                                   options);
}

absl::StatusOr<catalog::v1::ListPeriodsResponse> CatalogClient::ListPeriods(
    const catalog::v1::ListPeriodsRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListPeriods, request, options);
}

absl::StatusOr<catalog::v1::ListAspirationsResponse> CatalogClient::ListAspirations(
    const catalog::v1::ListAspirationsRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListAspirations, request, options);
}

absl::StatusOr<catalog::v1::ListAnnotationsResponse> CatalogClient::ListAnnotations(
    const catalog::v1::ListAnnotationsRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListAnnotations, request, options);
}

absl::StatusOr<catalog::v1::ListExceptionalEventsResponse> CatalogClient::ListExceptionalEvents(
    const catalog::v1::ListExceptionalEventsRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListExceptionalEvents, request,
                                   options);
}

absl::StatusOr<catalog::v1::ListReleaseCalendarResponse> CatalogClient::ListReleaseCalendar(
    const catalog::v1::ListReleaseCalendarRequest& request, const CallOptions& options) const {
  return CallUnary<CatalogService>(service_, &Stub::PrepareAsyncListReleaseCalendar, request,
                                   options);
}

}  // namespace peerage::client
