#include "services/ingestion/ingestion_service.h"

#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "services/runtime/server.h"
#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

constexpr char kQuarter[] =
    "quarter_end,force_id,indicator,offences\n"
    "2019-12,city-of-london,Homicide,0\n"
    "2019-12,essex,Homicide,1\n"
    "2019-12,sussex,Homicide,3\n";

class IngestionServiceTest : public testing::ImportFixture {
 protected:
  IngestionServiceTest() {
    server_ = *runtime::Server::Start({}, *entrance_, {&service_});
    stub_ = v1::IngestionService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  grpc::Status ApplyReference() {
    v1::ImportReferenceRequest request;
    *request.mutable_reference() = wire::ToProto(testing::MakeImportReference());
    request.set_idempotency_key(NextKey());
    v1::ImportReferenceResponse response;
    grpc::ClientContext context;
    return stub_->ImportReference(&context, request, &response);
  }

  // The file in parts of ten bytes.
  grpc::Status Send(const v1::ImportReleaseHeader& header, const std::string& bytes,
                    v1::ImportReleaseResponse& response) {
    grpc::ClientContext context;
    const auto writer = stub_->ImportRelease(&context, &response);
    v1::ImportReleaseRequest part;
    *part.mutable_header() = header;
    writer->Write(part);
    for (size_t at = 0; at < bytes.size(); at += 10) {
      part.set_data(bytes.substr(at, 10));
      writer->Write(part);
    }
    writer->WritesDone();
    return writer->Finish();
  }

  std::atomic<bool> draining_{false};
  runtime::WorkQueue queue_{2, 16};
  std::unique_ptr<runtime::Entrance> entrance_ =
      *runtime::Entrance::Open({}, {v1::IngestionService::service_full_name()});
  IngestionService service_{*entrance_,  log_,   imports_,
                            references_, queue_, [this] { return draining_.load(); }};
  std::unique_ptr<runtime::Server> server_;
  std::unique_ptr<v1::IngestionService::Stub> stub_;
};

TEST_F(IngestionServiceTest, TakesAFileInParts) {
  ASSERT_TRUE(ApplyReference().ok());
  v1::ImportReleaseResponse response;
  const grpc::Status status = Send(Header("ho-quarterly-indicators", kQuarter), kQuarter, response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.accepted().release().seq(), 2);
  EXPECT_EQ(response.accepted().release().known_at().seconds(), absl::ToUnixSeconds(Now()));
}

TEST_F(IngestionServiceTest, TheSameKeyGivesTheSameBytes) {
  ASSERT_TRUE(ApplyReference().ok());
  const v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", kQuarter);
  v1::ImportReleaseResponse first;
  v1::ImportReleaseResponse second;
  ASSERT_TRUE(Send(header, kQuarter, first).ok());
  ASSERT_TRUE(Send(header, kQuarter, second).ok());
  EXPECT_EQ(first.SerializeAsString(), second.SerializeAsString());
}

TEST_F(IngestionServiceTest, AStreamBeginsWithItsHeader) {
  grpc::ClientContext context;
  v1::ImportReleaseResponse response;
  const auto writer = stub_->ImportRelease(&context, &response);
  v1::ImportReleaseRequest part;
  part.set_data("bytes");
  writer->Write(part);
  writer->WritesDone();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(IngestionServiceTest, AFileBeyondTheLimitIsRefused) {
  ASSERT_TRUE(ApplyReference().ok());
  grpc::ClientContext context;
  v1::ImportReleaseResponse response;
  const auto writer = stub_->ImportRelease(&context, &response);
  v1::ImportReleaseRequest part;
  *part.mutable_header() = Header("tidy", "");
  writer->Write(part);
  part.set_data(std::string(size_t{512} * 1024, 'x'));
  for (int i = 0; i < 65 && writer->Write(part); ++i) {
  }
  writer->WritesDone();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(IngestionServiceTest, ListsByPages) {
  ASSERT_TRUE(ApplyReference().ok());
  v1::ImportReleaseResponse imported;
  ASSERT_TRUE(Send(Header("ho-quarterly-indicators", kQuarter), kQuarter, imported).ok());
  v1::ListReleasesRequest request;
  request.set_page_size(1);
  v1::ListReleasesResponse page;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(stub_->ListReleases(&context, request, &page).ok());
  }
  EXPECT_EQ(page.releases(0).seq(), 1);
  EXPECT_EQ(page.head_seq(), 2);
  request.set_page_token(page.next_page_token());
  grpc::ClientContext context;
  ASSERT_TRUE(stub_->ListReleases(&context, request, &page).ok());
  EXPECT_EQ(page.releases(0).seq(), 2);
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(IngestionServiceTest, WrongPagesAndSeqsAreRefused) {
  v1::ListReleasesRequest list;
  list.set_page_token("next");
  v1::ListReleasesResponse listed;
  grpc::ClientContext list_context;
  EXPECT_EQ(stub_->ListReleases(&list_context, list, &listed).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  v1::GetReleaseRequest get;
  v1::GetReleaseResponse got;
  grpc::ClientContext zero_context;
  EXPECT_EQ(stub_->GetRelease(&zero_context, get, &got).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  get.set_seq(9);
  grpc::ClientContext nine_context;
  EXPECT_EQ(stub_->GetRelease(&nine_context, get, &got).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(IngestionServiceTest, FollowersGetHistoryThenWhatComes) {
  ASSERT_TRUE(ApplyReference().ok());
  grpc::ClientContext context;
  const auto reader = stub_->FollowReleases(&context, {});
  v1::FollowReleasesResponse step;
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_EQ(step.reference().dataset_id(), "open-data");
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_EQ(step.commit().seq(), 1);
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_EQ(step.heartbeat().head_seq(), 1) << "at once: the history is over";
  v1::ImportReleaseResponse imported;
  ASSERT_TRUE(Send(Header("ho-quarterly-indicators", kQuarter), kQuarter, imported).ok());
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_EQ(step.chunk().series_id(), "homicide");
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_EQ(step.commit().seq(), 2);
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(IngestionServiceTest, FollowersResumeAtTheirLastCommit) {
  ASSERT_TRUE(ApplyReference().ok());
  grpc::ClientContext context;
  v1::FollowReleasesRequest request;
  request.set_from_seq(1);
  const auto reader = stub_->FollowReleases(&context, request);
  v1::FollowReleasesResponse step;
  ASSERT_TRUE(reader->Read(&step));
  EXPECT_TRUE(step.has_heartbeat());
  context.TryCancel();
  reader->Finish();
}

TEST_F(IngestionServiceTest, AFollowerAheadOfTheLogIsRefused) {
  grpc::ClientContext context;
  v1::FollowReleasesRequest request;
  request.set_from_seq(7);
  const auto reader = stub_->FollowReleases(&context, request);
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::OUT_OF_RANGE);
}

TEST_F(IngestionServiceTest, AFollowerOfThisLogGoesOnAndOneOfAnotherIsTold) {
  ASSERT_TRUE(ApplyReference().ok());
  grpc::ClientContext get_context;
  v1::GetReleaseRequest get;
  get.set_seq(1);
  v1::GetReleaseResponse first;
  ASSERT_TRUE(stub_->GetRelease(&get_context, get, &first).ok());
  v1::FollowReleasesRequest request;
  request.set_from_seq(1);
  request.set_from_release_id(first.release().id());
  v1::FollowReleasesResponse step;
  grpc::ClientContext context;
  const auto reader = stub_->FollowReleases(&context, request);
  ASSERT_TRUE(reader->Read(&step));
  context.TryCancel();
  reader->Finish();
  request.set_from_release_id("r-0000000000000000");
  grpc::ClientContext other_context;
  const auto other = stub_->FollowReleases(&other_context, request);
  EXPECT_FALSE(other->Read(&step));
  EXPECT_EQ(other->Finish().error_code(), grpc::StatusCode::FAILED_PRECONDITION);
}

TEST_F(IngestionServiceTest, DrainingEndsTheStream) {
  grpc::ClientContext context;
  const auto reader = stub_->FollowReleases(&context, {});
  v1::FollowReleasesResponse step;
  ASSERT_TRUE(reader->Read(&step));
  draining_ = true;
  EXPECT_FALSE(reader->Read(&step));
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace peerage::ingestion
