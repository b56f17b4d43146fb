// Ends a long call from another thread.
#pragma once

#include <grpcpp/client_context.h>

#include <mutex>

namespace peerage::client {

// Belongs to one call at a time and outlives it. Once cancelled it stays so: a
// call made with it afterwards ends at once. Safe from any thread.
class Cancellation {
 public:
  Cancellation() = default;
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;

  // Ends the call that runs, which then returns CANCELLED.
  void Cancel();
  bool cancelled() const;

  // Binds the call of `context` while it exists. For the clients of this
  // library.
  class Binding {
   public:
    Binding(Cancellation& cancellation, grpc::ClientContext& context);
    ~Binding();
    Binding(const Binding&) = delete;
    Binding& operator=(const Binding&) = delete;

   private:
    Cancellation& cancellation_;
  };

 private:
  mutable std::mutex mutex_;
  bool cancelled_ = false;
  grpc::ClientContext* context_ = nullptr;
};

}  // namespace peerage::client
