#include "services/runtime/rights.h"

namespace peerage::runtime {

bool Rights::Allows(const MethodRule& rule) const {
  return permissions.test(rule.permission) || methods.find(rule.full_name) != methods.end();
}

bool Rights::MayUseDataset(std::string_view dataset_id) const {
  if (has_dataset_scope) return datasets.Holds(dataset_id);
  return restricted_datasets.find(dataset_id) == restricted_datasets.end();
}

Rights AllRights() {
  Rights rights;
  rights.permissions.set();
  rights.forces.all = true;
  rights.datasets.all = true;
  rights.has_dataset_scope = true;
  rights.roles = "local";
  return rights;
}

}  // namespace peerage::runtime
