// The flags that every question about a standing shares: whom, with whom, as
// known when, by which method.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "clients/cli/checks.h"
#include "peerage/types/v1/standing.pb.h"

namespace peerage::cli {

// What was known when.
struct AsOfFlags {
  // A seq, or a day as YYYY-MM-DD; empty: now.
  std::string as_of;
  int64_t min_seq = 0;
};

struct SubjectFlags {
  std::string dataset;
  std::string force;
  // A group's id, or force ids with commas between; empty: the default group.
  std::string group;
  AsOfFlags knowledge;
  std::string average;
  bool exclude_self = false;
  std::optional<int> minimum_members;
};

void AddAsOfFlags(CLI::App& command, AsOfFlags& flags);
void AddSubjectFlags(CLI::App& command, SubjectFlags& flags);
// --measure ID, required.
void AddMeasureFlag(CLI::App& command, std::string& measure);
// --period YYYY-MM; `help` says what is taken without it.
void AddPeriodFlag(CLI::App& command, std::string& period, const std::string& help);

// The ids of a --group with a comma, without the spaces around them; empty when
// it is one group's id. One force alone is written "kent,".
std::vector<std::string> ForceIdsOf(const std::string& group);

types::v1::MethodOptions MethodOf(const SubjectFlags& flags);

template <class Request>
void ApplyAsOf(const AsOfFlags& flags, Request& request) {
  int64_t seq = 0;
  if (absl::SimpleAtoi(flags.as_of, &seq)) {
    request.set_seq(seq);
  } else if (!flags.as_of.empty()) {
    request.set_known_on(flags.as_of);
  }
  request.set_min_seq(flags.min_seq);
}

template <class Request>
void ApplySubject(const SubjectFlags& flags, Request& request) {
  request.set_dataset_id(flags.dataset);
  request.set_force_id(flags.force);
  const std::vector<std::string> forces = ForceIdsOf(flags.group);
  if (!forces.empty()) {
    request.mutable_force_ids()->mutable_force_ids()->Add(forces.begin(), forces.end());
  } else if (!flags.group.empty()) {
    request.set_group_id(flags.group);
  }
  ApplyAsOf(flags.knowledge, request);
  *request.mutable_method() = MethodOf(flags);
}

}  // namespace peerage::cli
