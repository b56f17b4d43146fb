#include "services/core/group.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

using Ids = std::vector<std::string>;

Area Force(const std::string& id, const std::string& region) {
  return Area{.id = id, .name = id, .kind = AreaKind::kForce, .region = region};
}

DatasetReference Dataset() {
  DatasetReference dataset{.dataset_id = "test", .built_in_groups = true};
  dataset.areas = {Force("essex", "Eastern"),
                   Force("kent", "South East"),
                   Force("surrey", "South East"),
                   Force("city-of-london", "London"),
                   Force("metropolitan", "London"),
                   Force("norfolk", "Eastern"),
                   {.id = "wales", .name = "Wales", .kind = AreaKind::kNation}};
  dataset.areas[3].excluded_from_built_in_groups = true;
  dataset.groups = {{.id = "old",
                     .name = "Old",
                     .member_ids = {"essex", "kent"},
                     .default_for = {"essex"},
                     .valid_to = Month(2013, 12),
                     .source = "list"},
                    {.id = "new",
                     .name = "New",
                     .member_ids = {"surrey", "essex"},
                     .default_for = {"essex"},
                     .valid_from = Month(2014, 1),
                     .source = "list"}};
  return dataset;
}

absl::StatusOr<Group> Resolve(const std::string& subject, const GroupChoice& choice,
                              Month month = Month(2019, 12)) {
  return ResolveGroup(Dataset(), subject, month, choice);
}

TEST(Group, TheDefaultIsTheOneInForceAtThePeriodsEnd) {
  EXPECT_EQ(Resolve("essex", DefaultGroup{})->id, "new");
  EXPECT_EQ(Resolve("essex", DefaultGroup{}, Month(2013, 12))->id, "old");
  EXPECT_EQ(Resolve("essex", DefaultGroup{})->member_ids, (Ids{"essex", "surrey"}));
}

TEST(Group, NoDefaultGroupIsAFailedPrecondition) {
  EXPECT_TRUE(absl::IsFailedPrecondition(Resolve("kent", DefaultGroup{}).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(Resolve("essex", std::string("old")).status()));
}

TEST(Group, EnglandAndWalesIsEveryForceButTheExcluded) {
  const auto group = Resolve("kent", std::string(kEnglandAndWales));
  EXPECT_EQ(group->member_ids, (Ids{"essex", "kent", "metropolitan", "norfolk", "surrey"}));
  EXPECT_EQ(group->excluded_ids, Ids{"city-of-london"});
  EXPECT_TRUE(group->verified);
}

TEST(Group, TheExcludedForceMayAskAboutItself) {
  const auto group = Resolve("city-of-london", std::string(kEnglandAndWales));
  ASSERT_TRUE(group.ok());
  EXPECT_EQ(group->member_ids.size(), 5);
}

TEST(Group, ARegionOfOneForceMakesNoGroup) {
  EXPECT_EQ(Resolve("kent", std::string("region-south-east"))->member_ids, (Ids{"kent", "surrey"}));
  EXPECT_TRUE(absl::IsNotFound(Resolve("metropolitan", std::string("region-london")).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("essex", std::string("region-south-east")).status()));
}

TEST(Group, AnAdHocListTakesTheSubjectInWhereverItStands) {
  EXPECT_EQ(Resolve("essex", Ids{"kent", "surrey"})->member_ids, (Ids{"essex", "kent", "surrey"}));
  EXPECT_EQ(Resolve("essex", Ids{"surrey", "essex", "kent"})->member_ids,
            (Ids{"essex", "kent", "surrey"}));
}

TEST(Group, AnAdHocListNamesEachForceOnceAndOnlyForces) {
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("essex", Ids{"kent", "kent"}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("essex", Ids{"kent", "wales"}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("essex", Ids{"kent", "narnia"}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("essex", Ids{"essex"}).status()));
}

TEST(Group, ANationMayBeSeenBesideEnglandAndWalesAlone) {
  const auto group = Resolve("wales", std::string(kEnglandAndWales));
  ASSERT_TRUE(group.ok()) << group.status();
  EXPECT_EQ(group->member_ids, Resolve("kent", std::string(kEnglandAndWales))->member_ids);
  EXPECT_EQ(group->excluded_ids, Ids{"city-of-london"});
  EXPECT_TRUE(absl::IsFailedPrecondition(Resolve("wales", DefaultGroup{}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("wales", Ids{"essex", "kent"}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("wales", std::string("new")).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Resolve("wales", std::string("region-eastern")).status()));
}

// Kent until March 2014, Sussex from April 2014.
DatasetReference Succession() {
  DatasetReference dataset = Dataset();
  dataset.areas[1].valid_to = Month(2014, 3);
  dataset.areas.push_back(Force("sussex", "South East"));
  dataset.areas.back().valid_from = Month(2014, 4);
  return dataset;
}

TEST(Group, BuiltInGroupsHoldTheForcesOfTheirMonth) {
  const std::string all(kEnglandAndWales);
  EXPECT_EQ(ResolveGroup(Succession(), "essex", Month(2014, 3), all)->member_ids,
            (Ids{"essex", "kent", "metropolitan", "norfolk", "surrey"}));
  EXPECT_EQ(ResolveGroup(Succession(), "essex", Month(2014, 4), all)->member_ids,
            (Ids{"essex", "metropolitan", "norfolk", "surrey", "sussex"}));
  EXPECT_EQ(BuiltInGroups(Succession()).front().member_ids.size(), 6);
}

TEST(Group, AForceOutsideItsMonthsLiesInNoBuiltInGroup) {
  for (const char* group : {kEnglandAndWales, "region-south-east"}) {
    EXPECT_TRUE(ResolveGroup(Succession(), "kent", Month(2014, 3), std::string(group)).ok());
    EXPECT_TRUE(absl::IsFailedPrecondition(
        ResolveGroup(Succession(), "kent", Month(2014, 4), std::string(group)).status()));
  }
}

TEST(Group, ARegionIsNotInForceWhereOnlyOneForceIs) {
  DatasetReference dataset = Succession();
  dataset.areas.back().valid_from = Month(2015, 1);
  EXPECT_TRUE(absl::IsFailedPrecondition(
      ResolveGroup(dataset, "surrey", Month(2014, 6), std::string("region-south-east")).status()));
}

TEST(Group, UnknownGroupsAreNotFound) {
  EXPECT_TRUE(absl::IsNotFound(Resolve("essex", std::string("nowhere")).status()));
}

TEST(Group, MostMembersMustHaveAValue) {
  const std::pair<int, int> cases[] = {{2, 2},   {3, 2},   {8, 7},  {15, 14},
                                       {16, 15}, {20, 18}, {42, 38}};
  for (const auto& [members, minimum] : cases) {
    EXPECT_EQ(DefaultMinimumMembers(members), minimum) << members;
  }
}

}  // namespace
}  // namespace peerage::core
