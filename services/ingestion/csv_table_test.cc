#include "services/ingestion/csv_table.h"

#include <gtest/gtest.h>

namespace peerage::ingestion {
namespace {

class CsvTableTest : public ::testing::Test {
 protected:
  // The bytes must outlive the table, so a test keeps them here.
  const CsvTable& Parse(std::string bytes, const CsvLimits& limits = {}) {
    bytes_ = std::move(bytes);
    table_ = CsvTable::Parse(bytes_, violations_, warnings_, limits);
    return table_;
  }
  // "line column: rule" of the only violation.
  std::string OnlyViolation() const {
    const std::vector<Finding> found = violations_.InFileOrder();
    if (found.size() != 1) return std::to_string(found.size()) + " violations";
    return std::to_string(found[0].line) + " " + found[0].column + ": " + found[0].rule;
  }

  std::string bytes_;
  Findings violations_;
  Findings warnings_;
  CsvTable table_;
};

TEST_F(CsvTableTest, ReadsQuotesAndBothLineEnds) {
  const CsvTable& table = Parse("name,n\r\n\"London, City of\",1\r\n\"a \"\"b\"\"\nc\",2\nd,3");
  EXPECT_TRUE(violations_.empty());
  ASSERT_EQ(table.rows(), 3u);
  EXPECT_EQ(table.Cell(0, 0), "London, City of");
  EXPECT_EQ(table.Cell(1, 0), "a \"b\"\nc");
  EXPECT_EQ(table.Cell(2, 1), "3");
  EXPECT_EQ(table.Line(1), 3);
  EXPECT_EQ(table.Line(2), 5);
  EXPECT_EQ(table.Column("n"), 1u);
  EXPECT_FALSE(table.Column("m").has_value());
}

TEST_F(CsvTableTest, DropsAByteOrderMarkAndOuterSpacesWithAWarning) {
  const CsvTable& table = Parse(
      "\xEF\xBB\xBF"
      "a,b\n 1 ,2  \n");
  EXPECT_EQ(table.columns()[0], "a");
  EXPECT_EQ(table.Cell(0, 0), "1");
  EXPECT_EQ(table.Cell(0, 1), "2");
  EXPECT_TRUE(violations_.empty());
  EXPECT_EQ(warnings_.total(), 2);
}

TEST_F(CsvTableTest, BlankLastLinesAreNoRows) {
  EXPECT_EQ(Parse("a,b\n1,2\n\r\n\n").rows(), 1u);
  EXPECT_TRUE(violations_.empty());
  Parse("a,b\n\n1,2\n");
  EXPECT_EQ(OnlyViolation(), "2 : each line has as many cells as the header, 2");
}

TEST_F(CsvTableTest, AnotherSeparatorIsNamed) {
  EXPECT_TRUE(Parse("a;b\n1;2\n").columns().empty());
  EXPECT_EQ(OnlyViolation(), "1 : columns are separated by commas, not by semicolons");
}

TEST_F(CsvTableTest, AFileHasAtMostSoManyCells) {
  EXPECT_EQ(Parse("a,b\n1,2\n3,4\n", {.cells = 3}).rows(), 1u);
  EXPECT_EQ(OnlyViolation(), "3 : a file has at most 1000000 rows and 3 cells");
}

TEST_F(CsvTableTest, AnUnclosedQuoteIsNamedWhereItOpens) {
  Parse("a,b\n1,2\n3,\"4\n5,6\n");
  EXPECT_EQ(OnlyViolation(), "3 b: a quote that opens a cell closes it as well");
}

TEST_F(CsvTableTest, AQuoteInsideAPlainCellIsRefused) {
  Parse("a,b\n1\",2\n");
  EXPECT_EQ(OnlyViolation(), "2 a: a quote stands only around a whole cell");
}

TEST_F(CsvTableTest, TextAfterAClosingQuoteIsRefused) {
  Parse("a,b\n\"1\"x,2\n");
  EXPECT_EQ(OnlyViolation(), "2 a: nothing follows a closing quote but the next cell");
}

TEST_F(CsvTableTest, ABareCarriageReturnIsRefused) {
  Parse("a,b\n1,2\r3,4\n");
  EXPECT_EQ(OnlyViolation(), "2 b: lines end with LF or CRLF, not with CR alone");
}

TEST_F(CsvTableTest, ANulIsRefused) {
  Parse(std::string("a,b\n1,\0002\n", 9));
  EXPECT_EQ(OnlyViolation(), "2 byte 3: text holds no NUL byte");
}

TEST_F(CsvTableTest, BrokenUtf8IsRefused) {
  for (const char* bad : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
    violations_ = Findings();
    Parse(std::string("a\n") + bad);
    EXPECT_EQ(OnlyViolation(), "2 byte 1: the file is UTF-8 text");
  }
}

TEST_F(CsvTableTest, Utf16IsRefused) {
  Parse(
      std::string("\xFF\xFE"
                  "a\0,\0",
                  6));
  EXPECT_EQ(OnlyViolation(), "1 : the file is UTF-8 text");
}

TEST_F(CsvTableTest, InvisibleCharactersAreRefused) {
  // A zero-width space, a right-to-left override, a byte order mark.
  for (const char* bad : {"\xE2\x80\x8B", "\xE2\x80\xAE", "\xEF\xBB\xBF"}) {  // NOLINT
    violations_ = Findings();
    Parse(std::string("a\nEss") + bad + "ex\n");
    EXPECT_EQ(OnlyViolation(), "2 byte 4: text holds no invisible or direction-changing character");
  }
}

TEST_F(CsvTableTest, LinesOfAnotherLengthAreEachNamed) {
  const CsvTable& table = Parse("a,b\n1\n1,2,3\n\n1,2\n");
  EXPECT_EQ(violations_.total(), 3);
  EXPECT_EQ(table.rows(), 1u);
}

TEST_F(CsvTableTest, HasLimits) {
  Parse("a,b,c\n", {.columns = 2});
  EXPECT_EQ(OnlyViolation(), "1 : a table has at most 2 columns");
  violations_ = Findings();
  Parse("a\n1\n2\n3\n", {.rows = 2});
  EXPECT_EQ(OnlyViolation(), "4 : a file has at most 2 rows and 16000000 cells");
  violations_ = Findings();
  Parse("a\n" + std::string(size_t{33} * 1024, 'x') + "\n");
  EXPECT_EQ(OnlyViolation(), "2 a: a cell has at most 32 KiB");
}

TEST_F(CsvTableTest, AnEmptyFileIsRefused) {
  Parse("");
  EXPECT_EQ(OnlyViolation(), "1 : a file begins with a header line");
}

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

}  // namespace
}  // namespace peerage::ingestion
