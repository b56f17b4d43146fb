// A bounded queue served by its own threads: for methods that may block or
// compute for long, so that they neither hold gRPC's threads nor pile up.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace peerage::runtime {

class WorkQueue {
 public:
  // `threads` run jobs, `capacity` more may wait; both at least 1.
  WorkQueue(size_t threads, size_t capacity);

  // Runs every job that was accepted, then joins the threads. No Submit may
  // come after.
  ~WorkQueue();

  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // Takes the job, or returns false at once when the queue is full. Jobs start
  // in the order they came. A job throws nothing. Safe from any thread.
  [[nodiscard]] bool Submit(std::function<void()> job);

 private:
  void Work();

  const size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace peerage::runtime
