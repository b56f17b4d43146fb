#include "clients/cpp/status.h"

#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace peerage::client {
namespace {

grpc::Status MakeDetailed() {
  google::rpc::ErrorInfo info;
  info.set_reason("INVALID_FIELD");
  google::rpc::BadRequest bad;
  auto* violation = bad.add_field_violations();
  violation->set_field("areas[1].id");
  violation->set_description("twice");
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  details.add_details()->PackFrom(bad);
  return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "areas[1].id: twice",
                      details.SerializeAsString());
}

TEST(FromGrpcStatus, KeepsCodeMessageAndDetails) {
  const absl::Status status = FromGrpcStatus(MakeDetailed());
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "areas[1].id: twice");
  EXPECT_EQ(ErrorReason(status), "INVALID_FIELD");
  const auto violations = FieldViolations(status);
  ASSERT_EQ(violations.size(), 1U);
  EXPECT_EQ(violations[0].field, "areas[1].id");
  EXPECT_EQ(violations[0].description, "twice");
}

TEST(FromGrpcStatus, OkIsOk) { EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok()); }

TEST(FromGrpcStatus, DetailsThatCannotBeReadAreDropped) {
  const absl::Status status =
      FromGrpcStatus(grpc::Status(grpc::StatusCode::NOT_FOUND, "gone", "\xff\xff"));
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ErrorReason(status), "");
  EXPECT_TRUE(FieldViolations(status).empty());
}

}  // namespace
}  // namespace peerage::client
