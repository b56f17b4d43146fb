#include "standing.h"

#include "absl/strings/str_cat.h"

absl::StatusOr<std::string> StandingLines(const peerage::client::RankingClient& ranking,
                                          const peerage::ranking::v1::GetStandingRequest& request) {
  const auto response = ranking.GetStanding(request);
  if (!response.ok()) return response.status();
  const auto& standing = response->standing();
  // Numbers are shown as the service wrote them: there is one way of rounding.
  std::string lines = absl::StrCat(standing.force_name(), ": ", standing.value().display(), ", ");
  if (standing.has_position()) {
    absl::StrAppend(&lines, standing.position_display(), " of ", standing.ranked_of(), " in ",
                    standing.group().name(),
                    "\nto the average: ", standing.change_to_average().display(), "\n");
  } else {
    absl::StrAppend(&lines, "no position\n");
  }
  for (const auto& caveat : standing.caveats()) absl::StrAppend(&lines, "* ", caveat.text(), "\n");
  return lines;
}
