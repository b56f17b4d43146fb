// IngestionService over gRPC: decode, call, encode.
#pragma once

#include <functional>
#include <string>

#include "peerage/ingestion/v1/ingestion_service.grpc.pb.h"
#include "services/ingestion/import_engine.h"
#include "services/ingestion/metrics.h"
#include "services/ingestion/reference_engine.h"
#include "services/ingestion/upload_reactor.h"
#include "services/ingestion/uploads.h"
#include "services/runtime/call.h"
#include "services/runtime/entrance.h"
#include "services/runtime/work_queue.h"
#include "services/store/release_log.h"

namespace peerage::ingestion {

// All by callback, but for the streams that go out: the synchronous API.
using IngestionServiceBase = v1::IngestionService::WithCallbackMethod_GetRelease<
    v1::IngestionService::WithCallbackMethod_GetReference<
        v1::IngestionService::WithCallbackMethod_ListReleases<
            v1::IngestionService::WithCallbackMethod_DiffReleases<
                v1::IngestionService::WithCallbackMethod_ImportReference<
                    v1::IngestionService::WithCallbackMethod_ImportRelease<
                        v1::IngestionService::Service>>>>>>;

class IngestionService final : public IngestionServiceBase {
 public:
  // All outlive it. `draining`: whether long streams must end now; safe from
  // any thread. `spool_directory`: where the bytes of bulk loads wait; the
  // program's own, for what lies there is nobody else's to read.
  IngestionService(runtime::Entrance& entrance, store::ReleaseLog& log, const ImportEngine& imports,
                   const ReferenceEngine& references, runtime::WorkQueue& queue,
                   std::function<bool()> draining, const UploadLimits& limits = {},
                   const std::string& spool_directory = "/tmp")
      : entrance_(entrance),
        metrics_(entrance.registry()),
        log_(log),
        imports_(imports),
        references_(references),
        queue_(queue),
        draining_(std::move(draining)),
        uploads_(limits),
        import_queue_(kImportThreads, static_cast<size_t>(limits.parallel)),
        upload_way_{
            entrance_,
            uploads_,
            import_queue_,
            [this](const auto& call, const auto& header) { return CheckHeader(call, header); },
            [this](runtime::Call& call, const auto& header, const auto& upload, auto& response) {
              return Import(call, header, upload, response);
            },
            spool_directory} {}

  grpc::ServerReadReactor<v1::ImportReleaseRequest>* ImportRelease(
      grpc::CallbackServerContext* context, v1::ImportReleaseResponse* response) override;
  grpc::ServerUnaryReactor* ImportReference(grpc::CallbackServerContext* context,
                                            const v1::ImportReferenceRequest* request,
                                            v1::ImportReferenceResponse* response) override;
  grpc::ServerUnaryReactor* GetReference(grpc::CallbackServerContext* context,
                                         const v1::GetReferenceRequest* request,
                                         v1::GetReferenceResponse* response) override;
  grpc::ServerUnaryReactor* GetRelease(grpc::CallbackServerContext* context,
                                       const v1::GetReleaseRequest* request,
                                       v1::GetReleaseResponse* response) override;
  grpc::ServerUnaryReactor* ListReleases(grpc::CallbackServerContext* context,
                                         const v1::ListReleasesRequest* request,
                                         v1::ListReleasesResponse* response) override;
  grpc::ServerUnaryReactor* DiffReleases(grpc::CallbackServerContext* context,
                                         const v1::DiffReleasesRequest* request,
                                         v1::DiffReleasesResponse* response) override;
  grpc::Status ExportRelease(grpc::ServerContext* context, const v1::ExportReleaseRequest* request,
                             grpc::ServerWriter<v1::ExportReleaseResponse>* writer) override;
  grpc::Status FollowReleases(grpc::ServerContext* context,
                              const v1::FollowReleasesRequest* request,
                              grpc::ServerWriter<v1::FollowReleasesResponse>* writer) override;

  // What is on its way in.
  const Uploads& uploads() const { return uploads_; }

 private:
  // The log is one writer: two keep it busy.
  static constexpr size_t kImportThreads = 2;

  absl::Status CheckHeader(const runtime::Call& call, const v1::ImportReleaseHeader& header) const;
  absl::Status Import(runtime::Call& call, const v1::ImportReleaseHeader& header,
                      const UploadedFile& upload, v1::ImportReleaseResponse& response);
  // The release, unless it is of a dataset that is hidden from the caller.
  absl::StatusOr<store::Release> Find(const runtime::Rights& rights, int64_t seq);
  absl::Status List(const runtime::Rights& rights, const v1::ListReleasesRequest& request,
                    v1::ListReleasesResponse& response);

  runtime::Entrance& entrance_;
  Metrics metrics_;
  store::ReleaseLog& log_;
  const ImportEngine& imports_;
  const ReferenceEngine& references_;
  runtime::WorkQueue& queue_;
  const std::function<bool()> draining_;
  Uploads uploads_;
  // Files, so that reads do not wait behind them; room for every upload.
  runtime::WorkQueue import_queue_;
  const UploadWay upload_way_;
};

}  // namespace peerage::ingestion
