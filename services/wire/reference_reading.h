// Reading declarations field by field. For reference_from_proto.cc and
// dated_facts.cc.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "peerage/types/v1/reference.pb.h"
#include "services/core/reference.h"

namespace peerage::wire {

// Keeps the first problem, so that each reader stays a plain expression.
class Reading {
 public:
  const absl::Status& status() const { return status_; }

  void Fail(const std::string& path, const std::string& what);

  core::Month RequiredMonth(const std::string& path, const std::string& text);
  // Empty is unset.
  std::optional<core::Month> OptionalMonth(const std::string& path, const std::string& text);
  core::Day RequiredDay(const std::string& path, const std::string& text);
  // Empty is unset.
  std::optional<core::Day> OptionalDay(const std::string& path, const std::string& text);
  double Finite(const std::string& path, double value);

 private:
  absl::Status status_;
};

core::ExceptionalEvent ReadEvent(Reading& reading, const std::string& path,
                                 const types::v1::ExceptionalEvent& event);
core::Annotation ReadAnnotation(Reading& reading, const std::string& path,
                                const types::v1::Annotation& annotation);
core::CalendarEntry ReadCalendarEntry(Reading& reading, const std::string& path,
                                      const types::v1::CalendarEntry& entry);

}  // namespace peerage::wire
