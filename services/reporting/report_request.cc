#include "services/reporting/report_request.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/core/month.h"
#include "services/reporting/report_bytes.h"
#include "services/runtime/error.h"
#include "services/runtime/idempotency_key.h"
#include "services/wire/sha256.h"

namespace peerage::reporting {
namespace {

constexpr int kMaxLines = 60;
constexpr size_t kMaxTextBytes = 300;
constexpr size_t kMaxIdBytes = 128;
constexpr int kHistoryPoints = 12;
constexpr size_t kIdDigits = 16;

// Collects what is wrong, field by field.
class Findings {
 public:
  void Add(std::string field, std::string description) {
    violations_.emplace_back(std::move(field), std::move(description));
  }

  void CheckId(const std::string& field, const std::string& id, const char* what) {
    if (id.empty()) Add(field, absl::StrCat("is empty: name a ", what));
    if (id.size() > kMaxIdBytes) Add(field, "is longer than 128 bytes");
  }

  void CheckText(const std::string& field, const std::string& text) {
    if (text.size() > kMaxTextBytes) Add(field, "is longer than 300 bytes: shorten it");
    if (std::any_of(text.begin(), text.end(), [](char c) { return absl::ascii_iscntrl(c); })) {
      Add(field, "holds a control character: write it on one line");
    }
  }

  std::optional<core::Month> CheckMonth(const std::string& field, const std::string& text) {
    const std::optional<core::Month> month = core::Month::Parse(text);
    if (!month) Add(field, absl::StrCat("'", text, "' is not a month: write it as YYYY-MM"));
    return month;
  }

  absl::Status ToStatus() && {
    if (violations_.empty()) return absl::OkStatus();
    return runtime::FieldErrors(std::move(violations_));
  }

 private:
  std::vector<std::pair<std::string, std::string>> violations_;
};

void CheckLines(const v1::CreateReportRequest& request, Findings& findings) {
  if (request.lines().empty()) findings.Add("lines", "is empty: name at least one measure");
  if (request.lines_size() > kMaxLines) {
    findings.Add("lines", absl::StrCat("has ", request.lines_size(), " rows: 60 is the most"));
    return;
  }
  std::set<std::string> seen;
  for (int i = 0; i < request.lines_size(); ++i) {
    const v1::ReportLine& line = request.lines(i);
    const std::string path = absl::StrCat("lines[", i, "]");
    findings.CheckId(path + ".measure_id", line.measure_id(), "measure");
    if (!line.measure_id().empty() && !seen.insert(line.measure_id()).second) {
      findings.Add(path + ".measure_id",
                   absl::StrCat("'", line.measure_id(), "' stands in an earlier row as well"));
    }
    findings.CheckText(path + ".priority_area", line.priority_area());
    findings.CheckText(path + ".label", line.label());
  }
}

void CheckMonths(const v1::CreateReportRequest& request, core::Month this_month,
                 Findings& findings) {
  const auto month = findings.CheckMonth("reporting_month", request.reporting_month());
  if (month && *month > this_month) {
    findings.Add("reporting_month", absl::StrCat(month->ToString(), " lies in the future"));
  }
  if (request.previous_reporting_month().empty()) return;
  const auto previous =
      findings.CheckMonth("previous_reporting_month", request.previous_reporting_month());
  if (month && previous && *previous >= *month) {
    findings.Add("previous_reporting_month",
                 absl::StrCat(previous->ToString(), " is not before the reporting month ",
                              month->ToString()));
  }
}

}  // namespace

absl::Status CheckCreateReport(const v1::CreateReportRequest& request, core::Month this_month) {
  Findings findings;
  if (!runtime::IsIdempotencyKey(request.idempotency_key())) {
    findings.Add("idempotency_key", runtime::kIdempotencyKeyRule);
  }
  findings.CheckId("force_id", request.force_id(), "force");
  findings.CheckId("dataset_id", request.dataset_id(), "dataset");
  if (request.group_id().size() > kMaxIdBytes) {
    findings.Add("group_id", "is longer than 128 bytes");
  }
  CheckMonths(request, this_month, findings);
  CheckLines(request, findings);
  findings.CheckText("title", request.title());
  findings.CheckText("report_to", request.report_to());
  if (request.as_of_seq() < 0) {
    findings.Add("as_of_seq", "is below 0: name a release, or 0 for the newest");
  }
  return std::move(findings).ToStatus();
}

ranking::v1::ListStandingsRequest StandingsRequestOf(const v1::CreateReportRequest& request) {
  ranking::v1::ListStandingsRequest question;
  question.set_dataset_id(request.dataset_id());
  question.set_force_id(request.force_id());
  if (!request.group_id().empty()) question.set_group_id(request.group_id());
  if (request.as_of_seq() > 0) {
    question.set_seq(request.as_of_seq());
    question.set_min_seq(request.as_of_seq());
  }
  question.set_reporting_month(request.reporting_month());
  question.set_previous_reporting_month(request.previous_reporting_month());
  question.set_history_points(kHistoryPoints);
  for (const v1::ReportLine& line : request.lines()) question.add_measure_ids(line.measure_id());
  return question;
}

std::string RequestDigest(const v1::CreateReportRequest& request) {
  v1::CreateReportRequest content = request;
  content.clear_idempotency_key();
  return wire::Sha256(DeterministicBytes(content));
}

std::string ReportIdOf(const std::string& identity, const std::string& key) {
  const std::string digest = wire::Sha256(absl::StrCat(identity, "\n", key));
  return absl::StrCat("rep-", absl::BytesToHexString(digest).substr(0, kIdDigits));
}

}  // namespace peerage::reporting
