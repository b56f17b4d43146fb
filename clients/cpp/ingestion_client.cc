#include "clients/cpp/ingestion_client.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cpp/route.h"
#include "clients/cpp/service_call.h"
#include "clients/cpp/sha256.h"

namespace peerage::client {

using ingestion::v1::IngestionService;
using Stub = IngestionService::StubInterface;

namespace {

constexpr size_t kPieceBytes = 256 << 10;

using ImportWriter = grpc::ClientWriterInterface<ingestion::v1::ImportReleaseRequest>;

// False when the service has ended the call; its status says why.
bool SendPieces(ImportWriter& writer, std::string_view bytes,
                const IngestionClient::Progress& progress) {
  for (size_t sent = 0; sent < bytes.size();) {
    const std::string_view piece = bytes.substr(sent, kPieceBytes);
    ingestion::v1::ImportReleaseRequest part;
    part.set_data(piece.data(), piece.size());
    if (!writer.Write(part)) return false;
    sent += piece.size();
    if (progress) progress(static_cast<int64_t>(sent), static_cast<int64_t>(bytes.size()));
  }
  return true;
}

}  // namespace

IngestionClient::IngestionClient(const Connection& connection)
    : service_{"ingestion", connection} {}

absl::StatusOr<ingestion::v1::ImportReleaseResponse> IngestionClient::ImportFile(
    ingestion::v1::ImportReleaseHeader header, std::string_view bytes, const Progress& progress,
    const CallOptions& options) const {
  header.set_sha256(Sha256(bytes));
  if (header.idempotency_key().empty()) header.set_idempotency_key(RandomKey());
  const Work work = WorkOf(header);
  ingestion::v1::ImportReleaseRequest first;
  *first.mutable_header() = std::move(header);
  ingestion::v1::ImportReleaseResponse response;
  const auto send = [&](AttemptFrame& frame) {
    const auto stub = IngestionService::NewStub(frame.channel);
    const auto writer = stub->ImportRelease(&frame.context, &response);
    if (writer->Write(first) && SendPieces(*writer, bytes, progress)) writer->WritesDone();
    return writer->Finish();
  };
  absl::Status done = Perform(service_, work, options, send);
  if (!done.ok()) return done;
  return response;
}

absl::StatusOr<ingestion::v1::ImportReferenceResponse> IngestionClient::ImportReference(
    const ingestion::v1::ImportReferenceRequest& request, const CallOptions& options) const {
  return CallUnary<IngestionService>(service_, &Stub::PrepareAsyncImportReference, request,
                                     options);
}

absl::StatusOr<ingestion::v1::GetReferenceResponse> IngestionClient::GetReference(
    const ingestion::v1::GetReferenceRequest& request, const CallOptions& options) const {
  return CallUnary<IngestionService>(service_, &Stub::PrepareAsyncGetReference, request, options);
}

absl::StatusOr<ingestion::v1::GetReleaseResponse> IngestionClient::GetRelease(
    const ingestion::v1::GetReleaseRequest& request, const CallOptions& options) const {
  return CallUnary<IngestionService>(service_, &Stub::PrepareAsyncGetRelease, request, options);
}

absl::StatusOr<ingestion::v1::ListReleasesResponse> IngestionClient::ListReleases(
    const ingestion::v1::ListReleasesRequest& request, const CallOptions& options) const {
  return CallUnary<IngestionService>(service_, &Stub::PrepareAsyncListReleases, request, options);
}

absl::StatusOr<ingestion::v1::DiffReleasesResponse> IngestionClient::DiffReleases(
    const ingestion::v1::DiffReleasesRequest& request, const CallOptions& options) const {
  return CallUnary<IngestionService>(service_, &Stub::PrepareAsyncDiffReleases, request, options);
}

absl::Status IngestionClient::ExportRelease(
    const ingestion::v1::ExportReleaseRequest& request,
    const std::function<bool(const ingestion::v1::ExportReleaseResponse&)>& on_part,
    const CallOptions& options) const {
  int64_t given = 0;
  bool stopped = false;
  const auto read = [&](AttemptFrame& frame) {
    const auto stub = IngestionService::NewStub(frame.channel);
    const auto reader = stub->ExportRelease(&frame.context, request);
    ingestion::v1::ExportReleaseResponse part;
    for (int64_t parts = 0; !stopped && reader->Read(&part); ++parts) {
      if (parts < given) continue;
      ++given;
      stopped = !on_part(part);
    }
    if (!stopped) return reader->Finish();
    frame.context.TryCancel();
    reader->Finish();
    return grpc::Status::OK;
  };
  return Perform(service_, {.patience = Patience::kAll}, options, read);
}

absl::Status IngestionClient::FollowReleases(
    const ingestion::v1::FollowReleasesRequest& request,
    const std::function<bool(const ingestion::v1::FollowReleasesResponse&)>& on_step,
    Cancellation& cancellation) const {
  grpc::ClientContext context;
  AddMetadata(context, service_.connection, {});
  const Cancellation::Binding binding(cancellation, context);
  const auto stub = IngestionService::NewStub(service_.connection.route->all());
  const auto reader = stub->FollowReleases(&context, request);
  ingestion::v1::FollowReleasesResponse step;
  bool stopped = false;
  while (!stopped && reader->Read(&step)) stopped = !on_step(step);
  if (stopped) context.TryCancel();
  const grpc::Status status = reader->Finish();
  if (stopped) return absl::OkStatus();
  if (status.ok()) {
    return absl::UnavailableError(absl::StrCat("the ingestion service at ",
                                               service_.connection.address, " ended the stream"));
  }
  return Explain(status, service_);
}

}  // namespace peerage::client
