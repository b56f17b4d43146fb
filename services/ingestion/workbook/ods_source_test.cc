#include "services/ingestion/workbook/ods_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/opened_workbook.h"

namespace peerage::ingestion::workbook {
namespace {

using peerage::testing::OdsParts;
using peerage::testing::OdsTable;
using peerage::testing::OpenedWorkbook;
using peerage::testing::Parts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Row(const std::string& cells, const std::string& attributes = "") {
  return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}

std::string Cell(const std::string& attributes, const std::string& inside = "") {
  return "<table:table-cell " + attributes + ">" + inside + "</table:table-cell>";
}

std::string Text(const std::string& text) {
  return Cell("office:value-type='string'", "<text:p>" + text + "</text:p>");
}

std::string Number(const std::string& number, const std::string& attributes = "") {
  return Cell("office:value-type='float' office:value='" + number + "' " + attributes,
              "<text:p>shown</text:p>");
}

// The rows alone.
std::vector<std::string> Rows(const std::string& rows) {
  OpenedWorkbook read(OdsTable(rows));
  EXPECT_THAT(read.violations, IsEmpty());
  if (read.lines.empty()) return {};
  return {read.lines.begin() + 1, read.lines.end()};
}

std::vector<std::string> Violations(const Parts& parts, const TableLimits& limits = {}) {
  return OpenedWorkbook(parts, limits).violations;
}

TEST(OdsSource, ReadsValuesByTheirType) {
  EXPECT_THAT(
      Rows(Row(
          Text("Essex") + Number("12") + Number("1.5E-5") +
          Cell("office:value-type='percentage' office:value='0.1384'", "<text:p>14%</text:p>") +
          Cell("office:value-type='date' office:date-value='2019-12-31T00:00:00'",
               "<text:p>31/12/19</text:p>") +
          Cell("office:value-type='boolean' office:boolean-value='true'", "<text:p>WAHR</text:p>") +
          Cell("office:value-type='currency' office:currency='GBP' office:value='3.5'",
               "<text:p>£3.50</text:p>") +
          Cell("office:value-type='time' office:time-value='PT36H00M00S'",
               "<text:p>36:00:00</text:p>"))),
      ElementsAre("1: Essex|#12|#0.000015|%13.84|@2019-12-31|?TRUE|#3.5|36:00:00"));
}

TEST(OdsSource, ReadsErrorsAndFormulasWithoutAValue) {
  EXPECT_THAT(
      Rows(Row(Cell("table:formula='of:=1/0' office:value-type='string' office:string-value='' "
                    "calcext:value-type='error'",
                    "<text:p>#DIV/0!</text:p>") +
               Cell("table:formula='of:=1+1'") +
               Cell("table:formula='of:=1+1' office:value-type='float'") +
               Cell("table:formula='of:=1+1' office:value-type='float' office:value='2'") +
               Cell("office:value-type='float' office:value='NaN'") +
               Cell("office:value-type='date' office:date-value='31/12/2019'"))),
      ElementsAre("1: !#DIV/0!|!no value|!no value|#2|!NaN|!31/12/2019"));
}

TEST(OdsSource, JoinsParagraphsAsLinesAndCountsSpaces) {
  EXPECT_THAT(
      Rows(Row(Cell("office:value-type='string'",
                    "<text:p>Avon  and\n<text:span>Somer</text:span>set</text:p>"
                    "<text:p>a<text:s text:c='2'/>b<text:s/>c<text:tab/>d<text:line-break/>e"
                    "</text:p>") +
               Cell("office:value-type='string' office:string-value='held'"))),
      ElementsAre("1: Avon and Somerset\na  b c\td\ne|held"));
}

TEST(OdsSource, PassesOverAnnotationsDrawingsAndTablesInCells) {
  EXPECT_THAT(
      Rows(Row(Cell("office:value-type='string'",
                    "<office:annotation><text:p>a note</text:p></office:annotation>"
                    "<draw:frame><draw:text-box><text:p>a box</text:p></draw:text-box></draw:frame>"
                    "<text:p>x<office:annotation><text:p>n</text:p></office:annotation>"
                    "<text:note><text:p>foot</text:p></text:note>"
                    "<text:ruby><text:ruby-base>y</text:ruby-base><text:ruby-text>z"
                    "</text:ruby-text></text:ruby></text:p>"
                    "<table:table><table:table-row>" +
                        Text("inner") + "</table:table-row></table:table>"))),
      ElementsAre("1: xy"));
}

TEST(OdsSource, RepeatsCellsAndRows) {
  EXPECT_THAT(Rows(Row(Number("1", "table:number-columns-repeated='3'") +
                           Cell("table:number-columns-repeated='2'") + Number("2"),
                       "table:number-rows-repeated='2'") +
                   Row(Text("x"))),
              ElementsAre("1: #1|#1|#1|||#2", "2: #1|#1|#1|||#2", "3: x"));
}

TEST(OdsSource, EmptyRepeatsAreFree) {
  EXPECT_THAT(Rows(Row(Cell("table:number-columns-repeated='2147483647'") +
                           Cell("table:number-columns-repeated='2147483647'"),
                       "table:number-rows-repeated='1048575'") +
                   Row(Number("1") + Cell("table:number-columns-repeated='16383'"))),
              ElementsAre("1048576: #1"));
}

TEST(OdsSource, ChargesRepeatsBeforeItExpandsThem) {
  EXPECT_THAT(Violations(OdsTable(Row(Number("1"), "table:number-rows-repeated='1000000'") +
                                  Row(Number("1")))),
              ElementsAre(HasSubstr("a file has at most 1000000 rows")));
  EXPECT_THAT(Violations(OdsTable(Row(Number("1"), "table:number-rows-repeated='2147483647'"))),
              ElementsAre(HasSubstr("a sheet has at most 16777216 rows")));
  EXPECT_THAT(Violations(OdsTable(Row(Number("1", "table:number-columns-repeated='16384'")))),
              ElementsAre(HasSubstr("a table has at most 64 columns")));
  TableLimits limits;
  limits.unpacked_bytes = 100'000;
  EXPECT_THAT(
      Violations(OdsTable(Row(Text(std::string(1000, 'x')), "table:number-rows-repeated='101'")),
                 limits),
      ElementsAre(HasSubstr("the cells of a file have at most 100000 bytes together")));
}

TEST(OdsSource, RefusesRepeatsThatAreNoNumbers) {
  for (const char* repeat : {"0", "-1", "1.5", "99999999999999999999", "x"}) {
    const std::string attribute = "table:number-rows-repeated='" + std::string(repeat) + "'";
    EXPECT_THAT(Violations(OdsTable(Row(Number("1"), attribute))),
                ElementsAre(HasSubstr("a row or cell stands a whole number of times")))
        << repeat;
  }
}

TEST(OdsSource, CountsCoveredCellsAndShowsNone) {
  EXPECT_THAT(Rows(Row(Cell("table:number-columns-spanned='2' office:value-type='string'",
                            "<text:p>wide</text:p>") +
                       "<table:covered-table-cell office:value-type='string'><text:p>under</text:p>"
                       "</table:covered-table-cell>" +
                       Number("3"))),
              ElementsAre("1: wide||#3"));
}

TEST(OdsSource, ReadsRowsInGroups) {
  EXPECT_THAT(Rows("<table:table-header-rows>" + Row(Text("h")) +
                   "</table:table-header-rows><table:table-row-group><table:table-rows>" +
                   Row(Text("a")) + "</table:table-rows></table:table-row-group>" + Row(Text("b"))),
              ElementsAre("1: h", "2: a", "3: b"));
}

TEST(OdsSource, TellsHiddenSheetsApartByTheirStyle) {
  EXPECT_THAT(
      OpenedWorkbook(
          OdsParts("<table:table table:name='A' table:style-name='ta2'>" + Row(Text("x")) +
                       "</table:table><table:table table:name='B' table:style-name='ta1'/>",
                   "<style:style style:name='ta1' style:family='table'><style:table-properties "
                   "table:display='true'/></style:style><style:style style:name='ta2' "
                   "style:family='table'><style:table-properties table:display='false'/>"
                   "</style:style>"))
          .lines,
      ElementsAre("[A, hidden]", "1: x", "[B]"));
}

TEST(OdsSource, LeavesOutWhatIsNoTable) {
  EXPECT_THAT(OpenedWorkbook(OdsParts("<table:tracked-changes><table:deletion>" + Row(Text("x")) +
                                      "<table:table table:name='gone'/></table:deletion>"
                                      "</table:tracked-changes>"))
                  .lines,
              IsEmpty());
}

TEST(OdsSource, RefusesLinksToOtherFiles) {
  constexpr char kRule[] = "a workbook takes no figures from another file";
  EXPECT_THAT(Violations(OdsTable("<table:table-source/>" + Row(Text("x")))),
              ElementsAre(HasSubstr(kRule)));
  EXPECT_THAT(Violations(OdsTable(Row(Cell("", "<table:cell-range-source/>")))),
              ElementsAre(HasSubstr(kRule)));
  EXPECT_THAT(Violations(OdsParts("<table:dde-links/>")), ElementsAre(HasSubstr(kRule)));
}

TEST(OdsSource, RefusesPasswords) {
  Parts parts = OdsTable(Row(Text("x")));
  parts["META-INF/manifest.xml"] =
      "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
      "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>";
  EXPECT_THAT(Violations(parts), ElementsAre(HasSubstr("a workbook has no password")));
}

TEST(OdsSource, ReadsMacroWorkbooksWithAWarning) {
  Parts parts = OdsTable(Row(Text("x")));
  parts["Basic/script-lc.xml"] = "<x/>";
  const OpenedWorkbook read(parts);
  EXPECT_THAT(read.lines, ElementsAre("[Figures]", "1: x"));
  EXPECT_THAT(read.warnings, ElementsAre(HasSubstr("macros are not run")));
}

TEST(OdsSource, SaysWhatIsNoSpreadsheet) {
  Parts parts = OdsTable(Row(Text("x")));
  parts["mimetype"] = "application/vnd.oasis.opendocument.text";
  EXPECT_THAT(Violations(parts),
              ElementsAre(HasSubstr("an OpenDocument file that is no spreadsheet")));
}

TEST(OdsSource, RefusesManyMergedRanges) {
  std::string rows;
  for (int i = 0; i <= 10'000; ++i) rows += Row(Cell("table:number-rows-spanned='2'"));
  EXPECT_THAT(Violations(OdsTable(rows)),
              ElementsAre(HasSubstr("at most 10000 ranges of merged cells")));
}

TEST(OdsSource, RefusesLongCellsHoweverTheyAreWritten) {
  for (const std::string& text :
       {std::string(32 * 1024, 'x'), std::string("<text:s text:c='2147483647'/>x"),
        std::string("<text:s text:c='20000'/><text:s text:c='20000'/>x")}) {
    EXPECT_THAT(Violations(OdsTable(Row(Text("x" + text + "x")))),
                ElementsAre(HasSubstr("a cell has at most 32768 bytes")));
  }
}

TEST(OdsSource, HasALimitToSheets) {
  std::string tables;
  for (int i = 0; i < 65; ++i) tables += "<table:table table:name='t'/>";
  EXPECT_THAT(Violations(OdsParts(tables)),
              ElementsAre(HasSubstr("a workbook has at most 64 sheets")));
}

}  // namespace
}  // namespace peerage::ingestion::workbook
