// peerage-ingestion without the world: for tests of code that sends figures in or
// follows releases.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "clients/cpp/fake_server.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"

namespace peerage::client {

// What came with one ImportRelease.
struct FakeUpload {
  ingestion::v1::ImportReleaseHeader header;
  std::string bytes;
  // The sizes of the pieces that the bytes came in.
  std::vector<size_t> pieces;
};

// Answers IngestionClient over a real connection. fake_method.h says what a
// method can be told.
class FakeIngestion final : public FakeServer {
 public:
  FakeIngestion();
  ~FakeIngestion();

  // A call that fails does so before its file is read, and leaves no request.
  FakeMethod<FakeUpload, ingestion::v1::ImportReleaseResponse> import_release{"ImportRelease"};
  FakeMethod<ingestion::v1::ImportReferenceRequest, ingestion::v1::ImportReferenceResponse>
      import_reference{"ImportReference"};
  FakeMethod<ingestion::v1::GetReferenceRequest, ingestion::v1::GetReferenceResponse> get_reference{
      "GetReference"};
  FakeMethod<ingestion::v1::GetReleaseRequest, ingestion::v1::GetReleaseResponse> get_release{
      "GetRelease"};
  FakeMethod<ingestion::v1::ListReleasesRequest, ingestion::v1::ListReleasesResponse> list_releases{
      "ListReleases"};
  FakeMethod<ingestion::v1::DiffReleasesRequest, ingestion::v1::DiffReleasesResponse> diff_releases{
      "DiffReleases"};
  FakeMethod<ingestion::v1::ExportReleaseRequest, FakeStream<ingestion::v1::ExportReleaseResponse>>
      export_release{"ExportRelease"};
  FakeMethod<ingestion::v1::FollowReleasesRequest,
             FakeStream<ingestion::v1::FollowReleasesResponse>>
      follow_releases{"FollowReleases"};
};

}  // namespace peerage::client
