// Readers of outside formats: one a format, found by name.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/core/month.h"
#include "services/core/observation.h"
#include "services/core/reference.h"
#include "services/ingestion/file_figures.h"
#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"

namespace peerage::ingestion {

// What a row without a word about it is.
struct ReadOptions {
  core::ObservationStatus default_status = core::ObservationStatus::kFinal;
  // No period ends later: December of next year.
  core::Month last_month;
  // What ends later than this month has not happened yet.
  core::Month present_month;
};

// Has no state; safe from any thread.
class FormatReader {
 public:
  virtual ~FormatReader() = default;

  // As a caller names it and releases keep it: "tidy".
  virtual std::string name() const = 0;
  // Whether figures are mid-year populations, which sources revise by little.
  virtual bool populations() const { return false; }
  // Whether each file holds every series of its source.
  virtual bool every_series() const { return true; }

  // Whether a row of these texts names exactly the format's columns.
  virtual bool IsHeader(const std::vector<std::string>& texts) const = 0;

  // Reads every row that it can, into `figures`; says what is wrong and what is
  // worth saying. Gives the number of data rows.
  virtual int64_t Read(TableSource& source, const ReadOptions& options, FileFigures& figures,
                       Findings& violations, Findings& warnings) const = 0;
};

// All formats that ingestion reads.
class FormatRegistry {
 public:
  FormatRegistry();

  // Null when there is none of that name.
  const FormatReader* Find(std::string_view name) const;
  // "tidy, series, ons-published, ...", for messages.
  std::string Names() const;
  // The first whose header a row of these texts is; null when there is none.
  const FormatReader* FindByHeader(const std::vector<std::string>& texts) const;

 private:
  std::vector<std::unique_ptr<const FormatReader>> readers_;
};

}  // namespace peerage::ingestion
