#include "services/ingestion/workbook/workbook_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/workbook/child_limits.h"
#include "services/ingestion/workbook/row_stream_reader.h"

namespace peerage::ingestion::workbook {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// A child is waited for twice as long as it may compute: 60 s for a person's file.
constexpr int kWaitsPerCpuSecond = 2;
// A child that has closed its answer is about to end.
constexpr milliseconds kLongestEnd = std::chrono::seconds(2);
constexpr int kPipeBytes = 1 << 20;

// A file descriptor that is closed. Above those of stdin, stdout and stderr, so
// that none of them is overwritten before it is taken.
class File {
 public:
  explicit File(int fd = -1) : fd_(fd) {
    if (fd < 0 || fd > 2) return;
    fd_ = fcntl(fd, F_DUPFD_CLOEXEC, 3);
    close(fd);
  }
  ~File() {
    if (fd_ >= 0) close(fd_);
  }
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  int fd() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

absl::Status CannotStart(const std::string& what, int error) {
  return absl::UnavailableError(
      absl::StrCat("the reader of workbooks cannot be started: ", what, ": ",
                   std::strerror(error)));  // NOLINT(concurrency-mt-unsafe): glibc's is safe
}

// The bytes as a file that only we and the child can reach.
absl::StatusOr<File> HoldBytes(std::string_view bytes) {
  File file(memfd_create("peerage-workbook", MFD_CLOEXEC));
  if (!file.ok()) return CannotStart("memory for the file", errno);
  while (!bytes.empty()) {
    const ssize_t written = write(file.fd(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return CannotStart("memory for the file", errno);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  lseek(file.fd(), 0, SEEK_SET);
  return file;
}

// A child and the pipe that it answers through.
class Child : public ByteStream {
 public:
  Child(pid_t pid, File answer, milliseconds longest_wait)
      : pid_(pid), answer_(std::move(answer)), longest_wait_(longest_wait) {}
  ~Child() override { KillAndReap(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  size_t Read(char* to, size_t size) override;
  std::string Ending() override;

 private:
  bool WaitForBytes();
  void KillAndReap();
  // Whether it has ended; then status_ is set.
  bool Reap(int options);

  // 0 once it is reaped: the number may then be another process's.
  pid_t pid_;
  int status_ = 0;
  const File answer_;
  const milliseconds longest_wait_;
  milliseconds waited_{0};
};

// Time that the caller takes between two reads is not the child's.
bool Child::WaitForBytes() {
  while (waited_ < longest_wait_) {
    pollfd waiting{.fd = answer_.fd(), .events = POLLIN, .revents = 0};
    const Clock::time_point before = Clock::now();
    const int ready = poll(&waiting, 1, static_cast<int>((longest_wait_ - waited_).count()));
    const int error = errno;
    waited_ += std::chrono::duration_cast<milliseconds>(Clock::now() - before);
    if (ready > 0) return true;
    if (ready < 0 && error != EINTR) return false;
  }
  return false;
}

size_t Child::Read(char* to, size_t size) {
  while (pid_ != 0 && WaitForBytes()) {
    const ssize_t got = read(answer_.fd(), to, size);
    if (got < 0 && errno == EINTR) continue;
    return got < 0 ? 0 : static_cast<size_t>(got);
  }
  return 0;
}

bool Child::Reap(int options) {
  if (pid_ == 0) return true;
  pid_t reaped = 0;
  do {
    reaped = waitpid(pid_, &status_, options);
  } while (reaped < 0 && errno == EINTR);
  if (reaped == 0) return false;
  pid_ = 0;
  return true;
}

void Child::KillAndReap() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  Reap(0);
}

std::string Child::Ending() {
  if (waited_ < longest_wait_) {
    for (milliseconds spent{0}; !Reap(WNOHANG) && spent < kLongestEnd; ++spent) {
      std::this_thread::sleep_for(milliseconds(1));
    }
  }
  if (pid_ != 0) {
    KillAndReap();
    return "out of time";
  }
  if (WIFSIGNALED(status_) && WTERMSIG(status_) == SIGXCPU) return "out of time";
  // SIGKILL is what a machine without memory sends.
  if ((WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL) ||
      (WIFEXITED(status_) && WEXITSTATUS(status_) == kExitNoMemory)) {
    return "out of memory";
  }
  return "the reader of workbooks ended";
}

// Default signals, none blocked (a server blocks some), and out of the terminal's
// group, whose Ctrl-C is for the server to answer.
void SetAttributes(posix_spawnattr_t& attributes) {
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes,
                           static_cast<short>(POSIX_SPAWN_SETSIGDEF |  // NOLINT
                                              POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP));
}

int Spawn(const std::string& program, const std::string& limits, const File& file,
          const File& answer, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  SetAttributes(attributes);
  posix_spawn_file_actions_adddup2(&actions, file.fd(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, answer.fd(), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  std::string name = "peerage-workbook";
  std::string argument = limits;
  char* arguments[] = {name.data(), argument.data(), nullptr};
  char* environment[] = {nullptr};
  const int error =
      posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TableSource>> StartWorkbookProcess(const std::string& program,
                                                                  std::string_view bytes,
                                                                  const TableLimits& limits,
                                                                  Findings& violations,
                                                                  Findings& warnings) {
  const absl::StatusOr<File> file = HoldBytes(bytes);
  if (!file.ok()) return file.status();
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) return CannotStart("a pipe", errno);
  File answer(ends[0]);
  const File child_answer(ends[1]);
  // More than the usual 64 KiB, if we may: fewer changes between the two.
  fcntl(answer.fd(), F_SETPIPE_SZ, kPipeBytes);
  pid_t pid = 0;
  if (const int error = Spawn(program, FormatLimits(limits), *file, child_answer, pid)) {
    return CannotStart(program, error);
  }
  auto child = std::make_unique<Child>(
      pid, std::move(answer), std::chrono::seconds(kWaitsPerCpuSecond * limits.cpu_seconds));
  return std::make_unique<RowStreamReader>(std::move(child), limits, violations, warnings);
}

}  // namespace peerage::ingestion::workbook
