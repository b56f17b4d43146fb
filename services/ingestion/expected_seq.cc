#include "services/ingestion/expected_seq.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/runtime/error.h"

namespace peerage::ingestion {
namespace {

constexpr size_t kScopesNamed = 5;

std::vector<const store::ScopeHead*> NewerHeads(int64_t expected_seq,
                                                const std::vector<store::ScopeDraft>& scopes,
                                                const store::DatasetState& state) {
  std::set<std::pair<std::string, core::Month>> touched;
  for (const store::ScopeDraft& scope : scopes) touched.emplace(scope.series_id, scope.period_end);
  std::vector<const store::ScopeHead*> newer;
  for (const store::ScopeHead& head : state.heads) {
    if (head.seq > expected_seq && touched.contains({head.series_id, head.period_end})) {
      newer.push_back(&head);
    }
  }
  return newer;
}

// "all-crime.numerator 2018-12 (release 7) and 3 others".
std::string NameScopes(const std::vector<const store::ScopeHead*>& heads) {
  std::vector<std::string> named;
  for (const store::ScopeHead* head : heads) {
    if (named.size() == kScopesNamed) break;
    named.push_back(absl::StrCat(head->series_id, " ", head->period_end.ToString(), " (release ",
                                 head->seq, ")"));
  }
  std::string text = absl::StrJoin(named, ", ");
  const size_t others = heads.size() - named.size();
  if (others > 0) absl::StrAppend(&text, " and ", others, others == 1 ? " other" : " others");
  return text;
}

}  // namespace

absl::Status CheckExpectedSeq(int64_t expected_seq, const std::string& dataset_id,
                              const std::vector<store::ScopeDraft>& scopes,
                              const store::DatasetState& state) {
  const std::vector<const store::ScopeHead*> newer = NewerHeads(expected_seq, scopes, state);
  if (newer.empty()) return absl::OkStatus();
  const auto newest = std::max_element(
      newer.begin(), newer.end(),
      [](const store::ScopeHead* a, const store::ScopeHead* b) { return a->seq < b->seq; });
  return runtime::Error(
      absl::StatusCode::kAborted, runtime::Reason::kChangedSince,
      absl::StrCat("the sender knew '", dataset_id, "' up to release ", expected_seq,
                   ", but some of what the file replaces has changed since: ", NameScopes(newer),
                   "; look at these releases, then send the file again with the seq you know now"),
      {{"dataset_id", dataset_id},
       {"expected_seq", absl::StrCat(expected_seq)},
       {"head_seq", absl::StrCat((*newest)->seq)},
       {"changed_scopes", absl::StrCat(newer.size())}});
}

}  // namespace peerage::ingestion
