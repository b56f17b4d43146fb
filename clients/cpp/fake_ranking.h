// peerage-ranking without the world: for tests of code that asks for standings.
#pragma once

#include "clients/cpp/fake_server.h"
#include "peerage/catalog/v1/catalog_service.pb.h"
#include "peerage/ranking/v1/ranking_service.pb.h"

namespace peerage::client {

// Answers RankingClient and CatalogClient over a real connection, so that their
// retries and deadlines are tested too. fake_method.h says what a method can be
// told; docs/examples/cpp/standing_test.cc is a test that uses it.
class FakeRanking final : public FakeServer {
 public:
  FakeRanking();
  ~FakeRanking();

  FakeMethod<ranking::v1::GetStandingRequest, ranking::v1::GetStandingResponse> get_standing{
      "GetStanding"};
  FakeMethod<ranking::v1::ListStandingsRequest, ranking::v1::ListStandingsResponse> list_standings{
      "ListStandings"};
  FakeMethod<ranking::v1::GetLeagueTableRequest, ranking::v1::GetLeagueTableResponse>
      get_league_table{"GetLeagueTable"};
  FakeMethod<ranking::v1::ListPositionsRequest, ranking::v1::ListPositionsResponse> list_positions{
      "ListPositions"};
  FakeMethod<ranking::v1::ListRevisionsRequest, ranking::v1::ListRevisionsResponse> list_revisions{
      "ListRevisions"};

  FakeMethod<catalog::v1::ListDatasetsRequest, catalog::v1::ListDatasetsResponse> list_datasets{
      "ListDatasets"};
  FakeMethod<catalog::v1::ListForcesRequest, catalog::v1::ListForcesResponse> list_forces{
      "ListForces"};
  FakeMethod<catalog::v1::ListMeasuresRequest, catalog::v1::ListMeasuresResponse> list_measures{
      "ListMeasures"};
  FakeMethod<catalog::v1::ListSimilarGroupsRequest, catalog::v1::ListSimilarGroupsResponse>
      list_similar_groups{"ListSimilarGroups"};
  FakeMethod<catalog::v1::ListPeriodsRequest, catalog::v1::ListPeriodsResponse> list_periods{
      "ListPeriods"};
  FakeMethod<catalog::v1::ListAspirationsRequest, catalog::v1::ListAspirationsResponse>
      list_aspirations{"ListAspirations"};
  FakeMethod<catalog::v1::ListAnnotationsRequest, catalog::v1::ListAnnotationsResponse>
      list_annotations{"ListAnnotations"};
  FakeMethod<catalog::v1::ListExceptionalEventsRequest, catalog::v1::ListExceptionalEventsResponse>
      list_exceptional_events{"ListExceptionalEvents"};
  FakeMethod<catalog::v1::ListReleaseCalendarRequest, catalog::v1::ListReleaseCalendarResponse>
      list_release_calendar{"ListReleaseCalendar"};
};

}  // namespace peerage::client
