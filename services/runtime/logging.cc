#include "services/runtime/logging.h"

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/runtime/line_budget.h"

namespace peerage::runtime {
namespace {

const char* NameOf(LogKey key) {
  switch (key) {
    case LogKey::kMethod:
      return "method";
    case LogKey::kCode:
      return "code";
    case LogKey::kReason:
      return "reason";
    case LogKey::kDurationMs:
      return "duration_ms";
    case LogKey::kRequestId:
      return "request_id";
    case LogKey::kTraceId:
      return "trace_id";
    case LogKey::kIdentity:
      return "identity";
    case LogKey::kHoursLeft:
      return "hours_left";
    case LogKey::kLeftOut:
      return "left_out";
    case LogKey::kAddress:
      return "address";
    case LogKey::kSignal:
      return "signal";
    case LogKey::kSeq:
      return "seq";
    case LogKey::kHeadSeq:
      return "head_seq";
    case LogKey::kDatasetId:
      return "dataset_id";
    case LogKey::kReleaseId:
      return "release_id";
    case LogKey::kReportId:
      return "report_id";
    case LogKey::kRows:
      return "rows";
    case LogKey::kOrdinal:
      return "ordinal";
    case LogKey::kHash:
      return "hash";
    case LogKey::kRole:
      return "role";
    case LogKey::kAction:
      return "action";
    case LogKey::kObject:
      return "object";
    case LogKey::kOutcome:
      return "outcome";
    case LogKey::kDetail:
      return "detail";
  }
  return "field";
}

// Anything outside printable ASCII is escaped or replaced: a log line is one
// line of valid JSON whatever bytes come along.
std::string Quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text.substr(0, 1024)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      absl::StrAppend(&quoted, "\\", std::string(1, c));
    } else if (byte < 0x20) {
      absl::StrAppend(&quoted, absl::StrFormat("\\u%04x", byte));
    } else {
      quoted += byte < 0x7F ? c : '?';
    }
  }
  return quoted + "\"";
}

struct AsJson {
  std::string operator()(const std::string& text) const { return Quote(text); }
  std::string operator()(int64_t number) const { return absl::StrCat(number); }
  std::string operator()(double number) const { return absl::StrFormat("%.3f", number); }
};

std::atomic<int64_t> handshake_failures{0};

// A library's line, at most ten a second: outsiders can provoke them.
void LogOfLibrary(std::string_view library, LineBudget& budget, std::string text) {
  const std::optional<int64_t> left_out = budget.Take();
  if (!left_out) return;
  std::vector<LogField> fields = {{LogKey::kDetail, std::move(text)}};
  if (*left_out > 0) fields.push_back({LogKey::kLeftOut, *left_out});
  LogWarning(library, fields);
}

// gRPC writes what is worth an operator's look as errors; the rest is its own
// affair and is off by default.
void LogOfGrpc(gpr_log_func_args* entry) {
  static LineBudget budget(10);
  if (std::string_view(entry->message).substr(0, 16) == "Handshake failed") ++handshake_failures;
  LogOfLibrary("grpc", budget, entry->message);
}

// Above all: a string field of a request that is not UTF-8.
void LogOfProtobuf(google::protobuf::LogLevel, const char*, int, const std::string& message) {
  static LineBudget budget(10);
  LogOfLibrary("protobuf", budget, message);
}

}  // namespace

void StartLogging(std::string_view program) {
  auto logger = std::make_shared<spdlog::logger>("peerage",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
  const std::string pattern = absl::StrCat(
      R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","program":)", Quote(program), ",%v}");
  logger->set_formatter(
      std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
  spdlog::set_default_logger(std::move(logger));
  gpr_set_log_function(LogOfGrpc);
  google::protobuf::SetLogHandler(LogOfProtobuf);
}

int64_t HandshakeFailures() { return handshake_failures; }

std::string FormatLogEntry(std::string_view event, const std::vector<LogField>& fields) {
  std::string entry = "\"event\":" + Quote(event);
  for (const LogField& field : fields) {
    absl::StrAppend(&entry, ",\"", NameOf(field.key), "\":", std::visit(AsJson{}, field.value));
  }
  return entry;
}

void LogInfo(std::string_view event, const std::vector<LogField>& fields) {
  spdlog::default_logger_raw()->info("{}", FormatLogEntry(event, fields));
}

void LogWarning(std::string_view event, const std::vector<LogField>& fields) {
  spdlog::default_logger_raw()->warn("{}", FormatLogEntry(event, fields));
}

void LogError(std::string_view event, const std::vector<LogField>& fields) {
  spdlog::default_logger_raw()->error("{}", FormatLogEntry(event, fields));
}

}  // namespace peerage::runtime
