#include "services/runtime/work_queue.h"

#include <utility>

namespace peerage::runtime {

WorkQueue::WorkQueue(size_t threads, size_t capacity) : capacity_(capacity) {
  threads_.reserve(threads);
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

WorkQueue::~WorkQueue() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkQueue::Submit(std::function<void()> job, CallClass call_class) {
  {
    const std::lock_guard lock(mutex_);
    auto& lane = lanes_[static_cast<size_t>(call_class)];
    if (lane.size() >= capacity_) return false;
    lane.push_back(std::move(job));
  }
  changed_.notify_one();
  return true;
}

std::deque<std::function<void()>>* WorkQueue::NextLane() {
  for (auto& lane : lanes_) {
    if (!lane.empty()) return &lane;
  }
  return nullptr;
}

void WorkQueue::Work() {
  for (;;) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return closing_ || NextLane() != nullptr; });
      auto* lane = NextLane();
      if (lane == nullptr) return;
      job = std::move(lane->front());
      lane->pop_front();
    }
    job();
  }
}

}  // namespace peerage::runtime
