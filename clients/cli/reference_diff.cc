#include "clients/cli/reference_diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace peerage::cli {
namespace {

// What tells a thing from all others of its section: its label, and which of
// that label it is.
using Identity = std::pair<std::string, int>;
using Things = std::vector<std::pair<Identity, const OutlineThing*>>;

Things Identified(const OutlineSection& section) {
  Things things;
  std::map<std::string, int> seen;
  for (const OutlineThing& thing : section.things) {
    things.push_back({{thing.label, seen[thing.label]++}, &thing});
  }
  return things;
}

const OutlineThing* Find(const Things& things, const Identity& identity) {
  const auto found = std::find_if(things.begin(), things.end(),
                                  [&](const auto& thing) { return thing.first == identity; });
  return found == things.end() ? nullptr : found->second;
}

std::string WordsOf(const OutlineKeys& keys, const std::string& name) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const OutlineKey& key) { return key.name == name; });
  return found == keys.end() ? "" : ValueWords(*found);
}

// The keys of both, those of the later one first.
std::vector<KeyChange> ChangedKeys(const OutlineKeys& before, const OutlineKeys& after) {
  std::vector<KeyChange> changes;
  std::set<std::string> seen;
  for (const OutlineKeys* keys : {&after, &before}) {
    for (const OutlineKey& key : *keys) {
      if (!seen.insert(key.name).second) continue;
      KeyChange change{key.name, WordsOf(before, key.name), WordsOf(after, key.name)};
      if (change.before != change.after) changes.push_back(std::move(change));
    }
  }
  return changes;
}

// Whether what both have stands in the same order.
bool SameOrder(const Things& before, const Things& after) {
  const auto shared = [](const Things& things, const Things& others) {
    std::vector<Identity> identities;
    for (const auto& [identity, thing] : things) {
      if (Find(others, identity) != nullptr) identities.push_back(identity);
    }
    return identities;
  };
  return shared(before, after) == shared(after, before);
}

SectionChange DiffSection(const OutlineSection& before, const OutlineSection& after) {
  SectionChange change{.name = after.name, .thing = after.thing};
  const Things then = Identified(before);
  const Things now = Identified(after);
  for (const auto& [identity, thing] : now) {
    const OutlineThing* old = Find(then, identity);
    std::vector<KeyChange> keys =
        ChangedKeys(old == nullptr ? OutlineKeys{} : old->keys, thing->keys);
    if (old != nullptr && keys.empty()) continue;
    change.things.push_back(
        {old == nullptr ? ThingFate::kAdded : ThingFate::kChanged, thing->label, std::move(keys)});
  }
  for (const auto& [identity, thing] : then) {
    if (Find(now, identity) != nullptr) continue;
    change.things.push_back({ThingFate::kRemoved, thing->label, ChangedKeys(thing->keys, {})});
  }
  change.reordered = !SameOrder(then, now);
  return change;
}

}  // namespace

std::vector<SectionChange> DiffReferences(const types::v1::DatasetReference& before,
                                          const types::v1::DatasetReference& after) {
  const std::vector<OutlineSection> then = OutlineOf(before);
  const std::vector<OutlineSection> now = OutlineOf(after);
  std::vector<SectionChange> changes;
  for (size_t i = 0; i < now.size(); ++i) {
    SectionChange change = DiffSection(then[i], now[i]);
    if (!change.things.empty() || change.reordered) changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace peerage::cli
