// What a server with a store does in place of serving: proving it, copying it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "absl/status/statusor.h"

namespace peerage::runtime {

struct StoreFlags {
  bool verify = false;
  // The copy's file; empty: none is asked for.
  std::string backup;
};

// --verify, --backup.
void AddStoreFlags(CLI::App& app, StoreFlags& flags);

// Print what --verify found or what --backup copied, one line on stdout; return
// the exit code: 0 when all is well, else 1.
int FinishVerify(const absl::StatusOr<std::string>& found);
int FinishBackup(const absl::StatusOr<std::string>& copied);

}  // namespace peerage::runtime
