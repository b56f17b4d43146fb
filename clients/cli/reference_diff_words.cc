// How a diff is said; see reference_diff.h.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/reference_diff.h"
#include "clients/cli/release_words.h"
#include "services/core/display.h"

namespace peerage::cli {
namespace {

std::string OrNothing(const std::string& text) { return text.empty() ? "nothing" : text; }

// "name Kent; kind force": what a new thing is.
std::string NewWords(const ThingChange& change) {
  std::vector<std::string> words;
  for (const KeyChange& key : change.keys) {
    // The label says it.
    if (key.name != "id") words.push_back(absl::StrCat(key.name, " ", key.after));
  }
  return absl::StrJoin(words, "; ");
}

std::string RenderThing(const Terminal& terminal, const ThingChange& change) {
  switch (change.fate) {
    case ThingFate::kAdded:
      return Paragraph(terminal, Tone::kGood, absl::StrCat(change.label, ": ", NewWords(change)),
                       "  + ", "    ");
    case ThingFate::kRemoved:
      return Paragraph(terminal, Tone::kBad, change.label, "  - ", "    ");
    case ThingFate::kChanged:
      break;
  }
  std::string text = Paragraph(terminal, Tone::kPlain, change.label, "  ~ ", "    ");
  for (const KeyChange& key : change.keys) {
    text += Paragraph(
        terminal, Tone::kPlain,
        absl::StrCat(key.name, ": ", OrNothing(key.before), " becomes ", OrNothing(key.after)),
        "      ", "        ");
  }
  return text;
}

// "2 added, 1 changed and 1 removed".
std::string CountsOf(const std::vector<SectionChange>& changes) {
  int added = 0;
  int changed = 0;
  int removed = 0;
  for (const SectionChange& section : changes) {
    for (const ThingChange& thing : section.things) {
      ++(thing.fate == ThingFate::kAdded     ? added
         : thing.fate == ThingFate::kRemoved ? removed
                                             : changed);
    }
  }
  std::vector<std::string> counts;
  if (added > 0) counts.push_back(absl::StrCat(added, " added"));
  if (changed > 0) counts.push_back(absl::StrCat(changed, " changed"));
  if (removed > 0) counts.push_back(absl::StrCat(removed, " removed"));
  return core::JoinWithAnd(counts);
}

std::string Several(const std::string& thing) {
  if (thing.ends_with("series")) return thing;
  if (thing.ends_with("y")) return thing.substr(0, thing.size() - 1) + "ies";
  return thing + "s";
}

}  // namespace

std::string RenderDiff(const Terminal& terminal, const std::vector<SectionChange>& changes) {
  if (changes.empty()) return Paragraph(terminal, Tone::kPlain, "Nothing changes.");
  std::string text;
  for (const SectionChange& section : changes) {
    text +=
        Paragraph(terminal, Tone::kStrong, section.name.empty() ? "the data set" : section.name);
    for (const ThingChange& thing : section.things) text += RenderThing(terminal, thing);
    if (section.reordered) {
      text += Paragraph(terminal, Tone::kPlain, "in another order", "  ~ ", "    ");
    }
  }
  const std::string counts = CountsOf(changes);
  return text +
         Paragraph(terminal, Tone::kPlain,
                   counts.empty() ? "Nothing but the order changes." : absl::StrCat(counts, "."));
}

std::string DeclaredWords(const types::v1::DatasetReference& reference) {
  std::vector<std::string> counts;
  for (const OutlineSection& section : OutlineOf(reference)) {
    if (!section.list || section.things.empty()) continue;
    const size_t count = section.things.size();
    counts.push_back(absl::StrCat(RowsWords(static_cast<int64_t>(count)), " ",
                                  count == 1 ? section.thing : Several(section.thing)));
  }
  return core::JoinWithAnd(counts);
}

}  // namespace peerage::cli
