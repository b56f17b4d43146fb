// Requests of the contract as queries of the engines. Every fault is
// INVALID_ARGUMENT that names the field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "peerage/ranking/v1/ranking_service.pb.h"
#include "services/core/month.h"
#include "services/ranking/revision_engine.h"
#include "services/ranking/standing_engine.h"
#include "services/runtime/error.h"
#include "services/wire/standing.h"

namespace peerage::ranking {

// "YYYY-MM"; empty is unset.
absl::StatusOr<std::optional<core::Month>> DecodeMonth(const std::string& field,
                                                       const std::string& text);

// A whole number within bounds, named by its field.
absl::Status CheckRange(const std::string& field, int64_t value, int64_t lowest, int64_t highest);

// wire's error, whose message begins with the field's path.
absl::Status FieldErrorOf(const absl::Status& status);

// The as_of that every ranking and catalogue request has.
template <class Request>
AsOf DecodeAsOf(const Request& request) {
  AsOf as_of;
  if (request.as_of_case() == Request::kSeq) as_of.seq = request.seq();
  if (request.as_of_case() == Request::kKnownOn) as_of.known_on = request.known_on();
  return as_of;
}

// The fields that every ranking request has.
template <class Request>
absl::StatusOr<Selection> DecodeSelection(const Request& request) {
  Selection selection{.dataset_id = request.dataset_id(),
                      .force_id = request.force_id(),
                      .as_of = DecodeAsOf(request)};
  if (selection.dataset_id.empty()) {
    return runtime::FieldError("dataset_id", "is empty: name a dataset");
  }
  if (selection.force_id.empty()) return runtime::FieldError("force_id", "is empty: name a force");
  if (request.group_case() == Request::kGroupId) {
    if (request.group_id().empty()) {
      return runtime::FieldError("group_id", "is empty: name a group, or leave it unset");
    }
    selection.choice = request.group_id();
  } else if (request.group_case() == Request::kForceIds) {
    const auto& ids = request.force_ids().force_ids();
    if (ids.empty()) {
      return runtime::FieldError("force_ids", "is empty: name at least one other force");
    }
    selection.choice = std::vector<std::string>(ids.begin(), ids.end());
  }
  auto method = wire::FromProto(request.method());
  if (!method.ok()) return FieldErrorOf(method.status());
  selection.method = *method;
  return selection;
}

// measure_id and period of the requests that have them.
template <class Request>
absl::StatusOr<StandingQuery> DecodeMeasureAndPeriod(const Request& request) {
  StandingQuery query{.measure_id = request.measure_id()};
  if (query.measure_id.empty()) {
    return runtime::FieldError("measure_id", "is empty: name a measure");
  }
  if (!request.has_period()) return query;
  auto end = DecodeMonth("period.end_month", request.period().end_month());
  if (!end.ok()) return end.status();
  if (!*end) return runtime::FieldError("period.end_month", "is empty: write YYYY-MM");
  query.end = **end;
  if (request.period().months() != 0) query.months = request.period().months();
  return query;
}

absl::StatusOr<StandingQuery> DecodeQuery(const ranking::v1::GetStandingRequest& request);
absl::StatusOr<StandingsQuery> DecodeQuery(const ranking::v1::ListStandingsRequest& request);
absl::StatusOr<StandingQuery> DecodeQuery(const ranking::v1::ListPositionsRequest& request);
absl::StatusOr<RevisionsQuery> DecodeQuery(const ranking::v1::ListRevisionsRequest& request);
absl::StatusOr<LeagueTableBasis> DecodeBasis(ranking::v1::LeagueTableBasis basis);

}  // namespace peerage::ranking
