#include "services/ingestion/mapping/series_finder.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/display.h"
#include "services/ingestion/clipped_text.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kSeriesNamed = 5;
// Series told apart, of those that are skipped.
constexpr size_t kSeriesTold = 1000;
constexpr size_t kTextsNamed = 8;

}  // namespace

DeclaredSeries::DeclaredSeries(const core::DatasetReference& reference) : reference_(reference) {
  for (size_t i = 0; i < reference.series.size(); ++i) {
    series_.emplace(reference.series[i].id, static_cast<uint32_t>(i));
  }
}

std::optional<uint32_t> DeclaredSeries::Find(std::string_view id) const {
  const auto found = series_.find(id);
  return found == series_.end() ? std::nullopt : std::optional<uint32_t>(found->second);
}

std::optional<uint32_t> DeclaredSeries::Population(Findings& violations) const {
  std::optional<uint32_t> found;
  int populations = 0;
  for (size_t i = 0; i < reference_.series.size(); ++i) {
    if (!reference_.series[i].population || reference_.series[i].population_by_period) continue;
    found = static_cast<uint32_t>(i);
    ++populations;
  }
  if (populations == 1) return found;
  violations.Add({.line = 0,
                  .value = absl::StrCat(populations, " population series"),
                  .rule = "the dataset declares one series with population: true that is not by "
                          "period",
                  .what_to_do = "correct reference.yaml and apply it"});
  return std::nullopt;
}

const core::Measure* DeclaredSeries::MeasureOfDenominator(uint32_t place) const {
  const std::string& id = At(place).id;
  const auto found =
      std::find_if(reference_.measures.begin(), reference_.measures.end(),
                   [&](const core::Measure& m) { return core::DenominatorSeriesOf(m.id) == id; });
  return found == reference_.measures.end() ? nullptr : &*found;
}

void DeclaredSeries::Skip(const std::string& id, int64_t line, int sheet) {
  if (skipped_.empty()) {
    first_skipped_ = line;
    first_sheet_ = sheet;
  }
  ++skipped_figures_;
  if (skipped_.size() < kSeriesTold) skipped_.insert(Clipped(id));
}

void DeclaredSeries::ReportSkipped(Findings& warnings) const {
  if (skipped_.empty()) return;
  const int64_t figures = skipped_figures_;
  std::vector<std::string> names;
  for (const std::string& id : skipped_) {
    if (names.size() < kSeriesNamed) names.push_back(id);
  }
  if (skipped_.size() > names.size()) {
    names.push_back(absl::StrCat(skipped_.size() == kSeriesTold ? "more than " : "",
                                 skipped_.size() - names.size(), " others"));
  }
  warnings.Add({.line = first_skipped_,
                .value = core::JoinWithAnd(names),
                .rule = absl::StrCat(figures, figures == 1 ? " figure" : " figures",
                                     " of series that the dataset does not declare ",
                                     figures == 1 ? "was" : "were", " skipped"),
                .what_to_do = "nothing, if they are not wanted; otherwise declare the series",
                .sheet_ordinal = first_sheet_});
}

SeriesFinder::SeriesFinder(const SeriesSource& source, const TableMapping& mapping,
                           const MappedSheet& sheet, DeclaredSeries& declared, Findings& violations)
    : source_(source),
      mapping_(mapping),
      sheet_(sheet),
      declared_(declared),
      violations_(violations),
      parts_(PartsOf(source.pattern)) {
  if (source.population) population_ = declared.Population(violations);
  for (const PatternPart& part : parts_) {
    if (part.column) columns_.push_back(*sheet.Column(part.text));
  }
  if (!source.column.empty()) columns_.push_back(*sheet.Column(source.column));
}

CellPlace SeriesFinder::PlaceOfText() const {
  if (columns_.empty())
    return {.line = sheet_.header_line(), .column = "", .text = source_.pattern};
  const size_t column = columns_.back();
  return {sheet_.line(), sheet_.columns()[column].whole, sheet_.At(column).text};
}

std::string SeriesFinder::IdOfNames() {
  const std::string_view text = sheet_.At(columns_.front()).text;
  const auto known = source_.names.find(text);
  if (known != source_.names.end()) return known->second;
  if (source_.others == SeriesSource::Others::kSlug) return Slug(text);
  if (source_.others == SeriesSource::Others::kSkip) {
    declared_.Skip(std::string(text), sheet_.line(), sheet_.sheet().ordinal);
    return "";
  }
  std::vector<std::string> texts;
  for (const auto& [name, id] : source_.names) {
    if (texts.size() < kTextsNamed) texts.push_back(absl::StrCat("'", name, "'"));
  }
  violations_.Add(
      PlaceOfText().Broken(absl::StrCat("the texts of this column are ", core::JoinWithAnd(texts),
                                        source_.names.size() > texts.size() ? " and others" : ""),
                           mapping_.built_in ? "correct the text, or remove the row"
                                             : "correct the text, or name it in the mapping",
                           true));
  return "";
}

std::string SeriesFinder::IdOfPattern() {
  std::string id;
  size_t next = 0;
  for (const PatternPart& part : parts_) {
    if (!part.column) {
      id += part.text;
      continue;
    }
    const size_t column = columns_[next++];
    const std::string slug = Slug(sheet_.At(column).text);
    if (slug.empty()) {
      violations_.Add(
          CellPlace{sheet_.line(), sheet_.columns()[column].whole, sheet_.At(column).text}.Broken(
              "the series of a row is made of this text", "write what the row is about", true));
      return "";
    }
    id += slug;
  }
  return id;
}

std::string SeriesFinder::IdOfRow() { return source_.column.empty() ? IdOfPattern() : IdOfNames(); }

std::optional<uint32_t> SeriesFinder::Find() {
  if (source_.population) return population_;
  key_.clear();
  for (const size_t column : columns_) {
    key_.append(sheet_.At(column).text);
    key_.push_back(0x1F);
  }
  if (const uint32_t* known = known_.Find(key_)) return *known;
  const std::string id = IdOfRow();
  if (id.empty()) return std::nullopt;
  const std::optional<uint32_t> place = declared_.Find(id);
  if (place) {
    known_.Learn(key_, *place);
  } else if (mapping_.skip_undeclared_series) {
    declared_.Skip(id, sheet_.line(), sheet_.sheet().ordinal);
  } else {
    violations_.Add(PlaceOfText().Broken(
        absl::StrCat("it makes series '", id, "', which the dataset does not declare"),
        "declare the series in reference.yaml", true));
  }
  return place;
}

}  // namespace peerage::ingestion
