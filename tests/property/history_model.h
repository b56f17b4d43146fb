// A dataset's history in the simplest words: what was known after each release,
// as maps that are copied whole. What the services are compared with.
//
// Three forces, four quarters of 2019, one series by quarters; a measure that
// adds two of them up and divides by the same residents everywhere, so that
// places follow the sums.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/core/month.h"
#include "services/core/reference.h"

namespace peerage::property {

inline constexpr int kForces = 3;
inline constexpr int kQuarters = 4;

// One force's figure of one quarter: no value when the status has none.
struct Cell {
  std::string status;
  std::optional<int64_t> value;
  friend bool operator==(const Cell&, const Cell&) = default;
};
// By force.
using Scope = std::map<int, Cell>;
// By quarter: the rows of a file, or all that is known.
using Scopes = std::map<int, Scope>;

// What a file asks for.
struct File {
  Scopes rows;
  bool correction = false;
};

// What was known after one release.
struct Known {
  Scopes scopes;
  // The release that each quarter was last made by.
  std::map<int, int64_t> made_by;
  std::set<int> members;
};

enum class Fate { kAccepted, kUnchanged, kRefused };

// A place as it should be.
struct Place {
  std::optional<int> position;
  int ranked_of = 0;
};

class HistoryModel {
 public:
  // The two releases that every history begins with are there: declarations,
  // and residents.
  HistoryModel();

  int64_t head() const { return static_cast<int64_t>(known_.size()) - 1; }
  const Known& At(int64_t seq) const { return known_[static_cast<size_t>(seq)]; }
  const Known& Newest() const { return known_.back(); }

  // What becomes of a file, and of what is known. `seq`: the release that holds
  // its content.
  Fate Take(const File& file, int64_t& seq);
  // Another membership; false when it is the present one.
  bool Regroup(const std::set<int>& members);

  // Whether the half year that ends with the quarter can be asked about.
  bool Askable(int quarter, int64_t seq) const;
  Place PlaceOf(int force, int quarter, int64_t seq) const;
  // The release after which it could first be asked about; none when the answer
  // of `seq` is made from nothing that came later.
  std::optional<int64_t> FirstPublished(int quarter, int64_t seq) const;

 private:
  std::optional<int64_t> SumOf(int force, int quarter, int64_t seq) const;

  // By seq; the first is that of before all.
  std::vector<Known> known_;
};

std::string ForceId(int force);
core::Month EndOf(int quarter);
// The declarations with these members of the only group, "three".
core::DatasetReference MakeReference(const std::set<int>& members);

// The file as CSV of format "series". Any `disorder` gives the same figures:
// other orders of rows and columns, other line ends and separators.
std::string ToCsv(const File& file, unsigned disorder);

}  // namespace peerage::property
