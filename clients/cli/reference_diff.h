// What would change from one declaration of a dataset to another, by thing.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/reference_outline.h"
#include "clients/cli/terminal.h"
#include "peerage/types/v1/reference.pb.h"

namespace peerage::cli {

// One key of one thing; an empty text: it says nothing.
struct KeyChange {
  std::string name;
  std::string before;
  std::string after;
};

enum class ThingFate { kAdded, kRemoved, kChanged };

struct ThingChange {
  ThingFate fate = ThingFate::kChanged;
  std::string label;
  // What it has, had, or has otherwise.
  std::vector<KeyChange> keys;
};

struct SectionChange {
  // "areas"; empty for what stands at the top.
  std::string name;
  std::string thing;
  std::vector<ThingChange> things;
  // What both have stands in another order.
  bool reordered = false;
};

// The sections in which anything changes, things in the order of the later
// declaration, those that it lacks last. Empty exactly when both declare the
// same. Things of one label are told apart by their order.
std::vector<SectionChange> DiffReferences(const types::v1::DatasetReference& before,
                                          const types::v1::DatasetReference& after);

// The changes in words, a block a section, then how many there are:
//
//   areas
//     ~ essex
//         aliases: [Essex Police] becomes [Essex Police, Essex]
//     - teesside
//     + kent: name Kent; kind force
std::string RenderDiff(const Terminal& terminal, const std::vector<SectionChange>& changes);

// "1 area, 2 series and 3 annotations": what is declared, for a dataset of which
// nothing is known yet.
std::string DeclaredWords(const types::v1::DatasetReference& reference);

}  // namespace peerage::cli
