#include "services/cache/cache_config.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace peerage::cache {
namespace {

absl::Status FlagError(const std::string& flag, absl::string_view fault) {
  return absl::InvalidArgumentError(absl::StrCat(flag, ": ", fault));
}

absl::StatusOr<std::string> ReadFile(const std::string& flag, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file.is_open() || text.str().empty()) {
    return FlagError(flag, absl::StrCat("the file \"", path, "\" is empty or cannot be read"));
  }
  return text.str();
}

absl::StatusOr<Secret> ReadPassword(const std::string& path) {
  absl::StatusOr<std::string> text = ReadFile("--redis-password-file", path);
  if (!text.ok()) return text.status();
  // Editors end a file with a line break; passwords have none.
  text->erase(text->find_last_not_of("\r\n") + 1);
  if (text->empty() || text->find_first_of("\r\n") != std::string::npos) {
    return FlagError("--redis-password-file", "must hold one line, the password");
  }
  return Secret(*std::move(text));
}

absl::Status CheckTogether(const CacheFlags& flags) {
  for (const auto& [flag, value] : {std::pair("--redis-user", flags.redis_user),
                                    std::pair("--redis-password-file", flags.redis_password_file),
                                    std::pair("--cache-key-file", flags.cache_key_file)}) {
    if (flags.redis.empty() && !value.empty()) return FlagError(flag, "needs --redis HOST:PORT");
  }
  if (!flags.redis.empty() && flags.cache_key_file.empty()) {
    return FlagError("--redis", "needs --cache-key-file FILE, the key that values are sealed with");
  }
  if (!flags.redis_user.empty() && flags.redis_password_file.empty()) {
    return FlagError("--redis-user", "needs --redis-password-file FILE");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<RedisConfig>> CheckCacheFlags(const CacheFlags& flags) {
  if (absl::Status status = CheckTogether(flags); !status.ok()) return status;
  if (flags.redis.empty()) return std::nullopt;
  RedisConfig config{.address = {.address = flags.redis, .user = flags.redis_user}};
  if (absl::Status status = CheckRedisAddress(flags.redis); !status.ok()) {
    return FlagError("--redis", status.message());
  }
  if (!flags.redis_password_file.empty()) {
    absl::StatusOr<Secret> password = ReadPassword(flags.redis_password_file);
    if (!password.ok()) return password.status();
    config.address.password = *std::move(password);
  }
  const absl::StatusOr<std::string> text = ReadFile("--cache-key-file", flags.cache_key_file);
  if (!text.ok()) return text.status();
  absl::StatusOr<SealingKeys> keys = ParseSealingKeys(*text);
  if (!keys.ok()) return FlagError("--cache-key-file", keys.status().message());
  config.keys = *std::move(keys);
  return config;
}

}  // namespace peerage::cache
