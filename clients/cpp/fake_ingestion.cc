#include "clients/cpp/fake_ingestion.h"

#include <memory>
#include <utility>

#include "peerage/ingestion/v1/ingestion_service.grpc.pb.h"

namespace peerage::client {
namespace {

FakeUpload ReadUpload(grpc::ServerReader<ingestion::v1::ImportReleaseRequest>& reader) {
  FakeUpload upload;
  ingestion::v1::ImportReleaseRequest part;
  while (reader.Read(&part)) {
    if (part.has_header()) {
      upload.header = part.header();
    } else {
      upload.bytes += part.data();
      upload.pieces.push_back(part.data().size());
    }
  }
  return upload;
}

class Ingestion final : public ingestion::v1::IngestionService::Service {
 public:
  explicit Ingestion(FakeIngestion& fake) : fake_(fake) {}

  grpc::Status ImportRelease(grpc::ServerContext* context,
                             grpc::ServerReader<ingestion::v1::ImportReleaseRequest>* reader,
                             ingestion::v1::ImportReleaseResponse* response) override {
    grpc::Status failed = fake_.import_release.Arrive(*context);
    return failed.ok() ? fake_.import_release.ServeArrived(ReadUpload(*reader), *response) : failed;
  }

  grpc::Status ImportReference(grpc::ServerContext* context,
                               const ingestion::v1::ImportReferenceRequest* request,
                               ingestion::v1::ImportReferenceResponse* response) override {
    return fake_.import_reference.Serve(*context, *request, *response);
  }

  grpc::Status GetReference(grpc::ServerContext* context,
                            const ingestion::v1::GetReferenceRequest* request,
                            ingestion::v1::GetReferenceResponse* response) override {
    return fake_.get_reference.Serve(*context, *request, *response);
  }

  grpc::Status GetRelease(grpc::ServerContext* context,
                          const ingestion::v1::GetReleaseRequest* request,
                          ingestion::v1::GetReleaseResponse* response) override {
    return fake_.get_release.Serve(*context, *request, *response);
  }

  grpc::Status ListReleases(grpc::ServerContext* context,
                            const ingestion::v1::ListReleasesRequest* request,
                            ingestion::v1::ListReleasesResponse* response) override {
    return fake_.list_releases.Serve(*context, *request, *response);
  }

  grpc::Status DiffReleases(grpc::ServerContext* context,
                            const ingestion::v1::DiffReleasesRequest* request,
                            ingestion::v1::DiffReleasesResponse* response) override {
    return fake_.diff_releases.Serve(*context, *request, *response);
  }

  grpc::Status ExportRelease(
      grpc::ServerContext* context, const ingestion::v1::ExportReleaseRequest* request,
      grpc::ServerWriter<ingestion::v1::ExportReleaseResponse>* writer) override {
    return ServeStream(fake_.export_release, *context, *request, *writer);
  }

  grpc::Status FollowReleases(
      grpc::ServerContext* context, const ingestion::v1::FollowReleasesRequest* request,
      grpc::ServerWriter<ingestion::v1::FollowReleasesResponse>* writer) override {
    return ServeStream(fake_.follow_releases, *context, *request, *writer);
  }

 private:
  FakeIngestion& fake_;
};

}  // namespace

FakeIngestion::FakeIngestion() {
  std::vector<std::unique_ptr<grpc::Service>> services;
  services.push_back(std::make_unique<Ingestion>(*this));
  Start(std::move(services));
}

FakeIngestion::~FakeIngestion() { Stop(); }

}  // namespace peerage::client
