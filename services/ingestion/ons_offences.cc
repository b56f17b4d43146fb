#include "services/ingestion/ons_offences.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace peerage::ingestion {
namespace {

constexpr std::string_view kTotal = "Total recorded crime (excluding fraud)";
constexpr std::string_view kOffences[] = {kTotal,
                                          "Bicycle theft",
                                          "Burglary",
                                          "Criminal damage and arson",
                                          "Death or serious injury - unlawful driving",
                                          "Drug offences",
                                          "Homicide",
                                          "Miscellaneous crimes against society",
                                          "Non-residential burglary",
                                          "Other theft offences",
                                          "Possession of weapons offences",
                                          "Public order offences",
                                          "Residential burglary",
                                          "Robbery",
                                          "Sexual offences",
                                          "Shoplifting",
                                          "Stalking and harassment",
                                          "Theft from the person",
                                          "Theft offences",
                                          "Vehicle offences",
                                          "Violence against the person",
                                          "Violence with injury",
                                          "Violence without injury"};

std::string Slug(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      slug.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
    } else if (!slug.empty() && slug.back() != '-') {
      slug.push_back('-');
    }
  }
  return slug;
}

}  // namespace

std::optional<std::string> OnsOffenceSeries(std::string_view offence) {
  if (std::find(std::begin(kOffences), std::end(kOffences), offence) == std::end(kOffences)) {
    return std::nullopt;
  }
  if (offence == kTotal) return "all-crime-offences";
  std::string slug = Slug(offence);
  if (!absl::EndsWith(slug, "-offences")) slug += "-offences";
  return slug;
}

}  // namespace peerage::ingestion
