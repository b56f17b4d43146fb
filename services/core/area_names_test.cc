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

// Cleveland has a former name and took the name Hartlepool over from another.
class DatedNamesTest : public ::testing::Test {
 protected:
  DatedNamesTest() {
    reference_.areas = {{.id = "cleveland", .name = "Cleveland"},
                        {.id = "old-hartlepool", .name = "Hartlepool", .valid_to = Month(1974, 3)}};
    reference_.areas[0].former_names = {{"Teesside", Month(1968, 4), Month(1974, 3)},
                                        {"Hartlepool", Month(1974, 4), {}}};
  }
  NameMeaning Find(std::string_view name, Month month) {
    return AreaNames(reference_).Find(name, month);
  }
  DatasetReference reference_;
};

TEST_F(DatedNamesTest, AFormerNameMeansTheAreaFromItsFirstMonthToItsLast) {
  EXPECT_EQ(Find("teesside", Month(1968, 4)).area, reference_.areas.data());
  EXPECT_EQ(Find("Teesside", Month(1974, 3)).area, reference_.areas.data());
}

TEST_F(DatedNamesTest, OutsideItsMonthsAFormerNameMeansNobodyAndSaysWhomItMeant) {
  for (const Month month : {Month(1968, 3), Month(1974, 4)}) {
    const NameMeaning meaning = Find("Teesside", month);
    EXPECT_EQ(meaning.area, nullptr);
    EXPECT_EQ(meaning.at_other_times, reference_.areas.data());
    EXPECT_EQ(meaning.otherwise, "'Teesside' was a name of Cleveland from 1968-04 to 1974-03");
  }
}

TEST_F(DatedNamesTest, ANameMayPassFromOneAreaToAnother) {
  EXPECT_EQ(Find("Hartlepool", Month(1974, 3)).area, &reference_.areas[1]);
  EXPECT_EQ(Find("Hartlepool", Month(1974, 4)).area, reference_.areas.data());
  EXPECT_EQ(AreaNames(reference_).Find("Hartlepool"), &reference_.areas[1]);
}

TEST_F(DatedNamesTest, AnAreaHasItsNamesInItsOwnMonths) {
  const NameMeaning meaning = Find("old-hartlepool", Month(1980, 1));
  EXPECT_EQ(meaning.area, nullptr);
  EXPECT_EQ(meaning.otherwise, "'old-hartlepool' was a name of Hartlepool until 1974-03");
}

TEST_F(DatedNamesTest, WithoutAMonthFormerNamesAreNotAsked) {
  EXPECT_EQ(AreaNames(reference_).Find("Teesside"), nullptr);
}

TEST_F(DatedNamesTest, AnUnknownNameIsNobodysAtAnyTime) {
  const NameMeaning meaning = Find("Narnia", Month(2019, 12));
  EXPECT_EQ(meaning.area, nullptr);
  EXPECT_EQ(meaning.at_other_times, nullptr);
  EXPECT_EQ(meaning.otherwise, "");
}

}  // namespace
}  // namespace peerage::core
