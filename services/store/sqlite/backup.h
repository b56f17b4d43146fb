// A copy of a store while it is in use.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace peerage::store {

// Reads the store in a file, and says in a line what it holds.
using VerifyStore = std::function<absl::StatusOr<std::string>(const std::string& file)>;

// Copies the store in `file`, which another process may be writing to, to the
// new file `copy`: one state of it, some commit's, whole. `verify` is called with
// the name of the finished copy before it gets its own name; when it fails,
// nothing is left. The copy is on the disk when this returns, with what `verify`
// said. ALREADY_EXISTS: `copy` is there. Otherwise the errors of a store, and
// those of `verify`.
absl::StatusOr<std::string> BackUp(const std::string& file, const std::string& copy,
                                   const VerifyStore& verify);

}  // namespace peerage::store
