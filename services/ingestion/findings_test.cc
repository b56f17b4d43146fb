#include "services/ingestion/findings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace peerage::ingestion {
namespace {

TEST(Findings, KeepTheFirstHundredInTheFilesOrder) {
  Findings findings;
  for (int64_t line = 300; line > 0; --line) findings.Add({.line = line});
  EXPECT_EQ(findings.total(), 300);
  const std::vector<Finding> kept = findings.InFileOrder();
  ASSERT_EQ(kept.size(), 100u);
  EXPECT_EQ(kept.front().line, 1);
  EXPECT_EQ(kept.back().line, 100);
}

TEST(Findings, OfAValueAreOneOnAllItsLines) {
  Findings findings;
  for (int64_t line = 2; line < 1000; ++line) {
    const char* name = line % 2 == 0 ? "Esex" : "Knet";
    findings.Add({.line = line, .column = "force", .value = name, .of_value = true});
  }
  EXPECT_EQ(findings.total(), 2);
  const std::vector<Finding> kept = findings.InFileOrder();
  ASSERT_EQ(kept.size(), 2u);
  EXPECT_EQ(kept[0].value, "Esex");
  EXPECT_EQ(kept[0].line, 2);
  EXPECT_EQ(kept[0].lines, 499);
  EXPECT_EQ(kept[1].line, 3);
}

TEST(Findings, OfAValueInAnotherColumnOrOfAnotherRuleAreTheirOwn) {
  Findings findings;
  findings.Add({.line = 2, .column = "force", .value = "x", .rule = "a", .of_value = true});
  findings.Add({.line = 3, .column = "area", .value = "x", .rule = "a", .of_value = true});
  findings.Add({.line = 4, .column = "force", .value = "x", .rule = "b", .of_value = true});
  EXPECT_EQ(findings.total(), 3);
}

TEST(Findings, OfFiguresAreEachNamed) {
  Findings findings;
  findings.Add({.line = 2, .column = "offences", .value = "-5"});
  findings.Add({.line = 3, .column = "offences", .value = "-5"});
  EXPECT_EQ(findings.total(), 2);
  EXPECT_EQ(findings.InFileOrder()[1].lines, 1);
}

TEST(Findings, ManyWrongNamesDoNotHideOneAnother) {
  Findings findings;
  for (int64_t line = 2; line < 402; ++line) {
    findings.Add({.line = line, .value = std::to_string(line % 200), .of_value = true});
  }
  EXPECT_EQ(findings.total(), 200);
  EXPECT_EQ(findings.InFileOrder().size(), 100u);
  EXPECT_EQ(findings.InFileOrder().back().lines, 2);
}

TEST(Findings, StandInTheOrderOfSheetsAndLines) {
  Findings findings;
  findings.BeginSheet(0, "2018-19");
  findings.Add({.line = 7});
  findings.BeginSheet(1, "2019-20");
  findings.Add({.line = 3});
  findings.Add({.line = 9, .sheet_ordinal = 0});
  findings.Add({.rule = "about the file"});
  const std::vector<Finding> found = findings.InFileOrder();
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].sheet, "");
  EXPECT_EQ(found[1].line, 7);
  EXPECT_EQ(found[2].sheet, "2018-19");
  EXPECT_EQ(found[3].sheet, "2019-20");
}

}  // namespace
}  // namespace peerage::ingestion
