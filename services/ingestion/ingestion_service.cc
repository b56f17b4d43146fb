#include "services/ingestion/ingestion_service.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/idempotency.h"
#include "services/ingestion/release_diff.h"
#include "services/ingestion/release_export.h"
#include "services/ingestion/release_follower.h"
#include "services/ingestion/release_messages.h"
#include "services/ingestion/source_export.h"
#include "services/runtime/error.h"
#include "services/runtime/streaming.h"
#include "services/runtime/unary.h"
#include "services/store/failpoint.h"
#include "services/store/release_draft.h"

namespace peerage::ingestion {
namespace {

constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 1000;

store::Caller CallerOf(const runtime::Call& call) {
  return {.identity = call.identity,
          .request_id = call.request_id,
          .role = call.rights->roles,
          .end_user = call.end_user};
}

absl::Status Pass(store::Failpoint failpoint) {
  return WithReason(store::PassFailpoint(failpoint));
}

absl::Status ReaderGone() {
  return runtime::Error(absl::StatusCode::kCancelled, runtime::Reason::kCancelled,
                        "the caller has gone");
}

absl::Status Stopping() {
  return runtime::Error(absl::StatusCode::kUnavailable, runtime::Reason::kUnavailable,
                        "this server is stopping; ask another one");
}

// On loopback without TLS everybody is the operator.
bool MayLoadInBulk(const runtime::Call& call) {
  return call.rights->call_class == runtime::CallClass::kBulk || call.identity == "local";
}

void CountImport(const v1::ImportReleaseResponse& response, Metrics& metrics) {
  if (!response.has_accepted()) {
    metrics.refused.Increment();
  } else if (response.accepted().unchanged()) {
    metrics.unchanged.Increment();
  } else {
    metrics.accepted.Increment();
    metrics.rows.Increment(static_cast<double>(response.accepted().rows_accepted()));
  }
}

}  // namespace

grpc::ServerReadReactor<v1::ImportReleaseRequest>* IngestionService::ImportRelease(
    grpc::CallbackServerContext* context, v1::ImportReleaseResponse* response) {
  return UploadReactor::Start(upload_way_, *context, *response);
}

absl::Status IngestionService::CheckHeader(const runtime::Call& call,
                                           const v1::ImportReleaseHeader& header) const {
  if (absl::Status status = imports_.CheckHeader(header); !status.ok()) return status;
  if (absl::Status status = call.CheckDataset(header.dataset_id()); !status.ok()) return status;
  if (header.bulk() && !MayLoadInBulk(call)) {
    return runtime::Error(absl::StatusCode::kPermissionDenied, runtime::Reason::kNotAllowed,
                          "bulk loads are for callers of class bulk; leave header.bulk out, or ask "
                          "for that class in the policy");
  }
  return Pass(store::Failpoint::kImportHeader);
}

absl::Status IngestionService::Import(runtime::Call& call, const v1::ImportReleaseHeader& header,
                                      const UploadedFile& upload,
                                      v1::ImportReleaseResponse& response) {
  absl::Status status = entrance_.admission().CountUpload(
      call.identity, call.rights->quota, static_cast<int64_t>(upload.bytes.size()));
  if (status.ok()) status = Pass(store::Failpoint::kImportReceived);
  if (!status.ok()) return status;
  absl::StatusOr<v1::ImportReleaseResponse> result =
      imports_.Import(CallerOf(call), header, upload);
  if (!result.ok()) return result.status();
  CountImport(*result, metrics_);
  response = *std::move(result);
  return Pass(store::Failpoint::kImportAnswer);
}

grpc::ServerUnaryReactor* IngestionService::ImportReference(
    grpc::CallbackServerContext* context, const v1::ImportReferenceRequest* request,
    v1::ImportReferenceResponse* response) {
  return runtime::HandleQueued<v1::ImportReferenceRequest, v1::ImportReferenceResponse>(
      entrance_, queue_, context, "ImportReference", request, response,
      [this](runtime::Call& call, const auto& req, auto& resp) -> absl::Status {
        absl::StatusOr<v1::ImportReferenceResponse> result = references_.Apply(CallerOf(call), req);
        if (!result.ok()) return result.status();
        (result->unchanged() ? metrics_.unchanged : metrics_.accepted).Increment();
        resp = *std::move(result);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IngestionService::GetReference(grpc::CallbackServerContext* context,
                                                         const v1::GetReferenceRequest* request,
                                                         v1::GetReferenceResponse* response) {
  return runtime::HandleQueued<v1::GetReferenceRequest, v1::GetReferenceResponse>(
      entrance_, queue_, context, "GetReference", request, response,
      [this](runtime::Call&, const auto& req, auto& resp) -> absl::Status {
        absl::StatusOr<v1::GetReferenceResponse> result = references_.Get(req);
        if (!result.ok()) return result.status();
        resp = *std::move(result);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IngestionService::GetRelease(grpc::CallbackServerContext* context,
                                                       const v1::GetReleaseRequest* request,
                                                       v1::GetReleaseResponse* response) {
  return runtime::HandleQueued<v1::GetReleaseRequest, v1::GetReleaseResponse>(
      entrance_, queue_, context, "GetRelease", request, response,
      [this](runtime::Call& call, const auto& req, auto& resp) -> absl::Status {
        const absl::StatusOr<store::Release> release = Find(*call.rights, req.seq());
        if (!release.ok()) return release.status();
        const absl::StatusOr<std::string> remarks = log_.ReadRemarks(req.seq());
        if (!remarks.ok()) return WithReason(remarks.status());
        if (!resp.ParseFromString(*remarks)) {
          return absl::InternalError("kept warnings are damaged");
        }
        *resp.mutable_release() = ToProto(*release);
        return absl::OkStatus();
      });
}

absl::StatusOr<store::Release> IngestionService::Find(const runtime::Rights& rights, int64_t seq) {
  if (seq < 1) return runtime::FieldError("seq", "a release's seq is 1 or more");
  absl::StatusOr<store::Release> release = log_.Get(seq);
  if (!release.ok()) return WithReason(release.status());
  if (rights.MayUseDataset(release->dataset_id)) return release;
  return WithReason(store::NoReleaseError(seq));
}

grpc::ServerUnaryReactor* IngestionService::DiffReleases(grpc::CallbackServerContext* context,
                                                         const v1::DiffReleasesRequest* request,
                                                         v1::DiffReleasesResponse* response) {
  return runtime::HandleQueued<v1::DiffReleasesRequest, v1::DiffReleasesResponse>(
      entrance_, queue_, context, "DiffReleases", request, response,
      [this](runtime::Call&, const auto& req, auto& resp) -> absl::Status {
        absl::StatusOr<v1::DiffReleasesResponse> diff = DiffFigures(log_, req);
        if (!diff.ok()) return diff.status();
        resp = *std::move(diff);
        return absl::OkStatus();
      });
}

grpc::ServerUnaryReactor* IngestionService::ListReleases(grpc::CallbackServerContext* context,
                                                         const v1::ListReleasesRequest* request,
                                                         v1::ListReleasesResponse* response) {
  return runtime::HandleQueued<v1::ListReleasesRequest, v1::ListReleasesResponse>(
      entrance_, queue_, context, "ListReleases", request, response,
      [this](runtime::Call& call, const auto& req, auto& resp) {
        return List(*call.rights, req, resp);
      });
}

absl::Status IngestionService::List(const runtime::Rights& rights,
                                    const v1::ListReleasesRequest& request,
                                    v1::ListReleasesResponse& response) {
  if (request.page_size() < 0 || request.page_size() > kLargestPage) {
    return runtime::FieldError("page_size", "must be 1 to 1000, or unset for 100");
  }
  // A token is the last seq that was sent.
  int64_t after = 0;
  if (!request.page_token().empty() &&
      (!absl::SimpleAtoi(request.page_token(), &after) || after < 1)) {
    return runtime::FieldError("page_token", "must be the next_page_token of an earlier answer");
  }
  const size_t size = request.page_size() == 0 ? kDefaultPage : request.page_size();
  const absl::StatusOr<int64_t> head = log_.Head();
  if (!head.ok()) return WithReason(head.status());
  // One more than asked for tells whether the page is the last.
  absl::StatusOr<std::vector<store::Release>> releases =
      log_.List(request.dataset_id(), after, static_cast<int>(size) + 1);
  if (!releases.ok()) return WithReason(releases.status());
  if (releases->size() > size) {
    releases->pop_back();
    response.set_next_page_token(absl::StrCat(releases->back().seq));
  }
  for (const store::Release& release : *releases) {
    if (rights.MayUseDataset(release.dataset_id)) *response.add_releases() = ToProto(release);
  }
  response.set_head_seq(*head);
  return absl::OkStatus();
}

grpc::Status IngestionService::ExportRelease(
    grpc::ServerContext* context, const v1::ExportReleaseRequest* request,
    grpc::ServerWriter<v1::ExportReleaseResponse>* writer) {
  return runtime::HandleStreaming(
      entrance_, context, "ExportRelease", request, [&](runtime::Call& call) -> absl::Status {
        const absl::StatusOr<store::Release> release = Find(*call.rights, request->seq());
        if (!release.ok()) return release.status();
        const auto send = [&](const v1::ExportReleaseResponse& part) -> absl::Status {
          if (draining_()) return Stopping();
          return writer->Write(part) ? absl::OkStatus() : ReaderGone();
        };
        return request->source_bytes()
                   ? ExportSource(log_, *release, send)
                   : ExportFigures(log_, *release, request->everything_known(), send);
      });
}

grpc::Status IngestionService::FollowReleases(
    grpc::ServerContext* context, const v1::FollowReleasesRequest* request,
    grpc::ServerWriter<v1::FollowReleasesResponse>* writer) {
  return runtime::HandleStreaming(
      entrance_, context, "FollowReleases", request, [&](runtime::Call&) {
        ReleaseFollower follower(log_, *request, [&](const v1::FollowReleasesResponse& step) {
          return writer->Write(step);
        });
        return follower.Follow([&] {
          if (context->IsCancelled()) return ReaderGone();
          return draining_() ? Stopping() : absl::OkStatus();
        });
      });
}

}  // namespace peerage::ingestion
