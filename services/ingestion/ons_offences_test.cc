#include "services/ingestion/ons_offences.h"

#include <gtest/gtest.h>

namespace peerage::ingestion {
namespace {

TEST(OnsOffenceSeries, IsTheNameAsASlugThatEndsInOffences) {
  const std::pair<const char*, const char*> kCases[] = {
      {"Total recorded crime (excluding fraud)", "all-crime-offences"},
      {"Violence with injury", "violence-with-injury-offences"},
      {"Drug offences", "drug-offences"},
      {"Death or serious injury - unlawful driving",
       "death-or-serious-injury-unlawful-driving-offences"},
      {"Non-residential burglary", "non-residential-burglary-offences"}};
  for (const auto& [name, id] : kCases) EXPECT_EQ(OnsOffenceSeries(name), id);
}

TEST(OnsOffenceSeries, AnyOtherNameIsNone) {
  for (const char* name : {"", "robbery", "Robbery ", "Fraud", "all-crime-offences"}) {
    EXPECT_FALSE(OnsOffenceSeries(name)) << name;
  }
}

}  // namespace
}  // namespace peerage::ingestion
