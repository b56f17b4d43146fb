#include "services/ingestion/ons_published_reader.h"

#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/core/population.h"
#include "services/ingestion/ons_offences.h"
#include "services/ingestion/printed_rate.h"
#include "services/ingestion/row_reader.h"

namespace peerage::ingestion {
namespace {

constexpr int kYear = 12;
constexpr int kFirstMidYear = 1990;

// The series that a row's offence makes.
struct OffenceSeries {
  uint32_t count = 0;
  uint32_t printed = 0;
};

// A row's three figures; unset: the source has none.
struct Cells {
  std::optional<int64_t> count;
  std::optional<int64_t> population;
  std::optional<int64_t> rate;
};

class OnsPublishedRows {
 public:
  OnsPublishedRows(HeadedRows& rows, const ReadOptions& options, uint32_t population,
                   FileFigures& figures, Findings& violations, Findings& warnings)
      : row_(rows, options, figures.reference(), violations, warnings),
        options_(options),
        population_(population),
        figures_(figures),
        violations_(violations),
        warnings_(warnings) {}

  bool Next() { return row_.Next(); }

  void ReadRow() {
    // Each of these speaks for itself, so that one row tells all its faults.
    const std::optional<core::Month> end = row_.QuarterEnd("period_end");
    const std::optional<uint32_t> area = Area(end);
    const std::optional<OffenceSeries> series = Series();
    const bool mid_year_fits = end && MidYearFits(*end);
    if (!series) return;
    const std::optional<Cells> cells = ReadCells(*series);
    if (!cells || !RateFits(*series, *cells) || !area || !mid_year_fits) return;
    if (StandsTwice(*series, *area, *end)) return;
    AddPopulation(*area, *end, cells->population);
    Add(series->count, *area, *end, cells->count);
    Add(series->printed, *area, *end, cells->rate);
    if (cells->count) return;
    const auto blank = blanks_.try_emplace(*area, Blank{.first_line = row_.line()}).first;
    ++blank->second.rows;
  }

  void Finish() {
    for (const auto& [area, blank] : blanks_) {
      warnings_.Add({.line = blank.first_line,
                     .column = "offences_12_months",
                     .value = figures_.reference().areas[area].name,
                     .rule = absl::StrCat(blank.rows, blank.rows == 1 ? " row has" : " rows have",
                                          " no count: stored as missing"),
                     .what_to_do = "nothing, if the source has no figure"});
    }
  }

 private:
  struct Blank {
    int64_t first_line = 0;
    int64_t rows = 0;
  };
  struct Known {
    std::optional<int64_t> persons;
    int64_t line = 0;
  };

  // A force is named by its id, a nation by its name; name and code agree.
  std::optional<uint32_t> Area(std::optional<core::Month> end) {
    const bool has_id = !row_.Cell("force_id").empty();
    const std::optional<uint32_t> named = row_.Area("area_name", end);
    const std::optional<uint32_t> area = has_id ? row_.Area("force_id", end) : named;
    if (!named || !area) return std::nullopt;
    const core::Area& known = figures_.reference().areas[*area];
    const bool force = known.kind == core::AreaKind::kForce;
    if (has_id && !force) {
      row_.RefuseValue("force_id",
                       absl::StrCat(known.name, " is no force: its rows have no force_id"),
                       "empty the cell");
      return std::nullopt;
    }
    if (!has_id && force) {
      row_.RefuseValue("force_id", "a force's row gives its force_id; only a nation's is empty",
                       absl::StrCat("write '", known.id, "'"));
      return std::nullopt;
    }
    if (*named != *area) {
      row_.RefuseValue("area_name", absl::StrCat("the row's force_id is that of ", known.name),
                       "correct the name or the force_id");
      return std::nullopt;
    }
    return row_.CodeFits("area_code", known) ? area : std::nullopt;
  }

  std::optional<OffenceSeries> Series() {
    const std::optional<std::string> id = OnsOffenceSeries(row_.Cell("offence"));
    if (!id) {
      row_.RefuseValue("offence", "ONS's tables have no offence class of this name",
                       "write it as ONS does, for example 'Violence with injury'");
      return std::nullopt;
    }
    const std::optional<uint32_t> count = row_.DeclaredSeries("offence", *id);
    const std::optional<uint32_t> printed = row_.DeclaredSeries("offence", *id + ".printed");
    if (!count || !printed) return std::nullopt;
    return OffenceSeries{*count, *printed};
  }

  // Standings name the population by this rule, so the file must follow it.
  bool MidYearFits(core::Month end) {
    const std::optional<int64_t> year =
        row_.Whole("population_mid_year", kFirstMidYear, options_.last_month.year());
    const int expected = core::NewestMidYear(end).year();
    if (!year || *year == expected) return year.has_value();
    row_.Refuse(
        "population_mid_year",
        absl::StrCat("a rate of the year to ", end.ToWords(),
                     " stands on the newest mid-year at least 12 months before: ", expected),
        "check the period and the mid-year against ONS's table");
    return false;
  }

  // False after a violation.
  bool ReadCell(const char* column, uint32_t series, std::optional<int64_t>& figure) {
    const std::string_view text = row_.Cell(column);
    if (text.empty() || text == "..") return true;
    figure = row_.Figure(column, figures_.reference().series[series]);
    return figure.has_value();
  }

  std::optional<Cells> ReadCells(const OffenceSeries& series) {
    Cells cells;
    const bool count_read = ReadCell("offences_12_months", series.count, cells.count);
    const bool population_read = ReadCell("population", population_, cells.population);
    const bool rate_read = ReadCell("rate_per_1000_printed", series.printed, cells.rate);
    if (!count_read || !population_read || !rate_read) return std::nullopt;
    if (cells.count && !cells.population) {
      row_.Refuse("population", "a count stands with the population that its rate divides by",
                  "write the population, or empty the count if the source has none");
      return std::nullopt;
    }
    return cells;
  }

  bool RateFits(const OffenceSeries& series, const Cells& cells) {
    if (!cells.rate) return true;
    if (!cells.count || cells.population.value_or(0) == 0) {
      row_.Refuse("rate_per_1000_printed",
                  "a rate is printed where there is a count and a population above zero",
                  "check the row against ONS's table; where it prints no rate, empty the cell");
      return false;
    }
    const PrintedRate printed{.count = *cells.count,
                              .population = *cells.population,
                              .rate = *cells.rate,
                              .decimals = figures_.reference().series[series.printed].decimals};
    if (IsRecomputed(printed)) return true;
    row_.Refuse("rate_per_1000_printed",
                absl::StrCat("a printed rate is count / population x 1,000 within 0.01%; these "
                             "make ",
                             RecomputedRate(printed)),
                "check count, population and rate against ONS's table");
    return false;
  }

  bool StandsTwice(const OffenceSeries& series, uint32_t area, core::Month end) {
    const auto [first, added] = lines_.try_emplace({series.count, area, end}, row_.line());
    if (added) return false;
    row_.Refuse("offence",
                absl::StrCat("an offence class of an area stands once for a period; it stands in "
                             "line ",
                             first->second, " as well"),
                "remove one of the two");
    return true;
  }

  // Once for an area and period, though each of its rows repeats it.
  void AddPopulation(uint32_t area, core::Month end, std::optional<int64_t> persons) {
    const auto [known, added] = persons_.try_emplace({area, end}, Known{persons, row_.line()});
    if (added) {
      Add(population_, area, end, persons);
    } else if (known->second.persons != persons) {
      row_.Refuse(
          "population",
          absl::StrCat("an area has one population in a period; line ", known->second.line,
                       known->second.persons ? absl::StrCat(" gives ", *known->second.persons)
                                             : " gives none"),
          "correct one of the two");
    }
  }

  void Add(uint32_t series, uint32_t area, core::Month end, std::optional<int64_t> value) {
    figures_.Add({.series = series,
                  .area = area,
                  .period_end = end,
                  .status = value ? options_.default_status : core::ObservationStatus::kMissing,
                  .value = value.value_or(0),
                  .line = row_.line()},
                 kYear, "period_end", violations_);
  }

  RowReader row_;
  const ReadOptions& options_;
  const uint32_t population_;
  FileFigures& figures_;
  Findings& violations_;
  Findings& warnings_;
  // By series, area and period: the line where a class stands.
  std::map<std::tuple<uint32_t, uint32_t, core::Month>, int64_t> lines_;
  std::map<std::pair<uint32_t, core::Month>, Known> persons_;
  // By area.
  std::map<uint32_t, Blank> blanks_;
};

// The series that is the populations of this format.
std::optional<uint32_t> PopulationSeries(const core::DatasetReference& reference,
                                         Findings& violations) {
  for (size_t i = 0; i < reference.series.size(); ++i) {
    const core::Series& series = reference.series[i];
    if (series.id == "population" && series.population_by_period) return static_cast<uint32_t>(i);
  }
  violations.Add({.line = 0,
                  .value = "population",
                  .rule = "the dataset declares series 'population' with population: true and "
                          "population_by_period: true",
                  .what_to_do = "correct reference.yaml and apply it"});
  return std::nullopt;
}

}  // namespace

std::vector<FormatColumn> OnsPublishedReader::columns() const {
  return {{"period_end"},
          {"area_code"},
          {"force_id"},
          {"area_name"},
          {"offence"},
          {"offences_12_months"},
          {"population"},
          {"population_mid_year"},
          {"rate_per_1000_printed"}};
}

void OnsPublishedReader::ReadRows(HeadedRows& rows, const ReadOptions& options,
                                  FileFigures& figures, Findings& violations,
                                  Findings& warnings) const {
  const std::optional<uint32_t> population = PopulationSeries(figures.reference(), violations);
  if (!population) return;
  OnsPublishedRows reader(rows, options, *population, figures, violations, warnings);
  while (reader.Next()) reader.ReadRow();
  reader.Finish();
}

}  // namespace peerage::ingestion
