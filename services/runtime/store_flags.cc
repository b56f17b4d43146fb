#include "services/runtime/store_flags.h"

#include <iostream>

#include "absl/strings/str_cat.h"

namespace peerage::runtime {
namespace {

int Finish(const absl::StatusOr<std::string>& line, const char* done, const char* failed) {
  if (line.ok()) {
    std::cout << done << *line << std::endl;
    return 0;
  }
  std::cout << failed << absl::StrCat(line.status().message()) << std::endl;
  return 1;
}

}  // namespace

void AddStoreFlags(CLI::App& app, StoreFlags& flags) {
  app.add_flag("--verify", flags.verify,
               "Serve nothing: read the whole store, recompute every digest and the audit chain, "
               "print one line; exit code 0, or 1 when something is wrong");
  app.add_option("--backup", flags.backup,
                 "Serve nothing: copy the store, which may be in use, to this new file, verify the "
                 "copy, print one line; exit code 0 or 1. Example: /backup/2026-11-28.sqlite");
}

int FinishVerify(const absl::StatusOr<std::string>& found) {
  return Finish(found, "", "not verified: ");
}

int FinishBackup(const absl::StatusOr<std::string>& copied) {
  return Finish(copied, "copied; ", "not copied: ");
}

}  // namespace peerage::runtime
