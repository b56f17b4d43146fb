#include "services/store/audit_chain.h"

#include <gtest/gtest.h>

#include <functional>

#include "absl/strings/escaping.h"
#include "services/store/sha256.h"

namespace peerage::store {
namespace {

AuditEntry MakeEntry() {
  return {.caller = {.identity = "local", .request_id = "r1", .role = "author", .end_user = "Ann"},
          .action = "create report",
          .object = "rep-1",
          .before_digest = "",
          .after_digest = Sha256("bytes"),
          .outcome = "created"};
}

TEST(FieldHash, TellsFieldsApart) {
  EXPECT_NE(FieldHash("p").Add("ab").Add("c").Finish(), FieldHash("p").Add("a").Add("bc").Finish());
  EXPECT_NE(FieldHash("p").Add("").Finish(), FieldHash("p").Finish());
}

// Stored hashes depend on it: computed apart, with Python's hashlib.
TEST(AuditChain, TheEncodingIsKept) {
  const AuditRow row = NextAuditRow({}, MakeEntry(), absl::FromUnixSeconds(1'600'000'000));
  EXPECT_EQ(row.ordinal, 1);
  EXPECT_EQ(row.prev_hash, std::string(32, '\0'));
  EXPECT_EQ(absl::BytesToHexString(row.hash),
            "5ecba92eac4a8e66f81c10555022308f3f68ad9f6bb0569ad6a7b30e9b72dfd5");
}

TEST(AuditChain, EveryFieldIsInTheHash) {
  const AuditRow row = NextAuditRow({}, MakeEntry(), absl::FromUnixSeconds(1));
  const std::vector<std::function<void(AuditRow&)>> edits = {
      [](AuditRow& r) { r.ordinal = 2; },
      [](AuditRow& r) { r.prev_hash[0] = 1; },
      [](AuditRow& r) { r.at += absl::Microseconds(1); },
      [](AuditRow& r) { r.entry.caller.identity = "x"; },
      [](AuditRow& r) { r.entry.caller.request_id = "x"; },
      [](AuditRow& r) { r.entry.caller.role = "x"; },
      [](AuditRow& r) { r.entry.caller.end_user = "x"; },
      [](AuditRow& r) { r.entry.action = "x"; },
      [](AuditRow& r) { r.entry.object = "x"; },
      [](AuditRow& r) { r.entry.before_digest = "x"; },
      [](AuditRow& r) { r.entry.after_digest = "x"; },
      [](AuditRow& r) { r.entry.outcome = "x"; }};
  for (size_t i = 0; i < edits.size(); ++i) {
    AuditRow edited = row;
    edits[i](edited);
    EXPECT_NE(AuditHash(edited), row.hash) << "edit " << i;
  }
}

TEST(AuditChain, EachRowHoldsTheHashOfTheOneBefore) {
  MemoryAudit audit;
  audit.Append(MakeEntry(), absl::FromUnixSeconds(2));
  audit.Append(MakeEntry(), absl::FromUnixSeconds(1));
  const std::vector<AuditRow> rows = audit.Read(0, 10);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].prev_hash, rows[0].hash);
  EXPECT_EQ(rows[1].at, rows[0].at) << "time never falls";
}

TEST(MemoryAudit, ReadsByPages) {
  MemoryAudit audit;
  for (int i = 0; i < 5; ++i) audit.Append(MakeEntry(), absl::FromUnixSeconds(i));
  EXPECT_EQ(audit.Read(3, 1).front().ordinal, 4);
  EXPECT_EQ(audit.Read(3, 10).size(), 2u);
  EXPECT_TRUE(audit.Read(5, 10).empty());
}

}  // namespace
}  // namespace peerage::store
