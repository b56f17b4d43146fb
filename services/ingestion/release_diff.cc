#include "services/ingestion/release_diff.h"

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/ingestion/changed_figures.h"
#include "services/ingestion/clipped_text.h"
#include "services/ingestion/figure_rows.h"
#include "services/ingestion/held_figures.h"
#include "services/ingestion/idempotency.h"
#include "services/ingestion/stored_reference.h"
#include "services/runtime/error.h"
#include "services/store/release_draft.h"
#include "services/wire/reference.h"

namespace peerage::ingestion {
namespace {

constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 1000;

// The place after which a page goes on, and how many changes there are in all.
struct PageToken {
  int64_t total = 0;
  std::string series_id;
  core::Month period_end;
  std::string area_id;
};

// "344/all-crime.numerator/2018-12/essex"; ids hold no slash.
std::string Format(const PageToken& token) {
  return absl::StrCat(token.total, "/", token.series_id, "/", token.period_end.ToString(), "/",
                      token.area_id);
}

std::optional<PageToken> ParseToken(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  PageToken token;
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[0], &token.total) || token.total < 1) {
    return std::nullopt;
  }
  const std::optional<core::Month> end = core::Month::Parse(parts[2]);
  if (!end) return std::nullopt;
  token.series_id = parts[1];
  token.period_end = *end;
  token.area_id = parts[3];
  return token;
}

v1::FigureChange ToProto(const ChangedScope& scope, const ChangedFigure& figure,
                         const FigureRows& rows) {
  v1::FigureChange change;
  change.set_series_id(scope.any().series_id);
  const std::vector<std::string>& measures = rows.MeasureIds(change.series_id());
  *change.mutable_measure_ids() = {measures.begin(), measures.end()};
  change.set_area_id(figure.area_id());
  change.set_period_end(scope.any().period_end.ToString());
  change.set_period_months(scope.any().period_months);
  if (figure.before != nullptr) *change.mutable_before() = rows.ToRow(scope.any(), *figure.before);
  if (figure.after != nullptr) {
    *change.mutable_after() = rows.ToRow(scope.any(), *figure.after);
    change.set_seq(scope.after->seq);
  }
  if (figure.before != nullptr && figure.after != nullptr) {
    change.set_difference(rows.Difference(change.series_id(), *figure.before, *figure.after));
  }
  return change;
}

// Walks the changes from a place on; counts them to the end unless the number
// is known, and keeps a page of them.
class Pager {
 public:
  Pager(store::ReleaseLog& log, const FigureRows& rows, size_t page_size,
        std::optional<PageToken> start, v1::DiffReleasesResponse& response)
      : rows_(rows),
        page_size_(page_size),
        start_(std::move(start)),
        before_(log),
        after_(log),
        response_(response) {}

  absl::Status Walk(const std::vector<ChangedScope>& scopes) {
    for (const ChangedScope& scope : scopes) {
      if (start_ && PlaceOf(scope.any()) < std::tie(start_->series_id, start_->period_end))
        continue;
      if (absl::Status status = Visit(scope); !status.ok()) return status;
      if (start_ && more_) break;
    }
    response_.set_total(start_ ? start_->total : count_);
    if (!more_) return absl::OkStatus();
    const v1::FigureChange& last = *response_.changes().rbegin();
    response_.set_next_page_token(
        Format({response_.total(), last.series_id(),
                core::Month::Parse(last.period_end()).value_or(core::Month()), last.area_id()}));
    return absl::OkStatus();
  }

 private:
  absl::Status Visit(const ChangedScope& scope) {
    const auto read = [](HeldFigures& held, const store::ScopeHead* head) {
      return head == nullptr ? absl::StatusOr<core::ScopeFigures>(core::ScopeFigures{})
                             : held.Find(*head);
    };
    const absl::StatusOr<core::ScopeFigures> before = read(before_, scope.before);
    if (!before.ok()) return WithReason(before.status());
    const absl::StatusOr<core::ScopeFigures> after = read(after_, scope.after);
    if (!after.ok()) return WithReason(after.status());
    const bool begun =
        start_ && PlaceOf(scope.any()) == std::tie(start_->series_id, start_->period_end);
    for (const ChangedFigure& figure : ChangedFigures(*before, *after)) {
      if (begun && figure.area_id() <= start_->area_id) continue;
      ++count_;
      if (static_cast<size_t>(response_.changes_size()) < page_size_) {
        *response_.add_changes() = ToProto(scope, figure, rows_);
      } else {
        more_ = true;
      }
    }
    return absl::OkStatus();
  }

  const FigureRows& rows_;
  const size_t page_size_;
  const std::optional<PageToken> start_;
  HeldFigures before_;
  HeldFigures after_;
  v1::DiffReleasesResponse& response_;
  int64_t count_ = 0;
  bool more_ = false;
};

absl::Status CheckRequest(const v1::DiffReleasesRequest& request) {
  if (request.dataset_id().empty()) return runtime::FieldError("dataset_id", "name a dataset");
  if (request.from_seq() < 0) {
    return runtime::FieldError("from_seq", "must be 0, before all, or a release's seq");
  }
  if (request.to_seq() < 1 || request.to_seq() < request.from_seq()) {
    return runtime::FieldError("to_seq", "must be a release's seq, from_seq or above");
  }
  if (request.page_size() < 0 || request.page_size() > kLargestPage) {
    return runtime::FieldError("page_size", "must be 1 to 1000, or unset for 100");
  }
  return absl::OkStatus();
}

absl::Status CheckExists(store::ReleaseLog& log, const v1::DiffReleasesRequest& request) {
  const absl::StatusOr<std::vector<store::Release>> any = log.List(request.dataset_id(), 0, 1);
  if (!any.ok()) return WithReason(any.status());
  if (any->empty()) return runtime::UnknownDataset(request.dataset_id());
  const absl::StatusOr<int64_t> head = log.Head();
  if (!head.ok()) return WithReason(head.status());
  if (request.to_seq() <= *head) return absl::OkStatus();
  return WithReason(store::NoReleaseError(request.to_seq()));
}

}  // namespace

absl::StatusOr<v1::DiffReleasesResponse> DiffFigures(store::ReleaseLog& log,
                                                     const v1::DiffReleasesRequest& request) {
  if (absl::Status status = CheckRequest(request); !status.ok()) return status;
  std::optional<PageToken> start;
  if (!request.page_token().empty()) {
    start = ParseToken(request.page_token());
    if (!start) {
      return runtime::FieldError("page_token", "must be the next_page_token of an earlier answer");
    }
  }
  if (absl::Status status = CheckExists(log, request); !status.ok()) return status;
  const absl::StatusOr<store::DatasetState> before =
      log.ReadDatasetAt(request.dataset_id(), request.from_seq());
  if (!before.ok()) return WithReason(before.status());
  const absl::StatusOr<store::DatasetState> after =
      log.ReadDatasetAt(request.dataset_id(), request.to_seq());
  if (!after.ok()) return WithReason(after.status());
  v1::DiffReleasesResponse response;
  // Not declared yet: then there were no figures either.
  if (after->reference_seq == 0) return response;
  const absl::StatusOr<core::DatasetReference> reference = ReadReference(log, after->reference_seq);
  if (!reference.ok()) return WithReason(reference.status());
  *response.mutable_terms() = wire::ToProto(reference->terms);
  const FigureRows rows(*reference);
  for (const std::string& series : request.series_ids()) {
    if (rows.Declares(series)) continue;
    return runtime::FieldError("series_ids",
                               absl::StrCat("'", Clipped(series), "' is no series of '",
                                            request.dataset_id(), "'; name declared ones"));
  }
  const size_t page_size = request.page_size() == 0 ? kDefaultPage : request.page_size();
  Pager pager(log, rows, page_size, std::move(start), response);
  absl::Status walked = pager.Walk(ChangedScopes(
      before->heads, after->heads, {request.series_ids().begin(), request.series_ids().end()}));
  if (!walked.ok()) return walked;
  return response;
}

}  // namespace peerage::ingestion
