#include "services/reporting/report_check.h"

#include <cstdint>
#include <map>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "peerage/reporting/v1/reporting_service.pb.h"
#include "services/reporting/report_bytes.h"
#include "services/store/audit_chain.h"
#include "services/wire/sha256.h"

namespace peerage::reporting {
namespace {

constexpr int kPage = 1000;

// How often each report was created, and the digest that its row gives.
using Audited = std::map<std::string, std::pair<int64_t, std::string>>;

absl::Status Wrong(const std::string& id, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("report ", id, ": ", what));
}

absl::Status CheckReport(const store::ReportEntry& entry, const std::string& bytes,
                         const Audited& audited) {
  v1::Report report;
  if (!report.ParseFromString(bytes)) return Wrong(entry.id, "its bytes are damaged");
  if (DigestOf(report) != report.digest()) {
    return Wrong(entry.id, "its digest is not that of its content");
  }
  if (report.id() != entry.id || report.title() != entry.title ||
      report.force_id() != entry.force_id || report.dataset_id() != entry.dataset_id ||
      report.seq() != entry.seq) {
    return Wrong(entry.id, "its entry is not what its bytes say");
  }
  const auto row = audited.find(entry.id);
  if (row == audited.end() || row->second.first != 1) {
    return Wrong(entry.id, "has not exactly one audit row");
  }
  if (row->second.second != wire::Sha256(bytes)) {
    return Wrong(entry.id, "is not what its audit row says");
  }
  return absl::OkStatus();
}

// All entries of now, newest first.
absl::StatusOr<std::vector<store::ListedReport>> ListAll(store::ReportArchive& archive) {
  std::vector<store::ListedReport> all;
  while (true) {
    const int64_t before = all.empty() ? 0 : all.back().ordinal;
    // A 0 would begin again.
    if (before == 1) return all;
    const auto page = archive.List({}, before, kPage);
    if (!page.ok()) return page.status();
    if (page->empty()) return all;
    all.insert(all.end(), page->begin(), page->end());
  }
}

}  // namespace

absl::StatusOr<std::string> CheckReports(store::ReportArchive& archive) {
  if (absl::Status status = archive.CheckStorage(); !status.ok()) return status;
  const auto listed = ListAll(archive);
  if (!listed.ok()) return listed.status();
  // After the list, so that each of its reports has its row.
  Audited audited;
  const auto audit = store::VerifyAudit(archive, [&](const store::AuditRow& row) {
    if (row.entry.action != store::kCreateReport) return;
    auto& [rows, digest] = audited[row.entry.object];
    ++rows;
    digest = row.entry.after_digest;
  });
  if (!audit.ok()) return audit.status();
  auto ordinal = static_cast<int64_t>(listed->size());
  for (const store::ListedReport& report : *listed) {
    if (report.ordinal != ordinal--) {
      return absl::DataLossError(absl::StrCat("report ", ordinal + 1, " is missing"));
    }
    const absl::StatusOr<std::string> bytes = archive.Get(report.entry.id);
    if (!bytes.ok()) return bytes.status();
    absl::Status status = CheckReport(report.entry, *bytes, audited);
    if (!status.ok()) return status;
  }
  return absl::StrCat("verified: ", listed->size(), " reports, ", audit->ordinal,
                      " audit rows, the last with hash ", absl::BytesToHexString(audit->hash));
}

}  // namespace peerage::reporting
