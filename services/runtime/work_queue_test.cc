#include "services/runtime/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace peerage::runtime {
namespace {

TEST(WorkQueue, RunsEveryAcceptedJobBeforeItGoes) {
  std::atomic<int> ran{0};
  {
    WorkQueue queue(2, 100);
    for (int i = 0; i < 50; ++i) ASSERT_TRUE(queue.Submit([&] { ++ran; }));
  }
  EXPECT_EQ(ran, 50);
}

TEST(WorkQueue, RefusesAtOnceWhenFull) {
  std::promise<void> started;
  std::promise<void> release;
  auto released = release.get_future().share();
  WorkQueue queue(1, 1);
  ASSERT_TRUE(queue.Submit([&] {
    started.set_value();
    released.wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(queue.Submit([] {}));
  EXPECT_FALSE(queue.Submit([] {}));
  release.set_value();
}

TEST(WorkQueue, PublishGoesBeforeInteractiveBeforeBulk) {
  std::promise<void> started;
  std::promise<void> release;
  auto released = release.get_future().share();
  std::string order;
  {
    WorkQueue queue(1, 4);
    ASSERT_TRUE(queue.Submit([&] {
      started.set_value();
      released.wait();
    }));
    started.get_future().wait();
    ASSERT_TRUE(queue.Submit([&] { order += 'b'; }, CallClass::kBulk));
    ASSERT_TRUE(queue.Submit([&] { order += 'i'; }, CallClass::kInteractive));
    ASSERT_TRUE(queue.Submit([&] { order += 'p'; }, CallClass::kPublish));
    release.set_value();
  }
  EXPECT_EQ(order, "pib");
}

TEST(WorkQueue, AFullLaneOfBulkRefusesBulkAlone) {
  std::promise<void> started;
  std::promise<void> release;
  auto released = release.get_future().share();
  WorkQueue queue(1, 1);
  ASSERT_TRUE(queue.Submit([&] {
    started.set_value();
    released.wait();
  }));
  started.get_future().wait();
  EXPECT_TRUE(queue.Submit([] {}, CallClass::kBulk));
  EXPECT_FALSE(queue.Submit([] {}, CallClass::kBulk));
  EXPECT_TRUE(queue.Submit([] {}, CallClass::kInteractive));
  release.set_value();
}

}  // namespace
}  // namespace peerage::runtime
