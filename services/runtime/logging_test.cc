#include "services/runtime/logging.h"

#include <gtest/gtest.h>

namespace peerage::runtime {
namespace {

TEST(FormatLogEntry, WritesFieldsInTheirTypes) {
  EXPECT_EQ(FormatLogEntry("call", {{LogKey::kMethod, std::string("GetStanding")},
                                    {LogKey::kSeq, int64_t{7}},
                                    {LogKey::kDurationMs, 1.25}}),
            R"("event":"call","method":"GetStanding","seq":7,"duration_ms":1.250)");
}

TEST(FormatLogEntry, StaysOneLineOfJsonWhateverBytesComeAlong) {
  EXPECT_EQ(FormatLogEntry("fault", {{LogKey::kDetail, std::string("a\"b\\c\nd\xff")}}),
            R"("event":"fault","detail":"a\"b\\c\u000ad?")");
}

}  // namespace
}  // namespace peerage::runtime
