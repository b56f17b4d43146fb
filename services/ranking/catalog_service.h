// CatalogService over gRPC: decode, call, encode, page.
#pragma once

#include "peerage/catalog/v1/catalog_service.grpc.pb.h"
#include "services/ranking/snapshot_holder.h"
#include "services/runtime/entrance.h"
#include "services/runtime/work_queue.h"

namespace peerage::ranking {

// Inline, but for those that wait for a release. Thread-safe.
class CatalogService final : public catalog::v1::CatalogService::CallbackService {
 public:
  // All are borrowed and outlive the service.
  CatalogService(runtime::Entrance& entrance, const SnapshotHolder& holder,
                 runtime::WorkQueue& waiting)
      : entrance_(entrance), holder_(holder), waiting_(waiting) {}

  grpc::ServerUnaryReactor* ListDatasets(grpc::CallbackServerContext* context,
                                         const catalog::v1::ListDatasetsRequest* request,
                                         catalog::v1::ListDatasetsResponse* response) override;
  grpc::ServerUnaryReactor* ListForces(grpc::CallbackServerContext* context,
                                       const catalog::v1::ListForcesRequest* request,
                                       catalog::v1::ListForcesResponse* response) override;
  grpc::ServerUnaryReactor* ListMeasures(grpc::CallbackServerContext* context,
                                         const catalog::v1::ListMeasuresRequest* request,
                                         catalog::v1::ListMeasuresResponse* response) override;
  grpc::ServerUnaryReactor* ListSimilarGroups(
      grpc::CallbackServerContext* context, const catalog::v1::ListSimilarGroupsRequest* request,
      catalog::v1::ListSimilarGroupsResponse* response) override;
  grpc::ServerUnaryReactor* ListPeriods(grpc::CallbackServerContext* context,
                                        const catalog::v1::ListPeriodsRequest* request,
                                        catalog::v1::ListPeriodsResponse* response) override;
  grpc::ServerUnaryReactor* ListAspirations(
      grpc::CallbackServerContext* context, const catalog::v1::ListAspirationsRequest* request,
      catalog::v1::ListAspirationsResponse* response) override;
  grpc::ServerUnaryReactor* ListAnnotations(
      grpc::CallbackServerContext* context, const catalog::v1::ListAnnotationsRequest* request,
      catalog::v1::ListAnnotationsResponse* response) override;
  grpc::ServerUnaryReactor* ListExceptionalEvents(
      grpc::CallbackServerContext* context,
      const catalog::v1::ListExceptionalEventsRequest* request,
      catalog::v1::ListExceptionalEventsResponse* response) override;
  grpc::ServerUnaryReactor* ListReleaseCalendar(
      grpc::CallbackServerContext* context, const catalog::v1::ListReleaseCalendarRequest* request,
      catalog::v1::ListReleaseCalendarResponse* response) override;

 private:
  runtime::Entrance& entrance_;
  const SnapshotHolder& holder_;
  runtime::WorkQueue& waiting_;
};

}  // namespace peerage::ranking
