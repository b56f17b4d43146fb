#include "services/reporting/document_maker.h"

#include <optional>

#include "absl/strings/str_cat.h"

namespace peerage::reporting {
namespace {

// The contract's own message has all that a document is.
std::string ToBytes(const ReportDocument& document) {
  v1::ExportReportResponse message;
  message.set_media_type(document.media_type);
  message.set_file_name(document.file_name);
  message.set_data(document.bytes);
  return message.SerializeAsString();
}

std::optional<ReportDocument> FromBytes(const std::string& bytes) {
  v1::ExportReportResponse message;
  if (!message.ParseFromString(bytes)) return std::nullopt;
  return ReportDocument{.media_type = std::move(*message.mutable_media_type()),
                        .file_name = std::move(*message.mutable_file_name()),
                        .bytes = std::move(*message.mutable_data())};
}

}  // namespace

absl::StatusOr<ReportDocument> DocumentMaker::Make(const v1::Report& report,
                                                   v1::ReportFormat format) {
  if (absl::Status status = CheckFormat(format); !status.ok()) return status;
  const cache::CacheKey key{
      .kind = "document",
      .seq = report.seq(),
      .name = absl::StrCat(report.digest(), ".", static_cast<int>(format), ".", program_)};
  if (const auto cached = cache_.Get(key)) {
    if (auto document = FromBytes(*cached)) return *std::move(document);
  }
  absl::StatusOr<ReportDocument> document = MakeDocument(report, format);
  if (document.ok()) cache_.Put(key, ToBytes(*document));
  return document;
}

}  // namespace peerage::reporting
