#include "services/ranking/catalog_service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "services/ranking/catalog_engine.h"
#include "services/ranking/request_decoder.h"
#include "services/ranking/snapshot_gate.h"
#include "services/runtime/unary.h"
#include "services/wire/reference.h"
#include "services/wire/standing.h"

namespace peerage::ranking {
namespace {

namespace api = catalog::v1;
using runtime::Call;

constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 1000;

// Which rows of a list go into an answer. A token is the next row's number; the
// caller keeps to one state by passing the same as_of.
struct Page {
  size_t first = 0;
  size_t size = kDefaultPage;
};

template <class Request>
absl::StatusOr<Page> DecodePage(const Request& request) {
  Page page;
  if (request.page_size() != 0) {
    const absl::Status size = CheckRange("page_size", request.page_size(), 1, kLargestPage);
    if (!size.ok()) return size;
    page.size = static_cast<size_t>(request.page_size());
  }
  if (!request.page_token().empty()) {
    int64_t first = 0;
    if (!absl::SimpleAtoi(request.page_token(), &first) || first < 1) {
      return runtime::FieldError("page_token", "is not one that an answer gave: leave it empty");
    }
    page.first = static_cast<size_t>(first);
  }
  return page;
}

template <class Items, class Response, class Add>
void FillPage(const Page& page, const Items& items, Response& response, const Add& add) {
  const size_t end = std::min(items.size(), page.first + page.size);
  for (size_t i = page.first; i < end; ++i) add(items[i]);
  if (end < items.size()) response.set_next_page_token(absl::StrCat(end));
}

absl::Status Fill(const DatasetView& dataset, const Page& page, const api::ListForcesRequest&,
                  api::ListForcesResponse& response) {
  FillPage(page, ListForces(dataset), response,
           [&](const core::Area& area) { *response.add_forces() = wire::ToProto(area); });
  return absl::OkStatus();
}

absl::Status Fill(const DatasetView& dataset, const Page& page, const api::ListMeasuresRequest&,
                  api::ListMeasuresResponse& response) {
  FillPage(page, dataset.reference().measures, response, [&](const core::Measure& measure) {
    *response.add_measures() = wire::ToProto(measure);
  });
  return absl::OkStatus();
}

absl::Status Fill(const DatasetView& dataset, const Page& page,
                  const api::ListSimilarGroupsRequest& request,
                  api::ListSimilarGroupsResponse& response) {
  const auto groups = ListGroups(dataset, request.force_id());
  if (!groups.ok()) return groups.status();
  FillPage(page, *groups, response, [&](const core::SimilarGroup& group) {
    *response.add_similar_groups() = wire::ToProto(group);
  });
  return absl::OkStatus();
}

absl::Status Fill(const DatasetView& dataset, const Page& page,
                  const api::ListPeriodsRequest& request, api::ListPeriodsResponse& response) {
  if (request.measure_id().empty()) {
    return runtime::FieldError("measure_id", "is empty: name a measure");
  }
  const auto periods = ListPeriods(dataset, request.measure_id());
  if (!periods.ok()) return periods.status();
  FillPage(page, *periods, response,
           [&](const core::Period& period) { *response.add_periods() = wire::ToProto(period); });
  return absl::OkStatus();
}

absl::Status Fill(const DatasetView& dataset, const Page& page,
                  const api::ListAspirationsRequest& request,
                  api::ListAspirationsResponse& response) {
  const auto aspirations = ListAspirations(dataset, request.force_id());
  if (!aspirations.ok()) return aspirations.status();
  FillPage(page, *aspirations, response, [&](const core::Aspiration& aspiration) {
    *response.add_aspirations() = wire::ToProto(aspiration);
  });
  return absl::OkStatus();
}

absl::Status Fill(const DatasetView& dataset, const Page& page,
                  const api::ListAnnotationsRequest& request,
                  api::ListAnnotationsResponse& response) {
  const auto annotations = ListAnnotations(dataset, request.force_id(), request.measure_id());
  if (!annotations.ok()) return annotations.status();
  FillPage(page, *annotations, response, [&](const core::Annotation& annotation) {
    *response.add_annotations() = wire::ToProto(annotation);
  });
  return absl::OkStatus();
}

absl::Status Fill(const DatasetView& dataset, const Page& page,
                  const api::ListExceptionalEventsRequest& request,
                  api::ListExceptionalEventsResponse& response) {
  const auto events = ListEvents(dataset, request.force_id());
  if (!events.ok()) return events.status();
  FillPage(page, *events, response, [&](const core::ExceptionalEvent& event) {
    *response.add_exceptional_events() = wire::ToProto(event);
  });
  return absl::OkStatus();
}

absl::Status Fill(const DatasetView& dataset, const Page& page,
                  const api::ListReleaseCalendarRequest& request,
                  api::ListReleaseCalendarResponse& response) {
  const std::optional<core::Day> from = core::Day::Parse(request.from_date());
  if (!request.from_date().empty() && !from) {
    return runtime::FieldError(
        "from_date", absl::StrCat("\"", request.from_date(), "\" is not a day: write YYYY-MM-DD"));
  }
  const auto entries = ListCalendar(dataset, request.measure_id(), from);
  if (!entries.ok()) return entries.status();
  FillPage(page, *entries, response, [&](const core::CalendarEntry& entry) {
    *response.add_entries() = wire::ToProto(entry);
  });
  return absl::OkStatus();
}

// Lists that belong to one dataset, which the guard has looked at.
template <class Request, class Response>
absl::Status Answer(const std::shared_ptr<const Snapshot>& snapshot, int64_t seq,
                    const runtime::Rights&, const Request& request, Response& response) {
  if (request.dataset_id().empty()) {
    return runtime::FieldError("dataset_id", "is empty: name a dataset");
  }
  const auto page = DecodePage(request);
  if (!page.ok()) return page.status();
  const auto dataset = DatasetView::Open(snapshot, seq, request.dataset_id());
  if (!dataset.ok()) return dataset.status();
  return Fill(*dataset, *page, request, response);
}

absl::Status Answer(const std::shared_ptr<const Snapshot>& snapshot, int64_t seq,
                    const runtime::Rights& rights, const api::ListDatasetsRequest& request,
                    api::ListDatasetsResponse& response) {
  const auto page = DecodePage(request);
  if (!page.ok()) return page.status();
  std::vector<DatasetEntry> entries = ListDatasets(snapshot, seq);
  std::erase_if(entries, [&](const DatasetEntry& entry) {
    return !rights.MayUseDataset(entry.reference->dataset_id);
  });
  FillPage(*page, entries, response, [&](const DatasetEntry& entry) {
    api::Dataset& dataset = *response.add_datasets();
    dataset.set_id(entry.reference->dataset_id);
    dataset.set_name(entry.reference->name);
    *dataset.mutable_terms() = wire::ToProto(entry.reference->terms);
    dataset.set_built_in_groups(entry.reference->built_in_groups);
    if (entry.newest_month) dataset.set_newest_period(entry.newest_month->ToString());
  });
  return absl::OkStatus();
}

template <class Request, class Response>
grpc::ServerUnaryReactor* HandleList(runtime::Entrance& entrance, const SnapshotHolder& holder,
                                     runtime::WorkQueue& waiting,
                                     grpc::CallbackServerContext* context, const char* method,
                                     const Request* request, Response* response) {
  const runtime::UnaryHandler<Request, Response> handler =
      [&holder](Call& call, const Request& asked, Response& answer) -> absl::Status {
    const auto snapshot = Enter(holder, asked.min_seq(), call);
    if (!snapshot.ok()) return snapshot.status();
    // Before the first release every list is empty.
    int64_t seq = 0;
    if ((*snapshot)->seq > 0) {
      const auto resolved = ResolveAsOf(**snapshot, DecodeAsOf(asked));
      if (!resolved.ok()) return resolved.status();
      seq = *resolved;
    }
    answer.set_seq(seq);
    return Answer(*snapshot, seq, *call.rights, asked, answer);
  };
  if (MustWait(holder, request->min_seq())) {
    return runtime::HandleQueued<Request, Response>(entrance, waiting, context, method, request,
                                                    response, handler);
  }
  return runtime::HandleInline<Request, Response>(entrance, context, method, request, response,
                                                  handler);
}

}  // namespace

grpc::ServerUnaryReactor* CatalogService::ListDatasets(grpc::CallbackServerContext* context,
                                                       const api::ListDatasetsRequest* request,
                                                       api::ListDatasetsResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListDatasets", request, response);
}

grpc::ServerUnaryReactor* CatalogService::ListForces(grpc::CallbackServerContext* context,
                                                     const api::ListForcesRequest* request,
                                                     api::ListForcesResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListForces", request, response);
}

grpc::ServerUnaryReactor* CatalogService::ListMeasures(grpc::CallbackServerContext* context,
                                                       const api::ListMeasuresRequest* request,
                                                       api::ListMeasuresResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListMeasures", request, response);
}

grpc::ServerUnaryReactor* CatalogService::ListSimilarGroups(
    grpc::CallbackServerContext* context, const api::ListSimilarGroupsRequest* request,
    api::ListSimilarGroupsResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListSimilarGroups", request, response);
}

grpc::ServerUnaryReactor* CatalogService::ListPeriods(grpc::CallbackServerContext* context,
                                                      const api::ListPeriodsRequest* request,
                                                      api::ListPeriodsResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListPeriods", request, response);
}

grpc::ServerUnaryReactor* CatalogService::ListAspirations(
    grpc::CallbackServerContext* context, const api::ListAspirationsRequest* request,
    api::ListAspirationsResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListAspirations", request, response);
}

grpc::ServerUnaryReactor* CatalogService::ListAnnotations(
    grpc::CallbackServerContext* context, const api::ListAnnotationsRequest* request,
    api::ListAnnotationsResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListAnnotations", request, response);
}

grpc::ServerUnaryReactor* CatalogService::ListExceptionalEvents(
    grpc::CallbackServerContext* context, const api::ListExceptionalEventsRequest* request,
    api::ListExceptionalEventsResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListExceptionalEvents", request,
                    response);
}

grpc::ServerUnaryReactor* CatalogService::ListReleaseCalendar(
    grpc::CallbackServerContext* context, const api::ListReleaseCalendarRequest* request,
    api::ListReleaseCalendarResponse* response) {
  return HandleList(entrance_, holder_, waiting_, context, "ListReleaseCalendar", request,
                    response);
}

}  // namespace peerage::ranking
