#include "services/runtime/entrance.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "peerage/operations/v1/operations_service.grpc.pb.h"
#include "services/runtime/version.h"

namespace peerage::runtime {

Entrance::Entrance(const ServerConfig& config)
    : registry_(std::make_shared<prometheus::Registry>()),
      collectables_{registry_},
      rpc_metrics_(std::make_unique<RpcMetrics>(*registry_, config.program, Version())) {}

Entrance::~Entrance() = default;

absl::StatusOr<std::unique_ptr<Entrance>> Entrance::Open(
    const ServerConfig& config, const std::vector<std::string>& service_full_names) {
  std::unique_ptr<Entrance> entrance(new Entrance(config));
  for (const std::string& name : service_full_names) {
    if (absl::Status added = entrance->AddRules(name); !added.ok()) return added;
  }
  absl::Status added = entrance->AddRules(operations::v1::OperationsService::service_full_name());
  if (!added.ok()) return added;
  if (!config.policy_file.empty()) {
    auto file = PolicyFile::Open(config.policy_file, *entrance->rpc_metrics_);
    if (!file.ok()) return file.status();
    entrance->policy_file_ = *std::move(file);
  }
  entrance->guard_ = std::make_unique<Guard>([file = entrance->policy_file_.get()] {
    return file == nullptr ? nullptr : file->Current();
  });
  return entrance;
}

absl::Status Entrance::AddRules(const std::string& service_full_name) {
  auto rules = RulesOf(service_full_name);
  if (!rules.ok()) return rules.status();
  for (MethodRule& rule : *rules) {
    const std::string name = rule.name;
    MethodMetrics metrics = rpc_metrics_->Of(rule.full_name);
    if (!gates_.emplace(name, Gate{std::move(rule), std::move(metrics)}).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("two services of one server have a method ", name));
    }
  }
  return absl::OkStatus();
}

const Gate* Entrance::Find(std::string_view method) const {
  const auto found = gates_.find(method);
  return found == gates_.end() ? nullptr : &found->second;
}

}  // namespace peerage::runtime
