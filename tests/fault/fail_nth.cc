// A shim (LD_PRELOAD) that lets the Nth system call of one kind fail with EIO.
//
//   FAIL_KIND=write|fsync|open|rename|send|recv
//   FAIL_CONTROL=FILE   8 bytes, an int64 in this machine's order: how many
//                       calls of the kind are still to come, the failing one
//                       included. 0: none fails. The test writes it, the shim
//                       counts it down.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

// Its children have the shim, too: a sanitizer's symbolizer, that failed to open
// a file, would leave suppressions without the names that they match.
bool IsIngestion() { return strcmp(program_invocation_short_name, "peerage-ingestion") == 0; }

std::atomic<int64_t>* Control() {
  static auto* const control = []() -> std::atomic<int64_t>* {
    const char* path = std::getenv("FAIL_CONTROL");
    if (path == nullptr || !IsIngestion()) return nullptr;
    const int file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, O_RDWR, 0));
    if (file < 0) return nullptr;
    void* mapped = mmap(nullptr, sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    return mapped == MAP_FAILED ? nullptr : static_cast<std::atomic<int64_t>*>(mapped);
  }();
  return control;
}

// Whether this call of `kind` is the one that fails.
bool Fails(const char* kind) {
  static const char* const wanted = std::getenv("FAIL_KIND");
  if (wanted == nullptr || strcmp(wanted, kind) != 0) return false;
  std::atomic<int64_t>* control = Control();
  if (control == nullptr || control->load() <= 0) return false;
  if (control->fetch_sub(1) != 1) return false;
  errno = EIO;
  return true;
}

// Pipes and event counters belong to gRPC's inner workings, which no disk is
// part of.
bool IsFile(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

template <class Function>
Function* Next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

mode_t ModeOf(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* data, size_t size) {
  static auto* const next = Next<decltype(write)>("write");
  return IsFile(descriptor) && Fails("write") ? -1 : next(descriptor, data, size);
}

ssize_t pwrite(int descriptor, const void* data, size_t size, off_t at) {
  static auto* const next = Next<decltype(pwrite)>("pwrite");
  return Fails("write") ? -1 : next(descriptor, data, size, at);
}

ssize_t pwrite64(int descriptor, const void* data, size_t size, off64_t at) {
  static auto* const next = Next<decltype(pwrite64)>("pwrite64");
  return Fails("write") ? -1 : next(descriptor, data, size, at);
}

int fsync(int descriptor) {
  static auto* const next = Next<decltype(fsync)>("fsync");
  return Fails("fsync") ? -1 : next(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const next = Next<decltype(fdatasync)>("fdatasync");
  return Fails("fsync") ? -1 : next(descriptor);
}

int open(const char* path, int flags, ...) {
  static auto* const next = Next<int(const char*, int, ...)>("open");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  return Fails("open") ? -1 : next(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  static auto* const next = Next<int(const char*, int, ...)>("open64");
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = ModeOf(flags, arguments);
  va_end(arguments);
  return Fails("open") ? -1 : next(path, flags, mode);
}

int rename(const char* from, const char* to) {
  static auto* const next = Next<decltype(rename)>("rename");
  return Fails("rename") ? -1 : next(from, to);
}

ssize_t sendmsg(int descriptor, const msghdr* message, int flags) {
  static auto* const next = Next<decltype(sendmsg)>("sendmsg");
  return Fails("send") ? -1 : next(descriptor, message, flags);
}

ssize_t recvmsg(int descriptor, msghdr* message, int flags) {
  static auto* const next = Next<decltype(recvmsg)>("recvmsg");
  return Fails("recv") ? -1 : next(descriptor, message, flags);
}

}  // extern "C"
