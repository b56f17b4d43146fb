#include "clients/cli/reference_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::cli {
namespace {

using ::testing::IsEmpty;
using types::v1::DatasetReference;

DatasetReference Before() {
  DatasetReference reference;
  reference.set_dataset_id("test");
  reference.set_name("Test");
  for (const char* id : {"essex", "kent", "sussex"}) {
    auto& area = *reference.add_areas();
    area.set_id(id);
    area.set_name(id);
    area.set_kind(types::v1::AREA_KIND_FORCE);
  }
  auto& aspiration = *reference.add_aspirations();
  aspiration.set_force_id("essex");
  aspiration.set_measure_id("all-crime");
  aspiration.set_text("4th in MSG");
  aspiration.set_valid_from("2018-08");
  return reference;
}

std::string Diff(const DatasetReference& after) {
  return RenderDiff({}, DiffReferences(Before(), after));
}

TEST(ReferenceDiff, OfTheSameSaysSo) {
  EXPECT_THAT(DiffReferences(Before(), Before()), IsEmpty());
  EXPECT_EQ(Diff(Before()), "Nothing changes.\n");
}

TEST(ReferenceDiff, ShowsTheOldAndTheNewValueOfEachKey) {
  DatasetReference after = Before();
  after.set_name("Renamed");
  after.mutable_areas(1)->add_aliases("Kent Police");
  after.mutable_aspirations(0)->set_text("Best in MSG");
  EXPECT_EQ(Diff(after),
            "the data set\n"
            "  ~ the data set\n"
            "      name: Test becomes Renamed\n"
            "areas\n"
            "  ~ kent\n"
            "      aliases: nothing becomes [Kent Police]\n"
            "aspirations\n"
            "  ~ essex, all-crime from 2018-08\n"
            "      target: 4th in MSG becomes Best in MSG\n"
            "3 changed.\n");
}

TEST(ReferenceDiff, ShowsWhatComesAndWhatGoes) {
  DatasetReference after = Before();
  after.mutable_areas()->erase(after.mutable_areas()->begin() + 1);
  auto& event = *after.add_events();
  event.set_id("explosion");
  event.set_date("2019-10-23");
  event.add_parts()->set_series_id("all-crime");
  event.mutable_parts(0)->set_count(39);
  EXPECT_EQ(Diff(after),
            "areas\n"
            "  - kent\n"
            "events\n"
            "  + explosion: date 2019-10-23; parts [{series: all-crime, count: 39}]\n"
            "1 added and 1 removed.\n");
}

TEST(ReferenceDiff, ANewVersionIsAThingOfItsOwn) {
  DatasetReference after = Before();
  auto& later = *after.add_aspirations();
  later = after.aspirations(0);
  later.set_valid_from("2020-04");
  later.set_text("Best in MSG");
  EXPECT_EQ(Diff(after),
            "aspirations\n"
            "  + essex, all-crime from 2020-04: force essex; measure all-crime; target Best in "
            "MSG; valid_from 2020-04\n"
            "1 added.\n");
}

TEST(ReferenceDiff, AnotherOrderIsAChangeToo) {
  DatasetReference after = Before();
  after.mutable_areas()->SwapElements(0, 2);
  EXPECT_EQ(Diff(after), "areas\n  ~ in another order\nNothing but the order changes.\n");
}

TEST(ReferenceDiff, ThingsOfOneLabelAreToldApartByTheirOrder) {
  DatasetReference before = Before();
  *before.add_areas() = before.areas(0);
  EXPECT_EQ(RenderDiff({}, DiffReferences(before, Before())), "areas\n  - essex\n1 removed.\n");
}

TEST(ReferenceDiff, CountsWhatANewDataSetDeclares) {
  DatasetReference reference = Before();
  reference.add_calendar();
  reference.add_calendar();
  reference.add_series();
  EXPECT_EQ(DeclaredWords(reference), "3 areas, 1 series, 1 aspiration and 2 calendar entries");
}

}  // namespace
}  // namespace peerage::cli
