#include "clients/cpp/fake_ranking.h"

#include <memory>
#include <utility>
#include <vector>

#include "peerage/catalog/v1/catalog_service.grpc.pb.h"
#include "peerage/ranking/v1/ranking_service.grpc.pb.h"

namespace peerage::client {
namespace {

class Ranking final : public ranking::v1::RankingService::Service {
 public:
  explicit Ranking(FakeRanking& fake) : fake_(fake) {}

  grpc::Status GetStanding(grpc::ServerContext* context,
                           const ranking::v1::GetStandingRequest* request,
                           ranking::v1::GetStandingResponse* response) override {
    return fake_.get_standing.Serve(*context, *request, *response);
  }

  grpc::Status ListStandings(grpc::ServerContext* context,
                             const ranking::v1::ListStandingsRequest* request,
                             ranking::v1::ListStandingsResponse* response) override {
    return fake_.list_standings.Serve(*context, *request, *response);
  }

  grpc::Status GetLeagueTable(grpc::ServerContext* context,
                              const ranking::v1::GetLeagueTableRequest* request,
                              ranking::v1::GetLeagueTableResponse* response) override {
    return fake_.get_league_table.Serve(*context, *request, *response);
  }

  grpc::Status ListPositions(grpc::ServerContext* context,
                             const ranking::v1::ListPositionsRequest* request,
                             ranking::v1::ListPositionsResponse* response) override {
    return fake_.list_positions.Serve(*context, *request, *response);
  }

  grpc::Status ListRevisions(grpc::ServerContext* context,
                             const ranking::v1::ListRevisionsRequest* request,
                             ranking::v1::ListRevisionsResponse* response) override {
    return fake_.list_revisions.Serve(*context, *request, *response);
  }

 private:
  FakeRanking& fake_;
};

class Catalog final : public catalog::v1::CatalogService::Service {
 public:
  explicit Catalog(FakeRanking& fake) : fake_(fake) {}

  grpc::Status ListDatasets(grpc::ServerContext* context,
                            const catalog::v1::ListDatasetsRequest* request,
                            catalog::v1::ListDatasetsResponse* response) override {
    return fake_.list_datasets.Serve(*context, *request, *response);
  }

  grpc::Status ListForces(grpc::ServerContext* context,
                          const catalog::v1::ListForcesRequest* request,
                          catalog::v1::ListForcesResponse* response) override {
    return fake_.list_forces.Serve(*context, *request, *response);
  }

  grpc::Status ListMeasures(grpc::ServerContext* context,
                            const catalog::v1::ListMeasuresRequest* request,
                            catalog::v1::ListMeasuresResponse* response) override {
    return fake_.list_measures.Serve(*context, *request, *response);
  }

  grpc::Status ListSimilarGroups(grpc::ServerContext* context,
                                 const catalog::v1::ListSimilarGroupsRequest* request,
                                 catalog::v1::ListSimilarGroupsResponse* response) override {
    return fake_.list_similar_groups.Serve(*context, *request, *response);
  }

  grpc::Status ListPeriods(grpc::ServerContext* context,
                           const catalog::v1::ListPeriodsRequest* request,
                           catalog::v1::ListPeriodsResponse* response) override {
    return fake_.list_periods.Serve(*context, *request, *response);
  }

  grpc::Status ListAspirations(grpc::ServerContext* context,
                               const catalog::v1::ListAspirationsRequest* request,
                               catalog::v1::ListAspirationsResponse* response) override {
    return fake_.list_aspirations.Serve(*context, *request, *response);
  }

  grpc::Status ListAnnotations(grpc::ServerContext* context,
                               const catalog::v1::ListAnnotationsRequest* request,
                               catalog::v1::ListAnnotationsResponse* response) override {
    return fake_.list_annotations.Serve(*context, *request, *response);
  }

  grpc::Status ListExceptionalEvents(
      grpc::ServerContext* context, const catalog::v1::ListExceptionalEventsRequest* request,
      catalog::v1::ListExceptionalEventsResponse* response) override {
    return fake_.list_exceptional_events.Serve(*context, *request, *response);
  }

  grpc::Status ListReleaseCalendar(grpc::ServerContext* context,
                                   const catalog::v1::ListReleaseCalendarRequest* request,
                                   catalog::v1::ListReleaseCalendarResponse* response) override {
    return fake_.list_release_calendar.Serve(*context, *request, *response);
  }

 private:
  FakeRanking& fake_;
};

}  // namespace

FakeRanking::FakeRanking() {
  std::vector<std::unique_ptr<grpc::Service>> services;
  services.push_back(std::make_unique<Ranking>(*this));
  services.push_back(std::make_unique<Catalog>(*this));
  Start(std::move(services));
}

FakeRanking::~FakeRanking() { Stop(); }

}  // namespace peerage::client
