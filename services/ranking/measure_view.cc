#include "services/ranking/measure_view.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/display.h"
#include "services/core/population.h"
#include "services/core/rolling_window.h"
#include "services/runtime/error.h"

namespace peerage::ranking {
namespace {

using core::MissingReason;
using core::ObservationStatus;

MissingReason ReasonOf(ObservationStatus status) {
  if (status == ObservationStatus::kSuppressed) return MissingReason::kSuppressed;
  if (status == ObservationStatus::kWithdrawn) return MissingReason::kWithdrawn;
  return MissingReason::kNotAvailable;
}

std::string MissingWords(MissingReason reason) {
  switch (reason) {
    case MissingReason::kNotAvailable:
      return "no figure for this period";
    case MissingReason::kSuppressed:
      return "kept back by the source";
    case MissingReason::kWithdrawn:
      return "withdrawn by the source";
    case MissingReason::kZeroDenominator:
      return "the denominator is zero";
    case MissingReason::kNoPopulation:
      return "no population estimate covers every force of the comparison";
  }
  return "";
}

core::Count SumOf(const std::vector<const Plane*>& planes, size_t area) {
  if (planes.front() == nullptr) return core::Count{};
  core::Count sum = planes.front()->at(area);
  for (size_t i = 1; i < planes.size(); ++i) {
    sum = core::Sum(sum, planes[i] == nullptr ? core::Count{} : planes[i]->at(area));
  }
  return sum;
}

// Core says what is wrong with a group; the reason tells programs.
absl::Status GroupError(const absl::Status& status, const core::GroupChoice& choice) {
  using runtime::Reason;
  const std::string message(status.message());
  const auto* id = std::get_if<std::string>(&choice);
  std::map<std::string, std::string> about;
  if (id != nullptr) about = {{"group_id", *id}};
  if (absl::IsNotFound(status)) {
    return runtime::Error(status.code(), Reason::kUnknownGroup, message, about);
  }
  if (absl::IsFailedPrecondition(status)) {
    return runtime::Error(status.code(), Reason::kNoGroup, message, about);
  }
  return runtime::FieldError(id != nullptr ? "group_id" : "force_ids", message);
}

std::string ChoiceKey(const core::GroupChoice& choice, const std::string& subject) {
  // A default group belongs to its subject; the others are the same group for
  // everybody in them.
  if (const auto* id = std::get_if<std::string>(&choice)) return absl::StrCat("g", *id);
  if (const auto* ids = std::get_if<std::vector<std::string>>(&choice)) {
    return absl::StrCat("l", absl::StrJoin(*ids, ","), "+", subject);
  }
  return absl::StrCat("d", subject);
}

core::Figure FigureOf(size_t area, const std::vector<const Plane*>& above,
                      const std::vector<const Plane*>& below, bool per_population) {
  core::Figure figure;
  const core::Count numerator = SumOf(above, area);
  if (!HasValue(numerator.status)) {
    figure.missing = ReasonOf(numerator.status);
    return figure;
  }
  core::Count denominator{1, ObservationStatus::kFinal};
  if (!below.empty()) denominator = SumOf(below, area);
  if (!HasValue(denominator.status)) {
    figure.missing = per_population ? MissingReason::kNoPopulation : ReasonOf(denominator.status);
    return figure;
  }
  if (denominator.value <= 0) {
    figure.missing =
        denominator.value == 0 ? MissingReason::kZeroDenominator : MissingReason::kNotAvailable;
    return figure;
  }
  figure.fraction = core::Fraction{numerator.value, denominator.value};
  figure.provisional = numerator.status == ObservationStatus::kProvisional ||
                       denominator.status == ObservationStatus::kProvisional;
  return figure;
}

}  // namespace

struct MeasureView::Earlier {
  Earlier(DatasetView view, const std::string& measure_id, const core::MethodOptions& options)
      : dataset(std::move(view)), measure(dataset, measure_id, options) {}

  const DatasetView dataset;
  MeasureView measure;
};

MeasureView::MeasureView(const DatasetView& dataset, std::string measure_id,
                         core::MethodOptions options)
    : dataset_(dataset),
      measure_id_(std::move(measure_id)),
      options_(options),
      newest_(**dataset.FindMeasure(measure_id_)) {
  for (const core::Measure& measure : dataset_.reference().measures) {
    if (measure.id == measure_id_) formulas_.push_back(MakeFormula(measure));
  }
  period_ends_ = FindPeriodEnds();
}

Formula MeasureView::MakeFormula(const core::Measure& measure) const {
  Formula formula{.measure = &measure};
  for (const std::string& id : measure.denominator_series) {
    const core::Series* series = dataset_.FindSeries(id);
    if (series != nullptr && series->population) formula.population = series;
  }
  const auto decimals = [&](const std::vector<std::string>& ids) {
    return ids.empty() ? 0 : dataset_.FindSeries(ids.front())->decimals;
  };
  formula.scale = core::Scale{measure.multiplier, decimals(measure.numerator_series),
                              decimals(measure.denominator_series)};
  return formula;
}

MeasureView::~MeasureView() = default;

MeasureView* MeasureView::At(int64_t seq) {
  auto& earlier = earlier_[seq];
  if (earlier != nullptr) return &earlier->measure;
  std::optional<DatasetView> dataset = dataset_.At(seq);
  if (!dataset || !dataset->FindMeasure(measure_id_).ok()) return nullptr;
  earlier = std::make_unique<Earlier>(*std::move(dataset), measure_id_, options_);
  return &earlier->measure;
}

const Formula& MeasureView::FormulaAt(core::Month end) const {
  const core::Measure* in_force = &dataset_.MeasureAt(measure_id_, end);
  return *std::find_if(formulas_.begin(), formulas_.end(),
                       [&](const Formula& formula) { return formula.measure == in_force; });
}

std::vector<core::Month> MeasureView::LoadedEnds(const core::Measure& measure) const {
  std::vector<core::Month> ends;
  for (size_t i = 0; i < measure.numerator_series.size(); ++i) {
    const SeriesTable* table = WindowTable(measure.numerator_series[i], measure.window_months);
    if (table == nullptr) return {};
    std::vector<core::Month> known = table->PeriodEnds(dataset_.seq());
    if (i == 0) {
      ends = std::move(known);
      continue;
    }
    std::vector<core::Month> both;
    std::set_intersection(ends.begin(), ends.end(), known.begin(), known.end(),
                          std::back_inserter(both));
    ends = std::move(both);
  }
  return ends;
}

std::vector<core::Month> MeasureView::FindPeriodEnds() const {
  std::vector<core::Month> ends;
  for (const Formula& formula : formulas_) {
    for (const core::Month end : LoadedEnds(*formula.measure)) {
      if (formulas_.size() == 1 || FormulaAt(end).measure == formula.measure) ends.push_back(end);
    }
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

const SeriesTable* MeasureView::StoredTable(const std::string& series_id) const {
  const auto table = dataset_.snapshot().stored.find(series_id);
  return table == dataset_.snapshot().stored.end() ? nullptr : table->second.get();
}

const SeriesTable* MeasureView::WindowTable(const std::string& series_id, int window_months) const {
  const auto table = dataset_.snapshot().rolling.find({series_id, window_months});
  return table == dataset_.snapshot().rolling.end() ? nullptr : table->second.get();
}

const SeriesTable* MeasureView::TableBelow(const Formula& formula,
                                           const std::string& series_id) const {
  // Residents are a stock, not a flow: those of the last stored period count,
  // they are never summed over a window.
  return formula.measure->kind == core::MeasureKind::kRatePerPop
             ? StoredTable(series_id)
             : WindowTable(series_id, formula.measure->window_months);
}

const Plane* MeasureView::PlaneAt(const SeriesTable* table, core::Month end) const {
  return table == nullptr ? nullptr : table->Find(end, dataset_.seq());
}

std::vector<const SeriesTable*> MeasureView::TablesAbove(const core::Measure& measure) const {
  std::vector<const SeriesTable*> tables;
  for (const std::string& id : measure.numerator_series) {
    const SeriesTable* table = WindowTable(id, measure.window_months);
    if (table != nullptr) tables.push_back(table);
  }
  return tables;
}

std::vector<const SeriesTable*> MeasureView::TablesBelow(const Formula& formula) const {
  std::vector<const SeriesTable*> tables;
  for (const std::string& id : formula.measure->denominator_series) {
    if (formula.population != nullptr && formula.population->id == id) continue;
    const SeriesTable* table = TableBelow(formula, id);
    if (table != nullptr) tables.push_back(table);
  }
  return tables;
}

const SeriesTable* MeasureView::PopulationTable(const Formula& formula) const {
  return formula.population == nullptr ? nullptr : StoredTable(formula.population->id);
}

const Plane* MeasureView::PrintedPlane(const std::string& series_id, core::Period period) const {
  const SeriesTable* table = StoredTable(series_id);
  return table != nullptr && table->period_months() == period.months ? PlaneAt(table, period.end)
                                                                     : nullptr;
}

std::vector<const Plane*> MeasureView::Above(const core::Measure& measure, core::Month end) const {
  std::vector<const Plane*> planes;
  for (const std::string& id : measure.numerator_series) {
    planes.push_back(PlaneAt(WindowTable(id, measure.window_months), end));
  }
  return planes;
}

std::vector<const Plane*> MeasureView::Below(const Formula& formula, core::Month end,
                                             std::optional<core::Month> vintage) const {
  std::vector<const Plane*> planes;
  for (const std::string& id : formula.measure->denominator_series) {
    if (formula.population != nullptr && formula.population->id == id) {
      planes.push_back(vintage ? PlaneAt(StoredTable(id), *vintage) : nullptr);
    } else {
      planes.push_back(PlaneAt(TableBelow(formula, id), end));
    }
  }
  return planes;
}

core::Comparison MeasureView::Figures(const std::vector<std::string>& force_ids, core::Month end,
                                      std::optional<core::Month> vintage) const {
  const Formula& formula = FormulaAt(end);
  const std::vector<const Plane*> above = Above(*formula.measure, end);
  const std::vector<const Plane*> below = Below(formula, end, vintage);
  core::Comparison comparison{
      .force_ids = force_ids, .scale = formula.scale, .direction = formula.measure->direction};
  comparison.figures.reserve(force_ids.size());
  for (const std::string& id : force_ids) {
    const auto area = dataset_.AreaNumber(id);
    comparison.figures.push_back(area ? FigureOf(*area, above, below, formula.population != nullptr)
                                      : core::Figure{});
  }
  return comparison;
}

core::Figure MeasureView::FigureIn(const GroupComparison& comparison,
                                   const std::string& force_id) const {
  if (const auto index = comparison.figures.IndexOf(force_id)) {
    return comparison.figures.figures[*index];
  }
  return OwnFigure(force_id, comparison.period.end, comparison.vintage).figures.front();
}

bool MeasureView::Comparable(const std::string& subject, core::Month end,
                             const core::GroupChoice& choice) {
  const auto comparison = Compare(subject, end, choice);
  return comparison.ok() && (*comparison)->complete() &&
         FigureIn(**comparison, subject).fraction.has_value();
}

core::Comparison MeasureView::OwnFigure(const std::string& force_id, core::Month end,
                                        std::optional<core::Month> vintage) const {
  const std::vector<std::string> alone = {force_id};
  return Figures(alone, end, vintage ? vintage : Vintage(alone, end));
}

std::optional<core::Month> MeasureView::Vintage(const std::vector<std::string>& force_ids,
                                                core::Month end) const {
  const core::Series* population = FormulaAt(end).population;
  if (population == nullptr) return std::nullopt;
  const SeriesTable* table = StoredTable(population->id);
  if (table == nullptr) return std::nullopt;
  if (population->population_by_period) {
    return PlaneAt(table, end) != nullptr ? std::optional<core::Month>(end) : std::nullopt;
  }
  const auto holds_every_force = [&](core::Month vintage) {
    const Plane* plane = PlaneAt(table, vintage);
    return std::all_of(force_ids.begin(), force_ids.end(), [&](const std::string& id) {
      const auto area = dataset_.AreaNumber(id);
      return area && HasValue(plane->at(*area).status);
    });
  };
  return core::ChooseVintage(table->PeriodEnds(dataset_.seq()), end, holds_every_force);
}

absl::StatusOr<std::shared_ptr<const GroupComparison>> MeasureView::Compare(
    const std::string& subject, core::Month end, const core::GroupChoice& choice) {
  auto& made = made_[absl::StrCat(end.index(), ChoiceKey(choice, subject))];
  if (made != nullptr) return made;
  auto group = core::ResolveGroup(dataset_.reference(), subject, end, choice);
  if (!group.ok()) return GroupError(group.status(), choice);
  auto comparison = std::make_shared<GroupComparison>();
  comparison->formula = &FormulaAt(end);
  comparison->period = core::Period{end, comparison->formula->measure->window_months};
  comparison->vintage = Vintage(group->member_ids, end);
  comparison->figures = Figures(group->member_ids, end, comparison->vintage);
  const int members = static_cast<int>(group->member_ids.size());
  comparison->minimum_members =
      options_.minimum_members.value_or(core::DefaultMinimumMembers(members));
  comparison->group = *std::move(group);
  made = std::move(comparison);
  return made;
}

core::Value MeasureView::ToValue(const core::Figure& figure, const Formula& formula,
                                 std::optional<core::Month> vintage) const {
  const core::Measure& measure = *formula.measure;
  const core::Scale& scale = formula.scale;
  core::Value value{.unit = measure.unit};
  if (formula.population != nullptr) {
    value.denominator_name = vintage ? VintageNameOf(formula, vintage) : "population";
  } else if (!measure.denominator_series.empty()) {
    value.denominator_name = dataset_.FindSeries(measure.denominator_series.front())->name;
  }
  if (!figure.fraction) {
    value.missing = figure.missing;
    value.missing_text = MissingWords(figure.missing);
    value.display = "not available";
    return value;
  }
  const core::Number number = core::ValueOf(*figure.fraction, scale);
  value.number = number.approximate();
  value.display = core::DisplayValue(number, measure);
  const core::Number above = core::Unscaled(figure.fraction->numerator, scale.numerator_decimals);
  value.numerator = above.approximate();
  value.numerator_display = core::DisplayDecimal(above, scale.numerator_decimals);
  if (!measure.denominator_series.empty()) {
    const core::Number below =
        core::Unscaled(figure.fraction->denominator, scale.denominator_decimals);
    value.denominator = below.approximate();
    value.denominator_display = core::DisplayDecimal(below, scale.denominator_decimals);
  }
  return value;
}

core::Value MeasureView::ToValue(const core::Figure& figure, const Formula& formula,
                                 std::optional<core::Month> vintage, const std::string& area_id,
                                 core::Month end) const {
  core::Value value = ToValue(figure, formula, vintage);
  const core::Measure& measure = *formula.measure;
  if (measure.printed_series.empty()) return value;
  const Plane* plane = PrintedPlane(measure.printed_series, {end, measure.window_months});
  const auto area = dataset_.AreaNumber(area_id);
  const core::Count printed = plane != nullptr && area ? plane->at(*area) : core::Count{};
  if (!HasValue(printed.status)) return value;
  const core::Series& series = *dataset_.FindSeries(measure.printed_series);
  const core::Number number = core::Unscaled(printed.value, series.decimals);
  value.printed_value = number.approximate();
  value.printed_display = core::DisplayPrinted(series.source, number, series.decimals, measure);
  return value;
}

std::string VintageNameOf(const Formula& formula, std::optional<core::Month> vintage) {
  return formula.population != nullptr && vintage ? core::VintageName(*formula.population, *vintage)
                                                  : "";
}

}  // namespace peerage::ranking
