#include "services/runtime/method_rule.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "peerage/catalog/v1/catalog_service.pb.h"
#include "peerage/ingestion/v1/ingestion_service.pb.h"
#include "peerage/operations/v1/operations_service.pb.h"
#include "peerage/ranking/v1/ranking_service.pb.h"
#include "peerage/reporting/v1/reporting_service.pb.h"

namespace peerage::runtime {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

bool IsText(const FieldDescriptor& field) {
  return !field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
}

// The field of that name in the message, or in one of its own messages.
FieldPath PathTo(const Descriptor& message, const char* name) {
  const FieldDescriptor* own = message.FindFieldByName(name);
  if (own != nullptr && IsText(*own)) return {own};
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& part = *message.field(i);
    if (part.is_repeated() || part.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const FieldDescriptor* inner = part.message_type()->FindFieldByName(name);
    if (inner != nullptr && IsText(*inner)) return {&part, inner};
  }
  return {};
}

// The service of that name, or null. One policy serves every program, so each
// knows the whole contract: a message of each file keeps the linker from
// leaving out what this program does not serve.
const ServiceDescriptor* FindService(const std::string& full_name) {
  static const DescriptorPool* const contract = [] {
    catalog::v1::ListDatasetsRequest::descriptor();
    ingestion::v1::ImportReleaseRequest::descriptor();
    operations::v1::GetStatusRequest::descriptor();
    ranking::v1::GetStandingRequest::descriptor();
    reporting::v1::CreateReportRequest::descriptor();
    return DescriptorPool::generated_pool();
  }();
  return contract->FindServiceByName(full_name);
}

}  // namespace

absl::StatusOr<std::vector<MethodRule>> RulesOf(const ServiceDescriptor& service) {
  std::vector<MethodRule> rules;
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    MethodRule rule{.name = method.name(),
                    .full_name = absl::StrCat(service.full_name(), "/", method.name()),
                    .permission = method.options().GetExtension(access::v1::permission)};
    if (rule.permission == access::v1::PERMISSION_UNSPECIFIED) {
      return absl::InvalidArgumentError(
          absl::StrCat(rule.full_name,
                       " names no permission: give it the option peerage.access.v1.permission; "
                       "a method without a rule is not served"));
    }
    if (!method.client_streaming()) {
      rule.dataset_path = PathTo(*method.input_type(), "dataset_id");
      rule.force_path = PathTo(*method.input_type(), "force_id");
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

absl::StatusOr<std::vector<MethodRule>> RulesOf(const std::string& service_full_name) {
  const ServiceDescriptor* service = FindService(service_full_name);
  if (service == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("no service ", service_full_name, " is in the contract"));
  }
  return RulesOf(*service);
}

std::string TextAt(const google::protobuf::Message& request, const FieldPath& path) {
  if (path.empty()) return "";
  const google::protobuf::Message* message = &request;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    message = &message->GetReflection()->GetMessage(*message, path[i]);
  }
  return message->GetReflection()->GetString(*message, path.back());
}

}  // namespace peerage::runtime
