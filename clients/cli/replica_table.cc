#include "clients/cli/replica_table.h"

#include <google/protobuf/struct.pb.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "clients/cpp/status.h"

namespace peerage::cli {
namespace {

using operations::v1::GetStatusResponse;

Tone ToneOf(ReplicaState state) {
  if (state == ReplicaState::kReady) return Tone::kGood;
  return state == ReplicaState::kStale || state == ReplicaState::kDraining ? Tone::kNotice
                                                                           : Tone::kBad;
}

std::string SinceWords(const GetStatusResponse& status) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S UTC",
                          absl::FromUnixSeconds(status.started_at().seconds()),
                          absl::UTCTimeZone());
}

std::vector<Cell> RowOf(const Replica& replica) {
  const ReplicaState state = StateOf(replica);
  std::vector<Cell> row = {{replica.service, Tone::kStrong},
                           {replica.address},
                           {StateWords(state), ToneOf(state)},
                           {},
                           {},
                           {},
                           {},
                           {ReplicaRemark(replica)}};
  if (!replica.answer.ok()) return row;
  const GetStatusResponse& status = *replica.answer;
  row[3].text = status.version();
  if (status.has_seq()) row[4].text = absl::StrCat(status.seq());
  if (status.has_snapshot_age_seconds()) {
    row[5].text = absl::StrCat(status.snapshot_age_seconds(), " s");
  }
  row[6].text = SinceWords(status);
  return row;
}

// A text as a JSON string. Arguments may hold bytes that are no UTF-8, JSON not.
absl::StatusOr<std::string> JsonOfText(const std::string& text) {
  google::protobuf::Value value;
  value.set_string_value(Printable(text));
  return JsonOf(value);
}

// An object; the members' values are JSON, or why they could not be written.
using Member = std::pair<std::string, absl::StatusOr<std::string>>;
absl::StatusOr<std::string> JsonOfObject(const std::vector<Member>& members) {
  std::vector<std::string> written;
  for (const auto& [name, value] : members) {
    if (!value.ok()) return value.status();
    written.push_back(absl::StrCat("\"", name, "\":", *value));
  }
  return absl::StrCat("{", absl::StrJoin(written, ","), "}");
}

absl::StatusOr<std::string> JsonOfReplica(const Replica& replica) {
  std::vector<Member> members = {{"service", JsonOfText(replica.service)},
                                 {"address", JsonOfText(replica.address)},
                                 {"state", JsonOfText(StateName(StateOf(replica)))}};
  if (replica.answer.ok()) {
    members.emplace_back("status", JsonOf(*replica.answer));
  } else {
    const absl::Status& error = replica.answer.status();
    members.emplace_back("error",
                         JsonOfObject({{"code", JsonOfText(absl::StatusCodeToString(error.code()))},
                                       {"reason", JsonOfText(client::ErrorReason(error))},
                                       {"message", JsonOfText(absl::StrCat(error.message()))}}));
  }
  return JsonOfObject(members);
}

}  // namespace

std::string RenderReplicas(const Terminal& terminal, const std::vector<Replica>& replicas) {
  Table table({{"Service"},
               {"Address"},
               {"State"},
               {"Version"},
               {"Seq", Align::kRight},
               {"Age", Align::kRight},
               {"Running since"},
               {"Remark"}});
  for (const Replica& replica : replicas) table.AddRow(RowOf(replica));
  return table.Render(terminal);
}

absl::StatusOr<std::string> JsonOfReplicas(const std::vector<Replica>& replicas) {
  std::vector<std::string> written;
  for (const Replica& replica : replicas) {
    auto object = JsonOfReplica(replica);
    if (!object.ok()) return object;
    written.push_back(*std::move(object));
  }
  return JsonOfObject({{"replicas", absl::StrCat("[", absl::StrJoin(written, ","), "]")}});
}

}  // namespace peerage::cli
