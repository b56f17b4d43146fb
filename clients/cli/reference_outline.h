// A declaration as reference.yaml has it: sections of things, each a list of
// keys with values, in the order of docs/reference-yaml.md. What is written out
// and what is compared are both made from it.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "peerage/types/v1/reference.pb.h"

namespace peerage::cli {

struct OutlineKey;
using OutlineKeys = std::vector<OutlineKey>;

// One key that is declared; a key that says nothing is left out.
struct OutlineKey {
  std::string name;
  // A plain value, a list of ids or names, one mapping, or a list of mappings.
  std::variant<std::string, std::vector<std::string>, OutlineKeys, std::vector<OutlineKeys>> value;
};

// "[a, b]", "{subject: crime, up: increase}": a value in one line, for people.
std::string ValueWords(const OutlineKey& key);

// One area, one measure's version, one event.
struct OutlineThing {
  // What tells it from the others of its section: "essex", "group-a from
  // 2014-01".
  std::string label;
  OutlineKeys keys;
};

struct OutlineSection {
  // The section's key: "areas"; empty for what stands at the top.
  std::string name;
  // What one thing of it is: "area".
  std::string thing;
  // Whether it is a list; else it is its only thing.
  bool list = true;
  std::vector<OutlineThing> things;
};

// Every section, empty ones too, in the order of docs/reference-yaml.md.
std::vector<OutlineSection> OutlineOf(const types::v1::DatasetReference& reference);

}  // namespace peerage::cli
