// W3C trace context (https://www.w3.org/TR/trace-context/), as far as services
// pass it on: one trace id from the first caller to the last service.
#pragma once

#include <string>
#include <string_view>

namespace peerage::runtime {

// The `traceparent` of this process's own part of a trace: the incoming trace id
// and flags with a new span id; a new trace when `incoming` is not sound.
std::string ContinueTrace(std::string_view incoming);

// The 32 hexadecimal digits that name the trace of a sound `traceparent`.
std::string_view TraceIdOf(std::string_view traceparent);

}  // namespace peerage::runtime
