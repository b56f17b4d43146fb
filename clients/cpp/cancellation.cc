#include "clients/cpp/cancellation.h"

namespace peerage::client {

void Cancellation::Cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  if (context_ != nullptr) context_->TryCancel();
}

bool Cancellation::cancelled() const {
  const std::lock_guard lock(mutex_);
  return cancelled_;
}

Cancellation::Binding::Binding(Cancellation& cancellation, grpc::ClientContext& context)
    : cancellation_(cancellation) {
  const std::lock_guard lock(cancellation_.mutex_);
  cancellation_.context_ = &context;
  // gRPC remembers a cancellation that comes before the call.
  if (cancellation_.cancelled_) context.TryCancel();
}

Cancellation::Binding::~Binding() {
  const std::lock_guard lock(cancellation_.mutex_);
  cancellation_.context_ = nullptr;
}

}  // namespace peerage::client
