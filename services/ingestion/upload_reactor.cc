#include "services/ingestion/upload_reactor.h"

#include <utility>

#include "services/ingestion/import_engine.h"
#include "services/runtime/error.h"

namespace peerage::ingestion {

grpc::ServerReadReactor<v1::ImportReleaseRequest>* UploadReactor::Start(
    const UploadWay& way, grpc::CallbackServerContext& context,
    v1::ImportReleaseResponse& response) {
  const auto reactor = std::make_shared<UploadReactor>(way, context, response);
  reactor->self_ = reactor;
  if (absl::Status status = reactor->Begin(); !status.ok() && reactor->Close()) {
    reactor->End(reactor->frame_.Refuse(status));
  }
  return reactor.get();
}

UploadReactor::UploadReactor(const UploadWay& way, grpc::CallbackServerContext& context,
                             v1::ImportReleaseResponse& response)
    : way_(way),
      context_(context),
      response_(response),
      frame_(way.entrance, context, "ImportRelease", runtime::CallLimit::kStream) {}

absl::Status UploadReactor::Begin() {
  if (absl::Status status = frame_.Enter(nullptr); !status.ok()) return status;
  auto place = way_.uploads.Begin(weak_from_this());
  if (!place.ok()) return place.status();
  const std::lock_guard lock(mutex_);
  place_ = *std::move(place);
  if (!closed_) StartRead(&part_);
  return absl::OkStatus();
}

void UploadReactor::OnReadDone(bool ok) {
  if (!ok) return Import();
  const absl::Status status = TakePart();
  if (status.ok()) {
    const std::lock_guard lock(mutex_);
    if (!closed_) StartRead(&part_);
  } else if (Close()) {
    End(frame_.Refuse(status));
  }
}

absl::Status UploadReactor::TakePart() { return has_header_ ? TakeBytes() : TakeHeader(); }

absl::Status UploadReactor::TakeHeader() {
  if (!part_.has_header()) {
    return runtime::FieldError("header", "the first message is the header");
  }
  header_ = std::move(*part_.mutable_header());
  has_header_ = true;
  absl::Status status = way_.check(frame_.call(), header_);
  if (status.ok() && header_.bulk()) status = place_->BecomeBulk();
  if (status.ok() && header_.bulk()) status = buffer_->Spool(way_.spool_directory);
  return status.ok() ? place_->Take(0) : status;
}

absl::Status UploadReactor::TakeBytes() {
  if (part_.part_case() != v1::ImportReleaseRequest::kData) {
    return runtime::FieldError("part", "after the header come bytes, and no second header");
  }
  const auto held = buffer_->spooled() ? 0 : static_cast<int64_t>(part_.data().size());
  absl::Status status = place_->Take(held);
  return status.ok() ? buffer_->Append(part_.data()) : status;
}

// The stream has ended, or broke off: then its bytes fail the checksum.
void UploadReactor::Import() {
  if (!Close()) return;
  place_->Complete();
  if (!has_header_) {
    return Finish(frame_.Refuse(runtime::FieldError("header", "the first message is the header")));
  }
  const bool queued = way_.queue.Submit(
      [this] {
        const grpc::Status status =
            frame_.Run([this](runtime::Call& call) { return ImportAll(call); });
        buffer_.reset();
        place_.reset();
        End(status);
      },
      frame_.call().rights->call_class);
  if (!queued) {
    End(frame_.Refuse(runtime::Error(absl::StatusCode::kResourceExhausted,
                                     runtime::Reason::kOverloaded,
                                     "too much is waiting already; try again shortly")));
  }
}

absl::Status UploadReactor::ImportAll(runtime::Call& call) {
  const absl::StatusOr<UploadedFile> upload = buffer_->Finish();
  if (!upload.ok()) return upload.status();
  return way_.import(call, header_, *upload, response_);
}

void UploadReactor::Expire(const absl::Status& status) {
  if (Close()) End(frame_.Refuse(status));
}

bool UploadReactor::Close() {
  const std::lock_guard lock(mutex_);
  return !std::exchange(closed_, true);
}

// gRPC orders what came before Finish before OnDone. The mutex says so once
// more, to sanitizers, which do not see into gRPC.
void UploadReactor::End(const grpc::Status& status) {
  { const std::lock_guard lock(mutex_); }
  Finish(status);
}

void UploadReactor::OnDone() {
  { const std::lock_guard lock(mutex_); }
  self_.reset();
}

}  // namespace peerage::ingestion
