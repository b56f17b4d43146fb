// What a caller needs for each method, read from the contract itself: the option
// peerage.access.v1.permission of the method.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "peerage/access/v1/access.pb.h"

namespace peerage::runtime {

using access::v1::Permission;

// From field to field, the last one a text.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

struct MethodRule {
  // "GetStanding".
  std::string name;
  // "peerage.ranking.v1.RankingService/GetStanding".
  std::string full_name;
  Permission permission = access::v1::PERMISSION_UNSPECIFIED;
  // The way to the request's `dataset_id`, which may lie in a message of it, and
  // to its `force_id`; empty where it has none, or where the request comes as a
  // stream: the handler then checks.
  FieldPath dataset_path;
  FieldPath force_path;
};

// The rules of all methods of one service. INVALID_ARGUMENT names the first
// method without a permission.
absl::StatusOr<std::vector<MethodRule>> RulesOf(const google::protobuf::ServiceDescriptor& service);

// The same for a service of the contract, by its full name, whether this program
// serves it or not; INVALID_ARGUMENT also when there is no such service.
absl::StatusOr<std::vector<MethodRule>> RulesOf(const std::string& service_full_name);

// What stands at the end of the path; "" when the path is empty or a message on
// it is unset.
std::string TextAt(const google::protobuf::Message& request, const FieldPath& path);

}  // namespace peerage::runtime
