#include "services/core/table_words.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "services/core/aspiration.h"
#include "services/core/group_words.h"

namespace peerage::core {
namespace {

constexpr char kNoPositionWords[] = "no position";

// Displays mark a tie: "=3".
std::string WithTie(int position, const std::string& display) {
  return absl::StrCat(display.starts_with('=') ? "joint " : "", Ordinal(position));
}

std::string Of(const std::string& ordinal, int ranked_of) {
  return absl::StrCat(ordinal, " of ", ranked_of);
}

}  // namespace

std::string PositionOrdinal(const Standing& standing) {
  return WithTie(standing.position.value_or(0), standing.position_display);
}

std::string PreviousOrdinal(const Movement& movement) {
  if (!movement.previous_position) return "";
  return WithTie(*movement.previous_position, movement.previous_position_display);
}

std::string PositionCell(const Standing& standing) {
  if (!standing.position) return kNoPositionWords;
  return Of(PositionOrdinal(standing), standing.ranked_of);
}

std::string FirstPublishedCell(const Standing& standing) {
  if (!standing.first_published) return "";
  const FirstPublished& first = *standing.first_published;
  const std::string& count = first.value.numerator_display;
  const bool counted = !count.empty() && !first.value.unit.starts_with('%') &&
                       count != standing.value.numerator_display;
  const std::optional<int>& position = standing.position_as_first_published;
  const std::string place =
      position ? Of(WithTie(*position, first.position_display), first.ranked_of) : kNoPositionWords;
  return absl::StrCat(place, ", ", counted ? count : first.value.display);
}

std::string NoPositionNote(const Standing& standing) {
  if (standing.position) return "";
  switch (standing.no_position.value_or(NoPosition::kSubjectMissing)) {
    case NoPosition::kExcluded:
      return absl::StrCat("not ranked ", InGroupWords(standing.group));
    case NoPosition::kGroupIncomplete:
      return absl::StrCat("only ", standing.ranked_of, " of ", standing.group.member_ids.size(),
                          " forces ", standing.ranked_of == 1 ? "has" : "have", " a figure");
    case NoPosition::kSubjectMissing:
      break;
  }
  return "no figure";
}

std::string PreviousPositionCell(const Movement& movement) {
  if (!movement.previous_position) return kNoPositionWords;
  return Of(PreviousOrdinal(movement), movement.previous_ranked_of);
}

std::string NationalCell(const Standing& standing) {
  if (!standing.national) return "-";
  const National& national = *standing.national;
  if (!national.position) return kNoPositionWords;
  return Of(WithTie(*national.position, national.position_display), national.ranked_of);
}

std::string ChangeOnYearCell(const Standing& standing) {
  if (!standing.change_on_year || standing.change_on_year->display.empty()) return "not available";
  return standing.change_on_year->display;
}

std::string ChangeOnYearNote(const Standing& standing) {
  if (!standing.change_on_year) return "";
  const ChangeOnYear& change = *standing.change_on_year;
  std::string note;
  if (change.position) {
    note = absl::StrCat(Of(Ordinal(*change.position), change.ranked_of), " on this change");
  }
  if (change.rose_in) {
    absl::StrAppend(&note, note.empty() ? "" : "; ", "up in ", *change.rose_in, " of ", change.of,
                    " forces");
  }
  return note;
}

std::string AspirationCell(const Standing& standing) {
  return standing.aspiration ? standing.aspiration->target_display : "none declared";
}

std::string VerdictCell(const Standing& standing) {
  return standing.aspiration ? standing.aspiration->verdict_display
                             : VerdictWords(Verdict::kNotApplicable);
}

}  // namespace peerage::core
