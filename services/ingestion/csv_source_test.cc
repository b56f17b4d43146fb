#include "services/ingestion/csv_source.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "services/ingestion/headed_rows.h"

namespace peerage::ingestion {
namespace {

struct ReadRow {
  int64_t line = 0;
  std::vector<std::string> cells;
};

// A file read to its end below its header.
struct ReadTable {
  std::vector<std::string> columns;
  std::vector<ReadRow> rows;
};

class CsvSourceTest : public ::testing::Test {
 protected:
  ReadTable Parse(const std::string& bytes, const TableLimits& limits = {}) {
    ReadTable table;
    CsvSource source(bytes, limits, violations_, warnings_);
    const Sheet* sheet = source.NextSheet();
    if (sheet == nullptr) return table;
    HeadedRows rows(source, *sheet, violations_);
    table.columns = rows.columns();
    while (rows.Next()) {
      ReadRow row{rows.line(), {}};
      for (size_t i = 0; i < table.columns.size(); ++i) row.cells.emplace_back(rows.At(i).text);
      table.rows.push_back(row);
    }
    EXPECT_EQ(source.NextSheet(), nullptr);
    return table;
  }
  // "line column: rule" of the only violation.
  std::string OnlyViolation() const {
    const std::vector<Finding> found = violations_.InFileOrder();
    if (found.size() != 1) return std::to_string(found.size()) + " violations";
    return std::to_string(found[0].line) + " " + found[0].column + ": " + found[0].rule;
  }

  Findings violations_;
  Findings warnings_;
};

TEST_F(CsvSourceTest, ReadsQuotesAndBothLineEnds) {
  const ReadTable table = Parse("name,n\r\n\"London, City of\",1\r\n\"a \"\"b\"\"\nc\",2\nd,3");
  EXPECT_TRUE(violations_.empty());
  ASSERT_EQ(table.rows.size(), 3u);
  EXPECT_EQ(table.rows[0].cells[0], "London, City of");
  EXPECT_EQ(table.rows[1].cells[0], "a \"b\"\nc");
  EXPECT_EQ(table.rows[2].cells[1], "3");
  EXPECT_EQ(table.rows[1].line, 3);
  EXPECT_EQ(table.rows[2].line, 5);
}

TEST_F(CsvSourceTest, DropsAByteOrderMarkAndOuterSpacesWithAWarning) {
  const ReadTable table = Parse(
      "\xEF\xBB\xBF"
      "a,b\n 1 ,2  \n");
  EXPECT_EQ(table.columns[0], "a");
  EXPECT_EQ(table.rows[0].cells[0], "1");
  EXPECT_EQ(table.rows[0].cells[1], "2");
  EXPECT_TRUE(violations_.empty());
  EXPECT_EQ(warnings_.total(), 2);
}

TEST_F(CsvSourceTest, BlankLastLinesAreNoRows) {
  EXPECT_EQ(Parse("a,b\n1,2\n\r\n\n").rows.size(), 1u);
  EXPECT_TRUE(violations_.empty());
  Parse("a,b\n\n1,2\n");
  EXPECT_EQ(OnlyViolation(), "2 : each line has as many cells as the header, 2");
}

TEST_F(CsvSourceTest, SemicolonsAndTabsSeparateCellsToo) {
  EXPECT_EQ(Parse("a;b\n\"x;y\";1,5\n").rows[0].cells, (std::vector<std::string>{"x;y", "1,5"}));
  EXPECT_EQ(Parse("a\tb\r\nx, y\t2\r\n").rows[0].cells, (std::vector<std::string>{"x, y", "2"}));
  EXPECT_TRUE(violations_.empty());
}

TEST_F(CsvSourceTest, ATitleAboveTheColumnsDoesNotChooseTheSeparator) {
  EXPECT_EQ(FindSeparator("Crime, by force, England, Wales\n\na;b\n1;2\n3;4\n5;6\n7;8\n"), ';');
  EXPECT_EQ(FindSeparator("\"a;b;c;d\",1\nx,2\n"), ',');
  EXPECT_EQ(FindSeparator("one column\n1\n"), ',');
}

TEST_F(CsvSourceTest, LinesOfSeparatorsAloneAreSkippedAndSaid) {
  const ReadTable table = Parse("a,b\n1,2\n,\n , \n3,4\n,\n");
  EXPECT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[1].line, 5);
  EXPECT_TRUE(violations_.empty());
  ASSERT_EQ(warnings_.total(), 2);
  EXPECT_EQ(warnings_.InFileOrder()[0].value, "3 lines");
}

TEST_F(CsvSourceTest, AFileHasAtMostSoManyCells) {
  EXPECT_EQ(Parse("a,b\n1,2\n3,4\n", {.cells = 5}).rows.size(), 1u);
  EXPECT_EQ(OnlyViolation(), "3 : a file has at most 1000000 rows and 5 cells");
}

TEST_F(CsvSourceTest, AnUnclosedQuoteIsNamedWhereItOpens) {
  Parse("a,b\n1,2\n3,\"4\n5,6\n");
  EXPECT_EQ(OnlyViolation(), "3 b: a quote that opens a cell closes it as well");
}

TEST_F(CsvSourceTest, AQuoteInsideAPlainCellIsRefused) {
  Parse("a,b\n1\",2\n");
  EXPECT_EQ(OnlyViolation(), "2 a: a quote stands only around a whole cell");
}

TEST_F(CsvSourceTest, TextAfterAClosingQuoteIsRefused) {
  Parse("a,b\n\"1\"x,2\n");
  EXPECT_EQ(OnlyViolation(), "2 a: nothing follows a closing quote but the next cell");
}

TEST_F(CsvSourceTest, ABareCarriageReturnIsRefused) {
  Parse("a,b\n1,2\r3,4\n");
  EXPECT_EQ(OnlyViolation(), "2 b: lines end with LF or CRLF, not with CR alone");
}

TEST_F(CsvSourceTest, ANulIsRefused) {
  Parse(std::string("a,b\n1,\0002\n", 9));
  EXPECT_EQ(OnlyViolation(), "2 byte 3: text holds no NUL byte");
}

TEST_F(CsvSourceTest, BrokenUtf8IsRefused) {
  for (const char* bad : {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82"}) {
    violations_ = Findings();
    Parse(std::string("a\n") + bad);
    EXPECT_EQ(OnlyViolation(), "2 byte 1: the file is UTF-8 text");
  }
}

TEST_F(CsvSourceTest, TextFarDownAndInLongRowsIsCheckedToo) {
  std::string sound = "a\n";
  while (sound.size() < (size_t{1} << 20)) sound += "Beyond the first look\n";
  const int64_t lines = std::count(sound.begin(), sound.end(), '\n');
  Parse(sound + "Ess\xFF" + "ex\n");
  EXPECT_EQ(OnlyViolation(), std::to_string(lines + 1) + " byte 4: the file is UTF-8 text");
}

TEST_F(CsvSourceTest, TextInALongRowIsCheckedToo) {
  // One cell over many windows, whose ends fall into its characters.
  std::string cell = "\"";
  while (cell.size() < (size_t{1} << 20)) cell += "\xC3\xA9\xC3\xA9\n";
  const int64_t lines = std::count(cell.begin(), cell.end(), '\n');
  const TableLimits wide{.cell_bytes = size_t{1} << 21};
  EXPECT_EQ(Parse("a\n" + cell + "\"\n", wide).rows.size(), 1u);
  Parse("a\n" + cell + "\xFF\"\n", wide);
  EXPECT_EQ(OnlyViolation(), std::to_string(2 + lines) + " byte 1: the file is UTF-8 text");
}

TEST_F(CsvSourceTest, SaysHowFarItHasGot) {
  std::string text = "a\n";
  while (text.size() < (size_t{1} << 20)) text += "Row after row\n";
  std::vector<size_t> passed;
  CsvSource source(text, {}, violations_, warnings_,
                   [&](size_t bytes) { passed.push_back(bytes); });
  source.NextSheet();
  while (source.NextRow() != nullptr) {
  }
  EXPECT_GE(passed.size(), 4u);
  EXPECT_TRUE(std::is_sorted(passed.begin(), passed.end()));
  EXPECT_LT(passed.back(), text.size());
  EXPECT_GT(passed.back(), text.size() / 2);
}

TEST_F(CsvSourceTest, Utf16IsRefused) {
  Parse(
      std::string("\xFF\xFE"
                  "a\0,\0",
                  6));
  EXPECT_EQ(OnlyViolation(), "1 : the file is UTF-8 text");
}

TEST_F(CsvSourceTest, InvisibleCharactersAreRefused) {
  // A zero-width space, a right-to-left override, a byte order mark.
  for (const char* bad : {"\xE2\x80\x8B", "\xE2\x80\xAE", "\xEF\xBB\xBF"}) {  // NOLINT
    violations_ = Findings();
    Parse(std::string("a\nEss") + bad + "ex\n");
    EXPECT_EQ(OnlyViolation(), "2 byte 4: text holds no invisible or direction-changing character");
  }
}

TEST_F(CsvSourceTest, ControlCharactersAreRefused) {
  for (const char* bad : {"\x1B", "\x7F", "\x01"}) {
    violations_ = Findings();
    Parse(std::string("a,b\n12345678,") + bad + "\n");
    EXPECT_EQ(OnlyViolation(), "2 byte 10: text holds no control character but tab and line ends");
  }
  violations_ = Findings();
  EXPECT_EQ(Parse("a;b\n1\t2;12345678\n").rows.size(), 1u);
  EXPECT_TRUE(violations_.empty());
}

TEST_F(CsvSourceTest, ABareCarriageReturnInsideQuotesIsRefused) {
  Parse("a,b\n1,\"2\r3\"\n");
  EXPECT_EQ(OnlyViolation(), "2 b: lines end with LF or CRLF, not with CR alone");
  violations_ = Findings();
  EXPECT_EQ(Parse("a,b\r\n1,\"2\r\n3\"\r\n").rows[0].cells[1], "2\r\n3");
}

TEST_F(CsvSourceTest, AQuotedCellIsMeasuredBeforeItIsUnfolded) {
  Parse("a\n\"" + std::string(size_t{70} * 1024, '"') + "\"\n");
  EXPECT_EQ(OnlyViolation(), "2 a: a cell has at most 32 KiB");
}

TEST_F(CsvSourceTest, AMessageCutsNoCharacter) {
  Parse("a,b\n1,\"" + std::string(63, 'x') + "\xC3\xA9 and on\n");
  EXPECT_EQ(violations_.InFileOrder()[0].value, std::string(63, 'x') + "\xC3\xA9");
}

TEST_F(CsvSourceTest, AnAccentStandsWithItsLetter) {
  Parse("a\nYnys Mo\xCC\x82n\n");
  EXPECT_EQ(OnlyViolation(), "2 byte 8: a letter and its accent are one character (Unicode NFC)");
  violations_ = Findings();
  EXPECT_EQ(Parse("a\nYnys M\xC3\xB4n\n").rows.size(), 1u);
  EXPECT_TRUE(violations_.empty());
}

TEST_F(CsvSourceTest, LinesOfAnotherLengthAreEachNamed) {
  const ReadTable table = Parse("a,b\n1\n1,2,3\n\n1,2\n");
  EXPECT_EQ(violations_.total(), 3);
  EXPECT_EQ(table.rows.size(), 1u);
}

TEST_F(CsvSourceTest, HasLimits) {
  Parse("a,b,c\n", {.columns = 2});
  EXPECT_EQ(OnlyViolation(), "1 column 3: a table has at most 2 columns");
  violations_ = Findings();
  Parse("a\n1\n2\n3\n", {.rows = 2});
  EXPECT_EQ(OnlyViolation(), "4 : a file has at most 2 rows and 16000000 cells");
  violations_ = Findings();
  Parse("a\n" + std::string(size_t{33} * 1024, 'x') + "\n");
  EXPECT_EQ(OnlyViolation(), "2 a: a cell has at most 32 KiB");
}

TEST_F(CsvSourceTest, AnEmptyFileIsRefused) {
  Parse("");
  EXPECT_EQ(OnlyViolation(), "1 : a file begins with a header line");
}

}  // namespace
}  // namespace peerage::ingestion
