#include "services/core/aspiration.h"

#include <algorithm>
#include <regex>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/core/display.h"

namespace peerage::core {
namespace {

std::string Normalised(std::string_view text) {
  std::string words(absl::StripAsciiWhitespace(absl::string_view(text.data(), text.size())));
  if (!words.empty() && words.back() == '.') words.pop_back();
  return words;
}

absl::StatusOr<Target> NotUnderstood(std::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat(
      "the aspiration \"", absl::string_view(text.data(), text.size()),
      "\" is not understood: write \"4th in MSG\", \"Best in MSG\", \"Upper Quartile Rank\", "
      "\"Top Half\", \"MSG Average\", \"10th nationally\", \"Value 12.5\", \"-10% from 2018-12\" "
      "or \"None: the reason\""));
}

// Positions beyond this are typing mistakes: there are 43 forces.
constexpr int kHighestPosition = 999;

std::optional<int> PositionIn(const std::string& digits) {
  int position = 0;
  if (!absl::SimpleAtoi(digits, &position)) return std::nullopt;
  if (position < 1 || position > kHighestPosition) return std::nullopt;
  return position;
}

Verdict FromComparison(const std::optional<int>& comparison) {
  if (!comparison) return Verdict::kUnknown;
  if (*comparison > 0) return Verdict::kExceeded;
  return *comparison == 0 ? Verdict::kMet : Verdict::kBelow;
}

Verdict FromPosition(const std::optional<int>& position, int wanted) {
  if (!position) return Verdict::kUnknown;
  if (*position < wanted) return Verdict::kExceeded;
  return *position == wanted ? Verdict::kMet : Verdict::kBelow;
}

struct Judge {
  const AspirationFacts& facts;

  Verdict operator()(const RankAtLeast& rank) const {
    return FromPosition(facts.position, rank.position);
  }
  Verdict operator()(const Best&) const { return FromPosition(facts.position, 1); }
  Verdict operator()(const UpperQuartile&) const {
    return FromPosition(facts.position, TopQuartilePosition(facts.ranked_of));
  }
  Verdict operator()(const TopHalf&) const {
    return FromPosition(facts.position, std::max(1, facts.ranked_of / 2));
  }
  Verdict operator()(const AtAverage&) const { return FromComparison(facts.against_average); }
  Verdict operator()(const NationalRankAtLeast& rank) const {
    return FromPosition(facts.national_position, rank.position);
  }
  Verdict operator()(const ValueAtLeast&) const { return FromComparison(facts.against_value); }
  Verdict operator()(const ChangeFromBaseline&) const {
    return FromComparison(facts.against_change);
  }
  Verdict operator()(const NoAspiration&) const { return Verdict::kNotApplicable; }
};

}  // namespace

absl::StatusOr<Target> ParseAspiration(std::string_view text) {
  static const std::regex kRank(R"(([0-9]{1,4})(?:st|nd|rd|th)? in (?:its |the )?(?:msg|group))");
  static const std::regex kNational(
      R"(([0-9]{1,4})(?:st|nd|rd|th)? (?:nationally|in england and wales))");
  static const std::regex kValue(R"(value (-?[0-9]{1,12}(?:\.[0-9]{1,6})?))");
  static const std::regex kChange(R"((-?[0-9]{1,4}(?:\.[0-9]{1,3})?)% from ([0-9]{4}-[0-9]{2}))");
  const std::string words = Normalised(text);
  const std::string lower = absl::AsciiStrToLower(words);
  std::smatch match;
  if (lower == "best in msg" || lower == "best in group" || lower == "best") return Best{};
  if (lower == "upper quartile rank" || lower == "top quartile rank" || lower == "upper quartile" ||
      lower == "top quartile") {
    return UpperQuartile{};
  }
  if (lower == "top half") return TopHalf{};
  if (lower == "msg average" || lower == "average" || lower == "group average") return AtAverage{};
  if (std::regex_match(lower, match, kRank)) {
    if (const auto position = PositionIn(match[1].str())) return RankAtLeast{*position};
    return NotUnderstood(text);
  }
  if (std::regex_match(lower, match, kNational)) {
    if (const auto position = PositionIn(match[1].str())) return NationalRankAtLeast{*position};
    return NotUnderstood(text);
  }
  double number = 0;
  if (std::regex_match(lower, match, kValue) && absl::SimpleAtod(match[1].str(), &number)) {
    return ValueAtLeast{number};
  }
  if (std::regex_match(lower, match, kChange) && absl::SimpleAtod(match[1].str(), &number)) {
    const auto month = Month::Parse(match[2].str());
    if (month) return ChangeFromBaseline{number, *month};
  }
  if (lower.starts_with("none:")) {
    return NoAspiration{std::string(absl::StripAsciiWhitespace(words.substr(5)))};
  }
  if (words.size() > 2 && words.front() == '(' && words.back() == ')') {
    return NoAspiration{words.substr(1, words.size() - 2)};
  }
  return NotUnderstood(text);
}

std::string AspirationWords(const Target& target) {
  struct Words {
    std::string operator()(const RankAtLeast& rank) const {
      return absl::StrCat(Ordinal(rank.position), " in MSG");
    }
    std::string operator()(const Best&) const { return "Best in MSG"; }
    std::string operator()(const UpperQuartile&) const { return "Upper Quartile Rank"; }
    std::string operator()(const TopHalf&) const { return "Top Half"; }
    std::string operator()(const AtAverage&) const { return "MSG Average"; }
    std::string operator()(const NationalRankAtLeast& rank) const {
      return absl::StrCat(Ordinal(rank.position), " nationally");
    }
    std::string operator()(const ValueAtLeast& value) const {
      return absl::StrCat("Value ", value.value);
    }
    std::string operator()(const ChangeFromBaseline& change) const {
      return absl::StrCat(change.percent, "% from ", change.baseline_end.ToString());
    }
    std::string operator()(const NoAspiration& none) const {
      return absl::StrCat("(", none.reason, ")");
    }
  };
  return std::visit(Words{}, target);
}

const Aspiration* EffectiveAspiration(const DatasetReference& reference, std::string_view force_id,
                                      std::string_view measure_id, Month reporting_month) {
  const Aspiration* effective = nullptr;
  for (const Aspiration& aspiration : reference.aspirations) {
    if (aspiration.force_id != force_id || aspiration.measure_id != measure_id) continue;
    if (aspiration.valid_from && *aspiration.valid_from > reporting_month) continue;
    if (effective == nullptr || !effective->valid_from ||
        (aspiration.valid_from && *aspiration.valid_from > *effective->valid_from)) {
      effective = &aspiration;
    }
  }
  return effective;
}

Verdict JudgeAspiration(const Target& target, const AspirationFacts& facts) {
  return std::visit(Judge{facts}, target);
}

std::string VerdictWords(Verdict verdict) {
  switch (verdict) {
    case Verdict::kMet:
    case Verdict::kExceeded:
      return "Met or Exceeded Aspiration";
    case Verdict::kBelow:
      return "Below Aspiration";
    case Verdict::kNotApplicable:
      return "No aspiration";
    case Verdict::kUnknown:
      break;
  }
  return "Not known";
}

int TopQuartilePosition(int ranked_of) { return std::max(1, ranked_of / 4); }

}  // namespace peerage::core
