// How a table is read that no reader knows: what a mapping file says, as plain
// values. docs/formats.md explains every key; mapping_reader.h reads the file,
// table_mapper.h reads a table by it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/core/month.h"
#include "services/core/observation.h"
#include "services/ingestion/mapping/period_form.h"

namespace peerage::ingestion {

// Which sheets of a workbook are read. CSV has one, which is always read.
struct SheetChoice {
  enum class Kind {
    // Each that is not hidden; one without the header is a fault.
    kAll,
    // Each that is not hidden and has the header; the others are left, and said.
    kHavingHeader,
    // Those whose names one of `names` matches ('*' and '?' as in file names),
    // hidden or not.
    kNamed,
  };
  Kind kind = Kind::kAll;
  std::vector<std::string> names;
};

// Where the columns' names stand.
struct HeaderPlace {
  // The row's number from 1; unset with `having`. Neither: the sheet's first row.
  std::optional<int64_t> row;
  // The first of the first fifty rows that has all these cells.
  std::vector<std::string> having;
  // The header is this many rows, of which the place above is the last. A
  // column's name is then "upper / lower"; an upper cell stands for the empty
  // ones to its right, as merged cells do.
  int rows = 1;
};

// Rows that are left out: those whose cell in `column` is one of `is`, or
// matches `like` ('*' and '?').
struct SkipRule {
  std::string column;
  std::vector<std::string> is;
  std::string like;
};

enum class OtherColumns { kRefuse, kIgnore };

struct ForceSource {
  // The column of names, ids or aliases. Empty: `fixed`, the sheet's name, or
  // the figures' columns are forces.
  std::string column;
  std::string fixed;
  bool from_sheet_name = false;
  // A column of ONS codes that must fit; empty: none.
  std::string code_column;
  // Names that are skipped and counted without being declared.
  std::vector<std::string> skip;
  // Areas that are no forces are stored; otherwise they are skipped and counted.
  bool keep_others = false;
};

struct PeriodSource {
  // Their texts, joined by a space, are read in one of `forms`. Empty: `fixed`,
  // the sheet's name, or the figures' columns are periods.
  std::vector<std::string> columns;
  // The sheet's name stands before the columns' texts.
  bool from_sheet_name = false;
  std::optional<core::Month> fixed;
  std::vector<PeriodForm> forms;
  // Unset: the form says it.
  std::optional<int> months;
};

// Which series a row's figures belong to.
struct SeriesSource {
  enum class Others { kRefuse, kSkip, kSlug };
  // An id with {column} where that column's text stands as a slug. Empty with
  // `column`, and with `population`.
  std::string pattern;
  // Ids by the text of `column`; other texts: `others`.
  std::string column;
  std::map<std::string, std::string, std::less<>> names;
  Others others = Others::kRefuse;
  // The dataset's one series of mid-year populations.
  bool population = false;
};

// Figures of each row.
struct FigureSource {
  enum class Columns {
    // `column` alone.
    kOne,
    // Every column whose name is a period, or names a force (a crosstab).
    kPeriods,
    kForces,
  };
  Columns columns = Columns::kOne;
  std::string column;
  // Of a header of two rows: only columns whose upper name is this.
  std::string under;
  SeriesSource series;
  // A column that holds percentages: "12.5", "12.5%", or a workbook's percentage.
  bool percent = false;
  // The figure is the cell's number times ten to this power. 0 to 9.
  int shift = 0;
  // Figures of more decimals than the series keeps are rounded, half away from
  // zero; otherwise they are refused.
  bool round = false;
  // The denominator of a measure, of which the figure before is the numerator.
  bool whole_of_previous = false;
  // A survey: a column of standard errors, in the figure's unit; or a column of
  // sample sizes, of which sqrt(design_effect p (1-p) / n) is made, the figure
  // being a percentage (docs/domain.md C2).
  std::string standard_error_column;
  std::string sample_size_column;
  double design_effect = 0;
};

struct TableMapping {
  // A slug; the source's name for good.
  std::string name;
  // Compiled in: a format.
  bool built_in = false;
  std::string title;
  SheetChoice sheets;
  HeaderPlace header;
  std::vector<SkipRule> skip_rows;
  // What follows the first blank row below the header is no data.
  bool ends_at_blank_row = false;
  OtherColumns other_columns = OtherColumns::kRefuse;
  // May stand there unused.
  std::vector<std::string> unused_columns;
  ForceSource force;
  PeriodSource period;
  std::vector<FigureSource> figures;
  // Texts in place of a figure.
  std::map<std::string, core::ObservationStatus, std::less<>> statuses;
  // "," or " " or "'"; empty: numbers have none.
  std::string thousands_separator;
  // Rows of one series, force and period in one sheet are added up.
  bool add_same_keys = false;
  // The source leaves rows of zero out: what a force lacks is zero where it has
  // any other row of that period.
  bool absent_is_zero = false;
  // Rows of series that the dataset does not declare are skipped and counted.
  bool skip_undeclared_series = false;
};

// As releases keep it: a format's name, or "mapping/" and the name.
std::string FormatOf(const TableMapping& mapping);
// "format 'tidy'" or "mapping 'iquanta'", for messages.
std::string WordsOf(const TableMapping& mapping);

// Whether the figures are mid-year populations, which sources revise by little.
bool HoldsPopulations(const TableMapping& mapping);

// Whether a row of these texts is the header of such a table: the columns that
// the mapping names, each once, and none beside them and those that may stand
// unused.
bool IsHeaderOf(const TableMapping& mapping, const std::vector<std::string>& texts);

// Every column that the mapping names, each once.
std::vector<std::string> NamedColumns(const TableMapping& mapping);

}  // namespace peerage::ingestion
