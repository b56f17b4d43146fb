// One JSON object a line on stderr, of fields that are on the list below and no
// others, so that nothing reaches a log by accident.
//
// Safe from any thread once StartLogging has returned.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace peerage::runtime {

// What a line may say besides time, level, program and event. A new field is a
// decision: never a figure, a key, a path or a caller's free text.
enum class LogKey {
  kMethod,
  kCode,
  kReason,
  kDurationMs,
  kRequestId,
  kTraceId,
  // Who called: the URI of a certificate.
  kIdentity,
  // Until a certificate ends.
  kHoursLeft,
  // How many lines like this one the limit kept out before it.
  kLeftOut,
  kAddress,
  kSignal,
  kSeq,
  kHeadSeq,
  kDatasetId,
  kReleaseId,
  kReportId,
  kRows,
  // An audit row: which, and what it says (never for whom).
  kOrdinal,
  kHash,
  kRole,
  kAction,
  kObject,
  kOutcome,
  // What a fault said of itself; for faults of our own side only.
  kDetail,
};

struct LogField {
  LogKey key;
  std::variant<std::string, int64_t, double> value;
};

// Names the program in every later line, and makes lines of what gRPC and
// protobuf have to say too. Called once, at the start of main.
void StartLogging(std::string_view program);

// How many handshakes gRPC said had failed since the program began.
int64_t HandshakeFailures();

// `event` is a short fixed phrase in lower case: "call", "caught up".
void LogInfo(std::string_view event, const std::vector<LogField>& fields = {});
void LogWarning(std::string_view event, const std::vector<LogField>& fields = {});
void LogError(std::string_view event, const std::vector<LogField>& fields = {});

// The fields as they stand in the line, `"event":"call","code":"OK"`; public
// for its test.
std::string FormatLogEntry(std::string_view event, const std::vector<LogField>& fields);

}  // namespace peerage::runtime
