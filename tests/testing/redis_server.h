// A real Redis for a test: on a free loopback port, in a folder of its own,
// ended with the test, by its pid.
#pragma once

#include <hiredis/hiredis.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace peerage::testing {

class RedisServer {
 public:
  // `options` as on redis-server's command line. A machine without redis-server
  // fails the test.
  explicit RedisServer(std::vector<std::string> options = {})
      : options_(std::move(options)), port_(FreePort()) {
    std::string name = (std::filesystem::temp_directory_path() / "redis-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    Start();
  }
  ~RedisServer() {
    Kill();
    std::filesystem::remove_all(folder_);
  }
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;

  int port() const { return port_; }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  std::string socket() const { return (folder_ / "socket").string(); }

  void Start() {
    const std::string port = std::to_string(port_);
    std::vector<std::string> words = {"redis-server",
                                      "--port",
                                      port,
                                      "--bind",
                                      "127.0.0.1",
                                      "--save",
                                      "",
                                      "--appendonly",
                                      "no",
                                      "--dir",
                                      folder_.string(),
                                      "--unixsocket",
                                      socket(),
                                      "--logfile",
                                      (folder_ / "log").string()};
    words.insert(words.end(), options_.begin(), options_.end());
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      execvp(arguments[0], arguments.data());
      _exit(127);
    }
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!Answers()) {
      if (waitpid(pid_, nullptr, WNOHANG) == pid_) {
        pid_ = 0;
        throw std::runtime_error("redis-server ended at once; is it installed?");
      }
      if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("no redis-server");
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  void Kill() {
    if (pid_ == 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  void Freeze() const { kill(pid_, SIGSTOP); }
  void Thaw() const { kill(pid_, SIGCONT); }

  // Runs a command as the default user and gives the text of its answer, which
  // for anything but text is empty.
  std::string Run(const std::vector<std::string>& words) const {
    const std::unique_ptr<redisContext, void (*)(redisContext*)> context(
        redisConnect("127.0.0.1", port_), redisFree);
    std::vector<const char*> texts;
    std::vector<size_t> sizes;
    for (const std::string& word : words) {
      texts.push_back(word.data());
      sizes.push_back(word.size());
    }
    const std::unique_ptr<void, void (*)(void*)> reply(
        redisCommandArgv(context.get(), static_cast<int>(words.size()), texts.data(), sizes.data()),
        [](void* raw) {
          if (raw != nullptr) freeReplyObject(raw);
        });
    const auto* answer = static_cast<const redisReply*>(reply.get());
    return answer == nullptr || answer->str == nullptr ? "" : std::string(answer->str, answer->len);
  }

  // A port that nobody listens on.
  static int FreePort() {
    const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    bind(probe, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
    close(probe);
    return ntohs(address.sin_port);
  }

 private:
  bool Answers() const { return !Run({"PING"}).empty(); }

  const std::vector<std::string> options_;
  const int port_;
  std::filesystem::path folder_;
  pid_t pid_ = 0;
};

}  // namespace peerage::testing
