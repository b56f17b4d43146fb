// An ingestion whose log a test writes line by line, over a real connection.
#pragma once

#include <grpcpp/server_builder.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "clients/cpp/ingestion_client.h"
#include "peerage/ingestion/v1/ingestion_service.grpc.pb.h"
#include "services/runtime/error.h"
#include "services/runtime/status.h"
#include "tests/testing/release_steps.h"

namespace peerage::testing {

// Streams a list of releases, one scope each, then heartbeats, until it is told
// to break the stream. Ids are the log's name and the seq.
class ScriptedIngestion final : public ingestion::v1::IngestionService::Service {
 public:
  void Publish(int64_t figure) {
    const std::lock_guard lock(mutex_);
    figures_.push_back(figure);
  }
  // Another log in this one's place.
  void Replace(std::string name, std::vector<int64_t> figures) {
    const std::lock_guard lock(mutex_);
    name_ = std::move(name);
    figures_ = std::move(figures);
    ++breaks_;
  }
  void BreakStreams() {
    const std::lock_guard lock(mutex_);
    ++breaks_;
  }
  int streams() const {
    const std::lock_guard lock(mutex_);
    return streams_;
  }
  std::string IdOf(int64_t seq) const {
    const std::lock_guard lock(mutex_);
    return name_ + "-" + std::to_string(seq);
  }

  grpc::Status FollowReleases(
      grpc::ServerContext* context, const ingestion::v1::FollowReleasesRequest* request,
      grpc::ServerWriter<ingestion::v1::FollowReleasesResponse>* writer) override {
    int64_t sent = request->from_seq();
    if (sent > Head()) return Refuse(absl::StatusCode::kOutOfRange, runtime::Reason::kBeyondHead);
    if (sent > 0 && request->from_release_id() != IdOf(sent)) {
      return Refuse(absl::StatusCode::kFailedPrecondition, runtime::Reason::kOtherLog);
    }
    const int begun = Begin();
    while (!context->IsCancelled()) {
      const auto steps = Next(begun, sent);
      if (!steps) break;
      for (const Step& step : *steps) {
        writer->Write(step);
        if (step.has_commit()) sent = step.commit().seq();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "broken by the test");
  }

 private:
  using Step = ingestion::v1::FollowReleasesResponse;

  static grpc::Status Refuse(absl::StatusCode code, runtime::Reason reason) {
    return runtime::ToGrpcStatus(runtime::Error(code, reason, "another log"));
  }
  int64_t Head() const {
    const std::lock_guard lock(mutex_);
    return static_cast<int64_t>(figures_.size());
  }
  int Begin() {
    const std::lock_guard lock(mutex_);
    ++streams_;
    return breaks_;
  }
  // A heartbeat and all that comes after `sent`; nothing once the stream that
  // begun so is broken.
  std::optional<std::vector<Step>> Next(int begun, int64_t sent) const {
    const std::lock_guard lock(mutex_);
    if (breaks_ != begun) return std::nullopt;
    std::vector<Step> steps(1);
    const auto head = static_cast<int64_t>(figures_.size());
    steps[0].mutable_heartbeat()->set_head_seq(head);
    for (int64_t seq = sent + 1; seq <= head; ++seq) {
      for (Step& step : StepsOf(seq, name_ + "-" + std::to_string(seq), figures_[seq - 1])) {
        steps.push_back(std::move(step));
      }
    }
    return steps;
  }

  mutable std::mutex mutex_;
  std::string name_ = "r";
  std::vector<int64_t> figures_;
  int breaks_ = 0;
  int streams_ = 0;
};

// It and a client of it.
class IngestionPair {
 public:
  IngestionPair() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&ingestion);
    server_ = builder.BuildAndStart();
    client = std::make_unique<client::IngestionClient>(
        *client::Connect("127.0.0.1:" + std::to_string(port_)));
  }
  ~IngestionPair() { Stop(); }

  void Stop() { server_->Shutdown(std::chrono::system_clock::now()); }

  ScriptedIngestion ingestion;
  std::unique_ptr<client::IngestionClient> client;

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace peerage::testing
