#include "clients/cli/table.h"

#include <gtest/gtest.h>

namespace peerage::cli {
namespace {

Table MakeTable() {
  Table table({{"Force"}, {"Offences", Align::kRight}});
  table.AddRow({{"Ynys Môn"}, {"-22,112"}});
  table.AddRow({{"Kent"}, {"5"}});
  return table;
}

TEST(Table, AlignsByCells) {
  EXPECT_EQ(MakeTable().Render({}),
            "Force     Offences\n"
            "──────────────────\n"
            "Ynys Môn   -22,112\n"
            "Kent             5\n");
}

TEST(Table, ColourDoesNotMoveAnything) {
  Table table({{"A"}, {"B"}});
  table.AddRow({{"x", Tone::kGood}, {"y"}});
  EXPECT_EQ(table.Render({.colour = true}),
            "\033[1mA\033[0m  \033[1mB\033[0m\n\033[2m────\033[0m\n\033[32mx\033[0m  y\n");
}

TEST(Table, BreaksTheWidestColumnWhereTheTerminalIsNarrow) {
  Table table({{"Rule"}, {"N", Align::kRight}});
  table.AddRow({{"a count has no decimals and is never below zero"}, {"1"}});
  EXPECT_EQ(table.Render({.columns = 24}),
            "Rule                   N\n"
            "────────────────────────\n"
            "a count has no         1\n"
            "decimals and is never\n"
            "below zero\n");
}

TEST(Table, IsABlockARowWhereTheTerminalIsTooNarrow) {
  Table table({{"Force"}, {"Offences", Align::kRight}, {"Remark"}});
  table.AddHeading("Priority 1");
  table.AddRow({{"  Kent"}, {"5"}, {"outside the built-in groups"}});
  table.AddRow({{"Dyfed-Powys"}, {"7"}});
  EXPECT_EQ(table.Render({.columns = 22}),
            "Priority 1\n"
            "\n"
            "Force: Kent\n"
            "Offences: 5\n"
            "Remark: outside the\n"
            "  built-in groups\n"
            "\n"
            "Force: Dyfed-Powys\n"
            "Offences: 7\n");
}

TEST(Table, IsOneLineARowWhereNobodySaysHowWide) {
  Table table({{"Rule"}});
  table.AddRow({{std::string(200, 'x') + " y"}});
  EXPECT_NE(table.Render({}).find("x y\n"), std::string::npos);
}

TEST(Table, AHeadingStandsOverItsRows) {
  Table table({{"Measure"}});
  table.AddHeading("Priority 1");
  table.AddRow({{"All crime"}});
  EXPECT_EQ(table.Render({}), "Measure\n─────────\nPriority 1\nAll crime\n");
}

TEST(Table, AnEmptyColumnIsLeftOut) {
  Table table({{"Measure"}, {"Nationally"}, {"Value"}});
  table.AddRow({{"KSI"}, {""}, {"1.287"}});
  EXPECT_EQ(table.Render({}), "Measure  Value\n──────────────\nKSI      1.287\n");
}

TEST(Table, WithoutRowsThereIsNone) { EXPECT_EQ(Table({{"A"}}).Render({}), ""); }

}  // namespace
}  // namespace peerage::cli
