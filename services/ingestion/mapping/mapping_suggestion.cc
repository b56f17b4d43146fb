#include "services/ingestion/mapping/mapping_suggestion.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/core/display.h"
#include "services/ingestion/mapping/series_finder.h"
#include "services/ingestion/mapping/series_name.h"
#include "services/ingestion/mapping/table_sample.h"

namespace peerage::ingestion {
namespace {

constexpr char kDecide[] = "DECIDE";
constexpr size_t kHeaderRows = 50;
constexpr size_t kNamesShown = 20;
constexpr size_t kSeriesShown = 8;
constexpr size_t kMostCategories = 60;

// A text as YAML writes it in any place.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    if (c == '\n') {
      quoted += "\\n";
    } else if (c != '\r') {
      quoted.push_back(c);
    }
  }
  return quoted + "\"";
}

std::string QuotedList(const std::vector<std::string>& texts) {
  return absl::StrJoin(
      texts, ", ", [](std::string* out, const std::string& text) { out->append(Quoted(text)); });
}

// Texts that stand for no figure, as tables print them.
std::optional<core::ObservationStatus> StatusOf(const std::string& text) {
  static const std::set<std::string> kMissing = {"..",  "-", ":",   "n/a", "N/A",
                                                 "[x]", "x", "[z]", "z",   "."};
  static const std::set<std::string> kSuppressed = {"*", "[c]", "c", "[u]", "u"};
  if (kMissing.contains(text)) return core::ObservationStatus::kMissing;
  if (kSuppressed.contains(text)) return core::ObservationStatus::kSuppressed;
  return std::nullopt;
}

class SuggestionWriter {
 public:
  SuggestionWriter(const SampleSheet& sheet, const SampleTable& table,
                   const core::DatasetReference& reference)
      : sheet_(sheet), table_(table), reference_(reference), series_(reference), areas_(reference) {
    FindPeriods();
    for (const SampleColumn& column : table.columns) {
      if (IsFigures(column)) figures_.push_back(&column);
    }
    FindCategories();
  }

  Suggestion Write() {
    Line("# Proposed from the table: docs/formats.md explains every key.");
    Line("# ", kDecide, " is for you to replace.");
    Line("mapping: ", kDecide,
         "  # a name for the source, such as iquanta; it stays with the figures");
    WriteSheet();
    WriteHeader();
    WriteSkips();
    WriteForce();
    WritePeriod();
    WriteFigures();
    WriteStatuses();
    WriteOthers();
    suggestion_.notes.push_back(
        "The mapping is named for its source and the figures keep to it: "
        "write a slug in place of the first DECIDE");
    return std::move(suggestion_);
  }

 private:
  template <typename... Parts>
  void Line(const Parts&... parts) {
    absl::StrAppend(&suggestion_.mapping, parts..., "\n");
  }
  template <typename... Parts>
  void Note(const Parts&... parts) {
    suggestion_.notes.push_back(absl::StrCat(parts...));
  }

  bool IsForce(const SampleColumn& column) const { return table_.force == column.place; }
  bool IsCodes(const SampleColumn& column) const {
    return column.filled > 0 && 10 * column.codes >= 9 * column.filled;
  }
  bool IsPeriod(const SampleColumn& column) const {
    return std::find(periods_.begin(), periods_.end(), &column) != periods_.end();
  }
  bool IsFigures(const SampleColumn& column) const {
    if (column.name.lower.empty() || IsForce(column) || IsCodes(column) || IsPeriod(column)) {
      return false;
    }
    return column.HoldsFigures() || table_.force_columns.contains(column.place);
  }
  const SampleColumn* CodeColumn() const {
    const auto found = std::find_if(table_.columns.begin(), table_.columns.end(),
                                    [&](const auto& column) { return IsCodes(column); });
    return found == table_.columns.end() ? nullptr : &*found;
  }

  // A column of periods; two, a financial year and its quarter; or the columns'
  // names.
  void FindPeriods() {
    const SampleColumn* year = nullptr;
    for (const SampleColumn& column : table_.columns) {
      if (!column.form || IsForce(column) || column.name.lower.empty()) continue;
      if (*column.form == PeriodForm::kFinancialYear) year = &column;
      periods_ = {&column};
      form_ = column.form;
      break;
    }
    if (year != nullptr) FindQuarters(*year);
    if (!periods_.empty()) return;
    for (const auto& [name, form] : PeriodForms()) {
      size_t named = 0;
      for (const SampleColumn& column : table_.columns) {
        if (ParsePeriod(form, column.name.lower)) ++named;
      }
      if (named < 2) continue;
      form_ = form;
      in_header_ = true;
      return;
    }
  }

  void FindQuarters(const SampleColumn& year) {
    for (const SampleColumn& column : table_.columns) {
      if (&column == &year || column.filled == 0) continue;
      size_t read = 0;
      for (size_t i = table_.first; i < table_.last; ++i) {
        const SampleRow& row = sheet_.rows[i];
        if (ParsePeriod(PeriodForm::kFinancialQuarter,
                        absl::StrCat(row.Text(year.place), " ", row.Text(column.place)))) {
          ++read;
        }
      }
      if (10 * read < 9 * column.filled) continue;
      periods_ = {&year, &column};
      form_ = PeriodForm::kFinancialQuarter;
      return;
    }
  }

  // Columns of few texts without which a force and period would stand twice.
  void FindCategories() {
    std::vector<const SampleColumn*> open;
    for (const SampleColumn& column : table_.columns) {
      const bool text = column.filled > 0 && !IsForce(column) && !IsCodes(column) &&
                        !IsPeriod(column) && !IsFigures(column) && !column.name.lower.empty();
      if (text && column.texts.size() <= kMostCategories) open.push_back(&column);
    }
    std::set<const SampleColumn*> chosen;
    size_t keys = CountKeys(chosen);
    while (keys < table_.last - table_.first && !open.empty()) {
      const SampleColumn* best = nullptr;
      size_t most = keys;
      for (const SampleColumn* column : open) {
        chosen.insert(column);
        const size_t count = CountKeys(chosen);
        chosen.erase(column);
        if (count > most) {
          most = count;
          best = column;
        }
      }
      if (best == nullptr) break;
      keys = most;
      chosen.insert(best);
      categories_.push_back(best);
      open.erase(std::find(open.begin(), open.end(), best));
    }
  }

  size_t CountKeys(const std::set<const SampleColumn*>& categories) const {
    std::set<std::string> keys;
    for (size_t i = table_.first; i < table_.last; ++i) {
      const SampleRow& row = sheet_.rows[i];
      std::string key = table_.force ? row.Text(*table_.force) : "";
      for (const SampleColumn* column : periods_)
        absl::StrAppend(&key, "\n", row.Text(column->place));
      for (const SampleColumn* column : categories) {
        absl::StrAppend(&key, "\n", row.Text(column->place));
      }
      keys.insert(std::move(key));
    }
    return keys.size();
  }

  void WriteSheet() {
    if (sheet_.name.empty()) return;
    Line("sheets: [", Quoted(sheet_.name), "]");
    Note("Sheet '", sheet_.name, "' has the names of forces; other sheets are left");
  }

  void WriteHeader() {
    const int64_t line = sheet_.rows[table_.header].line;
    if (line == 1 && table_.header_rows == 1) return;
    const bool two = table_.header_rows > 1;
    Line("header: {row: ", line, two ? ", rows: 2}" : "}",
         "  # or having: [names of columns], where the row moves");
    Note("The columns' names stand in row ", line, two ? " and the row above it" : "");
  }

  void WriteSkips() {
    std::vector<std::string> unknown;
    if (table_.force) {
      for (const auto& [text, count] : table_.columns[*table_.force].texts) {
        if (!areas_.Find(text)) unknown.push_back(text);
      }
    }
    if (unknown.size() > kNamesShown) {
      Note(unknown.size(), " names in column '", table_.columns[*table_.force].name.whole,
           "' are no declared areas; declare them in reference.yaml, or skip their rows");
      unknown.clear();
    }
    if (unknown.empty() && !table_.ends_at_blank_row) return;
    Line("skip:");
    if (!unknown.empty()) {
      Line("  rows:  # these names are no declared areas");
      Line("    - {column: ", Quoted(table_.columns[*table_.force].name.whole), ", is: [",
           QuotedList(unknown), "]}");
      Note("Rows of ", core::JoinWithAnd(unknown),
           " are skipped: check that none of them is a force by another name");
    }
    if (table_.ends_at_blank_row) {
      Line("  after_blank_row: true  # what follows names no force");
      Note("Rows below the first blank row are taken for footnotes");
    }
  }

  void WriteForce() {
    if (!table_.force) {
      Note("The columns are forces");
      return;
    }
    const std::string name = table_.columns[*table_.force].name.whole;
    const SampleColumn* codes = CodeColumn();
    Line("force: {column: ", Quoted(name),
         codes == nullptr ? "" : absl::StrCat(", code: ", Quoted(codes->name.whole)), "}");
    Note("Column '", name, "' names the forces");
  }

  // How many months lie between the periods that stand there.
  std::string MonthsOfGaps() const {
    std::set<core::Month> ends;
    const auto keep = [&](const std::string& text) {
      if (const auto read = ParsePeriod(*form_, text)) ends.insert(read->end);
    };
    for (const SampleColumn& column : table_.columns) {
      if (in_header_) keep(column.name.lower);
    }
    for (size_t i = table_.first; i < table_.last && periods_.size() == 1; ++i) {
      keep(sheet_.rows[i].Text(periods_[0]->place));
    }
    int gap = 0;
    for (auto end = ends.begin(); end != ends.end() && std::next(end) != ends.end(); ++end) {
      const int months = *std::next(end) - *end;
      gap = gap == 0 ? months : std::min(gap, months);
    }
    return gap == 1 || gap == 3 || gap == 12 ? absl::StrCat(gap) : kDecide;
  }

  void WritePeriod() {
    if (!form_) return WriteFixedPeriod();
    std::string line = "period: {";
    if (!in_header_) {
      std::vector<std::string> names;
      for (const SampleColumn* column : periods_) names.push_back(column->name.whole);
      absl::StrAppend(&line, "column: [", QuotedList(names), "], ");
      Note("Periods are read from ", core::JoinWithAnd(names), " in the form ", NameOf(*form_));
    } else {
      Note("The columns' names are periods in the form ", NameOf(*form_));
    }
    absl::StrAppend(&line, "form: ", NameOf(*form_));
    const auto example = ParsePeriod(*form_, ExampleOf(*form_));
    if (example && example->months) {
      Line(line, "}");
      return;
    }
    const std::string months = MonthsOfGaps();
    Line(line, ", months: ", months, "}  # 12 where each figure is of a rolling year");
    Note("How long the periods are is for you to say: months",
         months == kDecide ? "" : absl::StrCat("; they lie ", months, " apart"));
  }

  void WriteFixedPeriod() {
    std::string found = kDecide;
    for (size_t i = 0; i < table_.first && found == kDecide; ++i) {
      for (const SampleCell& cell : sheet_.rows[i].cells) {
        const auto read = PeriodWithin(cell.text);
        if (!read) continue;
        found = read->end.ToString();
        Note("The period is taken from the text '", cell.text, "': check it");
        break;
      }
    }
    if (found == kDecide) Note("No period was found: write the last month in place of DECIDE");
    Line("period: {fixed: ", found, ", months: ", kDecide, "}");
    Note("How long the period is is for you to say: months");
  }

  // A period anywhere in a title.
  static std::optional<PeriodText> PeriodWithin(const std::string& text) {
    constexpr size_t kMostWords = 6;
    const std::vector<std::string> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
    for (size_t size = kMostWords; size > 0; --size) {
      for (size_t begin = 0; begin + size <= words.size(); ++begin) {
        const std::string part =
            absl::StrJoin(words.begin() + static_cast<ptrdiff_t>(begin),
                          words.begin() + static_cast<ptrdiff_t>(begin + size), " ");
        for (const auto& [name, form] : PeriodForms()) {
          if (form == PeriodForm::kCalendarYear || form == PeriodForm::kMidYear) continue;
          if (auto read = ParsePeriod(form, part)) return read;
        }
      }
    }
    return std::nullopt;
  }

  std::string UnitOf(const SampleColumn& column) const {
    return 2 * column.percentages > column.numbers ? ", unit: percent" : "";
  }

  void WriteFigures() {
    Line("figures:");
    if (figures_.empty()) {
      Line("  - {column: ", kDecide, ", series: ", kDecide, "}");
      Note("No column of numbers was found: write in which column the figures stand");
    } else if (in_header_ || !table_.force_columns.empty()) {
      WriteCrosstab();
    } else {
      for (const SampleColumn* column : figures_) {
        Line("  - column: ", Quoted(column->name.whole));
        WriteSeries(*column, column->name.whole);
        if (!UnitOf(*column).empty()) Line("    unit: percent");
      }
    }
  }

  // One entry for each name that stands above columns of periods or forces.
  void WriteCrosstab() {
    std::vector<std::string> above;
    for (const SampleColumn* column : figures_) {
      if (std::find(above.begin(), above.end(), column->name.upper) == above.end()) {
        above.push_back(column->name.upper);
      }
    }
    for (const std::string& upper : above) {
      Line("  - columns: ", in_header_ ? "periods" : "forces");
      if (!upper.empty()) Line("    under: ", Quoted(upper));
      const auto first = std::find_if(figures_.begin(), figures_.end(), [&](const auto* column) {
        return column->name.upper == upper;
      });
      WriteSeries(**first, upper);
      if (!UnitOf(**first).empty()) Line("    unit: percent");
    }
  }

  // By its categories, or by what its column says.
  void WriteSeries(const SampleColumn& column, const std::string& words) {
    if (categories_.size() > 1) return WritePattern();
    if (categories_.size() == 1) return WriteNames(*categories_[0]);
    const std::string id = Slug(words);
    const bool declared = series_.Find(id).has_value();
    Line("    series: ", declared ? id : kDecide, declared ? "" : Choice());
    if (!declared) {
      Note("Which series column '", column.name.whole, "' holds is for you to say");
    }
  }

  void WritePattern() {
    std::string pattern;
    for (const SampleColumn* category : categories_) {
      absl::StrAppend(&pattern, pattern.empty() ? "" : ".", "{", category->name.whole, "}");
    }
    Line("    series: ", kDecide, "  # such as ", Quoted(pattern), ": slugs of the texts");
    Note("Several columns tell the rows apart: write a pattern of series ids, such as ", pattern);
  }

  void WriteNames(const SampleColumn& category) {
    bool all = true;
    for (const auto& [text, count] : category.texts) all = all && series_.Find(Slug(text));
    if (all) {
      Line("    series: ", Quoted(absl::StrCat("{", category.name.whole, "}")));
      return;
    }
    Line("    series:");
    Line("      column: ", Quoted(category.name.whole));
    Line("      names:", Choice());
    bool open = false;
    for (const auto& [text, count] : category.texts) {
      const bool declared = series_.Find(Slug(text)).has_value();
      Line("        ", Quoted(text), ": ", declared ? Slug(text) : kDecide);
      open = open || !declared;
    }
    Line("      others: refuse  # or skip");
    if (open) {
      Note("Which series the texts of column '", category.name.whole,
           "' are is for you to say; take out those that are not wanted, and say others: skip");
    }
  }

  std::string Choice() const {
    std::vector<std::string> ids;
    for (const core::Series& series : reference_.series) {
      if (!series.population && ids.size() < kSeriesShown) ids.push_back(series.id);
    }
    if (ids.empty()) return "  # the data set declares no series";
    return absl::StrCat("  # declared: ", absl::StrJoin(ids, ", "),
                        reference_.series.size() > ids.size() ? " and others" : "");
  }

  void WriteStatuses() {
    std::set<std::string> missing;
    std::set<std::string> suppressed;
    bool separated = false;
    for (const SampleColumn* column : figures_) {
      separated = separated || column->separated > 0;
      if (column->filled < table_.last - table_.first) missing.insert("");
      for (const auto& [text, count] : column->texts) {
        const auto status = StatusOf(text);
        if (!status) {
          Note("Column '", column->name.whole, "' holds '", text,
               "', which is no figure: name it under statuses, or skip its row");
        } else {
          (*status == core::ObservationStatus::kMissing ? missing : suppressed).insert(text);
        }
      }
    }
    if (separated) Line("thousands_separator: \",\"");
    if (missing.empty() && suppressed.empty()) return;
    Line("statuses:");
    const auto write = [&](const char* name, const std::set<std::string>& texts) {
      if (texts.empty()) return;
      Line("  ", name, ": [", QuotedList({texts.begin(), texts.end()}), "]");
    };
    write("missing", missing);
    write("suppressed", suppressed);
    Note("Texts in place of figures are taken as missing or suppressed: check statuses");
  }

  void WriteOthers() {
    std::vector<std::string> others;
    for (const SampleColumn& column : table_.columns) {
      const bool category =
          std::find(categories_.begin(), categories_.end(), &column) != categories_.end();
      if (IsForce(column) || IsCodes(column) || IsPeriod(column) || IsFigures(column) || category) {
        continue;
      }
      if (!column.name.whole.empty()) others.push_back(column.name.whole);
    }
    if (others.empty()) return;
    Line("other_columns: ignore  # ", absl::StrJoin(others, ", "));
    Note("Columns that are not read: ", core::JoinWithAnd(others));
  }

  const SampleSheet& sheet_;
  const SampleTable& table_;
  const core::DatasetReference& reference_;
  DeclaredSeries series_;
  AreaFinder areas_;
  std::vector<const SampleColumn*> periods_;
  std::optional<PeriodForm> form_;
  // The columns' names are periods.
  bool in_header_ = false;
  std::vector<const SampleColumn*> figures_;
  std::vector<const SampleColumn*> categories_;
  Suggestion suggestion_;
};

// A format whose columns one of the first rows names.
const FormatReader* FormatOfSample(const SampleSheet& sheet, const FormatRegistry& formats) {
  for (size_t i = 0; i < std::min(sheet.rows.size(), kHeaderRows); ++i) {
    std::vector<std::string> texts;
    for (const SampleCell& cell : sheet.rows[i].cells) texts.push_back(cell.text);
    while (!texts.empty() && texts.back().empty()) texts.pop_back();
    if (texts.empty()) continue;
    if (const FormatReader* reader = formats.FindByHeader(texts)) return reader;
  }
  return nullptr;
}

}  // namespace

Suggestion SuggestMapping(TableSource& source, const core::DatasetReference& reference,
                          const FormatRegistry& formats) {
  AreaFinder areas(reference);
  const SampleSheet sheet = TakeSample(source, areas);
  if (const FormatReader* reader = FormatOfSample(sheet, formats)) {
    return {.format = reader->name(),
            .notes = {absl::StrCat("The columns are those of format ", reader->name())}};
  }
  const std::optional<SampleTable> table = FindTable(sheet, areas);
  if (table) return SuggestionWriter(sheet, *table, reference).Write();
  return {.notes = {"No cell below a header names an area that the data set declares: declare the "
                    "areas with the names and aliases that the file uses, and ask again"}};
}

}  // namespace peerage::ingestion
