#include "services/runtime/admission.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace peerage::runtime {
namespace {

using namespace std::chrono_literals;  // NOLINT: durations in tests

constexpr char kCaller[] = "spiffe://peerage.example/force/kent/perf-hub";

class FakeLedger final : public cache::QuotaLedger {
 public:
  std::optional<double> Take(const std::string& caller, double, double wanted) override {
    asked.push_back(caller);
    last_wanted = wanted;
    return away ? std::nullopt : std::optional<double>(std::min(wanted, left));
  }
  int Replicas() override { return replicas; }

  std::vector<std::string> asked;
  double last_wanted = 0;
  double left = 1e9;
  int replicas = 1;
  bool away = false;
};

class AdmissionTest : public ::testing::Test {
 protected:
  bool Enters(const Quota& quota) { return Enters(kCaller, quota); }
  bool Enters(const std::string& caller, const Quota& quota) {
    places_.emplace_back();
    return admission_.Enter(caller, quota, places_.back()).ok();
  }
  int EntersOf(int attempts, const Quota& quota) {
    int entered = 0;
    for (int i = 0; i < attempts; ++i) entered += Enters(quota) ? 1 : 0;
    return entered;
  }

  std::chrono::steady_clock::time_point now_{1h};
  std::chrono::system_clock::time_point today_{24h * 20000};
  Admission admission_{[this] { return now_; }, [this] { return today_; }};
  std::vector<Admission::Place> places_;
};

TEST_F(AdmissionTest, LetsABurstInAndThenTheRate) {
  const Quota quota{.calls_per_second = 20, .burst = 5};
  EXPECT_EQ(EntersOf(10, quota), 5);
  admission_.Refill(nullptr);
  EXPECT_EQ(EntersOf(10, quota), 2);
}

TEST_F(AdmissionTest, SavesUpNoMoreThanTheBurst) {
  const Quota quota{.calls_per_second = 20, .burst = 5};
  EXPECT_TRUE(Enters(quota));
  for (int slice = 0; slice < 100; ++slice) admission_.Refill(nullptr);
  EXPECT_EQ(EntersOf(10, quota), 5);
}

TEST_F(AdmissionTest, ALowRateStillGetsItsCalls) {
  const Quota quota{.calls_per_second = 0.5, .burst = 1};
  EXPECT_EQ(EntersOf(3, quota), 1);
  for (int slice = 0; slice < 19; ++slice) admission_.Refill(nullptr);
  EXPECT_FALSE(Enters(quota));
  for (int slice = 0; slice < 2; ++slice) admission_.Refill(nullptr);
  EXPECT_TRUE(Enters(quota));
}

TEST_F(AdmissionTest, ManyReplicasLeaveASmallBurstOneCall) {
  FakeLedger ledger;
  ledger.replicas = 3;
  admission_.Refill(&ledger);
  EXPECT_EQ(EntersOf(3, {.calls_per_second = 1, .burst = 1}), 1);
}

TEST_F(AdmissionTest, WithoutALimitEveryCallEnters) { EXPECT_EQ(EntersOf(5000, {}), 5000); }

TEST_F(AdmissionTest, OneCallersHungerIsNotAnothers) {
  const Quota quota{.calls_per_second = 10, .burst = 1};
  EXPECT_TRUE(Enters(quota));
  EXPECT_FALSE(Enters(quota));
  EXPECT_TRUE(Enters("spiffe://peerage.example/force/essex/x", quota));
}

TEST_F(AdmissionTest, CallsAtOnceAreCountedUntilTheyEnd) {
  const Quota quota{.concurrent = 2};
  EXPECT_EQ(EntersOf(3, quota), 2);
  places_.clear();
  EXPECT_TRUE(Enters(quota));
}

TEST_F(AdmissionTest, TakesWhatTheLedgerGrants) {
  const Quota quota{.calls_per_second = 100, .burst = 10};
  FakeLedger ledger;
  ledger.left = 3;
  EXPECT_EQ(EntersOf(20, quota), 10);
  admission_.Refill(&ledger);
  EXPECT_EQ(EntersOf(20, quota), 3);
  EXPECT_EQ(ledger.asked, std::vector<std::string>{kCaller});
}

TEST_F(AdmissionTest, TakesNoMoreFromTheLedgerThanFits) {
  const Quota quota{.calls_per_second = 100, .burst = 1000};
  FakeLedger ledger;
  EXPECT_EQ(EntersOf(3, quota), 3);
  admission_.Refill(&ledger);
  EXPECT_EQ(ledger.last_wanted, 3);
}

TEST_F(AdmissionTest, WhileTheLedgerIsAwayEachReplicaHasItsShare) {
  const Quota quota{.calls_per_second = 100, .burst = 10};
  FakeLedger ledger;
  ledger.replicas = 2;
  ledger.away = true;
  EXPECT_EQ(EntersOf(20, quota), 10);
  admission_.Refill(&ledger);
  EXPECT_EQ(EntersOf(20, quota), 5);
}

TEST_F(AdmissionTest, UploadsCountUntilTheDayIsOver) {
  const Quota quota{.upload_bytes_per_day = 100};
  EXPECT_TRUE(admission_.CountUpload(kCaller, quota, 60).ok());
  const absl::Status over = admission_.CountUpload(kCaller, quota, 41);
  EXPECT_EQ(over.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(admission_.CountUpload(kCaller, quota, 40).ok());
  today_ += 24h;
  EXPECT_TRUE(admission_.CountUpload(kCaller, quota, 100).ok());
}

TEST_F(AdmissionTest, SilenceOfADayDoesNotForgetUploadsOfThatDay) {
  const Quota quota{.calls_per_second = 10, .burst = 1, .upload_bytes_per_day = 100};
  EXPECT_TRUE(admission_.CountUpload(kCaller, quota, 100).ok());
  now_ += 11min;
  admission_.Refill(nullptr);
  EXPECT_FALSE(admission_.CountUpload(kCaller, quota, 1).ok());
}

}  // namespace
}  // namespace peerage::runtime
