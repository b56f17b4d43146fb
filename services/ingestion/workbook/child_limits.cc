#include "services/ingestion/workbook/child_limits.h"

#include <map>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace peerage::ingestion::workbook {
namespace {

// Calls `see(name, limit)` for each of them.
template <typename Limits, typename See>
void ForEachLimit(Limits& limits, const See& see) {
  see("columns", limits.columns);
  see("cell_bytes", limits.cell_bytes);
  see("rows", limits.rows);
  see("cells", limits.cells);
  see("sheets", limits.sheets);
  see("packed_bytes", limits.packed_bytes);
  see("unpacked_bytes", limits.unpacked_bytes);
  see("string_bytes", limits.string_bytes);
  see("zip_entries", limits.zip_entries);
  see("xml_depth", limits.xml_depth);
  see("cpu_seconds", limits.cpu_seconds);
}

}  // namespace

std::string FormatLimits(const TableLimits& limits) {
  std::vector<std::string> named;
  ForEachLimit(limits, [&named](const char* name, const auto& limit) {
    named.push_back(absl::StrCat(name, "=", limit));
  });
  return absl::StrJoin(named, ",");
}

std::optional<TableLimits> ParseLimits(const std::string& text) {
  std::map<std::string, int64_t> named;
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    const std::pair<std::string, std::string> limit = absl::StrSplit(part, absl::MaxSplits('=', 1));
    int64_t number = 0;
    if (!absl::SimpleAtoi(limit.second, &number) || number <= 0 ||
        !named.emplace(limit.first, number).second) {
      return std::nullopt;
    }
  }
  TableLimits limits;
  size_t found = 0;
  ForEachLimit(limits, [&](const char* name, auto& limit) {
    const auto given = named.find(name);
    if (given == named.end()) return;
    limit = static_cast<std::remove_reference_t<decltype(limit)>>(given->second);
    if (static_cast<int64_t>(limit) == given->second) ++found;
  });
  if (found != named.size() || FormatLimits(limits).size() != text.size()) return std::nullopt;
  return limits;
}

}  // namespace peerage::ingestion::workbook
