#include "clients/cli/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::cli {
namespace {

using ::testing::ElementsAre;

TEST(CellWidth, CountsCellsNotBytes) {
  EXPECT_EQ(CellWidth("Dyfed-Powys"), 11);
  EXPECT_EQ(CellWidth("Ynys Môn"), 8);
  EXPECT_EQ(CellWidth("▁▂█"), 3);
  // A combining circumflex takes no cell of its own.
  EXPECT_EQ(CellWidth("Mo\xCC\x82n"), 3);
  EXPECT_EQ(CellWidth("東京"), 4);
}

TEST(Printable, LeavesNothingThatDrivesATerminal) {
  EXPECT_EQ(Printable("a\033[31mb\r\nc\x7f"), "a?[31mb??c?");
  // U+202E turns the direction of what follows.
  const std::string turned = std::string("right") + '\xE2' + '\x80' + '\xAE' + "left";
  EXPECT_EQ(Printable(turned), "right?left");
  EXPECT_EQ(Printable("bad\xff\xfe."), "bad??.");
  EXPECT_EQ(Printable("Ynys Môn"), "Ynys Môn");
}

TEST(WrapWords, BreaksAtSpacesOnly) {
  EXPECT_THAT(WrapWords("to be or not to be", 9), ElementsAre("to be or", "not to be"));
  EXPECT_THAT(WrapWords("a longest-of-words b", 5), ElementsAre("a", "longest-of-words", "b"));
  EXPECT_THAT(WrapWords("as it is", 0), ElementsAre("as it is"));
}

TEST(WrapWords, KeepsTheIndent) {
  EXPECT_THAT(WrapWords("  to be or not", 7), ElementsAre("  to be", "  or", "  not"));
}

TEST(Paint, ColoursOnlyWhereWanted) {
  EXPECT_EQ(Paint({.colour = false}, Tone::kBad, "x"), "x");
  EXPECT_EQ(Paint({.colour = true}, Tone::kBad, "x"), "\033[31mx\033[0m");
  EXPECT_EQ(Paint({.colour = true}, Tone::kPlain, "x"), "x");
}

}  // namespace
}  // namespace peerage::cli
