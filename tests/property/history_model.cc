#include "tests/property/history_model.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/core/group.h"
#include "tests/testing/measure_maker.h"

namespace peerage::property {
namespace {

bool HasValue(const Scopes& scopes, int quarter, int force) {
  const auto scope = scopes.find(quarter);
  if (scope == scopes.end()) return false;
  const auto cell = scope->second.find(force);
  return cell != scope->second.end() && cell->second.value.has_value();
}

// The scope that a file makes; nothing when it drops a figure.
std::optional<Scope> Complete(const File& file, int quarter, const Known& before) {
  Scope scope = file.rows.at(quarter);
  for (int force = 0; force < kForces; ++force) {
    if (scope.contains(force)) continue;
    const auto known = before.scopes.find(quarter);
    if (file.correction && known != before.scopes.end()) {
      scope[force] = known->second.at(force);
    } else if (HasValue(before.scopes, quarter, force)) {
      return std::nullopt;
    } else {
      scope[force] = {"missing", std::nullopt};
    }
  }
  return scope;
}

}  // namespace

HistoryModel::HistoryModel() : known_(3) {
  for (size_t seq : {1, 2}) known_[seq].members = {0, 1, 2};
}

Fate HistoryModel::Take(const File& file, int64_t& seq) {
  Known after = Newest();
  bool changed = false;
  seq = 0;
  for (const auto& [quarter, rows] : file.rows) {
    const std::optional<Scope> scope = Complete(file, quarter, Newest());
    if (!scope) return Fate::kRefused;
    const auto before = Newest().scopes.find(quarter);
    const bool held = before != Newest().scopes.end();
    changed = changed || !held || before->second != *scope;
    if (held) seq = std::max(seq, Newest().made_by.at(quarter));
    after.scopes[quarter] = *scope;
    after.made_by[quarter] = head() + 1;
  }
  if (!changed) return Fate::kUnchanged;
  known_.push_back(std::move(after));
  seq = head();
  return Fate::kAccepted;
}

bool HistoryModel::Regroup(const std::set<int>& members) {
  if (members == Newest().members) return false;
  known_.push_back(Newest());
  known_.back().members = members;
  return true;
}

bool HistoryModel::Askable(int quarter, int64_t seq) const {
  const Scopes& scopes = At(seq).scopes;
  return quarter > 0 && scopes.contains(quarter) && scopes.contains(quarter - 1);
}

std::optional<int64_t> HistoryModel::SumOf(int force, int quarter, int64_t seq) const {
  const Scopes& scopes = At(seq).scopes;
  if (!HasValue(scopes, quarter, force) || !HasValue(scopes, quarter - 1, force)) {
    return std::nullopt;
  }
  return *scopes.at(quarter).at(force).value + *scopes.at(quarter - 1).at(force).value;
}

Place HistoryModel::PlaceOf(int force, int quarter, int64_t seq) const {
  Place place;
  const std::optional<int64_t> own = SumOf(force, quarter, seq);
  int better = 0;
  for (const int member : At(seq).members) {
    const std::optional<int64_t> sum = SumOf(member, quarter, seq);
    place.ranked_of += sum ? 1 : 0;
    better += sum && own && *sum < *own ? 1 : 0;
  }
  const int members = static_cast<int>(At(seq).members.size());
  if (own && place.ranked_of >= core::DefaultMinimumMembers(members)) place.position = 1 + better;
  return place;
}

std::optional<int64_t> HistoryModel::FirstPublished(int quarter, int64_t seq) const {
  int64_t first = 1;
  while (first < seq && !Askable(quarter, first)) ++first;
  const Known& now = At(seq);
  const bool again = now.made_by.at(quarter) > first || now.made_by.at(quarter - 1) > first;
  if (!again && now.members == At(first).members) return std::nullopt;
  return first;
}

std::string ForceId(int force) { return std::string(1, static_cast<char>('a' + force)); }

core::Month EndOf(int quarter) { return core::Month(2019, 3) + 3 * quarter; }

core::DatasetReference MakeReference(const std::set<int>& members) {
  core::DatasetReference reference;
  reference.dataset_id = "open-data";
  reference.name = "Open data";
  reference.terms.source = "the test";
  reference.terms.licence = "none";
  reference.terms.attribution = "The test.";
  reference.terms.marking = "OFFICIAL";
  for (int force = 0; force < kForces; ++force) {
    reference.areas.push_back({.id = ForceId(force), .name = "Force " + ForceId(force)});
  }
  reference.series = {
      {.id = "all-crime", .name = "offences", .source = "the test"},
      {.id = "population", .name = "population", .population = true, .source = "ONS"}};
  core::Measure measure = testing::MakeRate();
  measure.window_months = 6;
  measure.source = "the test";
  reference.measures = {measure};
  core::SimilarGroup group{.id = "three", .name = "Three", .source = "the test"};
  for (const int member : members) group.member_ids.push_back(ForceId(member));
  reference.groups = {group};
  return reference;
}

std::string ToCsv(const File& file, unsigned disorder) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [quarter, scope] : file.rows) {
    for (const auto& [force, cell] : scope) {
      rows.push_back({"all-crime", ForceId(force), EndOf(quarter).ToString(), "3",
                      cell.value ? absl::StrCat(*cell.value) : "", cell.status});
    }
  }
  if ((disorder & 1) != 0) std::reverse(rows.begin(), rows.end());
  if ((disorder & 2) != 0) std::rotate(rows.begin(), rows.begin() + 1, rows.end());
  rows.insert(rows.begin(), {"series", "force", "period_end", "period_months", "value", "status"});
  std::string text = (disorder & 4) != 0 ? "\xEF\xBB\xBF" : "";
  for (auto& row : rows) {
    if ((disorder & 8) != 0) std::reverse(row.begin(), row.end());
    absl::StrAppend(&text, absl::StrJoin(row, (disorder & 16) != 0 ? ";" : ","),
                    (disorder & 32) != 0 ? "\r\n" : "\n");
  }
  return text;
}

}  // namespace peerage::property
