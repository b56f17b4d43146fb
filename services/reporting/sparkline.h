// Where the marks of a position sparkline stand: 1 on top, oldest left, a gap
// where there is no position. Geometry and words; the template draws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/core/standing.h"

namespace peerage::reporting {

struct SparklineSize {
  double width = 136;
  double height = 44;
  // Room for the labels on the left and for round marks.
  double left = 16;
  double margin = 6;
};

struct Sparkline {
  struct Mark {
    double x = 0;
    double y = 0;
  };
  // "M20,12L30,12L40,20" for each unbroken run of two points or more.
  std::vector<std::string> runs;
  // Every point.
  std::vector<Mark> points;
  // The newest point, if the newest period has a position.
  std::optional<Mark> last;
  // The height of the aspired position, for aspirations that are one.
  std::optional<double> aspiration_y;
  double top_y = 0;
  double bottom_y = 0;
  // Positions at the bottom edge.
  int lowest = 1;
  // "position in the last 12 periods, first place on top".
  std::string title;
  // "January 2019 to December 2019: 8, 8, gap, 7. Aspiration: position 4."
  std::string description;
};

// Nothing when no point of the history has a position.
std::optional<Sparkline> MakeSparkline(const core::Standing& standing,
                                       const SparklineSize& size = {});

}  // namespace peerage::reporting
