// Callers' quotas when several replicas serve: who may still spend how much.
//
// A replica leases tokens for a caller in slices of time, ahead of need and in
// the background; nothing here belongs before a read. The ledger is a hint, not
// a fact: it may vanish (each replica then grants its local share: the quota
// divided by the replicas seen last), or lie (a lease is never above what was
// wanted, and a caller of this interface does not go below its local share for
// a lease of 0). Safe from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace peerage::cache {

// What one caller may spend, over all replicas.
struct QuotaSlice {
  int64_t tokens = 0;
  // How long it is for; a slice begins with its first lease.
  std::chrono::milliseconds length{100};
};

class QuotaLedger {
 public:
  virtual ~QuotaLedger() = default;

  // Takes up to `wanted` of the caller's present slice: 0 when it is spent.
  // Nothing when the ledger is away.
  virtual std::optional<int64_t> Lease(const std::string& caller, const QuotaSlice& slice,
                                       int64_t wanted) = 0;

  // Says that this replica serves, and gives how many did so within the last
  // 5 s, itself included. Called about once a second. While the ledger is away
  // the number stays what it was; at least 1.
  virtual int64_t Announce() = 0;
};

}  // namespace peerage::cache
