#include "services/core/area_names.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

class AreaNamesTest : public ::testing::Test {
 protected:
  AreaNamesTest() {
    reference_.areas = {
        {.id = "city-of-london", .name = "City of London", .aliases = {"London, City of"}},
        {.id = "devon-and-cornwall", .name = "Devon and Cornwall"},
        {.id = "essex", .name = "Essex"}};
  }
  const Area* Find(std::string_view name) { return AreaNames(reference_).Find(name); }
  const Area* Nearest(std::string_view name) { return AreaNames(reference_).Nearest(name); }
  DatasetReference reference_;
};

TEST_F(AreaNamesTest, FindsByIdNameAndAlias) {
  EXPECT_EQ(Find("city-of-london"), reference_.areas.data());
  EXPECT_EQ(Find("City of London"), reference_.areas.data());
  EXPECT_EQ(Find("London, City of"), reference_.areas.data());
}

TEST_F(AreaNamesTest, IgnoresCaseAndOuterSpaces) {
  EXPECT_EQ(Find(" ESSEX "), &reference_.areas[2]);
}

TEST_F(AreaNamesTest, ReadsAnAmpersandAsAnd) {
  EXPECT_EQ(Find("Devon & Cornwall"), &reference_.areas[1]);
}

TEST_F(AreaNamesTest, ALookalikeLetterIsAnotherName) {
  EXPECT_EQ(Find("E\xD1\x95sex"), nullptr);
  EXPECT_EQ(Nearest("E\xD1\x95sex"), &reference_.areas[2]);
}

TEST_F(AreaNamesTest, SuggestsTheNearest) {
  EXPECT_EQ(Nearest("Esesx"), &reference_.areas[2]);
  EXPECT_EQ(Nearest("Devon & Cornwal"), &reference_.areas[1]);
  EXPECT_EQ(Nearest("Police Scotland"), nullptr);
}

}  // namespace
}  // namespace peerage::core
