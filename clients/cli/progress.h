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
  // Where nobody knows how many there will be: "file.csv  123,000 figures".
  void ShowCount(int64_t done, const std::string& things);

  // "file.csv  [#####.....]  50%"; public for its test.
  static std::string Bar(const std::string& what, int64_t done, int64_t total);

 private:
  void Draw(const std::string& line);

  const std::string what_;
  const std::chrono::steady_clock::time_point began_;
  const bool terminal_;
  bool drawn_ = false;
};

}  // namespace peerage::cli
