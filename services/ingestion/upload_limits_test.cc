// Uploads that do not end as they should, over a real connection, with limits
// short enough to wait for.
#include <gmock/gmock.h>
#include <google/protobuf/any.pb.h>
#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <thread>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/ingestion/ingestion_service.h"
#include "services/runtime/server.h"
#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests
using ::testing::HasSubstr;

constexpr char kQuarter[] =
    "quarter_end,force_id,indicator,offences\n"
    "2019-12,city-of-london,Homicide,0\n"
    "2019-12,essex,Homicide,1\n"
    "2019-12,sussex,Homicide,3\n";

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  for (const auto& detail : details.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

class UploadLimitsTest : public testing::ImportFixture {
 protected:
  // One upload, as far as the test takes it.
  struct Upload {
    grpc::ClientContext context;
    v1::ImportReleaseResponse response;
    std::unique_ptr<grpc::ClientWriter<v1::ImportReleaseRequest>> writer;

    bool SendHeader(const v1::ImportReleaseHeader& header) {
      v1::ImportReleaseRequest part;
      *part.mutable_header() = header;
      return writer->Write(part);
    }
    bool Send(const std::string& bytes) {
      v1::ImportReleaseRequest part;
      part.set_data(bytes);
      return writer->Write(part);
    }
    grpc::Status End() {
      writer->WritesDone();
      return writer->Finish();
    }
  };

  void Serve(const UploadLimits& limits) {
    Apply(testing::MakeImportReference());
    service_ = std::make_unique<IngestionService>(
        *entrance_, log_, imports_, references_, queue_, [] { return false; }, limits);
    server_ = *runtime::Server::Start({}, *entrance_, {service_.get()});
    stub_ = v1::IngestionService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  std::unique_ptr<Upload> Begin() {
    auto upload = std::make_unique<Upload>();
    upload->writer = stub_->ImportRelease(&upload->context, &upload->response);
    EXPECT_TRUE(upload->SendHeader(Header("ho-quarterly-indicators", kQuarter)));
    return upload;
  }

  // The reference is the only release, and no bytes are held.
  void ExpectNothingLeft() {
    for (int i = 0; i < 500 && service_->uploads().held_bytes() != 0; ++i) {
      std::this_thread::sleep_for(10ms);
    }
    EXPECT_EQ(service_->uploads().held_bytes(), 0);
    EXPECT_EQ(*log_.Head(), 1);
  }

  void WaitUntilHeld(int64_t bytes) {
    for (int i = 0; i < 500 && service_->uploads().held_bytes() != bytes; ++i) {
      std::this_thread::sleep_for(10ms);
    }
    ASSERT_EQ(service_->uploads().held_bytes(), bytes);
  }

  runtime::WorkQueue queue_{2, 16};
  std::unique_ptr<runtime::Entrance> entrance_ =
      *runtime::Entrance::Open({}, {v1::IngestionService::service_full_name()});
  std::unique_ptr<IngestionService> service_;
  std::unique_ptr<runtime::Server> server_;
  std::unique_ptr<v1::IngestionService::Stub> stub_;
};

TEST_F(UploadLimitsTest, ASilentSenderIsToldAndLeavesNothing) {
  Serve({.idle = 100ms});
  const auto upload = Begin();
  ASSERT_TRUE(upload->Send("quarter_end,"));
  const grpc::Status status = upload->writer->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_EQ(ReasonOf(status), "DEADLINE_EXCEEDED");
  EXPECT_THAT(status.error_message(), HasSubstr("no part of the file came for 0.1 s"));
  ExpectNothingLeft();
}

TEST_F(UploadLimitsTest, ASenderWithoutAHeaderIsToldToo) {
  Serve({.idle = 100ms});
  Upload upload;
  upload.writer = stub_->ImportRelease(&upload.context, &upload.response);
  EXPECT_EQ(upload.writer->Finish().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(UploadLimitsTest, ASenderWhoDripsRunsOutOfTime) {
  Serve({.idle = 10s, .lifetime = 300ms});
  const auto upload = Begin();
  while (upload->Send("x")) std::this_thread::sleep_for(10ms);
  const grpc::Status status = upload->writer->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_THAT(status.error_message(), HasSubstr("not complete after 0.3 s"));
  ExpectNothingLeft();
}

TEST_F(UploadLimitsTest, ASenderWhoPausesLessThanTheLimitIsTaken) {
  Serve({.idle = 2s});
  const auto upload = Begin();
  const std::string bytes = kQuarter;
  for (size_t at = 0; at < bytes.size(); at += 40) {
    ASSERT_TRUE(upload->Send(bytes.substr(at, 40)));
    std::this_thread::sleep_for(20ms);
  }
  const grpc::Status status = upload->End();
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(upload->response.accepted().release().seq(), 2);
}

TEST_F(UploadLimitsTest, OneTooManyIsRefusedAndThePlaceComesBack) {
  Serve({.parallel = 1});
  auto first = Begin();
  ASSERT_TRUE(first->Send("x"));
  WaitUntilHeld(1);
  {
    Upload second;
    second.writer = stub_->ImportRelease(&second.context, &second.response);
    const grpc::Status status = second.writer->Finish();
    EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_EQ(ReasonOf(status), "OVERLOADED");
    EXPECT_EQ(second.context.GetServerTrailingMetadata().count("grpc-retry-pushback-ms"), 1u);
  }
  first->context.TryCancel();
  first->writer->Finish();
  ExpectNothingLeft();
  const auto third = Begin();
  ASSERT_TRUE(third->Send(kQuarter));
  EXPECT_TRUE(third->End().ok());
}

TEST_F(UploadLimitsTest, WhatAllHoldTogetherIsBounded) {
  Serve({.held_bytes = 1000});
  const auto first = Begin();
  ASSERT_TRUE(first->Send(std::string(900, 'x')));
  WaitUntilHeld(900);
  const auto second = Begin();
  second->Send(std::string(200, 'x'));
  const grpc::Status status = second->writer->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ReasonOf(status), "OVERLOADED");
  WaitUntilHeld(900);
  EXPECT_EQ(first->End().error_code(), grpc::StatusCode::INVALID_ARGUMENT)
      << "the bytes are not those of the header";
  ExpectNothingLeft();
}

TEST_F(UploadLimitsTest, ASenderWhoGoesLeavesNothing) {
  Serve({});
  const auto upload = Begin();
  ASSERT_TRUE(upload->Send(kQuarter));
  WaitUntilHeld(sizeof(kQuarter) - 1);
  upload->context.TryCancel();
  EXPECT_EQ(upload->writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  ExpectNothingLeft();
}

TEST_F(UploadLimitsTest, ManyThatExpireAndEndAtOnceDoNotHurtOneAnother) {
  Serve({.idle = 50ms});
  const v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", kQuarter);
  std::vector<std::thread> senders;
  for (int i = 0; i < 16; ++i) {
    senders.emplace_back([this, &header, i] {
      for (int round = 0; round < 5; ++round) {
        Upload upload;
        upload.writer = stub_->ImportRelease(&upload.context, &upload.response);
        upload.SendHeader(header);
        // Some end about when their time does.
        std::this_thread::sleep_for(std::chrono::milliseconds(45 + i));
        EXPECT_FALSE(upload.End().ok());
      }
    });
  }
  for (std::thread& sender : senders) sender.join();
  ExpectNothingLeft();
}

}  // namespace
}  // namespace peerage::ingestion
