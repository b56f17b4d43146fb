// RankingService over gRPC: decode, call, encode.
#pragma once

#include "peerage/ranking/v1/ranking_service.grpc.pb.h"
#include "services/ranking/snapshot_holder.h"
#include "services/runtime/work_queue.h"

namespace peerage::ranking {

// Reads run inline; those that wait for a release, and league tables, which may
// have a hundred rows, are queued. Thread-safe.
class RankingService final : public v1::RankingService::CallbackService {
 public:
  // Both are borrowed and outlive the service.
  RankingService(const SnapshotHolder& holder, runtime::WorkQueue& queue)
      : holder_(holder), queue_(queue) {}

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

 private:
  const SnapshotHolder& holder_;
  runtime::WorkQueue& queue_;
};

}  // namespace peerage::ranking
