// Readers of outside formats: one class a format, found by name.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/core/month.h"
#include "services/core/observation.h"
#include "services/core/reference.h"
#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/headed_rows.h"

namespace peerage::ingestion {

// What a row without a word about it is.
struct ReadOptions {
  core::ObservationStatus default_status = core::ObservationStatus::kFinal;
  // No period ends later: December of next year.
  core::Month last_month;
  // What ends later than this month has not happened yet.
  core::Month present_month;
};

struct FormatColumn {
  const char* name;
  bool required = true;
};

// Has no state; safe from any thread.
class FormatReader {
 public:
  virtual ~FormatReader() = default;

  // As a caller names it: "tidy".
  virtual const char* name() const = 0;
  virtual std::vector<FormatColumn> columns() const = 0;
  // Whether figures are mid-year populations, which sources revise by little.
  virtual bool populations() const { return false; }
  // Whether each file holds every series of its source.
  virtual bool every_series() const { return true; }

  // Reads every row of a sheet that it can, into `figures`; says what is wrong
  // and what is worth saying. The sheet has the required columns and no others
  // than columns() names.
  virtual void Read(HeadedRows& rows, const ReadOptions& options, FileFigures& figures,
                    Findings& violations, Findings& warnings) const = 0;
};

// All formats that ingestion reads.
class FormatRegistry {
 public:
  FormatRegistry();

  // Null when there is none of that name.
  const FormatReader* Find(std::string_view name) const;
  // "tidy, series, ho-quarterly-indicators, ons-population, ons-published", for messages.
  std::string Names() const;

 private:
  std::vector<std::unique_ptr<const FormatReader>> readers_;
};

// Checks the header line against the format: each required column once, no
// column that the format does not name. False after a violation.
bool CheckColumns(const HeadedRows& rows, const FormatReader& reader, Findings& violations);

}  // namespace peerage::ingestion
