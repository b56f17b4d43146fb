#include "services/runtime/guard.h"

#include <grpcpp/security/auth_context.h>
#include <grpcpp/server_context.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/runtime/error.h"

namespace peerage::runtime {
namespace {

using google::protobuf::Message;

constexpr char kAsKey[] = "x-peerage-as";
constexpr char kLocal[] = "local";

absl::Status Unauthenticated(const std::string& what) {
  return Error(absl::StatusCode::kUnauthenticated, Reason::kUnauthenticated, what);
}

absl::Status Denied(const std::string& what) {
  return Error(absl::StatusCode::kPermissionDenied, Reason::kNotAllowed, what);
}

// The identity that a certificate proves.
absl::StatusOr<std::string> CertifiedIdentity(const grpc::AuthContext& peer) {
  const std::vector<grpc::string_ref> uris = peer.FindPropertyValues("peer_uri");
  if (uris.size() != 1) {
    return Unauthenticated(absl::StrCat("the certificate has ", uris.size(),
                                        " URI names where exactly one is the identity; have a "
                                        "new certificate issued"));
  }
  std::string uri(uris[0].data(), uris[0].size());
  if (!IsIdentity(uri)) {
    return Unauthenticated(
        "the certificate's URI is not of the form spiffe://TRUST-DOMAIN/PATH; have a new "
        "certificate issued");
  }
  return uri;
}

}  // namespace

Guard::Guard(PolicySource policy)
    : policy_(std::move(policy)), all_rights_(std::make_shared<const Rights>(AllRights())) {}

absl::StatusOr<std::string> Guard::Identify(const grpc::ServerContextBase& context) {
  const auto& metadata = context.client_metadata();
  const auto as = metadata.find(kAsKey);
  const auto peer = context.auth_context();
  if (peer != nullptr && peer->IsPeerAuthenticated()) {
    if (as == metadata.end()) return CertifiedIdentity(*peer);
    return Unauthenticated("x-peerage-as is for tests on loopback; a certificate says who you are");
  }
  if (as == metadata.end()) return kLocal;
  std::string claimed(as->second.data(), as->second.size());
  if (!IsIdentity(claimed)) {
    return Unauthenticated("x-peerage-as is not of the form spiffe://TRUST-DOMAIN/PATH");
  }
  return claimed;
}

absl::StatusOr<std::shared_ptr<const Rights>> Guard::RightsOf(const std::string& identity) const {
  // No certificate can claim it: it is not of an identity's form.
  if (identity == kLocal) return all_rights_;
  const auto policy = policy_();
  const Rights* rights = policy == nullptr ? nullptr : policy->Find(identity);
  if (rights == nullptr) {
    return Denied(
        absl::StrCat("the policy names no caller ", identity, "; ask the operators to add it"));
  }
  // The rights live as long as the policy that holds them.
  return std::shared_ptr<const Rights>(policy, rights);
}

absl::Status Guard::Check(const std::string& identity, const Rights& rights, const MethodRule& rule,
                          const Message* request) {
  if (!rights.Allows(rule)) {
    return Denied(absl::StrCat(identity, " (", rights.roles, ") may not call ", rule.full_name,
                               "; ask the operators for a role that may"));
  }
  if (request == nullptr) return absl::OkStatus();
  const std::string dataset_id = TextAt(*request, rule.dataset_path);
  if (!dataset_id.empty() && !rights.MayUseDataset(dataset_id)) return UnknownDataset(dataset_id);
  if (rule.permission == access::v1::PERMISSION_WRITE_REPORTS) {
    const std::string force_id = TextAt(*request, rule.force_path);
    if (!force_id.empty() && !rights.MayActFor(force_id)) {
      return Denied(absl::StrCat(identity, " does not act for the force '", force_id,
                                 "'; ask the operators for that scope"));
    }
  }
  return absl::OkStatus();
}

}  // namespace peerage::runtime
