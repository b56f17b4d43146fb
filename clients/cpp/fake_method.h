// One method of a fake server: what it is to answer, and what it was asked.
// fake_ranking.h, fake_ingestion.h and fake_reporting.h have one for each method
// of the contract.
//
//   FakeRanking ranking;
//   ranking.get_standing.Answer(response);        // each call from now on
//   ranking.get_standing.FailNext(2, absl::UnavailableError("not yet"));
//   ranking.get_standing.Fail(
//       ServiceError(absl::StatusCode::kNotFound, "UNKNOWN_FORCE", "no force \"esex\""));
//   ...
//   EXPECT_EQ(ranking.get_standing.requests().back().force_id(), "esex");
//
// A method that was told nothing fails with UNIMPLEMENTED and says so: an empty
// answer would look like a real one. Everything may be called from any thread and
// at any time; it holds for calls that arrive afterwards.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>
#include <grpcpp/support/sync_stream.h>

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cpp/status.h"

namespace peerage::client {

// An error as a service gives it, with its reason (docs/api.md lists them and
// their codes) and the fields at fault, if any. A status without a reason arrives
// as one that no service gave: absl::UnavailableError("") is a server that went
// away.
absl::Status ServiceError(absl::StatusCode code, const std::string& reason,
                          const std::string& message,
                          const std::vector<FieldViolation>& violations = {});

// What every method can be told, whatever its messages.
class FakeCalls {
 public:
  // `name` is the method's in the contract, for messages.
  explicit FakeCalls(std::string name) : name_(std::move(name)) {}

  // Every call fails, until Answer or AnswerBy is called.
  void Fail(const absl::Status& status);
  // The next `calls` fail, before anything else counts. Retries are calls.
  void FailNext(int calls, const absl::Status& status);
  // Every call waits so long before it is answered or fails, or until its caller
  // has gone.
  void Delay(std::chrono::milliseconds delay);
  // Goes beside every answer and error as trailing metadata: peerage-stale,
  // peerage-snapshot-age-seconds, grpc-retry-pushback-ms (docs/api.md).
  void SetTrailer(const std::string& key, const std::string& value);

  // How many calls have arrived, those that failed included.
  int calls() const;
  // What the latest call brought beside its request: x-request-id, x-end-user and
  // others; empty when it brought nothing under that key.
  std::string metadata(const std::string& key) const;

  // For the fake servers: counts the call, waits, adds the trailers; not OK when
  // it is to fail.
  grpc::Status Arrive(grpc::ServerContext& context);

 protected:
  // ThreadSanitizer does not see that gRPC waits for its handlers before a server
  // ends: the lock shows it.
  ~FakeCalls() { const std::lock_guard lock(mutex_); }

  void StopFailing();
  // What a call ends with that nobody said an answer for.
  absl::Status Untold() const;
  // With the details that a service sends.
  static grpc::Status AsSent(const absl::Status& status);

 private:
  const std::string name_;
  mutable std::mutex mutex_;
  absl::Status failure_;
  absl::Status next_failure_;
  int next_failures_ = 0;
  std::chrono::milliseconds delay_{0};
  std::map<std::string, std::string> trailers_;
  int calls_ = 0;
  std::map<std::string, std::string> metadata_;
};

template <class Request, class Response>
class FakeMethod final : public FakeCalls {
 public:
  using Handler = std::function<absl::StatusOr<Response>(const Request&)>;

  using FakeCalls::FakeCalls;
  // As of FakeCalls.
  ~FakeMethod() { const std::lock_guard lock(mutex_); }

  // Every call is answered with `response`.
  void Answer(const Response& response) {
    AnswerBy([response](const Request&) { return response; });
  }

  // Every call is answered with what `handler` makes of its request; an error of
  // it is the call's. It is called from threads of gRPC, several at once.
  void AnswerBy(Handler handler) {
    const std::lock_guard lock(mutex_);
    handler_ = std::move(handler);
    StopFailing();
  }

  // The requests, in the order in which they arrived, also of calls that failed.
  std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

  // For the fake servers: a whole call whose request is there.
  grpc::Status Serve(grpc::ServerContext& context, const Request& request, Response& response) {
    Keep(request);
    grpc::Status failed = Arrive(context);
    return failed.ok() ? Make(request, response) : failed;
  }

  // For the fake servers: a call that has arrived, and whose request had to be
  // read first.
  grpc::Status ServeArrived(const Request& request, Response& response) {
    Keep(request);
    return Make(request, response);
  }

 private:
  void Keep(const Request& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }

  grpc::Status Make(const Request& request, Response& response) {
    Handler handler;
    {
      const std::lock_guard lock(mutex_);
      handler = handler_;
    }
    absl::StatusOr<Response> made = handler ? handler(request) : Untold();
    if (!made.ok()) return AsSent(made.status());
    response = *std::move(made);
    return grpc::Status::OK;
  }

  mutable std::mutex mutex_;
  Handler handler_;
  std::vector<Request> requests_;
};

// What a stream from the server brings.
template <class Piece>
struct FakeStream {
  std::vector<Piece> pieces;
  // Whether it stays open after them until its caller has gone, as a live one
  // does; else the server ends it.
  bool stays_open = false;
};

// For the fake servers: returns when the caller has gone, or after `most`.
void AwaitDeparture(grpc::ServerContext& context, std::chrono::milliseconds most);

// For the fake servers: a whole call of a method that streams.
template <class Request, class Piece>
grpc::Status ServeStream(FakeMethod<Request, FakeStream<Piece>>& method,
                         grpc::ServerContext& context, const Request& request,
                         grpc::ServerWriter<Piece>& writer) {
  FakeStream<Piece> stream;
  grpc::Status served = method.Serve(context, request, stream);
  for (const Piece& piece : stream.pieces) writer.Write(piece);
  if (stream.stays_open) AwaitDeparture(context, std::chrono::hours(1));
  return served;
}

}  // namespace peerage::client
