// A bar for what takes long.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace peerage::cli {

// Draws on stderr, when that is a terminal, from two seconds after its making
// on, and takes the line away again at its end.
class Progress {
 public:
  explicit Progress(const std::string& what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void Show(int64_t done, int64_t total);

  // "file.csv  [#####.....]  50%"; public for its test.
  static std::string Bar(const std::string& what, int64_t done, int64_t total);

 private:
  const std::string what_;
  const std::chrono::steady_clock::time_point began_;
  const bool terminal_;
  bool drawn_ = false;
};

}  // namespace peerage::cli
