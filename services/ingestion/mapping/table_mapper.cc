#include "services/ingestion/mapping/table_mapper.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ingestion/area_finder.h"
#include "services/ingestion/mapping/absent_figures.h"
#include "services/ingestion/mapping/mapped_sheet.h"
#include "services/ingestion/mapping/row_mapper.h"
#include "services/ingestion/mapping/series_finder.h"
#include "services/ingestion/mapping/series_name.h"
#include "services/ingestion/mapping/sheet_figures.h"

namespace peerage::ingestion {
namespace {

class TableMapper {
 public:
  TableMapper(TableSource& source, const TableMapping& mapping, const ReadOptions& options,
              FileFigures& figures, Findings& violations, Findings& warnings)
      : source_(source),
        mapping_(mapping),
        options_(options),
        figures_(figures),
        violations_(violations),
        warnings_(warnings),
        areas_(figures.reference()),
        series_(figures.reference()) {}

  int64_t Map() {
    while (const Sheet* sheet = source_.NextSheet()) {
      violations_.BeginSheet(sheet->ordinal, sheet->name);
      warnings_.BeginSheet(sheet->ordinal, sheet->name);
      figures_.BeginSheet(sheet->ordinal, sheet->name);
      if (IsChosen(*sheet)) MapSheet(*sheet);
    }
    if (sheets_ == 0 && violations_.empty()) RefuseFile();
    areas_.ReportSkipped(warnings_);
    series_.ReportSkipped(warnings_);
    if (mapping_.absent_is_zero) AddAbsentFigures(options_, figures_, violations_, warnings_);
    return rows_;
  }

 private:
  bool IsChosen(const Sheet& sheet) {
    // CSV is one sheet without a name.
    if (sheet.name.empty()) return true;
    if (mapping_.sheets.kind == SheetChoice::Kind::kNamed) {
      return std::any_of(mapping_.sheets.names.begin(), mapping_.sheets.names.end(),
                         [&](const std::string& like) { return IsLike(sheet.name, like); });
    }
    if (!sheet.hidden) return true;
    Warn(sheet, "hidden sheets are not read", "show the sheet, or name it in the mapping");
    return false;
  }

  void MapSheet(const Sheet& sheet) {
    MappedSheet rows(source_, sheet, mapping_, violations_, warnings_);
    if (!rows.FindHeader()) {
      if (rows.has_rows()) NoHeader(sheet);
      return;
    }
    ++sheets_;
    if (!rows.CheckNamedColumns()) return;
    const std::string months_column =
        mapping_.period.columns.empty() ? "" : mapping_.period.columns.front();
    SheetFigures sums(mapping_.add_same_keys, months_column, figures_, violations_);
    RowMapper mapper({mapping_, options_, areas_, series_, violations_, warnings_}, rows, sums);
    if (!mapper.Prepare()) return;
    while (rows.Next()) mapper.MapRow();
    sums.Finish();
    rows.ReportSkipped();
    rows_ += rows.rows();
  }

  void NoHeader(const Sheet& sheet) {
    if (mapping_.sheets.kind == SheetChoice::Kind::kHavingHeader && !sheet.name.empty()) {
      Warn(sheet, "the sheet has no row of the mapping's columns", "nothing, if it is no table");
      return;
    }
    violations_.Add({.line = 1, .value = sheet.name, .rule = HeaderRule(), .what_to_do = Todo()});
    ++sheets_;
  }

  void RefuseFile() {
    violations_.Add(
        {.rule = absl::StrCat("no sheet is read by ", WordsOf(mapping_)), .what_to_do = Todo()});
  }

  std::string HeaderRule() const {
    if (mapping_.header.row) {
      return absl::StrCat("the columns' names stand in row ", *mapping_.header.row);
    }
    return absl::StrCat("one of the first ", kHeaderSearch, " rows has the columns ",
                        absl::StrJoin(mapping_.header.having, ", "));
  }

  const char* Todo() const {
    return mapping_.built_in ? "choose the format that the file is in"
                             : "correct the mapping's header or sheets";
  }

  void Warn(const Sheet& sheet, const char* rule, const char* todo) {
    warnings_.Add({.value = sheet.name, .rule = rule, .what_to_do = todo});
  }

  TableSource& source_;
  const TableMapping& mapping_;
  const ReadOptions& options_;
  FileFigures& figures_;
  Findings& violations_;
  Findings& warnings_;
  AreaFinder areas_;
  DeclaredSeries series_;
  // Sheets that have a header, or should have.
  int sheets_ = 0;
  int64_t rows_ = 0;
};

}  // namespace

int64_t MapTable(TableSource& source, const TableMapping& mapping, const ReadOptions& options,
                 FileFigures& figures, Findings& violations, Findings& warnings) {
  return TableMapper(source, mapping, options, figures, violations, warnings).Map();
}

}  // namespace peerage::ingestion
