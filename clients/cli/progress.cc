#include "clients/cli/progress.h"

#include <unistd.h>

#include <iostream>

#include "absl/strings/str_cat.h"
#include "clients/cli/terminal.h"
#include "services/core/display.h"

namespace peerage::cli {
namespace {

constexpr std::chrono::seconds kPatience{2};
constexpr int kCells = 30;

}  // namespace

Progress::Progress(const std::string& what)
    : what_(Printable(what)),
      began_(std::chrono::steady_clock::now()),
      terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (drawn_) std::cerr << "\r\033[K" << std::flush;
}

void Progress::Show(int64_t done, int64_t total) { Draw(Bar(what_, done, total)); }

void Progress::ShowCount(int64_t done, const std::string& things) {
  Draw(absl::StrCat(what_, "  ", core::DisplayInteger(done), " ", things));
}

void Progress::Draw(const std::string& line) {
  if (!terminal_ || std::chrono::steady_clock::now() - began_ < kPatience) return;
  std::cerr << "\r\033[K" << line << std::flush;
  drawn_ = true;
}

std::string Progress::Bar(const std::string& what, int64_t done, int64_t total) {
  const int64_t filled = total > 0 ? done * kCells / total : kCells;
  const int64_t percent = total > 0 ? done * 100 / total : 100;
  return absl::StrCat(what, "  [", std::string(filled, '#'), std::string(kCells - filled, '.'),
                      "]  ", percent, "%");
}

}  // namespace peerage::cli
