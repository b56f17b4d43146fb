#include "services/runtime/trace_context.h"

#include <algorithm>
#include <cstdint>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace peerage::runtime {
namespace {

// "00-" trace id "-" span id "-" flags.
constexpr size_t kLength = 55;
constexpr size_t kTraceAt = 3;
constexpr size_t kTraceLength = 32;
constexpr size_t kSpanAt = 36;
constexpr size_t kSpanLength = 16;
constexpr size_t kFlagsAt = 53;

bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

// Version 00 alone: a newer one starts a new trace here.
bool IsSound(std::string_view text) {
  if (text.size() != kLength || text.substr(0, kTraceAt) != "00-") return false;
  const std::string_view trace = text.substr(kTraceAt, kTraceLength);
  const std::string_view span = text.substr(kSpanAt, kSpanLength);
  return text[kSpanAt - 1] == '-' && text[kFlagsAt - 1] == '-' && IsHex(trace) && IsHex(span) &&
         IsHex(text.substr(kFlagsAt)) && !IsZero(trace) && !IsZero(span);
}

uint64_t Draw() {
  thread_local std::mt19937_64 random(std::random_device{}());
  // Zero is not an id.
  return random() | 1;
}

}  // namespace

std::string ContinueTrace(std::string_view incoming) {
  std::string own = absl::StrFormat("%016x", Draw());
  if (IsSound(incoming)) {
    std::string continued(incoming);
    return continued.replace(kSpanAt, kSpanLength, own);
  }
  return absl::StrCat("00-", absl::StrFormat("%016x%016x", Draw(), Draw()), "-", own, "-00");
}

std::string_view TraceIdOf(std::string_view traceparent) {
  return traceparent.substr(kTraceAt, kTraceLength);
}

}  // namespace peerage::runtime
