// Which areas a file's names mean, and what to say of those that mean none.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "services/core/area_names.h"
#include "services/core/month.h"
#include "services/core/reference.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/scaled_number.h"
#include "services/ingestion/text_cache.h"

namespace peerage::ingestion {

class AreaFinder {
 public:
  // The reference outlives it.
  explicit AreaFinder(const core::DatasetReference& reference)
      : reference_(reference), names_(reference) {}

  // The place of the area, of whatever kind, of that id, name or alias, or that
  // had that name in periods that end in `month`. Without a month former names
  // mean nobody.
  std::optional<uint32_t> Find(std::string_view name,
                               std::optional<core::Month> month = std::nullopt);
  // Whether the name means the same in every month.
  bool IsTimeless(std::string_view name) {
    return known_.Find(name) != nullptr || names_.IsTimeless(name);
  }
  const core::Area& At(uint32_t place) const { return reference_.areas[place]; }
  bool IsForce(uint32_t place) const {
    return reference_.areas[place].kind == core::AreaKind::kForce;
  }
  // The rule that a name breaks which Find did not find, and what to do.
  NumberProblem Unknown(std::string_view name, std::optional<core::Month> month = std::nullopt);

  // Counts a row of an area that is no force. `sheet` is its sheet's place.
  void Skip(std::string_view name, int64_t line, int sheet = 0);
  // Says how many rows of which areas were skipped. Call once, at the end.
  void ReportSkipped(Findings& warnings) const;

 private:
  std::string AdviceFor(std::string_view name);

  const core::DatasetReference& reference_;
  core::AreaNames names_;
  // Names that mean the same in every month.
  TextCache<uint32_t> known_;
  // By the names it was given for.
  std::map<std::string, std::string, std::less<>> advice_;
  std::map<std::string, int64_t, std::less<>> skipped_;
  int64_t first_skipped_ = 0;
  int first_sheet_ = 0;
};

}  // namespace peerage::ingestion
