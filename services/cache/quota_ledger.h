// Callers' quotas when several replicas serve: who may still spend how much.
//
// A replica takes tokens for a caller ahead of need and in the background;
// nothing here belongs before a read. The ledger is a hint, not a fact: it may
// vanish (each replica then grants its local share: the quota divided by the
// replicas seen last), or lie (what it grants is never above what was wanted).
// Safe from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace peerage::cache {

class QuotaLedger {
 public:
  virtual ~QuotaLedger() = default;

  // Takes up to `wanted` tokens, parts of one too, of a caller who gets
  // `per_second` over all replicas. What nobody takes is saved up for 200 ms, one
  // token at least. Nothing when the ledger is away. Both arguments are above 0.
  virtual std::optional<double> Take(const std::string& caller, double per_second,
                                     double wanted) = 0;

  // Says that this replica serves, and gives how many did so within the last
  // 5 s, itself included; may be asked as often as one likes. While the ledger is
  // away the number stays what it was; at least 1.
  virtual int Replicas() = 0;
};

}  // namespace peerage::cache
