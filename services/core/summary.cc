#include "services/core/summary.h"

#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/core/display.h"
#include "services/core/group_words.h"
#include "services/core/sentences.h"
#include "services/core/table_words.h"

namespace peerage::core {
namespace {

// A quarterly paper.
constexpr int kQuarter = 3;

// "three", "10": the source report writes ten in digits.
std::string Count(size_t count) {
  return count < 10 ? NumberInWords(static_cast<int>(count)) : absl::StrCat(count);
}

// "one area", "three areas".
std::string Areas(size_t count) {
  return absl::StrCat(Count(count), count == 1 ? " area" : " areas");
}

// "all 10 areas" where every area is meant.
std::string AllAreas(size_t count) {
  if (count == 1) return "the only area that has one";
  return count == 2 ? "both areas" : absl::StrCat("all ", Areas(count));
}

enum class Judgement { kMet, kBelow, kUnknown, kNone };

Judgement JudgementOf(const Standing& standing) {
  if (!standing.aspiration) return Judgement::kNone;
  switch (standing.aspiration->verdict) {
    case Verdict::kMet:
    case Verdict::kExceeded:
      return Judgement::kMet;
    case Verdict::kBelow:
      return Judgement::kBelow;
    case Verdict::kUnknown:
      return Judgement::kUnknown;
    case Verdict::kNotApplicable:
      break;
  }
  return Judgement::kNone;
}

// Whether a target means a place or an average "in MSG".
bool IsOfSimilarGroup(const Target& target) {
  return std::holds_alternative<RankAtLeast>(target) || std::holds_alternative<Best>(target) ||
         std::holds_alternative<UpperQuartile>(target) || std::holds_alternative<TopHalf>(target) ||
         std::holds_alternative<AtAverage>(target);
}

// Why the verdict on a standing's aspiration is not known.
std::string UnknownReason(const Standing& standing) {
  if (standing.value.missing) return "there is no figure";
  const Target& target = standing.aspiration->target;
  if (IsOfSimilarGroup(target)) {
    if (standing.group.kind == GroupKind::kSimilar) return NoPositionNote(standing);
    return absl::StrCat("the aspiration is a place in the MSG, and this paper compares ",
                        WithinGroupWords(standing.group));
  }
  if (std::holds_alternative<NationalRankAtLeast>(target)) return "there is no national position";
  if (const auto* change = std::get_if<ChangeFromBaseline>(&target)) {
    return absl::StrCat("there is no figure of ", change->baseline_end.ToWords(),
                        " to compare with");
  }
  return "";
}

bool Moved(const Standing& standing, MovementKind kind) {
  return standing.movement.kind == kind && standing.direction != Direction::kContextual;
}

bool MovedPositionOnly(const Standing& standing) {
  return standing.direction == Direction::kContextual &&
         (standing.movement.kind == MovementKind::kImproved ||
          standing.movement.kind == MovementKind::kDeteriorated);
}

class Summary {
 public:
  Summary(const std::vector<SummaryRow>& rows, Month reporting_month, Month previous_month)
      : rows_(rows),
        reporting_month_(reporting_month),
        force_(rows.front().standing->force_name),
        since_(reporting_month - previous_month == kQuarter
                   ? "Since the last quarterly update, "
                   : absl::StrCat("Since ", previous_month.ToWords(), ", ")),
        position_(PositionOfForceWords(force_, rows.front().standing->group)) {}

  std::vector<SummaryList> Make() {
    AddAspirations();
    AddMovements();
    AddWithoutAspiration();
    return std::move(lists_);
  }

 private:
  using Choice = std::function<bool(const Standing&)>;
  using Note = std::function<std::string(const Standing&)>;

  // The labels of the chosen rows, each with its period note and `note`.
  std::vector<std::string> Items(const Choice& chosen, const Note& note = nullptr) const {
    std::vector<std::string> items;
    for (const SummaryRow& row : rows_) {
      if (!chosen(*row.standing)) continue;
      std::string text = PeriodNote(row.standing->period, reporting_month_);
      if (note) {
        const std::string more = note(*row.standing);
        absl::StrAppend(&text, text.empty() || more.empty() ? "" : "; ", more);
      }
      items.push_back(text.empty() ? row.label : absl::StrCat(row.label, " (", text, ")"));
    }
    return items;
  }

  void Add(std::string heading, std::vector<std::string> items) {
    if (!items.empty()) lists_.push_back({std::move(heading), std::move(items)});
  }

  // The reason, when several verdicts are not known for one and the same.
  std::string SharedUnknownReason() const {
    std::string reason;
    int unknown = 0;
    for (const SummaryRow& row : rows_) {
      if (JudgementOf(*row.standing) != Judgement::kUnknown) continue;
      const std::string own = UnknownReason(*row.standing);
      if (unknown++ > 0 && own != reason) return "";
      reason = own;
    }
    return unknown > 1 ? reason : "";
  }

  static Choice Judged(Judgement judgement) {
    return [judgement](const Standing& standing) { return JudgementOf(standing) == judgement; };
  }

  void AddAspirations() {
    std::vector<std::string> met = Items(Judged(Judgement::kMet));
    std::vector<std::string> below = Items(Judged(Judgement::kBelow));
    const std::string shared = SharedUnknownReason();
    std::vector<std::string> unknown =
        Items(Judged(Judgement::kUnknown), shared.empty() ? Note(UnknownReason) : nullptr);
    const size_t all = met.size() + below.size() + unknown.size();
    const std::string out_of = met.size() == all
                                   ? AllAreas(all)
                                   : absl::StrCat(Count(met.size()), " out of the ", Areas(all));
    const std::string not_in =
        met.empty() && unknown.empty()
            ? (all == 1 ? "the only area that has one" : absl::StrCat("any of the ", Areas(all)))
            : Areas(below.size());
    Add(absl::StrCat(force_, " is meeting its aspiration in ", out_of, ":"), std::move(met));
    Add(absl::StrCat(force_, " is not meeting its aspiration in ", not_in, ":"), std::move(below));
    const std::string untold = Areas(unknown.size());
    Add(absl::StrCat("Whether ", force_, " is meeting its aspiration is not known in ", untold,
                     shared.empty() ? "" : absl::StrCat(" (", shared, ")"), ":"),
        std::move(unknown));
  }

  void AddMovement(const char* verb, MovementKind kind) {
    std::vector<std::string> items =
        Items([kind](const Standing& standing) { return Moved(standing, kind); });
    const std::string areas = Areas(items.size());
    Add(absl::StrCat(since_, position_, " has ", verb, " in ", areas, ":"), std::move(items));
  }

  void AddMovements() {
    AddMovement("improved", MovementKind::kImproved);
    AddMovement("deteriorated", MovementKind::kDeteriorated);
    std::vector<std::string> items = Items(MovedPositionOnly, [](const Standing& standing) {
      const bool risen = standing.movement.kind == MovementKind::kImproved;
      return absl::StrCat(risen ? "risen" : "fallen", " to ", PositionOrdinal(standing), ", ",
                          PreviousOrdinal(standing.movement), " previously");
    });
    const std::string areas = Areas(items.size());
    Add(absl::StrCat(since_, position_, " has moved in ", areas,
                     " where neither direction is better (position only):"),
        std::move(items));
  }

  void AddWithoutAspiration() {
    std::vector<std::string> items =
        Items(Judged(Judgement::kNone), [](const Standing& standing) -> std::string {
          if (!standing.aspiration) return "none declared";
          const auto* none = std::get_if<NoAspiration>(&standing.aspiration->target);
          return none == nullptr ? "" : none->reason;
        });
    const std::string areas = items.size() == rows_.size() && rows_.size() > 1
                                  ? absl::StrCat("any of the ", Areas(items.size()))
                                  : Areas(items.size());
    Add(absl::StrCat("There is no aspiration in ", areas, ":"), std::move(items));
  }

  const std::vector<SummaryRow>& rows_;
  const Month reporting_month_;
  const std::string force_;
  const std::string since_;
  const std::string position_;
  std::vector<SummaryList> lists_;
};

}  // namespace

std::vector<SummaryList> SummaryOf(const std::vector<SummaryRow>& rows, Month reporting_month,
                                   Month previous_reporting_month) {
  if (rows.empty()) return {};
  return Summary(rows, reporting_month, previous_reporting_month).Make();
}

}  // namespace peerage::core
