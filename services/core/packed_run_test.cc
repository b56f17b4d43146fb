#include "services/core/packed_run.h"

#include <gtest/gtest.h>

namespace peerage::core {
namespace {

SeriesRun TwoQuarters() {
  return {"all-crime",
          3,
          {{Month(2019, 9),
            {{"essex", ObservationStatus::kFinal, 41000, {}},
             {"kent", ObservationStatus::kMissing, 0, {}}}},
           {Month(2019, 12),
            {{"devon", ObservationStatus::kProvisional, -1, 250},
             {"kent", ObservationStatus::kFinal, 7, {}}}}}};
}

TEST(PackedRun, HoldsEachIdOnceAndInOrder) {
  const PackedRun packed = Pack(TwoQuarters());
  EXPECT_EQ(packed.area_ids, (std::vector<std::string>{"devon", "essex", "kent"}));
  EXPECT_EQ(packed.figures.size(), 4u);
  EXPECT_EQ(packed.FiguresOf(1).front().area, 0u);
}

TEST(PackedRun, UnpacksToWhatWasPacked) { EXPECT_EQ(Unpack(Pack(TwoQuarters())), TwoQuarters()); }

TEST(PackedRun, AScopeAloneKeepsItsStandardErrors) {
  EXPECT_EQ(UnpackScope(Pack(TwoQuarters()), 1), TwoQuarters().scopes[1]);
}

TEST(PackedRun, KeepsScopesWithoutFigures) {
  const SeriesRun run = {"s", 12, {{Month(2019, 12), {}}, {Month(2020, 12), {}}}};
  EXPECT_EQ(Unpack(Pack(run)), run);
}

}  // namespace
}  // namespace peerage::core
