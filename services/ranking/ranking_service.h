// RankingService over gRPC: decode, call, encode.
#pragma once

#include "peerage/ranking/v1/ranking_service.grpc.pb.h"
#include "services/ranking/snapshot_holder.h"
#include "services/runtime/entrance.h"
#include "services/runtime/work_queue.h"

namespace peerage::ranking {

// Reads run inline; league tables, which may have a hundred rows, on one queue,
// reads that wait for a release on another, so that they keep nobody else from
// working. Thread-safe.
class RankingService final : public v1::RankingService::CallbackService {
 public:
  // All are borrowed and outlive the service.
  RankingService(runtime::Entrance& entrance, const SnapshotHolder& holder,
                 runtime::WorkQueue& working, runtime::WorkQueue& waiting)
      : entrance_(entrance), holder_(holder), working_(working), waiting_(waiting) {}

  grpc::ServerUnaryReactor* GetStanding(grpc::CallbackServerContext* context,
                                        const v1::GetStandingRequest* request,
                                        v1::GetStandingResponse* response) override;
  grpc::ServerUnaryReactor* ListStandings(grpc::CallbackServerContext* context,
                                          const v1::ListStandingsRequest* request,
                                          v1::ListStandingsResponse* response) override;
  grpc::ServerUnaryReactor* GetLeagueTable(grpc::CallbackServerContext* context,
                                           const v1::GetLeagueTableRequest* request,
                                           v1::GetLeagueTableResponse* response) override;
  grpc::ServerUnaryReactor* ListPositions(grpc::CallbackServerContext* context,
                                          const v1::ListPositionsRequest* request,
                                          v1::ListPositionsResponse* response) override;
  grpc::ServerUnaryReactor* ListRevisions(grpc::CallbackServerContext* context,
                                          const v1::ListRevisionsRequest* request,
                                          v1::ListRevisionsResponse* response) override;

 private:
  runtime::Entrance& entrance_;
  const SnapshotHolder& holder_;
  runtime::WorkQueue& working_;
  runtime::WorkQueue& waiting_;
};

}  // namespace peerage::ranking
