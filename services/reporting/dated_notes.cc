#include "services/reporting/dated_notes.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/annotation.h"
#include "services/core/display.h"
#include "services/core/table_words.h"
#include "services/reporting/labelled_texts.h"

namespace peerage::reporting {
namespace {

// Whether a caveat names the annotation's break.
bool IsSaidAsCaveat(const core::Standing& standing, const core::Annotation& annotation) {
  return std::any_of(standing.caveats.begin(), standing.caveats.end(), [&](const auto& caveat) {
    return caveat.kind == core::CaveatKind::kSeriesBreak &&
           absl::StrContains(caveat.text, annotation.text);
  });
}

}  // namespace

std::vector<std::string> AnnotationNotes(const Paper& paper) {
  LabelledTexts texts;
  for (const PaperRow& row : paper.rows) {
    for (const core::Annotation& annotation : row.standing.annotations) {
      if (IsSaidAsCaveat(row.standing, annotation)) continue;
      texts.Add(core::AnnotationWords(annotation), annotation.measure_ids.empty() ? "" : row.label);
    }
  }
  std::vector<std::string> notes;
  for (const auto& [text, labels] : texts.all()) {
    notes.push_back(labels.front().empty() ? text
                                           : absl::StrCat(core::JoinWithAnd(labels), ": ", text));
  }
  return notes;
}

std::string FirstPublishedNote(const Paper& paper) {
  std::vector<std::string> parts;
  for (const PaperRow& row : paper.rows) {
    const std::string first = core::FirstPublishedCell(row.standing);
    if (!first.empty()) parts.push_back(absl::StrCat(row.label, " ", first));
  }
  return parts.empty() ? "" : absl::StrCat("As first published: ", absl::StrJoin(parts, "; "), ".");
}

std::string NextDataNote(const Paper& paper) {
  LabelledTexts texts;
  for (const PaperRow& row : paper.rows) {
    const auto& next = row.standing.next_data;
    if (next) texts.Add(core::NextDataWords(*next), next->measure_ids.empty() ? "" : row.label);
  }
  std::vector<std::string> parts;
  for (const auto& [text, labels] : texts.all()) {
    parts.push_back(
        labels.front().empty() ? text : absl::StrCat(text, " (", core::JoinWithAnd(labels), ")"));
  }
  return parts.empty() ? "" : absl::StrCat("Next data: ", absl::StrJoin(parts, "; "), ".");
}

}  // namespace peerage::reporting
