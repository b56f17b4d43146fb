// The use cases of reporting: make a report, find it again.
#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cpp/call_options.h"
#include "peerage/reporting/v1/reporting_service.pb.h"
#include "services/reporting/figure_source.h"
#include "services/reporting/report_builder.h"
#include "services/store/report_archive.h"

namespace peerage::reporting {

enum class ReportUse { kRead, kExport };

// Who reads, and what there is for it.
struct Reader {
  store::Caller caller;
  // Whether a report of that force and dataset is there for the reader.
  std::function<bool(const std::string& force_id, const std::string& dataset_id)> may_read;
};

// Every report is a draft, so whoever gets one, or a list of them, stands in
// the archive's audit first: when the row cannot be kept, nothing is shown.
//
// Errors carry their reason (runtime/error.h); which there are stands in
// reporting_service.proto, and those of ranking pass as they are. Safe from any
// thread, as its parts are.
class ReportEngine {
 public:
  using Clock = std::function<absl::Time()>;

  // What it is given is borrowed and outlives it.
  ReportEngine(FigureSource& figures, store::ReportArchive& archive, Clock clock)
      : figures_(figures), archive_(archive), clock_(std::move(clock)) {}

  // Every figure of one report is of one seq: that asked for, or else that of
  // the first answer. A key that was used for the same request gives its report
  // without asking ranking. `options` is how each question to ranking is put.
  absl::StatusOr<v1::Report> Create(const v1::CreateReportRequest& request,
                                    const store::Caller& caller,
                                    const client::CallOptions& options);

  // `use` is what the reader wants it for.
  absl::StatusOr<v1::Report> Get(const std::string& report_id, const Reader& reader,
                                 ReportUse use = ReportUse::kRead);

  // A page may hold fewer than asked for: what the reader may not see is left
  // out of it.
  absl::StatusOr<v1::ListReportsResponse> List(const v1::ListReportsRequest& request,
                                               const Reader& reader);

 private:
  // Keeps the audit row of a read.
  absl::Status RecordRead(const store::Caller& caller, const char* action,
                          const std::string& object, const std::string& digest);
  // The report that a key made before, once the row of this reading is kept.
  absl::StatusOr<v1::Report> Replay(const std::string& bytes, const store::Caller& caller);
  absl::StatusOr<ReportSources> Ask(const v1::CreateReportRequest& request,
                                    const client::CallOptions& options);
  absl::Status AskCatalog(const std::string& dataset_id, const client::CallOptions& options,
                          ReportSources& sources);

  FigureSource& figures_;
  store::ReportArchive& archive_;
  const Clock clock_;
};

// NOT_FOUND, in the words of every report that is not there.
absl::Status NoSuchReport(const std::string& report_id);

}  // namespace peerage::reporting
