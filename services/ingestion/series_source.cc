#include "services/ingestion/series_source.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/series_reader.h"

namespace peerage::ingestion {
namespace {

constexpr char kWhatToDo[] = "or declare another series";

// Of the series that begins with this scope.
void CheckSeries(const FileFigures& figures, const FileScope& first, const StoredFigures& stored,
                 const std::string& format, Findings& violations) {
  const std::string& id = figures.SeriesId(first);
  const store::ScopeHead* head = stored.AnyHead(id);
  if (head == nullptr) return;
  const auto refuse = [&](std::string value, std::string rule, const char* send) {
    const FilePlace place = figures.PlaceOf(first.figures.front());
    violations.Add({.line = place.line,
                    .value = std::move(value),
                    .rule = std::move(rule),
                    .what_to_do = absl::StrCat(send, ", ", kWhatToDo),
                    .sheet_ordinal = place.sheet_ordinal});
  };
  const std::string source = stored.SourceFormat(id);
  if (format != SeriesReader::kName && !source.empty() && source != format) {
    refuse(id,
           absl::StrCat("DIFFERENT_SOURCE: series '", id,
                        "' takes its figures from files of format '", source, "'"),
           "send a file of that format");
    return;
  }
  const int months = figures.PeriodMonths(first);
  if (head->period_months == months) return;
  refuse(absl::StrCat(months, " months"),
         absl::StrCat("series '", id, "' holds periods of ", head->period_months, " months"),
         "send figures of that period length");
}

}  // namespace

void CheckSources(const FileFigures& figures, const StoredFigures& stored,
                  const std::string& format, Findings& violations) {
  std::optional<uint32_t> series;
  for (const FileScope& scope : figures.scopes()) {
    if (series != scope.series) CheckSeries(figures, scope, stored, format, violations);
    series = scope.series;
  }
}

}  // namespace peerage::ingestion
