// One upload: a header, bytes, then an import. A reactor, because a sender who
// falls silent must be answered, which a synchronous reader that waits for him
// cannot do.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/server_callback.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/upload_buffer.h"
#include "services/ingestion/uploads.h"
#include "services/runtime/call.h"
#include "services/runtime/entrance.h"
#include "services/runtime/work_queue.h"

namespace peerage::ingestion {

// What an upload needs from the service, which outlives it.
struct UploadWay {
  runtime::Entrance& entrance;
  Uploads& uploads;
  runtime::WorkQueue& queue;
  // The header, before any byte is taken.
  std::function<absl::Status(const runtime::Call&, const v1::ImportReleaseHeader&)> check;
  // All of it, on the queue.
  std::function<absl::Status(runtime::Call&, const v1::ImportReleaseHeader&, const UploadedFile&,
                             v1::ImportReleaseResponse&)>
      import;
  // Where the bytes of bulk loads wait.
  std::string spool_directory;
};

// Owns itself until gRPC is done with it. What was received goes with it: an
// upload that ends early leaves nothing.
class UploadReactor final : public grpc::ServerReadReactor<v1::ImportReleaseRequest>,
                            public UploadListener,
                            public std::enable_shared_from_this<UploadReactor> {
 public:
  // For the handler to return.
  static grpc::ServerReadReactor<v1::ImportReleaseRequest>* Start(
      const UploadWay& way, grpc::CallbackServerContext& context,
      v1::ImportReleaseResponse& response);

  // Use Start.
  UploadReactor(const UploadWay& way, grpc::CallbackServerContext& context,
                v1::ImportReleaseResponse& response);

  void OnReadDone(bool ok) override;
  // The read that is waiting ends too, and says it.
  void OnCancel() override {}
  void OnDone() override;
  void Expire(const absl::Status& status) override;

 private:
  // Lets the call in and asks for the header.
  absl::Status Begin();
  // The first part is the header, the others are bytes.
  absl::Status TakePart();
  absl::Status TakeHeader();
  absl::Status TakeBytes();
  void Import();
  absl::Status ImportAll(runtime::Call& call);
  // True for the one who may finish the call.
  bool Close();
  // The last step of whoever closed: this object may be gone afterwards.
  void End(const grpc::Status& status);

  const UploadWay& way_;
  grpc::CallbackServerContext& context_;
  v1::ImportReleaseResponse& response_;
  runtime::CallFrame frame_;
  std::shared_ptr<UploadReactor> self_;
  std::unique_ptr<Uploads::Place> place_;
  v1::ImportReleaseRequest part_;
  bool has_header_ = false;
  v1::ImportReleaseHeader header_;
  std::unique_ptr<UploadBuffer> buffer_ = std::make_unique<UploadBuffer>();
  // Between gRPC's thread, which asks for the next part, and Expire.
  std::mutex mutex_;
  bool closed_ = false;
};

}  // namespace peerage::ingestion
