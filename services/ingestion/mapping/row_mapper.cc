#include "services/ingestion/mapping/row_mapper.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/ingestion/mapping/figure_cell.h"

namespace peerage::ingestion {
namespace {

constexpr int kStandardErrorDecimals = 6;

std::optional<PeriodText> ParseInForms(const std::vector<PeriodForm>& forms,
                                       std::string_view text) {
  for (const PeriodForm form : forms) {
    if (std::optional<PeriodText> read = ParsePeriod(form, text)) return read;
  }
  return std::nullopt;
}

std::string Examples(const std::vector<PeriodForm>& forms) {
  return absl::StrJoin(forms, " or ", [](std::string* out, PeriodForm form) {
    absl::StrAppend(out, "'", ExampleOf(form), "'");
  });
}

}  // namespace

RowMapper::RowMapper(const MappingContext& context, MappedSheet& sheet, SheetFigures& figures)
    : context_(context), sheet_(sheet), figures_(figures), used_(sheet.columns().size()) {}

CellPlace RowMapper::PlaceOf(size_t column) const {
  return {sheet_.line(), sheet_.columns()[column].whole, sheet_.At(column).text};
}

void RowMapper::Refuse(const CellPlace& place, NumberProblem problem) {
  context_.violations.Add(place.Broken(std::move(problem.rule), std::move(problem.what_to_do)));
}

bool RowMapper::Prepare() {
  const TableMapping& mapping = context_.mapping;
  for (const std::string& name : NamedColumns(mapping)) used_[*sheet_.Column(name)] = true;
  if (!mapping.force.column.empty()) force_column_ = sheet_.Column(mapping.force.column);
  if (!mapping.force.code_column.empty()) code_column_ = sheet_.Column(mapping.force.code_column);
  for (const std::string& name : mapping.period.columns) {
    period_columns_.push_back(*sheet_.Column(name));
  }
  bool sound = true;
  bool remarked = false;
  const std::string& name = sheet_.sheet().name;
  if (!mapping.force.fixed.empty() || mapping.force.from_sheet_name) {
    const std::string& force = mapping.force.from_sheet_name ? name : mapping.force.fixed;
    bool skipped = false;
    sheet_area_ = FindArea({sheet_.header_line(), "", force}, std::nullopt, skipped);
    sound = sheet_area_.has_value();
  }
  if (mapping.period.fixed) {
    const std::string text = mapping.period.fixed->ToString();
    const auto end = CheckPeriodEnd({.end = *mapping.period.fixed}, context_.options,
                                    {sheet_.header_line(), "", text}, context_.violations,
                                    context_.warnings, remarked);
    if (end) sheet_period_ = DatedPeriod{*end, *mapping.period.months};
    sound = sound && end;
  } else if (mapping.period.from_sheet_name && period_columns_.empty()) {
    sheet_period_ = FindPeriod({sheet_.header_line(), "", name}, remarked);
    sound = sound && sheet_period_;
  }
  for (const FigureSource& source : mapping.figures) sound = PrepareColumns(source) && sound;
  return sheet_.CheckOtherColumns(used_) && sound;
}

bool RowMapper::PrepareColumns(const FigureSource& source) {
  finders_.push_back(std::make_unique<SeriesFinder>(source.series, context_.mapping, sheet_,
                                                    context_.series, context_.violations));
  Column column{.source = &source, .series = finders_.back().get()};
  if (!source.standard_error_column.empty()) {
    column.standard_error = sheet_.Column(source.standard_error_column);
  }
  if (!source.sample_size_column.empty())
    column.sample_size = sheet_.Column(source.sample_size_column);
  if (source.columns == FigureSource::Columns::kOne) {
    column.place = *sheet_.Column(source.column);
    columns_.push_back(column);
    return true;
  }
  const bool periods = source.columns == FigureSource::Columns::kPeriods;
  const size_t before = columns_.size();
  for (size_t i = 0; i < sheet_.columns().size(); ++i) {
    const ColumnName& name = sheet_.columns()[i];
    if (!source.under.empty() && name.upper != source.under) continue;
    const CellPlace place{sheet_.header_line(), name.whole, name.lower};
    column.place = i;
    if (periods && ParseInForms(context_.mapping.period.forms, name.lower)) {
      bool remarked = false;
      column.period = FindPeriod(place, remarked);
    } else if (!periods && context_.areas.Find(name.lower)) {
      bool skipped = false;
      column.area = FindArea(place, std::nullopt, skipped);
      used_[i] = used_[i] || skipped;
    } else {
      continue;
    }
    if (!column.period && !column.area) continue;
    used_[i] = true;
    columns_.push_back(column);
  }
  if (columns_.size() > before) return true;
  context_.violations.Add({.line = sheet_.header_line(),
                           .column = source.under,
                           .rule = periods ? absl::StrCat("columns are named by periods, as ",
                                                          Examples(context_.mapping.period.forms))
                                           : "columns are named by declared forces",
                           .what_to_do = "correct the header, or the mapping"});
  return false;
}

std::optional<uint32_t> RowMapper::FindArea(const CellPlace& place,
                                            std::optional<core::Month> month, bool& skipped) {
  const ForceSource& force = context_.mapping.force;
  const int sheet = sheet_.sheet().ordinal;
  if (std::find(force.skip.begin(), force.skip.end(), place.text) != force.skip.end()) {
    skipped = true;
    context_.areas.Skip(place.text, place.line, sheet);
    return std::nullopt;
  }
  const std::optional<uint32_t> area = context_.areas.Find(place.text, month);
  if (!area) {
    NumberProblem problem = context_.areas.Unknown(place.text, month);
    context_.violations.Add(
        place.Broken(std::move(problem.rule), std::move(problem.what_to_do), true));
    return std::nullopt;
  }
  if (force.keep_others || context_.areas.IsForce(*area)) return area;
  skipped = true;
  context_.areas.Skip(context_.areas.At(*area).name, place.line, sheet);
  return std::nullopt;
}

std::optional<RowMapper::DatedPeriod> RowMapper::FindPeriod(const CellPlace& place,
                                                            bool& remarked) {
  const PeriodSource& source = context_.mapping.period;
  const std::optional<PeriodText> read = ParseInForms(source.forms, place.text);
  if (!read) {
    const bool quarters = source.forms.front() == PeriodForm::kQuarterEnd &&
                          ParsePeriod(PeriodForm::kMonth, place.text);
    context_.violations.Add(
        quarters ? place.Broken("a quarter ends in March, June, September or December",
                                "correct the month", true)
                 : place.Broken(absl::StrCat("a period is written as ", Examples(source.forms)),
                                context_.mapping.built_in
                                    ? "correct the date"
                                    : "correct the date, or the mapping's period: form",
                                true));
    return std::nullopt;
  }
  const auto end = CheckPeriodEnd(*read, context_.options, place, context_.violations,
                                  context_.warnings, remarked);
  if (!end) return std::nullopt;
  if (source.months && read->months && *source.months != *read->months) {
    context_.violations.Add(place.Broken(
        absl::StrCat("the periods are ", *source.months, " months long, this one ", *read->months),
        "correct the period, or months in the mapping", true));
    return std::nullopt;
  }
  const std::optional<int> months = source.months ? source.months : read->months;
  // A form that says no length comes with months: the mapping was checked.
  return DatedPeriod{*end, months.value_or(1)};
}

std::optional<uint32_t> RowMapper::AreaOfRow(std::optional<core::Month> month, bool& skipped) {
  if (!force_column_) return sheet_area_;
  const std::optional<uint32_t> area = FindArea(PlaceOf(*force_column_), month, skipped);
  return area && CodeFits(*area) ? area : std::nullopt;
}

bool RowMapper::CodeFits(uint32_t area) {
  if (!code_column_) return true;
  const CellPlace place = PlaceOf(*code_column_);
  const core::Area& declared = context_.areas.At(area);
  if (declared.ons_code.empty() || place.text == declared.ons_code) return true;
  context_.violations.Add(
      place.Broken(absl::StrCat("the ONS code of ", declared.name, " is ", declared.ons_code),
                   "correct the force or the code", true));
  return false;
}

bool RowMapper::HasTimelessArea() {
  if (!force_column_) return true;
  const std::string_view name = sheet_.At(*force_column_).text;
  const std::vector<std::string>& skip = context_.mapping.force.skip;
  return context_.areas.IsTimeless(name) || std::find(skip.begin(), skip.end(), name) != skip.end();
}

std::optional<RowMapper::DatedPeriod> RowMapper::PeriodOfRow() {
  if (period_columns_.empty()) return sheet_period_;
  period_text_ = context_.mapping.period.from_sheet_name ? sheet_.sheet().name : "";
  for (const size_t column : period_columns_) {
    if (!period_text_.empty()) period_text_.push_back(' ');
    period_text_.append(sheet_.At(column).text);
  }
  if (const DatedPeriod* known = known_periods_.Find(period_text_)) return *known;
  CellPlace place = PlaceOf(period_columns_.front());
  place.text = period_text_;
  bool remarked = false;
  const std::optional<DatedPeriod> period = FindPeriod(place, remarked);
  if (period && !remarked) known_periods_.Learn(period_text_, *period);
  return period;
}

void RowMapper::MapRow() {
  bool skipped = false;
  std::optional<uint32_t> area;
  std::optional<DatedPeriod> period;
  if (HasTimelessArea()) {
    area = AreaOfRow(std::nullopt, skipped);
    // What is wrong with the period of a skipped row matters to nobody.
    if (skipped) return;
    period = PeriodOfRow();
  } else {
    period = PeriodOfRow();
    area = AreaOfRow(period ? std::optional(period->end) : std::nullopt, skipped);
    if (skipped) return;
  }
  part_.reset();
  for (const Column& column : columns_) {
    MapCell(column, column.area ? column.area : area, column.period ? column.period : period);
  }
}

void RowMapper::MapCell(const Column& column, std::optional<uint32_t> area,
                        std::optional<DatedPeriod> period) {
  const std::optional<uint32_t> series = column.series->Find();
  if (!series) return;
  FileFigure figure{.series = *series,
                    .area = area.value_or(0),
                    .period_end = period ? period->end : core::Month(),
                    .status = context_.options.default_status,
                    .line = sheet_.line()};
  const core::Series& declared = context_.series.At(*series);
  if (!ReadCell(column, declared, figure) || !ReadError(column, declared, figure)) {
    part_.reset();
    return;
  }
  if (!PartFits(column, *series, figure) || !area || !period) return;
  figures_.Add(figure, period->months);
}

bool RowMapper::ReadCell(const Column& column, const core::Series& series, FileFigure& figure) {
  const Cell& cell = sheet_.At(column.place);
  const auto& statuses = context_.mapping.statuses;
  if (const auto status = statuses.find(cell.text); status != statuses.end()) {
    figure.status = status->second;
    return true;
  }
  const CellPlace place = PlaceOf(column.place);
  if (cell.text.empty()) {
    Refuse(place, {"an empty figure says nothing: zero and missing are different things",
                   "write the figure; if there is none, leave the row out or give it a status"});
    return false;
  }
  std::optional<NumberProblem> problem = ReadFigure(
      cell, *column.source, context_.mapping.thousands_separator, series.decimals, figure.value);
  if (problem) {
    Refuse(place, *std::move(problem));
    return false;
  }
  return figure.value >= 0 || AcceptNegative(series, place, context_.violations, context_.warnings);
}

bool RowMapper::ReadError(const Column& column, const core::Series& series, FileFigure& figure) {
  if (!core::HasValue(figure.status)) return true;
  if (column.standard_error) {
    const Cell& cell = sheet_.At(*column.standard_error);
    FigureSource source = *column.source;
    source.round = true;
    int64_t millionths = 0;
    std::optional<NumberProblem> problem = ReadFigure(
        cell, source, context_.mapping.thousands_separator, kStandardErrorDecimals, millionths);
    if (!problem && millionths < 0) problem = {"a standard error is not negative", "correct it"};
    if (problem) {
      Refuse(PlaceOf(*column.standard_error), *std::move(problem));
      return false;
    }
    figure.standard_error_millionths = millionths;
  }
  if (!column.sample_size) return true;
  int64_t sample = 0;
  std::optional<NumberProblem> problem =
      ReadFigure(sheet_.At(*column.sample_size), FigureSource(),
                 context_.mapping.thousands_separator, 0, sample);
  if (!problem && sample < 1) problem = {"a sample has at least one respondent", "correct it"};
  double percentage = static_cast<double>(figure.value);
  for (int i = 0; i < series.decimals; ++i) percentage /= 10;
  if (!problem && percentage > 100) {
    Refuse(PlaceOf(column.place), {"a share of a sample is at most 100 per cent", "correct it"});
    return false;
  }
  if (problem) {
    Refuse(PlaceOf(*column.sample_size), *std::move(problem));
    return false;
  }
  figure.standard_error_millionths =
      StandardErrorMillionths(percentage, sample, column.source->design_effect);
  return true;
}

bool RowMapper::PartFits(const Column& column, uint32_t series, const FileFigure& figure) {
  const int decimals = context_.series.At(series).decimals;
  const std::optional<Part> part = std::exchange(part_, std::nullopt);
  if (!column.source->whole_of_previous) {
    if (core::HasValue(figure.status)) {
      part_ = Part{figure.value, decimals, PlaceOf(column.place)};
    }
    return true;
  }
  if (!part || !core::HasValue(figure.status)) return true;
  const core::Measure* measure = context_.series.MeasureOfDenominator(series);
  if (measure == nullptr || !IsPartOfWhole(measure->kind)) return true;
  if (!Exceeds(part->value, part->decimals, figure.value, decimals)) return true;
  context_.violations.Add(PartExceedsWhole(part->place));
  return false;
}

}  // namespace peerage::ingestion
