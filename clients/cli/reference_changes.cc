#include "clients/cli/reference_changes.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/release_words.h"

namespace peerage::cli {
namespace {

using google::protobuf::Struct;

void Set(Struct& object, const std::string& name, const std::string& text) {
  (*object.mutable_fields())[name].set_string_value(text);
}

std::string FateWord(ThingFate fate) {
  switch (fate) {
    case ThingFate::kAdded:
      return "added";
    case ThingFate::kRemoved:
      return "removed";
    case ThingFate::kChanged:
      break;
  }
  return "changed";
}

Struct ThingAsStruct(const SectionChange& section, const ThingChange& thing) {
  Struct object;
  Set(object, "section", section.name);
  Set(object, "thing", thing.label);
  Set(object, "fate", FateWord(thing.fate));
  auto& keys = *(*object.mutable_fields())["keys"].mutable_list_value();
  for (const KeyChange& change : thing.keys) {
    Struct& key = *keys.add_values()->mutable_struct_value();
    Set(key, "key", change.name);
    Set(key, "before", change.before);
    Set(key, "after", change.after);
  }
  return object;
}

}  // namespace

absl::StatusOr<ReferenceChanges> CompareWithKnown(const Session& session,
                                                  const client::IngestionClient& ingestion,
                                                  const types::v1::DatasetReference& reference) {
  ingestion::v1::GetReferenceRequest request;
  request.set_dataset_id(reference.dataset_id());
  const auto known = ingestion.GetReference(request, Calling(session));
  ReferenceChanges changes{.after = reference};
  if (absl::IsNotFound(known.status())) return changes;
  if (!known.ok()) return known.status();
  changes.release = known->release();
  changes.changes = DiffReferences(known->reference(), reference);
  return changes;
}

std::string RenderChanges(const Terminal& terminal, const ReferenceChanges& changes) {
  const std::string& dataset = changes.after.dataset_id();
  if (changes.new_dataset()) {
    return Paragraph(terminal, Tone::kPlain,
                     absl::StrCat(dataset, ": nothing is declared yet; this declares ",
                                  DeclaredWords(changes.after), "."));
  }
  return Paragraph(terminal, Tone::kPlain,
                   absl::StrCat(dataset, ": compared with release ", changes.release.seq(),
                                ", known since ", KnownWords(changes.release))) +
         RenderDiff(terminal, changes.changes);
}

Struct ChangesAsStruct(const ReferenceChanges& changes) {
  Struct object;
  Set(object, "datasetId", changes.after.dataset_id());
  // As protobuf's JSON has every int64.
  Set(object, "seq", absl::StrCat(changes.release.seq()));
  auto& list = *(*object.mutable_fields())["changes"].mutable_list_value();
  for (const SectionChange& section : changes.changes) {
    for (const ThingChange& thing : section.things) {
      *list.add_values()->mutable_struct_value() = ThingAsStruct(section, thing);
    }
    if (!section.reordered) continue;
    Struct& order = *list.add_values()->mutable_struct_value();
    Set(order, "section", section.name);
    Set(order, "fate", "reordered");
  }
  return object;
}

}  // namespace peerage::cli
