// The uploads under way: how many there may be, how much they may hold, and how
// long each may keep us waiting.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace peerage::ingestion {

struct UploadLimits {
  // From one part to the next.
  std::chrono::milliseconds idle = std::chrono::seconds(15);
  // From the beginning to the last part.
  std::chrono::milliseconds lifetime = std::chrono::minutes(10);
  // At the same time. A sender who drips keeps a place for the lifetime.
  int64_t parallel = 64;
  // Of all together, in memory: two of the largest files.
  int64_t held_bytes = int64_t{64} << 20;
  // Bulk loads: as lifetime, and how many at the same time. Each may keep 4 GiB
  // on disk.
  std::chrono::milliseconds bulk_lifetime = std::chrono::minutes(30);
  int64_t bulk_parallel = 2;
};

// Who is told that its time is over.
class UploadListener {
 public:
  virtual ~UploadListener() = default;
  // Called once at most, from a thread of its own, while nothing is locked.
  virtual void Expire(const absl::Status& status) = 0;
};

// Has a thread that watches. Safe from any thread.
class Uploads {
 public:
  // One upload's place; given back, with what it holds, when it goes. Must not
  // outlive the Uploads. One thread at a time.
  class Place {
   public:
    ~Place() { uploads_.End(id_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    // A part of so many bytes came: the time for the next one begins.
    // RESOURCE_EXHAUSTED (OVERLOADED) when all uploads together would hold too
    // much.
    absl::Status Take(int64_t bytes) { return uploads_.Take(id_, bytes); }
    // It is a bulk load: its bytes are not held in memory, and are taken as 0.
    // RESOURCE_EXHAUSTED (OVERLOADED) when there are too many of these.
    absl::Status BecomeBulk() { return uploads_.BecomeBulk(id_); }
    // The last part came. No Expire is begun any more.
    void Complete() { uploads_.Complete(id_); }

   private:
    friend class Uploads;
    Place(Uploads& uploads, uint64_t id) : uploads_(uploads), id_(id) {}

    Uploads& uploads_;
    const uint64_t id_;
  };

  explicit Uploads(const UploadLimits& limits);
  // Every place has been given back.
  ~Uploads();
  Uploads(const Uploads&) = delete;
  Uploads& operator=(const Uploads&) = delete;

  // RESOURCE_EXHAUSTED (OVERLOADED) when there are too many. A listener that
  // has gone is not told.
  absl::StatusOr<std::unique_ptr<Place>> Begin(std::weak_ptr<UploadListener> listener);

  // Of all uploads together, now.
  int64_t held_bytes() const;

 private:
  using Clock = std::chrono::steady_clock;

  struct Upload {
    std::weak_ptr<UploadListener> listener;
    Clock::time_point began;
    Clock::time_point heard;
    int64_t bytes = 0;
    bool bulk = false;
    // Whether parts are waited for.
    bool open = true;
  };

  absl::Status Take(uint64_t id, int64_t bytes);
  absl::Status BecomeBulk(uint64_t id);
  void Complete(uint64_t id);
  void End(uint64_t id);
  void Watch();
  // OK while the upload has time. Needs mutex_.
  absl::Status TimeOf(const Upload& upload, Clock::time_point now) const;

  const UploadLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  uint64_t next_id_ = 0;
  int64_t held_bytes_ = 0;
  std::map<uint64_t, Upload> uploads_;
  std::thread watcher_;
};

}  // namespace peerage::ingestion
