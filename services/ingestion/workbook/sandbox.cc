#include "services/ingestion/workbook/sandbox.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/ingestion/workbook/child_limits.h"

namespace peerage::ingestion::workbook {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

#if defined(__x86_64__)
constexpr uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
#error "name the machine's number in linux/audit.h"
#endif

// Reading stdin, writing stdout, memory, and the ways to end.
constexpr uint32_t kAllowed[] = {
    SYS_read,         SYS_write,        SYS_close,         SYS_fstat,           SYS_lseek,
    SYS_mmap,         SYS_munmap,       SYS_mremap,        SYS_mprotect,        SYS_madvise,
    SYS_brk,          SYS_futex,        SYS_getrandom,     SYS_gettid,          SYS_getpid,
    SYS_tgkill,       SYS_rt_sigreturn, SYS_exit,          SYS_rt_sigprocmask,  SYS_exit_group,
    SYS_rt_sigaction, SYS_newfstatat,   SYS_clock_gettime, SYS_restart_syscall,
};

bool Limit(int resource, int64_t soft, int64_t hard) {
  const rlimit limit{static_cast<rlim_t>(soft), static_cast<rlim_t>(hard)};
  return setrlimit(static_cast<__rlimit_resource_t>(resource), &limit) == 0;
}

sock_filter Load(size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset));
}
sock_filter Answer(uint32_t answer) { return BPF_STMT(BPF_RET | BPF_K, answer); }
// Passes over the next instruction unless the loaded number is this one.
sock_filter Unless(uint32_t number) { return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1); }

bool FilterCalls() {
  std::vector<sock_filter> program = {
      Load(offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0),
      Answer(SECCOMP_RET_KILL_PROCESS),
      Load(offsetof(seccomp_data, nr)),
  };
  for (const uint32_t call : kAllowed) {
    program.push_back(Unless(call));
    program.push_back(Answer(SECCOMP_RET_ALLOW));
  }
  program.push_back(Answer(SECCOMP_RET_ERRNO | EPERM));
  const sock_fprog filter{static_cast<unsigned short>(program.size()),  // NOLINT: the kernel's type
                          program.data()};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace

bool GiveUpRights(const TableLimits& limits) {
  const bool limited = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && Limit(RLIMIT_CORE, 0, 0) &&
                       Limit(RLIMIT_FSIZE, 0, 0) &&
                       Limit(RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1);
  // A sanitizer maps terabytes, and looks through a pipe whether memory is there.
  if (!limited || kSanitized) return limited;
  return Limit(RLIMIT_NOFILE, 3, 3) && Limit(RLIMIT_AS, kChildMemoryBytes, kChildMemoryBytes) &&
         FilterCalls();
}

}  // namespace peerage::ingestion::workbook
