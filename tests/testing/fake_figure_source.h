// A ranking service in a struct: answers what it was given, remembers what it
// was asked. Where calls come from other threads, hold Lock() to change it.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "peerage/reporting/v1/reporting_service.pb.h"
#include "services/reporting/figure_source.h"
#include "services/wire/standing.h"
#include "tests/testing/make_standing.h"

namespace peerage::testing {

class FakeFigureSource : public reporting::FigureSource {
 public:
  // Essex's paper of January 2020 with one row, at seq 7.
  FakeFigureSource() {
    standings.set_reporting_month("2020-01");
    standings.set_previous_reporting_month("2019-10");
    standings.set_seq(7);
    AddStanding(MakeStanding(), CrimeWords());
    dataset.set_id("paper-2020-01");
    dataset.set_name("The paper");
    dataset.mutable_terms()->set_source("Essex Police");
    dataset.mutable_terms()->set_licence("OGL v3.0");
    dataset.mutable_terms()->set_attribution("Contains public sector information.");
    dataset.mutable_terms()->set_marking("OFFICIAL");
    dataset.mutable_terms()->set_notice("The peers are invented.");
  }

  void AddStanding(const core::Standing& standing, const core::MeasureWords& words) {
    *standings.add_standings() = wire::ToProto(standing);
    types::v1::Measure& measure = measures.emplace_back();
    measure.set_id(standing.measure_id);
    measure.set_name(standing.measure_name);
    measure.set_kind(types::v1::MEASURE_KIND_RATE_PER_POP);
    measure.set_frequency_months(1);
    measure.set_definition_version(standing.method.definition_version);
    measure.mutable_words()->set_subject(words.subject);
    measure.mutable_words()->set_event_singular(words.event_singular);
    measure.mutable_words()->set_event_plural(words.event_plural);
    measure.mutable_words()->set_up(words.up);
    measure.mutable_words()->set_down(words.down);
  }

  std::unique_lock<std::mutex> Lock() { return std::unique_lock(mutex_); }

  absl::StatusOr<ranking::v1::ListStandingsResponse> ListStandings(
      const ranking::v1::ListStandingsRequest& request,
      const client::CallOptions& options) override {
    const auto lock = Lock();
    standings_requests.push_back(request);
    standings_options.push_back(options);
    if (options.freshness != nullptr) *options.freshness = freshness;
    if (!failure.ok()) return failure;
    return standings;
  }
  // One measure a page, so that paging is always at work.
  absl::StatusOr<catalog::v1::ListMeasuresResponse> ListMeasures(
      const catalog::v1::ListMeasuresRequest& request, const client::CallOptions&) override {
    const auto lock = Lock();
    catalog_seqs.push_back(request.seq());
    const size_t at = request.page_token().empty() ? 0 : std::stoul(request.page_token());
    catalog::v1::ListMeasuresResponse response;
    if (at < measures.size()) *response.add_measures() = measures[at];
    if (at + 1 < measures.size()) response.set_next_page_token(std::to_string(at + 1));
    return response;
  }
  absl::StatusOr<catalog::v1::ListForcesResponse> ListForces(
      const catalog::v1::ListForcesRequest& request, const client::CallOptions&) override {
    const auto lock = Lock();
    catalog_seqs.push_back(request.seq());
    catalog::v1::ListForcesResponse response;
    for (const types::v1::Area& force : forces) *response.add_forces() = force;
    return response;
  }
  absl::StatusOr<catalog::v1::ListDatasetsResponse> ListDatasets(
      const catalog::v1::ListDatasetsRequest& request, const client::CallOptions&) override {
    const auto lock = Lock();
    catalog_seqs.push_back(request.seq());
    catalog::v1::ListDatasetsResponse response;
    *response.add_datasets() = dataset;
    return response;
  }

  ranking::v1::ListStandingsResponse standings;
  std::vector<types::v1::Measure> measures;
  std::vector<types::v1::Area> forces;
  catalog::v1::Dataset dataset;
  client::Freshness freshness;
  absl::Status failure;

  std::vector<ranking::v1::ListStandingsRequest> standings_requests;
  std::vector<client::CallOptions> standings_options;
  std::vector<int64_t> catalog_seqs;

 private:
  std::mutex mutex_;
};

// A sound request for the fake's paper.
inline reporting::v1::CreateReportRequest MakeReportRequest() {
  reporting::v1::CreateReportRequest request;
  request.set_idempotency_key("0123456789abcdef");
  request.set_force_id("essex");
  request.set_dataset_id("paper-2020-01");
  request.set_reporting_month("2020-01");
  request.set_title("Aspirational MSG Positions");
  reporting::v1::ReportLine& line = *request.add_lines();
  line.set_priority_area("Priority 1 - More local policing");
  line.set_measure_id("all-crime-offences");
  line.set_label("All Crime Offences");
  return request;
}

}  // namespace peerage::testing
