// The follower, the holder and the gate against a scripted ingestion.
#include "services/ranking/release_follower.h"

#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "peerage/ingestion/v1/ingestion_service.grpc.pb.h"
#include "services/ranking/snapshot_gate.h"
#include "services/wire/chunk_codec.h"
#include "tests/testing/snapshot_maker.h"

namespace peerage::ranking {
namespace {

using core::Month;
using ingestion::v1::FollowReleasesRequest;
using ingestion::v1::FollowReleasesResponse;
using testing::MakeScope;

// Serves a list of releases, one scope each, then heartbeats until it is told
// to break the stream.
class ScriptedIngestion final : public ingestion::v1::IngestionService::Service {
 public:
  void Publish(int64_t figure) {
    std::lock_guard lock(mutex_);
    figures_.push_back(figure);
  }
  void BreakStreams() {
    std::lock_guard lock(mutex_);
    ++breaks_;
  }

  grpc::Status FollowReleases(grpc::ServerContext* context, const FollowReleasesRequest* request,
                              grpc::ServerWriter<FollowReleasesResponse>* writer) override {
    int64_t sent = request->from_seq();
    const int breaks_before = Breaks();
    while (!context->IsCancelled() && Breaks() == breaks_before) {
      FollowReleasesResponse heartbeat;
      heartbeat.mutable_heartbeat()->set_head_seq(Head());
      writer->Write(heartbeat);
      for (; sent < Head(); ++sent) SendRelease(sent + 1, *writer);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return grpc::Status(grpc::StatusCode::UNAVAILABLE, "broken by the test");
  }

 private:
  int Breaks() {
    std::lock_guard lock(mutex_);
    return breaks_;
  }
  int64_t Head() {
    std::lock_guard lock(mutex_);
    return static_cast<int64_t>(figures_.size());
  }
  void SendRelease(int64_t seq, grpc::ServerWriter<FollowReleasesResponse>& writer) {
    int64_t figure = 0;
    {
      std::lock_guard lock(mutex_);
      figure = figures_[seq - 1];
    }
    const core::SeriesRun run{"all-crime", 3, {MakeScope(Month(2019, 3), {{"a", figure}})}};
    FollowReleasesResponse chunk;
    *chunk.mutable_chunk() = wire::EncodeChunks(run)->front();
    writer.Write(chunk);
    FollowReleasesResponse commit;
    commit.mutable_commit()->set_seq(seq);
    commit.mutable_commit()->set_dataset_id("test");
    writer.Write(commit);
  }

  std::mutex mutex_;
  std::vector<int64_t> figures_;
  int breaks_ = 0;
};

class FollowerTest : public ::testing::Test {
 protected:
  FollowerTest() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&ingestion_);
    server_ = builder.BuildAndStart();
    client_.emplace(*client::Connect("127.0.0.1:" + std::to_string(port_)));
  }
  ~FollowerTest() override { server_->Shutdown(std::chrono::system_clock::now()); }

  static std::chrono::system_clock::time_point Soon() {
    return std::chrono::system_clock::now() + std::chrono::seconds(20);
  }
  int64_t FigureAt(int64_t seq) {
    const auto snapshot = holder_.WaitForSeq(seq, Soon());
    if (snapshot == nullptr || snapshot->seq < seq) return -1;
    const auto& table = *snapshot->datasets.at("test")->stored.at("all-crime");
    return table.Find(Month(2019, 3), seq)->at(0).value;
  }

  int port_ = 0;
  ScriptedIngestion ingestion_;
  std::unique_ptr<grpc::Server> server_;
  std::optional<client::IngestionClient> client_;
  SnapshotHolder holder_;
  prometheus::Registry registry_;
  Metrics metrics_{registry_};
};

TEST_F(FollowerTest, FoldsWhatIsThereAndWhatComes) {
  ingestion_.Publish(10);
  const ReleaseFollower follower(*client_, holder_, metrics_, nullptr);
  EXPECT_EQ(FigureAt(1), 10);
  ingestion_.Publish(20);
  EXPECT_EQ(FigureAt(2), 20);
}

TEST_F(FollowerTest, ResumesAfterABrokenStream) {
  ingestion_.Publish(10);
  const ReleaseFollower follower(*client_, holder_, metrics_, nullptr);
  EXPECT_EQ(FigureAt(1), 10);
  ingestion_.BreakStreams();
  ingestion_.Publish(30);
  EXPECT_EQ(FigureAt(2), 30);
}

TEST_F(FollowerTest, AnEmptyLogIsCaughtUpWithToo) {
  std::mutex mutex;
  std::condition_variable changed;
  bool caught_up = false;
  const ReleaseFollower follower(*client_, holder_, metrics_, [&] {
    std::lock_guard lock(mutex);
    caught_up = true;
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_until(lock, Soon(), [&] { return caught_up; }));
  EXPECT_EQ(holder_.Current()->seq, 0);
}

TEST(SnapshotGate, BeforeCatchingUpNothingIsAnswered) {
  SnapshotHolder holder;
  runtime::Call call;
  EXPECT_TRUE(absl::IsUnavailable(Enter(holder, 0, call).status()));
}

TEST(SnapshotGate, ARequestAheadOfTheReplicaWaitsAndIsThenRefused) {
  SnapshotHolder holder;
  holder.HeardOfHead(0);
  runtime::Call call{.deadline = std::chrono::system_clock::now() + std::chrono::milliseconds(60)};
  EXPECT_TRUE(MustWait(holder, 1));
  EXPECT_TRUE(absl::IsFailedPrecondition(Enter(holder, 1, call).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Enter(holder, -1, call).status()));
  EXPECT_TRUE(Enter(holder, 0, call).ok());
}

TEST(SnapshotGate, SaysHowFreshTheAnswerIs) {
  SnapshotHolder holder;
  holder.HeardOfHead(0);
  runtime::Call call;
  ASSERT_TRUE(Enter(holder, 0, call).ok());
  const std::vector<std::pair<std::string, std::string>> fresh = {
      {"peerage-seq", "0"}, {"peerage-snapshot-age-seconds", "0"}, {"peerage-stale", "false"}};
  EXPECT_EQ(call.trailers, fresh);
}

}  // namespace
}  // namespace peerage::ranking
