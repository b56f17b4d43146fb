// What one caller may do. Made by the policy; read by the guard and, for what a
// request does not name itself, by handlers.
#pragma once

#include <bitset>
#include <cstdint>
#include <set>
#include <string>

#include "services/runtime/method_rule.h"

namespace peerage::runtime {

// Who goes first where calls wait, and who is refused first: bulk.
enum class CallClass { kPublish, kInteractive, kBulk };
inline constexpr int kCallClasses = 3;

// How much one caller may ask for. Zero: no limit.
struct Quota {
  // Calls that begin, a second, on average; over all replicas.
  double calls_per_second = 0;
  // How many may begin at once after a pause.
  double burst = 0;
  // Calls that run at the same time, streams among them; at each replica.
  int64_t concurrent = 0;
  // Bytes of uploads, a day of UTC.
  int64_t upload_bytes_per_day = 0;
  friend bool operator==(const Quota&, const Quota&) = default;
};

// Either every id, or those listed.
struct Scope {
  bool all = false;
  std::set<std::string, std::less<>> ids;

  bool Holds(std::string_view id) const { return all || ids.find(id) != ids.end(); }
  friend bool operator==(const Scope&, const Scope&) = default;
};

// Immutable once made; shared between threads.
struct Rights {
  std::bitset<32> permissions;
  // Methods allowed by name, as MethodRule::full_name: the edges of a service.
  std::set<std::string, std::less<>> methods;
  // The forces it acts for.
  Scope forces;
  // The datasets it may use. Unless `all`, other datasets do not exist for it.
  Scope datasets;
  // Datasets that only a scope that names them may use; all others are open to
  // whoever has no scope of his own.
  std::set<std::string, std::less<>> restricted_datasets;
  bool has_dataset_scope = false;
  // The words of the roles, for audit rows: "reader,author".
  std::string roles;
  CallClass call_class = CallClass::kInteractive;
  Quota quota;

  bool Allows(const MethodRule& rule) const;
  bool MayUseDataset(std::string_view dataset_id) const;
  bool MayActFor(std::string_view force_id) const { return forces.Holds(force_id); }
};

// Everything: the fixed identity "local" on a loopback listener without TLS.
Rights AllRights();

}  // namespace peerage::runtime
