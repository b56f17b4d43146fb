// A caller's system: asks for one standing at a steady rate, by the library that
// such systems link, and says as JSON what came of it.
//
//   steady_caller --ranking 127.0.0.1:7401,127.0.0.1:7501 --rate 250 --seconds 30
//     open-data essex all-crime-offences 2019-12
//
// Ends after so many seconds, or when its standard input ends.
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cpp/ranking_client.h"
#include "clients/cpp/status.h"

namespace {

using peerage::client::Freshness;
using peerage::client::RankingClient;
using std::chrono::steady_clock;

struct Plan {
  std::string target;
  std::string tls_dir;
  double rate = 250;
  double seconds = 30;
  int timeout_ms = 1000;
  int threads = 64;
  peerage::ranking::v1::GetStandingRequest request;
};

// What was seen; all threads add to it.
class Record {
 public:
  void Add(const absl::StatusOr<peerage::ranking::v1::GetStandingResponse>& answer,
           const Freshness& freshness, double milliseconds) {
    const std::lock_guard lock(mutex_);
    milliseconds_.push_back(milliseconds);
    if (!answer.ok()) {
      failed_at_ = steady_clock::now();
      ++failures_[absl::StrCat(absl::StatusCodeToString(answer.status().code()), " ",
                               peerage::client::ErrorReason(answer.status()))];
      return;
    }
    answers_.insert(answer->SerializeAsString());
    stale_ += freshness.stale ? 1 : 0;
  }

  std::string Json() {
    const std::lock_guard lock(mutex_);
    std::sort(milliseconds_.begin(), milliseconds_.end());
    const std::chrono::duration<double> sound = steady_clock::now() - failed_at_;
    int failed = 0;
    for (const auto& [code, count] : failures_) failed += count;
    return absl::StrCat(
        "{\"calls\": ", milliseconds_.size(), ", \"failed\": ", failed, ", \"failures\": {",
        absl::StrJoin(failures_, ", ",
                      [](std::string* out, const auto& failure) {
                        absl::StrAppend(out, "\"", failure.first, "\": ", failure.second);
                      }),
        "}, \"distinct_answers\": ", answers_.size(), ", \"stale\": ", stale_,
        ", \"seconds_without_failure\": ", sound.count(), ", \"median_ms\": ", Quantile(0.5),
        ", \"p99_ms\": ", Quantile(0.99), ", \"longest_ms\": ", Quantile(1), "}");
  }

 private:
  double Quantile(double share) const {
    if (milliseconds_.empty()) return 0;
    const auto last = milliseconds_.size() - 1;
    return milliseconds_[static_cast<size_t>(static_cast<double>(last) * share)];
  }

  std::mutex mutex_;
  std::vector<double> milliseconds_;
  std::map<std::string, int> failures_;
  // The last time; the beginning when there was none.
  steady_clock::time_point failed_at_ = steady_clock::now();
  std::set<std::string> answers_;
  int stale_ = 0;
};

// Call number n is due n / rate seconds after the beginning, whatever became of
// those before; whichever thread is free makes it.
void CallOn(const Plan& plan, const RankingClient& client, steady_clock::time_point begin,
            std::atomic<int64_t>& next, const std::atomic<bool>& stop, Record& record) {
  while (!stop) {
    const std::chrono::duration<double> offset(static_cast<double>(next++) / plan.rate);
    if (offset.count() > plan.seconds) return;
    std::this_thread::sleep_until(begin +
                                  std::chrono::duration_cast<steady_clock::duration>(offset));
    Freshness freshness;
    const auto called = steady_clock::now();
    const auto answer = client.GetStanding(
        plan.request,
        {.timeout = std::chrono::milliseconds(plan.timeout_ms), .freshness = &freshness});
    const std::chrono::duration<double, std::milli> took = steady_clock::now() - called;
    record.Add(answer, freshness, took.count());
  }
}

// Whether standard input has ended, looked at ten times a second until `stop`.
void StopAtEndOfInput(std::atomic<bool>& stop) {
  pollfd input{.fd = STDIN_FILENO, .events = POLLIN};
  char byte = 0;
  while (!stop) {
    if (poll(&input, 1, 100) > 0 && read(STDIN_FILENO, &byte, 1) <= 0) stop = true;
  }
}

}  // namespace

int main(int argc, char** argv) {
  Plan plan;
  CLI::App app("Asks for one standing at a steady rate.", "steady_caller");
  app.add_option("--ranking", plan.target, "HOST:PORT, several with commas, or a gRPC target")
      ->required();
  app.add_option("--tls-dir", plan.tls_dir, "Directory with tls.crt, tls.key and ca.crt");
  app.add_option("--rate", plan.rate, "Calls a second");
  app.add_option("--seconds", plan.seconds, "When to end at the latest");
  app.add_option("--timeout-ms", plan.timeout_ms, "Deadline of a call");
  app.add_option("--threads", plan.threads, "Calls at a time at most");
  std::string dataset;
  std::string force;
  std::string measure;
  std::string period;
  app.add_option("dataset", dataset)->required();
  app.add_option("force", force)->required();
  app.add_option("measure", measure)->required();
  app.add_option("period", period)->required();
  CLI11_PARSE(app, argc, argv);
  plan.request.set_dataset_id(dataset);
  plan.request.set_force_id(force);
  plan.request.set_measure_id(measure);
  plan.request.mutable_period()->set_end_month(period);

  const auto connection = peerage::client::Connect(plan.target, {.tls_dir = plan.tls_dir});
  if (!connection.ok()) {
    std::cerr << connection.status() << "\n";
    return 1;
  }
  const RankingClient client(*connection);
  Record record;
  std::atomic<int64_t> next{0};
  std::atomic<bool> stop{false};
  const auto begin = steady_clock::now();
  std::vector<std::thread> threads;
  threads.reserve(plan.threads);
  for (int i = 0; i < plan.threads; ++i) {
    threads.emplace_back([&] { CallOn(plan, client, begin, next, stop, record); });
  }
  std::thread input([&] { StopAtEndOfInput(stop); });
  for (std::thread& thread : threads) thread.join();
  stop = true;
  input.join();
  std::cout << record.Json() << std::endl;
  return 0;
}
