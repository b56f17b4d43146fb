// Services that answer by heart, for the tests of the clients. What a test
// reads of them is guarded: ThreadSanitizer does not see that gRPC orders a
// handler before its caller's answer.
#pragma once

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "clients/cpp/channel.h"
#include "peerage/ingestion/v1/ingestion_service.grpc.pb.h"
#include "peerage/ranking/v1/ranking_service.grpc.pb.h"
#include "peerage/reporting/v1/reporting_service.grpc.pb.h"

namespace peerage::client {

// What came with one ImportRelease.
struct Upload {
  ingestion::v1::ImportReleaseHeader header;
  std::string bytes;
  std::vector<size_t> pieces;
};

// Keeps what was uploaded last; follows with heartbeats 1, 2, 3 and so on, for
// ever unless `steps` is set.
class FakeIngestion final : public ingestion::v1::IngestionService::Service {
 public:
  grpc::Status refusal;
  std::atomic<int> steps{-1};

  grpc::Status ImportRelease(grpc::ServerContext*,
                             grpc::ServerReader<ingestion::v1::ImportReleaseRequest>* reader,
                             ingestion::v1::ImportReleaseResponse* response) override {
    if (!refusal.ok()) return refusal;
    Upload upload;
    ingestion::v1::ImportReleaseRequest part;
    while (reader->Read(&part)) {
      if (part.has_header()) {
        upload.header = part.header();
      } else {
        upload.bytes += part.data();
        upload.pieces.push_back(part.data().size());
      }
    }
    const std::lock_guard lock(mutex_);
    upload_ = std::move(upload);
    response->mutable_accepted()->mutable_release()->set_seq(7);
    return grpc::Status::OK;
  }

  grpc::Status FollowReleases(
      grpc::ServerContext* context, const ingestion::v1::FollowReleasesRequest* request,
      grpc::ServerWriter<ingestion::v1::FollowReleasesResponse>* writer) override {
    ingestion::v1::FollowReleasesResponse step;
    for (int i = 0; i != steps && !context->IsCancelled(); ++i) {
      step.mutable_heartbeat()->set_head_seq(request->from_seq() + i + 1);
      if (!writer->Write(step)) break;
    }
    return grpc::Status::OK;
  }

  Upload upload() const {
    const std::lock_guard lock(mutex_);
    return upload_;
  }

 private:
  mutable std::mutex mutex_;
  Upload upload_;
};

// Answers by `status`; counts its calls.
class FakeRanking final : public ranking::v1::RankingService::Service {
 public:
  grpc::Status status;
  std::atomic<int> calls{0};
  // The first calls answer UNAVAILABLE.
  std::atomic<int> failing{0};
  // Calls get no answer while it stands still.
  std::atomic<bool> frozen{false};
  // Trailing metadata; set before the server starts.
  std::map<std::string, std::string> trailers;

  grpc::Status GetStanding(grpc::ServerContext* context,
                           const ranking::v1::GetStandingRequest* request,
                           ranking::v1::GetStandingResponse* response) override {
    ++calls;
    {
      const std::lock_guard lock(mutex_);
      metadata_.clear();
      for (const auto& [key, value] : context->client_metadata()) {
        metadata_[{key.data(), key.size()}] = {value.data(), value.size()};
      }
    }
    while (frozen && !context->IsCancelled()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    for (const auto& [key, value] : trailers) context->AddTrailingMetadata(key, value);
    if (failing-- > 0) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "not yet");
    response->mutable_standing()->set_force_id(request->force_id());
    return status;
  }

  // What came beside the last request; empty when it had no such key.
  std::string metadata(const std::string& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = metadata_.find(key);
    return found == metadata_.end() ? "" : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string> metadata_;
};

// Exports one short paper. Loses the answers of the first calls that make one:
// the work is done and nobody hears of it.
class FakeReporting final : public reporting::v1::ReportingService::Service {
 public:
  std::atomic<int> losing{0};
  std::atomic<int> calls{0};

  grpc::Status CreateReport(grpc::ServerContext*, const reporting::v1::CreateReportRequest* request,
                            reporting::v1::CreateReportResponse* response) override {
    ++calls;
    {
      const std::lock_guard lock(mutex_);
      keys_.insert(request->idempotency_key());
    }
    // Without details it looks as gRPC's own UNAVAILABLE does.
    if (losing-- > 0) return grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection reset");
    response->mutable_report()->set_id(request->idempotency_key());
    return grpc::Status::OK;
  }

  // All keys that came, each once.
  std::set<std::string> keys() const {
    const std::lock_guard lock(mutex_);
    return keys_;
  }

  grpc::Status ExportReport(
      grpc::ServerContext*, const reporting::v1::ExportReportRequest*,
      grpc::ServerWriter<reporting::v1::ExportReportResponse>* writer) override {
    reporting::v1::ExportReportResponse piece;
    piece.set_media_type("text/csv");
    piece.set_file_name("paper.csv");
    piece.set_data("a,");
    writer->Write(piece);
    piece.Clear();
    piece.set_data("b\n");
    writer->Write(piece);
    return grpc::Status::OK;
  }

 private:
  mutable std::mutex mutex_;
  std::set<std::string> keys_;
};

// One of them behind a free port of this machine.
class FakeServer {
 public:
  explicit FakeServer(grpc::Service& service) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&service);
    server_ = builder.BuildAndStart();
  }
  ~FakeServer() { server_->Shutdown(std::chrono::system_clock::now()); }

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  Connection connection() const { return *Connect(address()); }

 private:
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace peerage::client
