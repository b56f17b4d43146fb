#include "services/runtime/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/runtime/error.h"

namespace peerage::runtime {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

template <class Detail>
Detail Find(const google::rpc::Status& details) {
  Detail found;
  for (const auto& any : details.details()) {
    if (any.Is<Detail>()) any.UnpackTo(&found);
  }
  return found;
}

TEST(ToGrpcStatus, KeepsCodeMessageAndReason) {
  const grpc::Status status = ToGrpcStatus(Error(absl::StatusCode::kNotFound, Reason::kUnknownForce,
                                                 "no force \"exess\"", {{"force_id", "exess"}}));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "no force \"exess\"");
  const auto info = Find<google::rpc::ErrorInfo>(DetailsOf(status));
  EXPECT_EQ(info.reason(), "UNKNOWN_FORCE");
  EXPECT_EQ(info.domain(), "peerage");
  EXPECT_EQ(info.metadata().at("force_id"), "exess");
}

TEST(ToGrpcStatus, OkStaysOk) { EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok()); }

TEST(ToGrpcStatus, UnknownNeverReachesTheWire) {
  const grpc::Status status = ToGrpcStatus(absl::UnknownError("what was that"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_EQ(DetailsOf(status).code(), 13);
}

TEST(ToGrpcStatus, AStatusWithoutReasonCarriesItsCodesName) {
  const auto details = DetailsOf(ToGrpcStatus(absl::OutOfRangeError("beyond the head")));
  EXPECT_EQ(Find<google::rpc::ErrorInfo>(details).reason(), "OUT_OF_RANGE");
}

TEST(ToGrpcStatus, ALongMessageIsCutBetweenCharacters) {
  std::string text;
  while (text.size() < 3000) text += "é";
  const std::string message = ToGrpcStatus(absl::AbortedError(text)).error_message();
  EXPECT_LE(message.size(), 1024U);
  EXPECT_THAT(message, EndsWith("é..."));
}

TEST(FieldError, NamesFieldInMessageAndDetail) {
  const absl::Status status = FieldError("period.end_month", "\"2019-13\" is no month");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  const auto details = DetailsOf(ToGrpcStatus(status));
  EXPECT_EQ(Find<google::rpc::ErrorInfo>(details).reason(), "INVALID_FIELD");
  const auto bad = Find<google::rpc::BadRequest>(details);
  ASSERT_EQ(bad.field_violations_size(), 1);
  EXPECT_EQ(bad.field_violations(0).field(), "period.end_month");
  EXPECT_EQ(details.message(), "period.end_month: \"2019-13\" is no month");
}

TEST(FieldErrors, KeepsTwentyAndSaysHowManyThereWere) {
  std::vector<std::pair<std::string, std::string>> faults(30, {"areas[1].id", "twice"});
  const auto details = DetailsOf(ToGrpcStatus(FieldErrors(faults)));
  EXPECT_EQ(Find<google::rpc::BadRequest>(details).field_violations_size(), 20);
  EXPECT_THAT(details.message(), HasSubstr("the first of 30 faults"));
}

TEST(FieldErrors, FitTheMetadataOfACallWhateverTheirLength) {
  std::vector<std::pair<std::string, std::string>> faults(
      20, {"areas[1].name", std::string(5000, 'x')});
  const grpc::Status status = ToGrpcStatus(FieldErrors(faults));
  // 8 KiB in all, base64 adds a third, the message travels beside it.
  EXPECT_LT(status.error_details().size() * 4 / 3 + status.error_message().size(), 8100U);
  EXPECT_GT(Find<google::rpc::BadRequest>(DetailsOf(status)).field_violations_size(), 1);
}

}  // namespace
}  // namespace peerage::runtime
