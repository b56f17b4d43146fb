// The one guard: who calls, and whether he may. Deny by default.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "services/runtime/method_rule.h"
#include "services/runtime/policy.h"
#include "services/runtime/rights.h"

namespace grpc {
class ServerContextBase;
}

namespace peerage::runtime {

// Who calls, and what he may do. Never null rights.
struct Caller {
  std::string identity;
  std::shared_ptr<const Rights> rights;
};

// Stateless but for the policy that it asks for; safe from any thread.
class Guard {
 public:
  // The policy in force; null: there is none, and only "local" may do anything.
  using PolicySource = std::function<std::shared_ptr<const Policy>()>;

  explicit Guard(PolicySource policy);

  // With mutual TLS: the one URI of the caller's certificate. Without, which is
  // loopback alone: "local", or what the metadata `x-peerage-as` says (for
  // tests of rights). UNAUTHENTICATED: no such URI, more than one, or
  // `x-peerage-as` beside a certificate. PERMISSION_DENIED: the policy names no
  // such caller.
  absl::StatusOr<Caller> Identify(const grpc::ServerContextBase& context) const;

  // Whether the caller may make this call. `request` is null for a stream of
  // requests. PERMISSION_DENIED: the method, or writing for a force, is not the
  // caller's. NOT_FOUND: a dataset that does not exist for the caller.
  absl::Status Check(const Caller& caller, const MethodRule& rule,
                     const google::protobuf::Message* request) const;

 private:
  const PolicySource policy_;
  const std::shared_ptr<const Rights> all_rights_;
};

}  // namespace peerage::runtime
