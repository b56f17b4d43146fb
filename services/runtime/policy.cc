#include "services/runtime/policy.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/runtime/yaml_documents.h"

namespace peerage::runtime {
namespace {

using access::v1::PERMISSION_IMPORT;
using access::v1::PERMISSION_READ_FIGURES;
using access::v1::PERMISSION_READ_RELEASES;
using access::v1::PERMISSION_READ_REPORTS;
using access::v1::PERMISSION_READ_STATUS;
using access::v1::PERMISSION_WRITE_REPORTS;

constexpr std::string_view kScheme = "spiffe://";
constexpr size_t kMaxPolicyBytes = 1 << 20;

// What a caller without a quota of its own may ask for.
constexpr Quota kDefaultQuota{.calls_per_second = 500,
                              .burst = 1000,
                              .concurrent = 100,
                              .upload_bytes_per_day = int64_t{512} << 20};

const std::map<std::string, std::vector<Permission>>& Roles() {
  static const auto* roles = new std::map<std::string, std::vector<Permission>>{
      {"reader", {PERMISSION_READ_FIGURES, PERMISSION_READ_RELEASES}},
      {"author",
       {PERMISSION_READ_FIGURES, PERMISSION_READ_RELEASES, PERMISSION_READ_REPORTS,
        PERMISSION_WRITE_REPORTS}},
      {"publisher", {PERMISSION_READ_FIGURES, PERMISSION_READ_RELEASES, PERMISSION_READ_REPORTS}},
      {"ingester", {PERMISSION_READ_RELEASES, PERMISSION_IMPORT}},
      {"admin", {}},
      {"service", {}},
  };
  return *roles;
}

absl::Status At(const YAML::Node& node, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat("line ", node.Mark().line + 1, ": ", what));
}

absl::Status CheckKeys(const YAML::Node& map, const std::vector<std::string>& known,
                       const std::string& where) {
  std::set<std::string> seen;
  for (const auto& entry : map) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "";
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      return At(entry.first, absl::StrCat("'", key, "' is not known in ", where, "; it may hold ",
                                          absl::StrJoin(known, ", ")));
    }
    if (!seen.insert(key).second) {
      return At(entry.first, absl::StrCat("'", key, "' stands twice in ", where));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> Words(const YAML::Node& list, const std::string& what) {
  if (!list.IsSequence() || list.size() == 0) {
    return At(list, absl::StrCat(what, " must be a list with at least one word, like [kent]"));
  }
  std::vector<std::string> words;
  for (const auto& item : list) {
    if (!item.IsScalar() || item.Scalar().empty()) {
      return At(item, absl::StrCat(what, " must hold words"));
    }
    words.push_back(item.Scalar());
  }
  return words;
}

absl::StatusOr<Scope> ReadScope(const YAML::Node& list, const std::string& what) {
  const auto words = Words(list, what);
  if (!words.ok()) return words.status();
  Scope scope;
  for (const std::string& word : *words) {
    if (word == "*") {
      scope.all = true;
    } else {
      scope.ids.insert(word);
    }
  }
  if (scope.all && !scope.ids.empty()) {
    return At(list, absl::StrCat(what, " holds * and more: write [\"*\"] alone, or no *"));
  }
  return scope;
}

absl::StatusOr<double> ReadNumber(const YAML::Node& node, const std::string& what) {
  double number = 0;
  if (!node.IsScalar() || !YAML::convert<double>::decode(node, number) || !(number > 0) ||
      number > 1e9) {
    return At(node, absl::StrCat(what, " must be a number above 0"));
  }
  return number;
}

absl::StatusOr<Quota> ReadQuota(const YAML::Node& node) {
  if (!node.IsMap()) return At(node, "quota must be a map, like {calls_per_second: 100}");
  const absl::Status keys =
      CheckKeys(node, {"calls_per_second", "burst", "concurrent", "upload_mib_per_day"}, "quota");
  if (!keys.ok()) return keys;
  Quota quota = kDefaultQuota;
  for (const auto& entry : node) {
    const std::string key = entry.first.Scalar();
    const auto number = ReadNumber(entry.second, key);
    if (!number.ok()) return number.status();
    if (key == "calls_per_second") quota.calls_per_second = *number;
    if (key == "burst") quota.burst = std::max(*number, 1.0);
    if (key == "concurrent") quota.concurrent = std::max<int64_t>(1, *number);
    if (key == "upload_mib_per_day") quota.upload_bytes_per_day = *number * (1 << 20);
  }
  return quota;
}

absl::StatusOr<CallClass> ReadClass(const YAML::Node& node) {
  const std::string word = node.IsScalar() ? node.Scalar() : "";
  if (word == "publish") return CallClass::kPublish;
  if (word == "interactive") return CallClass::kInteractive;
  if (word == "bulk") return CallClass::kBulk;
  return At(node, absl::StrCat("class '", word, "' is not one of publish, interactive, bulk"));
}

absl::Status AddRoles(const YAML::Node& list, Rights& rights, std::set<std::string>& named) {
  const auto words = Words(list, "roles");
  if (!words.ok()) return words.status();
  for (const std::string& word : *words) {
    const auto role = Roles().find(word);
    if (role == Roles().end()) {
      return At(list, absl::StrCat("role '", word,
                                   "' is not one of reader, author, publisher, ingester, admin, "
                                   "service"));
    }
    for (const Permission permission : role->second) rights.permissions.set(permission);
    named.insert(word);
  }
  rights.permissions.set(PERMISSION_READ_STATUS);
  rights.roles = absl::StrJoin(named, ",");
  return absl::OkStatus();
}

absl::Status AddMethods(const YAML::Node& list, Rights& rights) {
  const auto words = Words(list, "methods");
  if (!words.ok()) return words.status();
  for (const std::string& word : *words) {
    const std::vector<std::string> parts = absl::StrSplit(word, '/');
    const auto rules = RulesOf(parts.front());
    const bool known = parts.size() == 2 && rules.ok() &&
                       std::any_of(rules->begin(), rules->end(),
                                   [&](const MethodRule& rule) { return rule.full_name == word; });
    if (!known) {
      return At(list, absl::StrCat("method '", word,
                                   "' is not in the contract; write for example "
                                   "peerage.ranking.v1.RankingService/GetStanding"));
    }
    rights.methods.insert(word);
  }
  return absl::OkStatus();
}

// What one role needs besides itself.
absl::Status CheckWhole(const YAML::Node& caller, const std::set<std::string>& roles) {
  const bool acts = roles.contains("author") || roles.contains("publisher");
  if (acts != caller["forces"].IsDefined() && !roles.contains("service")) {
    return At(caller, acts ? "author and publisher act for forces: add forces: [kent]"
                           : "forces has no meaning without the role author or publisher");
  }
  if (roles.contains("ingester") && !caller["datasets"]) {
    return At(caller, "an ingester brings its own sources: add datasets: [open-data]");
  }
  if (roles.contains("service") != caller["methods"].IsDefined()) {
    return At(caller,
              "a service has its methods listed, and only a service has: use both "
              "roles: [service] and methods, or neither");
  }
  return absl::OkStatus();
}

absl::StatusOr<Rights> ReadCaller(const YAML::Node& caller) {
  const absl::Status keys = CheckKeys(
      caller, {"identity", "roles", "forces", "datasets", "methods", "class", "quota"}, "a caller");
  if (!keys.ok()) return keys;
  if (!caller["roles"]) return At(caller, "a caller needs roles: [reader]");
  Rights rights;
  std::set<std::string> roles;
  if (auto added = AddRoles(caller["roles"], rights, roles); !added.ok()) return added;
  if (auto whole = CheckWhole(caller, roles); !whole.ok()) return whole;
  if (caller["methods"]) {
    if (auto added = AddMethods(caller["methods"], rights); !added.ok()) return added;
  }
  if (caller["forces"]) {
    auto forces = ReadScope(caller["forces"], "forces");
    if (!forces.ok()) return forces.status();
    rights.forces = *std::move(forces);
  }
  if (caller["datasets"]) {
    auto datasets = ReadScope(caller["datasets"], "datasets");
    if (!datasets.ok()) return datasets.status();
    rights.datasets = *std::move(datasets);
    rights.has_dataset_scope = true;
  }
  if (caller["class"]) {
    const auto call_class = ReadClass(caller["class"]);
    if (!call_class.ok()) return call_class.status();
    rights.call_class = *call_class;
  }
  if (!roles.contains("service")) rights.quota = kDefaultQuota;
  if (caller["quota"]) {
    const auto quota = ReadQuota(caller["quota"]);
    if (!quota.ok()) return quota.status();
    rights.quota = *quota;
  }
  return rights;
}

absl::StatusOr<std::string> ReadIdentity(const YAML::Node& caller) {
  if (!caller.IsMap()) return At(caller, "a caller is a map that begins with identity:");
  const YAML::Node node = caller["identity"];
  const std::string text = node.IsDefined() && node.IsScalar() ? node.Scalar() : "";
  const std::string plain = absl::EndsWith(text, "/*") ? text.substr(0, text.size() - 2) : text;
  if (!IsIdentity(plain)) {
    return At(caller, absl::StrCat("identity '", text,
                                   "' is not spiffe://TRUST-DOMAIN/PATH, whose last segment may "
                                   "be *; write for example "
                                   "spiffe://peerage.example/force/kent/perf-hub"));
  }
  return text;
}

}  // namespace

bool IsIdentity(std::string_view text) {
  if (text.size() > 255 || text.substr(0, kScheme.size()) != kScheme) return false;
  const std::string rest(text.substr(kScheme.size()));
  const std::vector<std::string> segments = absl::StrSplit(rest, '/');
  return segments.size() >= 2 &&
         std::all_of(segments.begin(), segments.end(), [](const std::string& segment) {
           return !segment.empty() && segment != "." && segment != ".." &&
                  std::all_of(segment.begin(), segment.end(), [](unsigned char c) {
                    return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
                  });
         });
}

absl::StatusOr<std::shared_ptr<const Policy>> Policy::Parse(std::string_view yaml) try {
  if (yaml.size() > kMaxPolicyBytes) {
    return absl::InvalidArgumentError("is larger than 1 MiB: use patterns");
  }
  const std::string text(yaml);
  const YAML::Node root = YAML::Load(text);
  if (HoldsMoreThanOneDocument(text)) {
    return absl::InvalidArgumentError("holds more than one document: remove ---");
  }
  if (!root.IsMap()) return At(root, "must be a map with version: 1 and callers:");
  const absl::Status keys =
      CheckKeys(root, {"version", "restricted_datasets", "callers"}, "the policy");
  if (!keys.ok()) return keys;
  const YAML::Node version = root["version"];
  if (!version || !version.IsScalar() || version.Scalar() != "1") {
    return At(root, "must say version: 1");
  }
  std::set<std::string, std::less<>> restricted;
  const YAML::Node restrictions = root["restricted_datasets"];
  const bool none = !restrictions || (restrictions.IsSequence() && restrictions.size() == 0);
  if (!none) {
    const auto words = Words(restrictions, "restricted_datasets");
    if (!words.ok()) return words.status();
    restricted.insert(words->begin(), words->end());
  }
  const YAML::Node callers = root["callers"];
  if (!callers || !callers.IsSequence()) return At(root, "must hold a list of callers");
  auto policy = std::make_shared<Policy>();
  for (const auto& caller : callers) {
    auto identity = ReadIdentity(caller);
    if (!identity.ok()) return identity.status();
    auto rights = ReadCaller(caller);
    if (!rights.ok()) return rights.status();
    rights->restricted_datasets = restricted;
    const bool pattern = absl::EndsWith(*identity, "/*");
    auto& kept = pattern ? policy->below_ : policy->exact_;
    const std::string key = pattern ? identity->substr(0, identity->size() - 1) : *identity;
    if (!kept.emplace(key, *std::move(rights)).second) {
      return At(caller, absl::StrCat("identity '", *identity, "' stands twice"));
    }
  }
  return policy;
} catch (const YAML::Exception& fault) {
  return absl::InvalidArgumentError(
      absl::StrCat("line ", fault.mark.line + 1, ": not sound YAML: ", fault.msg));
}

const Rights* Policy::Find(std::string_view identity) const {
  if (const auto found = exact_.find(identity); found != exact_.end()) return &found->second;
  // From the longest path to the shortest.
  for (size_t slash = identity.rfind('/');
       slash != std::string_view::npos && slash > kScheme.size();
       slash = slash == 0 ? std::string_view::npos : identity.rfind('/', slash - 1)) {
    if (const auto found = below_.find(identity.substr(0, slash + 1)); found != below_.end()) {
      return &found->second;
    }
  }
  return nullptr;
}

}  // namespace peerage::runtime
