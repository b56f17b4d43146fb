// Uploads that do not end as they should, over a real connection, with limits
// short enough to wait for.
#include <gmock/gmock.h>
#include <google/protobuf/any.pb.h>
#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
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

// A figure a line, then lines that are long and say nothing, above 32 MiB.
std::string LargeFile() {
  std::string bytes = kQuarter;
  const std::string empty = std::string(30'000, ' ') + ",,,\n";
  while (bytes.size() <= (size_t{32} << 20)) bytes += empty;
  return bytes;
}

class UploadLimitsTest : public testing::ImportFixture {
 protected:
  UploadLimitsTest() { std::filesystem::create_directory(folder_); }
  ~UploadLimitsTest() override { std::filesystem::remove_all(folder_); }

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
        *entrance_, log_, imports_, references_, queue_, [] { return false; }, limits, folder_);
    server_ = *runtime::Server::Start({}, *entrance_, {service_.get()});
    stub_ = v1::IngestionService::NewStub(
        grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials()));
  }

  std::unique_ptr<Upload> Begin(const std::string& bytes = kQuarter, bool bulk = false,
                                const std::string& as = "") {
    auto upload = std::make_unique<Upload>();
    if (!as.empty()) upload->context.AddMetadata("x-peerage-as", as);
    upload->writer = stub_->ImportRelease(&upload->context, &upload->response);
    v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", bytes);
    header.set_bulk(bulk);
    EXPECT_TRUE(upload->SendHeader(header));
    return upload;
  }

  // Sends all of it, as far as the service takes it.
  grpc::Status SendAll(Upload& upload, const std::string& bytes) {
    for (size_t at = 0; at < bytes.size(); at += size_t{256} << 10) {
      if (!upload.Send(bytes.substr(at, size_t{256} << 10))) break;
    }
    return upload.End();
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

  const std::string folder_ = ::testing::TempDir() + "/upload-limits";
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

TEST_F(UploadLimitsTest, ABulkLoadMayBeLargerAndIsNotHeldInMemory) {
  Serve({.held_bytes = 1000});
  const std::string bytes = LargeFile();
  const auto upload = Begin(bytes, true);
  ASSERT_TRUE(upload->Send(bytes.substr(0, 500'000)));
  ASSERT_TRUE(upload->Send(bytes.substr(500'000, 500'000)));
  EXPECT_EQ(service_->uploads().held_bytes(), 0);
  EXPECT_TRUE(std::filesystem::is_empty(folder_)) << "its file has no name";
  const grpc::Status status = SendAll(*upload, bytes.substr(1'000'000));
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(upload->response.accepted().rows_accepted(), 3);
  EXPECT_EQ(*log_.ReadSource(2), std::nullopt) << "what large files held is not kept as well";
}

TEST_F(UploadLimitsTest, APersonsFileMayNot) {
  Serve({});
  const std::string bytes = LargeFile();
  const auto upload = Begin(bytes);
  const grpc::Status status = SendAll(*upload, bytes);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(ReasonOf(status), "TOO_LARGE");
  ExpectNothingLeft();
}

TEST_F(UploadLimitsTest, BulkIsForCallersOfThatClass) {
  const std::string policy = folder_ + "/policy.yaml";
  std::ofstream(policy)
      << "version: 1\n"
         "callers:\n"
         "- {identity: spiffe://peerage.example/person, roles: [ingester], datasets: ['*']}\n"
         "- {identity: spiffe://peerage.example/loader, roles: [ingester], datasets: ['*'],"
         " class: bulk}\n";
  entrance_ = *runtime::Entrance::Open({.policy_file = policy},
                                       {v1::IngestionService::service_full_name()});
  Serve({});
  const auto person = Begin(kQuarter, true, "spiffe://peerage.example/person");
  const grpc::Status refused = person->End();
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ReasonOf(refused), "NOT_ALLOWED");
  const auto loader = Begin(kQuarter, true, "spiffe://peerage.example/loader");
  const grpc::Status taken = SendAll(*loader, kQuarter);
  EXPECT_TRUE(taken.ok()) << taken.error_message();
  const auto plain = Begin(kQuarter, false, "spiffe://peerage.example/person");
  EXPECT_TRUE(SendAll(*plain, kQuarter).ok());
}

TEST_F(UploadLimitsTest, BulkLoadsAreFewAndHaveALifetimeOfTheirOwn) {
  Serve({.lifetime = 50ms, .bulk_lifetime = 500ms, .bulk_parallel = 1});
  const auto first = Begin(kQuarter, true);
  ASSERT_TRUE(first->Send("quarter_end,"));
  // The service has read the header once it takes more.
  std::this_thread::sleep_for(100ms);
  const auto second = Begin(kQuarter, true);
  EXPECT_EQ(ReasonOf(second->writer->Finish()), "OVERLOADED");
  const grpc::Status status = first->writer->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_THAT(status.error_message(), HasSubstr("not complete after 0.5 s"));
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
