// The declarations that tests of ingestion import into.
#pragma once

#include "services/core/reference.h"

namespace peerage::testing {

// Three forces and a nation; the Home Office's series, a population, and a
// solved rate whose rows are tidy.
inline core::DatasetReference MakeImportReference() {
  core::DatasetReference reference;
  reference.dataset_id = "open-data";
  reference.name = "Open data";
  reference.terms = {"Home Office", "OGL v3", "Contains public sector information.", "OFFICIAL",
                     ""};
  reference.areas = {{.id = "city-of-london",
                      .name = "City of London",
                      .aliases = {"London, City of"},
                      .ons_code = "E23000034"},
                     {.id = "essex", .name = "Essex", .ons_code = "E23000028"},
                     {.id = "sussex", .name = "Sussex", .ons_code = "E23000033"},
                     {.id = "wales", .name = "Wales", .kind = core::AreaKind::kNation}};
  for (const char* id : {"all-crime", "violence-with-injury", "drug-trafficking"}) {
    reference.series.push_back({.id = id, .name = "offences"});
  }
  reference.series.push_back({.id = "homicide", .name = "offences", .may_be_negative = true});
  reference.series.push_back({.id = "population", .name = "population", .population = true});
  for (const char* measure : {"solved-rate", "satisfied", "sickness"}) {
    reference.series.push_back({.id = core::NumeratorSeriesOf(measure), .name = "part"});
    reference.series.push_back(
        {.id = core::DenominatorSeriesOf(measure), .name = "whole", .decimals = 2});
  }
  const auto measure = [](const char* id, core::MeasureKind kind) {
    return core::Measure{.id = id,
                         .name = id,
                         .kind = kind,
                         .numerator_series = {core::NumeratorSeriesOf(id)},
                         .denominator_series = {core::DenominatorSeriesOf(id)},
                         .multiplier = 100,
                         .unit = "%",
                         .words = {"the rate", "outcome", "outcomes", "improve", "fall"}};
  };
  reference.measures = {measure("solved-rate", core::MeasureKind::kRatioOfCounts),
                        measure("satisfied", core::MeasureKind::kSurveyPercent)};
  return reference;
}

}  // namespace peerage::testing
