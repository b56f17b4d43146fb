#include "clients/cli/catalog_tables.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/table.h"
#include "clients/cli/words.h"

namespace peerage::cli {
namespace {

std::string OrNothing(const std::string& table) { return table.empty() ? "None.\n" : table; }

std::string DirectionWords(types::v1::Direction direction) {
  switch (direction) {
    case types::v1::DIRECTION_LOWER_IS_BETTER:
      return "lower is better";
    case types::v1::DIRECTION_HIGHER_IS_BETTER:
      return "higher is better";
    default:
      return "contextual";
  }
}

// "2014-01 to 2019-12", "from 2014-01", "always".
std::string ValidWords(const std::string& from, const std::string& to) {
  if (from.empty() && to.empty()) return "always";
  if (to.empty()) return "from " + from;
  return from.empty() ? "to " + to : absl::StrCat(from, " to ", to);
}

// What is not usual about a force: where it stands outside, when it was.
std::string ForceRemark(const types::v1::Area& force) {
  std::vector<std::string> remarks;
  if (force.excluded_from_built_in_groups()) remarks.emplace_back("outside the built-in groups");
  if (!force.valid_from().empty() || !force.valid_to().empty()) {
    remarks.push_back(ValidWords(force.valid_from(), force.valid_to()));
  }
  return absl::StrJoin(remarks, "; ");
}

}  // namespace

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListDatasetsResponse& response) {
  Table table({{"Dataset"}, {"Name"}, {"Data to"}, {"Marking"}, {"Source"}});
  for (const auto& dataset : response.datasets()) {
    table.AddRow(
        {{dataset.id(), Tone::kStrong},
         {dataset.name()},
         {dataset.newest_period().empty() ? "nothing yet" : MonthWords(dataset.newest_period())},
         {dataset.terms().marking()},
         {dataset.terms().source()}});
  }
  return OrNothing(table.Render(terminal));
}

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListForcesResponse& response) {
  Table table({{"Force"}, {"Name"}, {"ONS code"}, {"Region"}, {"Remark"}});
  for (const auto& force : response.forces()) {
    table.AddRow({{force.id(), Tone::kStrong},
                  {force.name()},
                  {force.ons_code()},
                  {force.region()},
                  {ForceRemark(force)}});
  }
  return OrNothing(table.Render(terminal));
}

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListMeasuresResponse& response) {
  Table table({{"Measure"}, {"Name"}, {"Unit"}, {"Better"}, {"Window"}, {"Version from"}});
  for (const auto& measure : response.measures()) {
    table.AddRow({{measure.id(), Tone::kStrong},
                  {measure.name()},
                  {measure.unit()},
                  {DirectionWords(measure.direction())},
                  {absl::StrCat(measure.window_months(), " months")},
                  {measure.valid_from().empty() ? "always" : measure.valid_from()}});
  }
  return OrNothing(table.Render(terminal));
}

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListSimilarGroupsResponse& response) {
  Table table({{"Group"}, {"Name"}, {"Valid"}, {"Default for"}, {"Verified"}, {"Members"}});
  for (const auto& group : response.similar_groups()) {
    table.AddRow({{group.id(), Tone::kStrong},
                  {group.name()},
                  {ValidWords(group.valid_from(), group.valid_to())},
                  {absl::StrJoin(group.default_for(), ", ")},
                  {group.verified() ? "yes" : "no"},
                  {absl::StrJoin(group.member_ids(), ", ")}});
  }
  return OrNothing(table.Render(terminal));
}

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListPeriodsResponse& response) {
  Table table({{"Period"}, {"In words"}});
  for (const auto& period : response.periods()) {
    table.AddRow({{period.end_month(), Tone::kStrong}, {PeriodWords(period)}});
  }
  return OrNothing(table.Render(terminal));
}

std::string RenderCatalog(const Terminal& terminal,
                          const catalog::v1::ListAspirationsResponse& response) {
  Table table({{"Force"}, {"Measure"}, {"Aspiration"}, {"Valid"}, {"Owner"}, {"Source"}});
  for (const auto& aspiration : response.aspirations()) {
    table.AddRow({{aspiration.force_id(), Tone::kStrong},
                  {aspiration.measure_id()},
                  {aspiration.text()},
                  {ValidWords(aspiration.valid_from(), "")},
                  {aspiration.owner()},
                  {aspiration.source()}});
  }
  return OrNothing(table.Render(terminal));
}

}  // namespace peerage::cli
