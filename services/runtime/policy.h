// The policy file: who may do what. Certificates say who; this says what, so
// that rights change without new certificates. YAML:
//
//   version: 1
//   # Datasets that exist only for callers whose `datasets` names them.
//   restricted_datasets: [essex-iquanta]
//   callers:
//     # One identity, or all below a path: the last segment may be *.
//     - identity: spiffe://peerage.example/force/kent/*
//       roles: [reader, author]   # reader author publisher ingester admin service
//       forces: [kent]            # author, publisher: for whom it acts; [*]: for all
//       datasets: [open-data]     # optional; ingester: required. [*]: all
//       class: interactive        # optional: publish, interactive (default), bulk
//       quota:                    # optional, as is each line
//         calls_per_second: 500
//         burst: 1000
//         concurrent: 100
//         upload_mib_per_day: 512
//     - identity: spiffe://peerage.example/svc/ranking
//       roles: [service]          # no quota unless it is given
//       methods: [peerage.ingestion.v1.IngestionService/FollowReleases]
//       datasets: ["*"]
//
// The quota shown is what a caller without one has. An identity that stands in
// the file itself goes before patterns; of patterns the longest counts. An
// identity that nothing matches may do nothing.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/runtime/rights.h"

namespace peerage::runtime {

// Immutable; shared between threads.
class Policy {
 public:
  // INVALID_ARGUMENT: line, what is wrong, what to write instead. Unknown words
  // are errors: a misspelt scope must not widen a right.
  static absl::StatusOr<std::shared_ptr<const Policy>> Parse(std::string_view yaml);

  // The rights of an identity; null when nothing matches. Live as long as the
  // policy.
  const Rights* Find(std::string_view identity) const;

 private:
  // By identity.
  std::map<std::string, Rights, std::less<>> exact_;
  // By what stands before the *, which ends in '/'.
  std::map<std::string, Rights, std::less<>> below_;
};

// Whether `text` has the form of an identity: spiffe://TRUST-DOMAIN/PATH of
// [A-Za-z0-9._-] segments, at most 255 characters.
bool IsIdentity(std::string_view text);

}  // namespace peerage::runtime
