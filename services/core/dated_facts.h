// What happened beside the figures, and when figures are to come
// (docs/domain.md B1, B9): exceptional events, annotations, the release
// calendar. Plain values of a dataset's declarations; none changes a figure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/core/day.h"
#include "services/core/month.h"

namespace peerage::core {

// How much of a series is an event's own.
struct EventPart {
  std::string series_id;
  // Things, 1 or more.
  int64_t count = 0;
  friend bool operator==(const EventPart&, const EventPart&) = default;
};

struct ExceptionalEvent {
  std::string id;
  std::string name;
  Day date;
  std::string force_id;
  std::vector<EventPart> parts;
  std::string reason;
  std::string source;
  friend bool operator==(const ExceptionalEvent&, const ExceptionalEvent&) = default;
};

enum class AnnotationKind {
  kCountingRule,
  kRecordingPractice,
  kSystemChange,
  kOperation,
  kPandemic,
  kOther,
};

struct Annotation {
  std::string id;
  // The first day it is about.
  Day date;
  AnnotationKind kind = AnnotationKind::kOther;
  // Empty: all.
  std::vector<std::string> measure_ids;
  std::vector<std::string> area_ids;
  std::string text;
  std::string source;
  // A period that ends before the day and one that ends on it or later cannot be
  // compared.
  bool breaks_series = false;
  friend bool operator==(const Annotation&, const Annotation&) = default;
};

struct CalendarEntry {
  Day date;
  // The last month of the newest period that will be published.
  Month period_end;
  // Empty: all.
  std::vector<std::string> measure_ids;
  std::string title;
  std::string source;
  bool confirmed = false;
  friend bool operator==(const CalendarEntry&, const CalendarEntry&) = default;
};

}  // namespace peerage::core
