#include "services/reporting/sparkline.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/core/aspiration.h"

namespace peerage::reporting {
namespace {

// The position that an aspiration asks for, where it asks for one of the group.
std::optional<int> AspiredPosition(const core::Standing& standing, int lowest) {
  // A place in the MSG is none in England and Wales, a region or a chosen list.
  if (!standing.aspiration || standing.group.kind != core::GroupKind::kSimilar) {
    return std::nullopt;
  }
  const core::Target& target = standing.aspiration->target;
  std::optional<int> position;
  if (const auto* rank = std::get_if<core::RankAtLeast>(&target)) position = rank->position;
  if (std::holds_alternative<core::Best>(target)) position = 1;
  if (std::holds_alternative<core::UpperQuartile>(target)) {
    position = standing.top_quartile_position;
  }
  if (std::holds_alternative<core::TopHalf>(target)) {
    position = std::max(1, standing.ranked_of / 2);
  }
  return position && *position <= lowest ? position : std::nullopt;
}

std::string Describe(const core::Standing& standing, const std::optional<int>& aspired) {
  std::string text = absl::StrCat(standing.history.front().period.end.ToWords(), " to ",
                                  standing.history.back().period.end.ToWords(), ":");
  const char* separator = " ";
  for (const core::PositionPoint& point : standing.history) {
    absl::StrAppend(&text, separator,
                    point.position ? absl::StrCat(*point.position) : std::string("gap"));
    separator = ", ";
  }
  absl::StrAppend(&text, ".");
  if (aspired) absl::StrAppend(&text, " Aspiration: position ", *aspired, ".");
  return text;
}

// Joins points into runs; `broken` tells before which points a gap lies.
std::vector<std::string> Runs(const std::vector<Sparkline::Mark>& points,
                              const std::vector<bool>& broken) {
  std::vector<std::string> runs;
  size_t begin = 0;
  for (size_t i = 1; i <= points.size(); ++i) {
    if (i < points.size() && !broken[i]) continue;
    if (i - begin > 1) {
      std::string path;
      for (size_t at = begin; at < i; ++at) {
        absl::StrAppendFormat(&path, "%c%.1f,%.1f", at == begin ? 'M' : 'L', points[at].x,
                              points[at].y);
      }
      runs.push_back(std::move(path));
    }
    begin = i;
  }
  return runs;
}

}  // namespace

std::optional<Sparkline> MakeSparkline(const core::Standing& standing, const SparklineSize& size) {
  int lowest = 0;
  for (const core::PositionPoint& point : standing.history) {
    if (point.position) lowest = std::max({lowest, point.ranked_of, *point.position});
  }
  if (lowest == 0) return std::nullopt;
  const double wide = size.width - size.left - 2 * size.margin;
  const double high = size.height - 2 * size.margin;
  const auto y_of = [&](int position) {
    return size.margin + high * (position - 1) / std::max(lowest - 1, 1);
  };

  Sparkline line;
  line.lowest = lowest;
  line.top_y = y_of(1);
  line.bottom_y = y_of(lowest);
  const size_t slots = standing.history.size();
  std::vector<bool> broken;
  bool gap = true;
  for (size_t i = 0; i < slots; ++i) {
    const core::PositionPoint& point = standing.history[i];
    if (point.position) {
      const double x =
          size.left + size.margin +
          wide * static_cast<double>(i) / static_cast<double>(std::max<size_t>(slots - 1, 1));
      line.points.push_back({x, y_of(*point.position)});
      broken.push_back(gap);
    }
    gap = !point.position.has_value();
  }
  line.runs = Runs(line.points, broken);
  if (standing.history.back().position) line.last = line.points.back();
  const std::optional<int> aspired = AspiredPosition(standing, lowest);
  if (aspired) line.aspiration_y = y_of(*aspired);
  line.title = absl::StrCat("position in the last ", slots, slots == 1 ? " period" : " periods",
                            ", first place on top");
  line.description = Describe(standing, aspired);
  return line;
}

}  // namespace peerage::reporting
