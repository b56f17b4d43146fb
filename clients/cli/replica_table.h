// What `peerage status` prints.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/replica.h"
#include "clients/cli/terminal.h"

namespace peerage::cli {

// A row a replica, in the order given.
std::string RenderReplicas(const Terminal& terminal, const std::vector<Replica>& replicas);

// One line: {"replicas":[{"service","address","state","status"},...]}, `status`
// being GetStatusResponse in protobuf's JSON mapping. One that gave no answer has
// `error` with `code`, `reason` (empty when no service answered) and `message` in
// its place. docs/api.md tells callers so.
absl::StatusOr<std::string> JsonOfReplicas(const std::vector<Replica>& replicas);

}  // namespace peerage::cli
