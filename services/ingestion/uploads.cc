#include "services/ingestion/uploads.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/runtime/error.h"

namespace peerage::ingestion {
namespace {

using std::chrono::milliseconds;

absl::Status Overloaded(const char* what) {
  return runtime::Error(absl::StatusCode::kResourceExhausted, runtime::Reason::kOverloaded, what);
}

absl::Status TooSlow(const std::string& what) {
  return runtime::Error(absl::StatusCode::kDeadlineExceeded, runtime::Reason::kDeadlineExceeded,
                        absl::StrCat(what, "; nothing was kept, send the file again"));
}

std::string Words(milliseconds time) {
  return absl::StrCat(absl::SixDigits(static_cast<double>(time.count()) / 1000), " s");
}

}  // namespace

Uploads::Uploads(const UploadLimits& limits) : limits_(limits), watcher_([this] { Watch(); }) {}

Uploads::~Uploads() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  watcher_.join();
}

absl::StatusOr<std::unique_ptr<Uploads::Place>> Uploads::Begin(
    std::weak_ptr<UploadListener> listener) {
  const std::lock_guard lock(mutex_);
  if (static_cast<int64_t>(uploads_.size()) >= limits_.parallel) {
    return Overloaded("too many files are on their way; try again shortly");
  }
  const Clock::time_point now = Clock::now();
  const uint64_t id = next_id_++;
  uploads_.emplace(id, Upload{.listener = std::move(listener), .began = now, .heard = now});
  return std::unique_ptr<Place>(new Place(*this, id));
}

int64_t Uploads::held_bytes() const {
  const std::lock_guard lock(mutex_);
  return held_bytes_;
}

absl::Status Uploads::Take(uint64_t id, int64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (bytes > limits_.held_bytes - held_bytes_) {
    return Overloaded("the files on their way are too large together; try again shortly");
  }
  Upload& upload = uploads_.at(id);
  upload.heard = Clock::now();
  upload.bytes += bytes;
  held_bytes_ += bytes;
  return absl::OkStatus();
}

absl::Status Uploads::BecomeBulk(uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto others = std::count_if(uploads_.begin(), uploads_.end(),
                                    [](const auto& entry) { return entry.second.bulk; });
  if (others >= limits_.bulk_parallel) {
    return Overloaded("too many bulk loads are on their way; try again later");
  }
  uploads_.at(id).bulk = true;
  return absl::OkStatus();
}

void Uploads::Complete(uint64_t id) {
  const std::lock_guard lock(mutex_);
  uploads_.at(id).open = false;
}

void Uploads::End(uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto ended = uploads_.find(id);
  held_bytes_ -= ended->second.bytes;
  uploads_.erase(ended);
}

absl::Status Uploads::TimeOf(const Upload& upload, Clock::time_point now) const {
  if (now - upload.heard >= limits_.idle) {
    return TooSlow(absl::StrCat("no part of the file came for ", Words(limits_.idle)));
  }
  const milliseconds lifetime = upload.bulk ? limits_.bulk_lifetime : limits_.lifetime;
  if (now - upload.began >= lifetime) {
    return TooSlow(absl::StrCat("the file was not complete after ", Words(lifetime)));
  }
  return absl::OkStatus();
}

void Uploads::Watch() {
  // Late by a tenth of the shorter limit at most.
  const milliseconds look_every = std::max(
      std::min({limits_.idle, limits_.lifetime, limits_.bulk_lifetime}) / 10, milliseconds(1));
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, look_every, [this] { return stopping_; })) {
    std::vector<std::pair<std::shared_ptr<UploadListener>, absl::Status>> late;
    for (auto& [id, upload] : uploads_) {
      absl::Status time = upload.open ? TimeOf(upload, Clock::now()) : absl::OkStatus();
      if (time.ok()) continue;
      upload.open = false;
      if (auto listener = upload.listener.lock()) {
        late.emplace_back(std::move(listener), std::move(time));
      }
    }
    lock.unlock();
    for (const auto& [listener, time] : late) listener->Expire(time);
    // A listener may go with this, and give its place back.
    late.clear();
    lock.lock();
  }
}

}  // namespace peerage::ingestion
