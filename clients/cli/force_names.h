// Forces by name, for people.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "clients/cli/session.h"

namespace peerage::cli {

// Names by id.
using ForceNames = std::map<std::string, std::string>;

// A dataset's forces as known after release `seq`, from the catalogue.
absl::StatusOr<ForceNames> FetchForceNames(const Session& session, const std::string& dataset,
                                           int64_t seq);

// The name, or the id itself where none is known.
std::string NameOf(const ForceNames& names, const std::string& id);
// "Kent, Sussex".
template <class Ids>
std::string NamesOf(const ForceNames& names, const Ids& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : ", ") + NameOf(names, id);
  return text;
}

}  // namespace peerage::cli
