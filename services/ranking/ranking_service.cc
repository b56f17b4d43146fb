#include "services/ranking/ranking_service.h"

#include "services/ranking/request_decoder.h"
#include "services/ranking/snapshot_gate.h"
#include "services/ranking/standing_engine.h"
#include "services/runtime/unary.h"
#include "services/wire/reference.h"
#include "services/wire/revision.h"
#include "services/wire/standing.h"

namespace peerage::ranking {
namespace {

using runtime::Call;

// Rows that are made where they are asked for.
constexpr int kMostInline = 50;

// What the dataset that was asked about says of its figures, as known at the
// answer's seq.
template <class Response>
void AddTerms(const Snapshot& snapshot, const Selection& selection, int64_t seq,
              Response& response) {
  const auto& dataset = snapshot.datasets.find(selection.dataset_id)->second;
  *response.mutable_terms() = wire::ToProto(dataset->ReferenceAt(seq)->terms);
}

absl::Status Answer(const std::shared_ptr<const Snapshot>& snapshot,
                    const v1::GetStandingRequest& request, v1::GetStandingResponse& response) {
  const auto selection = DecodeSelection(request);
  if (!selection.ok()) return selection.status();
  const auto query = DecodeQuery(request);
  if (!query.ok()) return query.status();
  const auto standing = GetStanding(snapshot, *selection, *query);
  if (!standing.ok()) return standing.status();
  *response.mutable_standing() = wire::ToProto(*standing);
  AddTerms(*snapshot, *selection, standing->seq, response);
  return absl::OkStatus();
}

absl::Status Answer(const std::shared_ptr<const Snapshot>& snapshot,
                    const v1::ListStandingsRequest& request, v1::ListStandingsResponse& response) {
  const auto selection = DecodeSelection(request);
  if (!selection.ok()) return selection.status();
  const auto query = DecodeQuery(request);
  if (!query.ok()) return query.status();
  const auto paper = ListStandings(snapshot, *selection, *query);
  if (!paper.ok()) return paper.status();
  for (const core::Standing& standing : paper->standings) {
    *response.add_standings() = wire::ToProto(standing);
  }
  for (const std::string& id : paper->unavailable_measure_ids) {
    response.add_unavailable_measure_ids(id);
  }
  response.set_reporting_month(paper->reporting_month.ToString());
  response.set_previous_reporting_month(paper->previous_reporting_month.ToString());
  response.set_seq(paper->seq);
  AddTerms(*snapshot, *selection, paper->seq, response);
  return absl::OkStatus();
}

absl::Status Answer(const std::shared_ptr<const Snapshot>& snapshot,
                    const v1::GetLeagueTableRequest& request,
                    v1::GetLeagueTableResponse& response) {
  const auto selection = DecodeSelection(request);
  if (!selection.ok()) return selection.status();
  const auto query = DecodeMeasureAndPeriod(request);
  if (!query.ok()) return query.status();
  const auto basis = DecodeBasis(request.basis());
  if (!basis.ok()) return basis.status();
  const auto table = GetLeagueTable(snapshot, *selection, *query, *basis);
  if (!table.ok()) return table.status();
  for (const core::Standing& standing : table->standings) {
    *response.add_standings() = wire::ToProto(standing);
  }
  response.set_basis(*basis == LeagueTableBasis::kValue ? v1::LEAGUE_TABLE_BASIS_VALUE
                                                        : v1::LEAGUE_TABLE_BASIS_CHANGE);
  response.set_seq(table->seq);
  AddTerms(*snapshot, *selection, table->seq, response);
  return absl::OkStatus();
}

absl::Status Answer(const std::shared_ptr<const Snapshot>& snapshot,
                    const v1::ListPositionsRequest& request, v1::ListPositionsResponse& response) {
  const auto selection = DecodeSelection(request);
  if (!selection.ok()) return selection.status();
  const auto query = DecodeQuery(request);
  if (!query.ok()) return query.status();
  const auto positions = ListPositions(snapshot, *selection, *query);
  if (!positions.ok()) return positions.status();
  for (const core::PositionPoint& point : positions->points) {
    *response.add_positions() = wire::ToProto(point);
  }
  response.set_seq(positions->seq);
  AddTerms(*snapshot, *selection, positions->seq, response);
  return absl::OkStatus();
}

absl::Status Answer(const std::shared_ptr<const Snapshot>& snapshot,
                    const v1::ListRevisionsRequest& request, v1::ListRevisionsResponse& response) {
  const auto query = DecodeQuery(request);
  if (!query.ok()) return query.status();
  const auto revisions = ListRevisions(snapshot, *query);
  if (!revisions.ok()) return revisions.status();
  const DatasetView& dataset = revisions->dataset;
  const auto name = [&](v1::Revision& revision) {
    revision.set_force_name(dataset.AreaOf(revision.force_id()).name);
  };
  for (const MeasureRevisions& measure : revisions->measures) {
    v1::MeasureRevisions& out = *response.add_revisions();
    out = wire::ToProto(measure.summary);
    out.set_measure_id(measure.measure_id);
    out.set_measure_name(measure.measure_name);
    out.set_periods(measure.periods);
    if (out.has_largest_up()) name(*out.mutable_largest_up());
    if (out.has_largest_down()) name(*out.mutable_largest_down());
  }
  response.set_seq(dataset.seq());
  *response.mutable_terms() = wire::ToProto(dataset.reference().terms);
  return absl::OkStatus();
}

// Every method: the snapshot first, then the answer from it alone.
template <class Request, class Response>
runtime::UnaryHandler<Request, Response> Handler(const SnapshotHolder& holder) {
  return [&holder](Call& call, const Request& request, Response& response) {
    const auto snapshot = Enter(holder, request.min_seq(), call);
    if (!snapshot.ok()) return snapshot.status();
    return Answer(*snapshot, request, response);
  };
}

template <class Request, class Response>
grpc::ServerUnaryReactor* HandleRead(runtime::Entrance& entrance, const SnapshotHolder& holder,
                                     runtime::WorkQueue& waiting,
                                     grpc::CallbackServerContext* context, const char* method,
                                     const Request* request, Response* response) {
  if (MustWait(holder, request->min_seq())) {
    return runtime::HandleQueued<Request, Response>(entrance, waiting, context, method, request,
                                                    response, Handler<Request, Response>(holder));
  }
  return runtime::HandleInline<Request, Response>(entrance, context, method, request, response,
                                                  Handler<Request, Response>(holder));
}

}  // namespace

grpc::ServerUnaryReactor* RankingService::GetStanding(grpc::CallbackServerContext* context,
                                                      const v1::GetStandingRequest* request,
                                                      v1::GetStandingResponse* response) {
  return HandleRead(entrance_, holder_, waiting_, context, "GetStanding", request, response);
}

grpc::ServerUnaryReactor* RankingService::ListStandings(grpc::CallbackServerContext* context,
                                                        const v1::ListStandingsRequest* request,
                                                        v1::ListStandingsResponse* response) {
  // A long list is no work for gRPC's own threads.
  if (request->measure_ids_size() > kMostInline) {
    return runtime::HandleQueued<v1::ListStandingsRequest, v1::ListStandingsResponse>(
        entrance_, working_, context, "ListStandings", request, response,
        Handler<v1::ListStandingsRequest, v1::ListStandingsResponse>(holder_));
  }
  return HandleRead(entrance_, holder_, waiting_, context, "ListStandings", request, response);
}

grpc::ServerUnaryReactor* RankingService::GetLeagueTable(grpc::CallbackServerContext* context,
                                                         const v1::GetLeagueTableRequest* request,
                                                         v1::GetLeagueTableResponse* response) {
  return runtime::HandleQueued<v1::GetLeagueTableRequest, v1::GetLeagueTableResponse>(
      entrance_, working_, context, "GetLeagueTable", request, response,
      Handler<v1::GetLeagueTableRequest, v1::GetLeagueTableResponse>(holder_));
}

grpc::ServerUnaryReactor* RankingService::ListPositions(grpc::CallbackServerContext* context,
                                                        const v1::ListPositionsRequest* request,
                                                        v1::ListPositionsResponse* response) {
  return HandleRead(entrance_, holder_, waiting_, context, "ListPositions", request, response);
}

grpc::ServerUnaryReactor* RankingService::ListRevisions(grpc::CallbackServerContext* context,
                                                        const v1::ListRevisionsRequest* request,
                                                        v1::ListRevisionsResponse* response) {
  return runtime::HandleQueued<v1::ListRevisionsRequest, v1::ListRevisionsResponse>(
      entrance_, working_, context, "ListRevisions", request, response,
      Handler<v1::ListRevisionsRequest, v1::ListRevisionsResponse>(holder_));
}

}  // namespace peerage::ranking
