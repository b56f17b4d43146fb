// Data in, and the stream of releases out: calls to ingestion.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "absl/status/statusor.h"
#include "clients/cpp/cancellation.h"
#include "clients/cpp/channel.h"
#include "clients/cpp/service.h"
#include "peerage/ingestion/v1/ingestion_service.grpc.pb.h"

namespace peerage::client {

// Thin and typed. The methods' meanings and errors stand in
// ingestion_service.proto. Every method waits for its answer, and is safe from
// any thread. A write whose answer was lost says so and with which key to repeat
// it (UnsettledKey in status.h).
class IngestionClient {
 public:
  explicit IngestionClient(const Connection& connection);

  // Told how many of all bytes have been handed over, after each piece.
  using Progress = std::function<void(int64_t sent_bytes, int64_t total_bytes)>;
  // What an import waits for by default: the longest a stream may last.
  static CallOptions ImportOptions() { return {.timeout = std::chrono::minutes(10)}; }
  // And for a bulk load, whose header says `bulk`.
  static CallOptions BulkImportOptions() { return {.timeout = std::chrono::minutes(30)}; }

  // Sends one file in pieces of at most 256 KiB, again from the start when it
  // must be tried again. The header's `sha256` is filled in here, and its
  // idempotency key when it has none. `progress` may be null. A file that the
  // service refused for its rows is an OK answer with `refused` set.
  absl::StatusOr<ingestion::v1::ImportReleaseResponse> ImportFile(
      ingestion::v1::ImportReleaseHeader header, std::string_view bytes,
      const Progress& progress = nullptr, const CallOptions& options = ImportOptions()) const;

  absl::StatusOr<ingestion::v1::ImportReferenceResponse> ImportReference(
      const ingestion::v1::ImportReferenceRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<ingestion::v1::GetReferenceResponse> GetReference(
      const ingestion::v1::GetReferenceRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<ingestion::v1::GetReleaseResponse> GetRelease(
      const ingestion::v1::GetReleaseRequest& request, const CallOptions& options = {}) const;
  absl::StatusOr<ingestion::v1::ListReleasesResponse> ListReleases(
      const ingestion::v1::ListReleasesRequest& request, const CallOptions& options = {}) const;

  absl::StatusOr<ingestion::v1::DiffReleasesResponse> DiffReleases(
      const ingestion::v1::DiffReleasesRequest& request, const CallOptions& options = {}) const;

  // Gives every part of an export to `on_part`, in order, in this thread. A
  // release never changes, so a stream that broke is begun again and what was
  // given already is left out. OK also when `on_part` returned false, which ends it.
  absl::Status ExportRelease(
      const ingestion::v1::ExportReleaseRequest& request,
      const std::function<bool(const ingestion::v1::ExportReleaseResponse&)>& on_part,
      const CallOptions& options = ImportOptions()) const;

  // Gives every step after the release that `request` names to `on_step`, in
  // order, in this thread, and has no deadline. Returns OK when `on_step` returned false, CANCELLED
  // when `cancellation` was cancelled, else why the stream broke: UNAVAILABLE
  // also when the service ended it. Resume from the last commit seen.
  absl::Status FollowReleases(
      const ingestion::v1::FollowReleasesRequest& request,
      const std::function<bool(const ingestion::v1::FollowReleasesResponse&)>& on_step,
      Cancellation& cancellation) const;

 private:
  Service service_;
};

}  // namespace peerage::client
