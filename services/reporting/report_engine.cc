#include "services/reporting/report_engine.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/reporting/report_bytes.h"
#include "services/reporting/report_request.h"
#include "services/runtime/error.h"
#include "services/store/failpoint.h"
#include "services/wire/sha256.h"

namespace peerage::reporting {
namespace {

using runtime::Error;
using runtime::Reason;

// The audit's words.
constexpr char kReadReport[] = "read report";
constexpr char kExportReport[] = "export report";
constexpr char kListReports[] = "list reports";

constexpr int kCatalogPage = 1000;
constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 1000;

// What the archive says, with the reason for programs.
absl::Status ArchiveError(const absl::Status& status, const std::string& about) {
  switch (status.code()) {
    case absl::StatusCode::kNotFound:
      return NoSuchReport(about);
    case absl::StatusCode::kAlreadyExists:
      return Error(status.code(), Reason::kKeyReused,
                   absl::StrCat("the idempotency key '", about,
                                "' was used for another request: take a new key"));
    case absl::StatusCode::kResourceExhausted:
      return Error(status.code(), Reason::kStorageFull, std::string(status.message()));
    default:
      return Error(absl::StatusCode::kUnavailable, Reason::kUnavailable,
                   std::string(status.message()));
  }
}

absl::Status Pass(store::Failpoint failpoint) {
  const absl::Status status = store::PassFailpoint(failpoint);
  return status.ok() ? status : ArchiveError(status, "");
}

// Which reports a list shows: their places in the archive, newest first.
std::string Ordinals(const std::vector<store::ListedReport>& shown) {
  return absl::StrCat(shown.size(), " of ordinals ", shown.front().ordinal, " to ",
                      shown.back().ordinal);
}

v1::ReportSummary SummaryOf(const store::ReportEntry& entry) {
  v1::ReportSummary summary;
  summary.set_id(entry.id);
  summary.set_title(entry.title);
  summary.set_force_id(entry.force_id);
  summary.set_dataset_id(entry.dataset_id);
  summary.set_reporting_month(entry.reporting_month);
  summary.set_seq(entry.seq);
  summary.mutable_created_at()->set_seconds(entry.created_at_ms / 1000);
  summary.mutable_created_at()->set_nanos(static_cast<int32_t>(entry.created_at_ms % 1000) *
                                          1'000'000);
  return summary;
}

core::Month MonthOf(absl::Time time) {
  const absl::CivilMonth month = absl::ToCivilMonth(time, absl::UTCTimeZone());
  return {static_cast<int>(month.year()), month.month()};
}

absl::StatusOr<v1::Report> Parse(const std::string& bytes) {
  v1::Report report;
  if (report.ParseFromString(bytes)) return report;
  return Error(absl::StatusCode::kInternal, Reason::kInternal, "a kept report cannot be read");
}

// Calls `list` page by page and gives each answer to `take`.
template <class Request, class List, class Take>
absl::Status EachPage(Request request, const List& list, const Take& take) {
  request.set_page_size(kCatalogPage);
  do {
    auto page = list(request);
    if (!page.ok()) return page.status();
    take(*page);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

template <class Request>
Request AtSeq(int64_t seq) {
  Request request;
  request.set_seq(seq);
  request.set_min_seq(seq);
  return request;
}

template <class Request>
Request AtSeq(int64_t seq, const std::string& dataset_id) {
  Request request = AtSeq<Request>(seq);
  request.set_dataset_id(dataset_id);
  return request;
}

}  // namespace

absl::Status ReportEngine::AskCatalog(const std::string& dataset_id,
                                      const client::CallOptions& options, ReportSources& sources) {
  const int64_t seq = sources.standings.seq();
  absl::Status status = EachPage(
      AtSeq<catalog::v1::ListMeasuresRequest>(seq, dataset_id),
      [&](const auto& request) { return figures_.ListMeasures(request, options); },
      [&](const auto& page) {
        sources.measures.insert(sources.measures.end(), page.measures().begin(),
                                page.measures().end());
      });
  if (!status.ok()) return status;
  status = EachPage(
      AtSeq<catalog::v1::ListForcesRequest>(seq, dataset_id),
      [&](const auto& request) { return figures_.ListForces(request, options); },
      [&](const auto& page) {
        for (const auto& force : page.forces()) sources.force_names[force.id()] = force.name();
      });
  if (!status.ok()) return status;
  return EachPage(
      AtSeq<catalog::v1::ListDatasetsRequest>(seq),
      [&](const auto& request) { return figures_.ListDatasets(request, options); },
      [&](const auto& page) {
        for (const auto& dataset : page.datasets()) {
          if (dataset.id() == dataset_id) sources.dataset = dataset;
        }
      });
}

absl::StatusOr<ReportSources> ReportEngine::Ask(const v1::CreateReportRequest& request,
                                                const client::CallOptions& options) {
  ReportSources sources;
  auto standings = figures_.ListStandings(StandingsRequestOf(request), options);
  if (!standings.ok()) return standings.status();
  sources.standings = *std::move(standings);
  absl::Status status = AskCatalog(request.dataset_id(), options, sources);
  if (!status.ok()) return status;
  return sources;
}

absl::StatusOr<v1::Report> ReportEngine::Create(const v1::CreateReportRequest& request,
                                                const store::Caller& caller,
                                                const client::CallOptions& options) {
  const absl::Time now = clock_();
  if (absl::Status status = CheckCreateReport(request, MonthOf(now)); !status.ok()) return status;
  const std::string& key = request.idempotency_key();
  const store::ReportIdempotency idempotency{caller.identity, key, RequestDigest(request)};
  const auto kept = archive_.Find(idempotency);
  if (!kept.ok()) return ArchiveError(kept.status(), key);
  if (kept->has_value()) return Replay(**kept, caller);

  const absl::StatusOr<ReportSources> sources = Ask(request, options);
  if (!sources.ok()) return sources.status();
  if (absl::Status status = Pass(store::Failpoint::kReportAsked); !status.ok()) return status;
  absl::StatusOr<v1::Report> report = BuildReport(request, *sources);
  if (!report.ok()) return report.status();
  const int64_t created_at_ms = absl::ToUnixMillis(now);
  report->set_id(ReportIdOf(caller.identity, key));
  report->mutable_created_at()->set_seconds(created_at_ms / 1000);
  report->mutable_created_at()->set_nanos(static_cast<int32_t>(created_at_ms % 1000) * 1'000'000);
  report->set_digest(DigestOf(*report));

  const store::ReportEntry entry{.id = report->id(),
                                 .title = report->title(),
                                 .force_id = report->force_id(),
                                 .dataset_id = report->dataset_id(),
                                 .reporting_month = report->reporting_month(),
                                 .seq = report->seq(),
                                 .created_at_ms = created_at_ms};
  if (absl::Status status = Pass(store::Failpoint::kReportBuilt); !status.ok()) return status;
  // Another call with the key may have been first: its report is the answer.
  const auto bytes = archive_.Insert(entry, DeterministicBytes(*report), idempotency, caller);
  if (!bytes.ok()) return ArchiveError(bytes.status(), key);
  if (absl::Status status = Pass(store::Failpoint::kReportAnswer); !status.ok()) return status;
  return Parse(*bytes);
}

absl::Status ReportEngine::RecordRead(const store::Caller& caller, const char* action,
                                      const std::string& object, const std::string& digest) {
  const absl::Status status = archive_.Record({.caller = caller,
                                               .action = action,
                                               .object = object,
                                               .before_digest = digest,
                                               .after_digest = digest,
                                               .outcome = "shown"});
  return status.ok() ? status : ArchiveError(status, object);
}

absl::StatusOr<v1::Report> ReportEngine::Replay(const std::string& bytes,
                                                const store::Caller& caller) {
  absl::StatusOr<v1::Report> report = Parse(bytes);
  if (!report.ok()) return report;
  absl::Status recorded = RecordRead(caller, kReadReport, report->id(), wire::Sha256(bytes));
  if (!recorded.ok()) return recorded;
  return report;
}

absl::StatusOr<v1::Report> ReportEngine::Get(const std::string& report_id, const Reader& reader,
                                             ReportUse use) {
  if (report_id.empty()) return runtime::FieldError("report_id", "is empty: name a report");
  const auto bytes = archive_.Get(report_id);
  if (!bytes.ok()) return ArchiveError(bytes.status(), report_id);
  absl::StatusOr<v1::Report> report = Parse(*bytes);
  if (!report.ok()) return report;
  if (!reader.may_read(report->force_id(), report->dataset_id())) return NoSuchReport(report_id);
  const char* action = use == ReportUse::kExport ? kExportReport : kReadReport;
  absl::Status recorded = RecordRead(reader.caller, action, report_id, wire::Sha256(*bytes));
  if (!recorded.ok()) return recorded;
  return report;
}

absl::StatusOr<v1::ListReportsResponse> ReportEngine::List(const v1::ListReportsRequest& request,
                                                           const Reader& reader) {
  if (request.page_size() < 0 || request.page_size() > kLargestPage) {
    return runtime::FieldError("page_size", absl::StrCat(request.page_size(),
                                                         " is out of range: ask for 1 to 1000, or "
                                                         "leave it unset for 100"));
  }
  int64_t before = 0;
  if (!request.page_token().empty() &&
      (!absl::SimpleAtoi(request.page_token(), &before) || before < 1)) {
    return runtime::FieldError("page_token", "was not given by an earlier answer");
  }
  const int limit = request.page_size() == 0 ? kDefaultPage : request.page_size();
  // One more shows whether there is a next page.
  auto listed = archive_.List({request.force_id(), request.dataset_id()}, before, limit + 1);
  if (!listed.ok()) return ArchiveError(listed.status(), "");
  v1::ListReportsResponse response;
  if (static_cast<int>(listed->size()) > limit) {
    listed->pop_back();
    response.set_next_page_token(absl::StrCat(listed->back().ordinal));
  }
  std::erase_if(*listed, [&](const store::ListedReport& report) {
    return !reader.may_read(report.entry.force_id, report.entry.dataset_id);
  });
  if (listed->empty()) return response;
  absl::Status recorded = RecordRead(reader.caller, kListReports, Ordinals(*listed), "");
  if (!recorded.ok()) return recorded;
  for (const store::ListedReport& report : *listed) {
    *response.add_reports() = SummaryOf(report.entry);
  }
  return response;
}

absl::Status NoSuchReport(const std::string& report_id) {
  return Error(absl::StatusCode::kNotFound, Reason::kUnknownReport,
               absl::StrCat("there is no report '", report_id, "': ListReports names those kept"),
               {{"report_id", report_id}});
}

}  // namespace peerage::reporting
