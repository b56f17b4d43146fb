// One measure of one dataset at one seq, seen from one force: the comparisons
// of which standings are made. Lives for one request; one thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/core/figure.h"
#include "services/core/group.h"
#include "services/core/standing.h"
#include "services/ranking/dataset_view.h"

namespace peerage::ranking {

// One version of a measure's definition, ready to divide.
struct Formula {
  const core::Measure* measure = nullptr;
  // The population series below the line; null without one.
  const core::Series* population = nullptr;
  core::Scale scale;
};

// A force among a group in one period.
struct GroupComparison {
  core::Period period;
  core::Group group;
  // The definition in force at the period's end.
  const Formula* formula = nullptr;
  // The members' figures.
  core::Comparison figures;
  // How many members must have a value.
  int minimum_members = 0;
  // The population in use: its mid-year, or the period it was printed with
  // (core::MidYearOf). Unset when the measure divides by something else, or when
  // no vintage holds every force.
  std::optional<core::Month> vintage;

  // Whether enough members have a value for positions.
  bool complete() const { return figures.ranked_of() >= minimum_members; }
};

class MeasureView {
 public:
  // `dataset` outlives the view; `measure_id` exists in it.
  MeasureView(const DatasetView& dataset, std::string measure_id, core::MethodOptions options);
  ~MeasureView();

  const DatasetView& dataset() const { return dataset_; }
  const std::string& measure_id() const { return measure_id_; }
  const core::MethodOptions& options() const { return options_; }
  // The newest definition: frequency and availability are read here.
  const core::Measure& newest() const { return newest_; }
  // The definition in force at a period's end.
  const Formula& FormulaAt(core::Month end) const;

  // The period ends that can be asked about, oldest first: those for which all
  // series above the line of the definition in force are loaded.
  const std::vector<core::Month>& PeriodEnds() const { return period_ends_; }

  // The comparison of `subject`'s group at a period's end; the group is the one
  // in force then. Made once a request. Errors: those of core::ResolveGroup,
  // with reasons.
  absl::StatusOr<std::shared_ptr<const GroupComparison>> Compare(const std::string& subject,
                                                                 core::Month end,
                                                                 const core::GroupChoice& choice);

  // The same measure as it was known at an earlier seq; null when it was not
  // declared then. Lives as long as this view.
  MeasureView* At(int64_t seq);

  // Where the figures above the line of a definition come from, and those below
  // it but for a population: tables to be looked up at a period's end. Without
  // those that are not loaded.
  std::vector<const SeriesTable*> TablesAbove(const core::Measure& measure) const;
  std::vector<const SeriesTable*> TablesBelow(const Formula& formula) const;
  // Null when the measure divides by no population, or none is loaded.
  const SeriesTable* PopulationTable(const Formula& formula) const;

  // The figure of a force in a comparison, whether it is a member or excluded.
  core::Figure FigureIn(const GroupComparison& comparison, const std::string& force_id) const;
  // Whether a paper may show this period: the subject and at least the minimum
  // of its group have values (docs/domain.md B7).
  bool Comparable(const std::string& subject, core::Month end, const core::GroupChoice& choice);

  // The same figures for given forces, on a given population vintage.
  core::Comparison Figures(const std::vector<std::string>& force_ids, core::Month end,
                           std::optional<core::Month> vintage) const;
  // One force's figure, ranked with nobody, on the newest vintage that holds
  // it unless one is given.
  core::Comparison OwnFigure(const std::string& force_id, core::Month end,
                             std::optional<core::Month> vintage) const;
  // The newest population vintage for a period that holds all of these forces;
  // of populations printed by period the period's own, whatever it lacks. Unset
  // when the measure divides by no population.
  std::optional<core::Month> Vintage(const std::vector<std::string>& force_ids,
                                     core::Month end) const;

  // A figure as an answer carries it.
  core::Value ToValue(const core::Figure& figure, const Formula& formula,
                      std::optional<core::Month> vintage) const;
  // The figure of one area in the period that ends at `end`, with what the
  // source prints for exactly these.
  core::Value ToValue(const core::Figure& figure, const Formula& formula,
                      std::optional<core::Month> vintage, const std::string& area_id,
                      core::Month end) const;

 private:
  // Ends for which every numerator series of one definition is loaded.
  std::vector<core::Month> LoadedEnds(const core::Measure& measure) const;
  std::vector<core::Month> FindPeriodEnds() const;
  Formula MakeFormula(const core::Measure& measure) const;
  // Null where not loaded.
  const SeriesTable* StoredTable(const std::string& series_id) const;
  const SeriesTable* WindowTable(const std::string& series_id, int window_months) const;
  // Of what stands below the line: the population's is the stored one.
  const SeriesTable* TableBelow(const Formula& formula, const std::string& series_id) const;
  const Plane* PlaneAt(const SeriesTable* table, core::Month end) const;
  // Printed values are of their own period: sums of them would mean nothing.
  const Plane* PrintedPlane(const std::string& series_id, core::Period period) const;
  // The planes above and below the line, one a series.
  std::vector<const Plane*> Above(const core::Measure& measure, core::Month end) const;
  std::vector<const Plane*> Below(const Formula& formula, core::Month end,
                                  std::optional<core::Month> vintage) const;

  const DatasetView& dataset_;
  std::string measure_id_;
  core::MethodOptions options_;
  const core::Measure& newest_;
  // One a version.
  std::vector<Formula> formulas_;
  std::vector<core::Month> period_ends_;
  std::map<std::string, std::shared_ptr<const GroupComparison>> made_;
  // By seq.
  struct Earlier;
  std::map<int64_t, std::unique_ptr<Earlier>> earlier_;
};

// "ONS mid-2018"; empty without a vintage.
std::string VintageNameOf(const Formula& formula, std::optional<core::Month> vintage);

}  // namespace peerage::ranking
