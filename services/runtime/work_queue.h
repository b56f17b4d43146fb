// A bounded queue served by its own threads: for methods that may block or
// compute for long, so that they neither hold gRPC's threads nor pile up. Each
// class of calls waits in a lane of its own: a flood of bulk fills the lane of
// bulk.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "services/runtime/rights.h"

namespace peerage::runtime {

class WorkQueue {
 public:
  // `threads` run jobs, `capacity` more may wait in each lane; both at least 1.
  WorkQueue(size_t threads, size_t capacity);

  // Runs every job that was accepted, then joins the threads. No Submit may
  // come after.
  ~WorkQueue();

  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  // Takes the job, or returns false at once when its lane is full. Jobs of one
  // class start in the order they came, publish before interactive before bulk.
  // A job throws nothing. Safe from any thread.
  [[nodiscard]] bool Submit(std::function<void()> job,
                            CallClass call_class = CallClass::kInteractive);

 private:
  void Work();
  // The first lane that holds a job, or null. Needs mutex_.
  std::deque<std::function<void()>>* NextLane();

  const size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  // By CallClass.
  std::array<std::deque<std::function<void()>>, kCallClasses> lanes_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace peerage::runtime
