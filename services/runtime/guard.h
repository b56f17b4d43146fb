// The one guard: who calls, and whether it may. Deny by default.
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

// Stateless but for the policy that it asks for; safe from any thread.
class Guard {
 public:
  // The policy in force; null: there is none, and only "local" may do anything.
  using PolicySource = std::function<std::shared_ptr<const Policy>()>;

  explicit Guard(PolicySource policy);

  // Who calls. With mutual TLS: the one URI of the caller's certificate.
  // Without, which is loopback alone: "local", or what the metadata
  // `x-peerage-as` says (for tests of rights). UNAUTHENTICATED: no such URI, more
  // than one, or `x-peerage-as` beside a certificate.
  static absl::StatusOr<std::string> Identify(const grpc::ServerContextBase& context);

  // What an identity may do; never null. PERMISSION_DENIED: the policy names no
  // such caller.
  absl::StatusOr<std::shared_ptr<const Rights>> RightsOf(const std::string& identity) const;

  // Whether a caller with these rights may make this call. `request` is null for
  // a stream of requests. PERMISSION_DENIED: the method, or writing for a force,
  // is not the caller's. NOT_FOUND: a dataset that does not exist for it.
  static absl::Status Check(const std::string& identity, const Rights& rights,
                            const MethodRule& rule, const google::protobuf::Message* request);

 private:
  const PolicySource policy_;
  const std::shared_ptr<const Rights> all_rights_;
};

}  // namespace peerage::runtime
