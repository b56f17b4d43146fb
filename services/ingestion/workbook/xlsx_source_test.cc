#include "services/ingestion/workbook/xlsx_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/opened_workbook.h"

namespace peerage::ingestion::workbook {
namespace {

using peerage::testing::BookXml;
using peerage::testing::OpenedWorkbook;
using peerage::testing::Parts;
using peerage::testing::Relation;
using peerage::testing::Relations;
using peerage::testing::SheetXml;
using peerage::testing::XlsxParts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The rows alone.
std::vector<std::string> Rows(const std::string& rows, const std::string& strings = "") {
  OpenedWorkbook read(XlsxParts(rows, strings));
  EXPECT_THAT(read.violations, IsEmpty());
  if (read.lines.empty()) return {};
  return {read.lines.begin() + 1, read.lines.end()};
}

std::vector<std::string> Violations(const Parts& parts, const TableLimits& limits = {}) {
  return OpenedWorkbook(parts, limits).violations;
}

TEST(XlsxSource, ReadsTextsOfEveryKind) {
  EXPECT_THAT(Rows("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
                   "<c r='C1' t='inlineStr'><is><t>in</t><r><t>line</t></r></is></c>"
                   "<c r='D1' t='str'><f>A1</f><v>made</v></c><c r='E1' t='s'><v>2</v></c></row>",
                   "<si><t>plain</t></si>"
                   "<si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ch </t></r>"
                   "<rPh sb='0' eb='1'><t>sound</t></rPh><phoneticPr fontId='1'/></si>"
                   "<si><t>a_x000D_\n_x005F_x0041_ &amp; b</t></si>"),
              ElementsAre("1: plain|rich|inline|made|a\n_x0041_ & b"));
}

TEST(XlsxSource, SkipsHowTextsArePronounced) {
  EXPECT_THAT(Rows("<row><c t='inlineStr'><is><t>x</t><rPh sb='0' eb='1'><t>y</t></rPh></is></c>"
                   "</row>"),
              ElementsAre("1: x"));
}

TEST(XlsxSource, ReadsNumbersBooleansAndErrors) {
  EXPECT_THAT(Rows("<row r='2'><c r='A2'><v>12</v></c><c r='B2' t='n'><v>1.5E-5</v></c>"
                   "<c r='C2' t='b'><v>1</v></c><c r='D2' t='b'><v>0</v></c>"
                   "<c r='E2' t='e'><v>#REF!</v></c><c r='F2'><v>NaN</v></c>"
                   "<c r='G2'><v>1e400</v></c><c r='H2'><v>-0</v></c></row>"),
              ElementsAre("2: #12|#0.000015|?TRUE|?FALSE|!#REF!|!NaN|!1e400|#-0"));
}

TEST(XlsxSource, TakesCellsAsAPersonSeesThem) {
  EXPECT_THAT(Rows("<row><c s='1'><v>0.1384</v></c><c s='3'><v>1.027</v></c>"
                   "<c s='2'><v>43830</v></c><c s='6'><v>43830.5</v></c>"
                   "<c s='4'><v>0.5</v></c><c s='5'><v>1.5</v></c>"
                   "<c s='2'><v>60</v></c><c t='d'><v>2019-12-31T00:00:00</v></c>"
                   "<c s='99'><v>7</v></c></row>"),
              ElementsAre("1: %13.84|%102.7|@2019-12-31|@2019-12-31|12:00:00|36:00:00|!60|"
                          "@2019-12-31|#7"));
}

TEST(XlsxSource, CountsDaysFrom1904WhereTheWorkbookSaysSo) {
  Parts parts = XlsxParts("<row><c s='2'><v>42368</v></c></row>");
  parts["xl/workbook.xml"] =
      BookXml("<sheet name='Figures' r:id='r1'/>", "<workbookPr date1904='1'/>");
  EXPECT_THAT(OpenedWorkbook(parts).lines, ElementsAre("[Figures]", "1: @2019-12-31"));
}

TEST(XlsxSource, KeepsTextThatLooksLikeANumber) {
  EXPECT_THAT(Rows("<row><c t='str'><v>0042</v></c><c t='str'><v>8N</v></c></row>"),
              ElementsAre("1: 0042|8N"));
}

TEST(XlsxSource, SaysWhenAFormulaHasNoValue) {
  EXPECT_THAT(Rows("<row><c><f>1+1</f></c><c><f>1+1</f><v/></c><c><f>1+1</f><v>2</v></c>"
                   "<c t='str'><f>A1</f><v/></c><c t='b'><f>A1</f></c></row>"),
              ElementsAre("1: !no value|!no value|#2||!no value"));
}

TEST(XlsxSource, PlacesCellsAndRowsByTheirReferences) {
  EXPECT_THAT(Rows("<row r='3'><c r='B3'><v>1</v></c><c><v>2</v></c><c r='AA3'><v>3</v></c></row>"
                   "<row><c><v>4</v></c></row><row r='9'><c r='A9'/></row>"
                   "<row r='10'><c r='A10'><v>5</v></c><c r='B10' t='str'><v> </v></c></row>"),
              ElementsAre("3: |#1|#2||||||||||||||||||||||||#3", "4: #4", "10: #5"));
}

TEST(XlsxSource, RefusesCellsAndRowsOutOfOrder) {
  for (const char* rows :
       {"<row r='2'><c r='A2'><v>1</v></c></row><row r='2'><c r='A2'><v>1</v></c></row>",
        "<row r='2'><c r='B2'><v>1</v></c><c r='A2'><v>1</v></c></row>",
        "<row r='2'><c r='A3'><v>1</v></c></row>", "<row r='2'><c r='ZZZZ2'><v>1</v></c></row>",
        "<row r='2'><c r='2'><v>1</v></c></row>", "<row r='0'/>", "<row r='-1'/>",
        "<row r='99999999999'/>", "<row r='2'><c r='a2'><v>1</v></c></row>"}) {
    EXPECT_THAT(Violations(XlsxParts(rows)),
                ElementsAre(HasSubstr("the rows and cells of a sheet stand in their order")))
        << rows;
  }
}

TEST(XlsxSource, ReadsOnInTheNextSheetAfterAFault) {
  Parts parts = XlsxParts("<row r='2'><c r='A1'><v>1</v></c></row><row><c><v>2</v></c></row>");
  parts["xl/workbook.xml"] =
      BookXml("<sheet name='Figures' r:id='r1'/><sheet name='More' r:id='r4'/>");
  parts["xl/_rels/workbook.xml.rels"] =
      Relations(Relation("r1", "worksheet", "worksheets/sheet1.xml") +
                Relation("r4", "worksheet", "/xl/worksheets/other.xml"));
  parts["xl/worksheets/other.xml"] = SheetXml("<row><c><v>3</v></c></row>");
  const OpenedWorkbook read(parts);
  EXPECT_THAT(read.lines, ElementsAre("[Figures]", "[More]", "1: #3"));
  EXPECT_THAT(read.violations, ElementsAre(HasSubstr("2 : A1: the rows and cells")));
}

TEST(XlsxSource, TellsHiddenSheetsApartAndLeavesChartsOut) {
  Parts parts = XlsxParts("<row><c><v>1</v></c></row>");
  parts["xl/workbook.xml"] = BookXml(
      "<sheet name='Chart' r:id='r5'/><sheet name='A' state='hidden' r:id='r1'/>"
      "<sheet name='B' state='veryHidden' r:id='r4'/><sheet name='C' state='visible' r:id='r6'/>");
  parts["xl/_rels/workbook.xml.rels"] =
      Relations(Relation("r1", "worksheet", "worksheets/sheet1.xml") +
                Relation("r4", "worksheet", "./worksheets/../worksheets/sheet2.xml") +
                Relation("r5", "chartsheet", "chartsheets/sheet1.xml") +
                Relation("r6", "worksheet", "worksheets/sheet3.xml"));
  parts["xl/worksheets/sheet2.xml"] = SheetXml("<row><c><v>2</v></c></row>");
  parts["xl/worksheets/sheet3.xml"] = SheetXml("");
  EXPECT_THAT(OpenedWorkbook(parts).lines,
              ElementsAre("[A, hidden]", "1: #1", "[B, hidden]", "1: #2", "[C]"));
}

TEST(XlsxSource, ReadsOfficesStrictFormToo) {
  Parts parts = XlsxParts("<row><c t='s'><v>0</v></c></row>", "<si><t>x</t></si>");
  for (auto& [name, xml] : parts) {
    for (const auto& [loose, strict] :
         {std::pair<std::string, std::string>(
              "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
              "http://purl.oclc.org/ooxml/spreadsheetml/main"),
          std::pair<std::string, std::string>(
              "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
              "http://purl.oclc.org/ooxml/officeDocument/relationships")}) {
      for (size_t at = xml.find(loose); at != std::string::npos; at = xml.find(loose)) {
        xml.replace(at, loose.size(), strict);
      }
    }
  }
  EXPECT_THAT(OpenedWorkbook(parts).lines, ElementsAre("[Figures]", "1: x"));
}

TEST(XlsxSource, CutsSpacesAndSaysSo) {
  const OpenedWorkbook read(
      XlsxParts("<row r='4'><c t='str'><v> Essex\xC2\xA0</v></c><c t='str'><v>a b</v></c></row>"));
  EXPECT_THAT(read.lines, ElementsAre("[Figures]", "4: Essex|a b"));
  EXPECT_THAT(read.warnings, ElementsAre("4 : 1 cells: spaces around a cell are not part of it"));
}

TEST(XlsxSource, ReadsMacroWorkbooksWithAWarning) {
  Parts parts = XlsxParts("<row><c><v>1</v></c></row>");
  std::string& types = parts["[Content_Types].xml"];
  const std::string plain = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
  types.replace(types.find(plain), plain.size(), "vnd.ms-excel.sheet.macroEnabled.main+xml");
  const OpenedWorkbook read(parts);
  EXPECT_THAT(read.lines, ElementsAre("[Figures]", "1: #1"));
  EXPECT_THAT(read.warnings, ElementsAre(HasSubstr("macros are not run")));
}

TEST(XlsxSource, RefusesLinksToOtherWorkbooks) {
  Parts parts = XlsxParts("<row><c><v>1</v></c></row>");
  std::string& relations = parts["xl/_rels/workbook.xml.rels"];
  relations = Relations(Relation("r1", "worksheet", "worksheets/sheet1.xml") +
                        Relation("r9", "externalLink", "externalLinks/externalLink1.xml"));
  EXPECT_THAT(Violations(parts),
              ElementsAre(HasSubstr("a workbook takes no figures from another file")));
  relations =
      Relations(Relation("r1", "worksheet", "http://127.0.0.1/sheet.xml", "TargetMode='External'"));
  EXPECT_THAT(Violations(parts),
              ElementsAre(HasSubstr("a workbook takes no figures from another file")));
}

TEST(XlsxSource, ReadsSheetsWithHyperlinks) {
  Parts parts = XlsxParts("<row><c><v>1</v></c></row>");
  parts["xl/worksheets/_rels/sheet1.xml.rels"] =
      Relations(Relation("r1", "hyperlink", "https://example.org/", "TargetMode='External'"));
  EXPECT_THAT(Violations(parts), IsEmpty());
}

TEST(XlsxSource, RefusesPartsThatAreNotThere) {
  for (const char* part :
       {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}) {
    Parts parts = XlsxParts("<row><c><v>1</v></c></row>");
    parts.erase(part);
    EXPECT_THAT(Violations(parts),
                ElementsAre(HasSubstr("every part that a workbook names is there")))
        << part;
  }
  EXPECT_THAT(Violations(XlsxParts("<row><c t='s'><v>1</v></c></row>", "<si><t>x</t></si>")),
              ElementsAre(HasSubstr("every text that a cell names is there")));
  Parts parts = XlsxParts("");
  parts["xl/workbook.xml"] = BookXml("<sheet name='Figures' r:id='r7'/>");
  EXPECT_THAT(Violations(parts),
              ElementsAre(HasSubstr("every sheet that a workbook names is there")));
}

TEST(XlsxSource, SaysWhatIsNoWorkbook) {
  const std::pair<const char*, const char*> kCases[] = {
      {"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
       "a Word document"},
      {"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
       "a presentation"},
      {"application/vnd.ms-excel.sheet.binary.macroEnabled.main", "a binary workbook (.xlsb)"},
      {"text/plain", "a zip file that is no workbook"},
  };
  for (const auto& [type, name] : kCases) {
    Parts parts = XlsxParts("");
    parts["[Content_Types].xml"] =
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='xml' ContentType='" +
        std::string(type) + "'/></Types>";
    EXPECT_THAT(Violations(parts), ElementsAre(HasSubstr(name)));
  }
  EXPECT_THAT(Violations({{"table.csv", "a,b\n"}}),
              ElementsAre(HasSubstr("a zip file that is no workbook")));
}

TEST(XlsxSource, RefusesDamagedXmlWithPartAndLine) {
  Parts parts = XlsxParts("");
  parts["xl/worksheets/sheet1.xml"] = SheetXml("<row><c><v>1</v></c></row>\n<row></c>");
  const OpenedWorkbook read(parts);
  EXPECT_THAT(read.violations, ElementsAre(HasSubstr("xl/worksheets/sheet1.xml, line 2: ")));
}

TEST(XlsxSource, HasLimits) {
  const Parts parts =
      XlsxParts("<row><c><v>1</v></c><c><v>2</v></c></row><row><c t='str'><v>abc</v></c></row>");
  TableLimits limits;
  limits.rows = 2;
  limits.cells = 3;
  limits.columns = 2;
  limits.cell_bytes = 3;
  EXPECT_THAT(Violations(parts, limits), IsEmpty());
  TableLimits less = limits;
  less.rows = 1;
  EXPECT_THAT(Violations(parts, less), ElementsAre(HasSubstr("a file has at most 1 rows")));
  less = limits;
  less.cells = 2;
  EXPECT_THAT(Violations(parts, less), ElementsAre(HasSubstr("and 2 cells")));
  less = limits;
  less.columns = 1;
  EXPECT_THAT(Violations(parts, less),
              ElementsAre("1 B: more than 1 columns: a table has at most 1 columns"));
  less = limits;
  less.cell_bytes = 2;
  EXPECT_THAT(Violations(parts, less),
              ElementsAre("2 A: more than 2 bytes: a cell has at most 2 bytes"));
}

TEST(XlsxSource, HasALimitToSharedTexts) {
  TableLimits limits;
  limits.string_bytes = 22;
  EXPECT_THAT(Violations(XlsxParts("", "<si><t>abc</t></si><si><t>abc</t></si>"), limits),
              IsEmpty());
  limits.string_bytes = 21;
  EXPECT_THAT(Violations(XlsxParts("", "<si><t>abc</t></si><si><t>abc</t></si>"), limits),
              ElementsAre(HasSubstr("the different texts of a workbook have at most 21 bytes")));
}

TEST(XlsxSource, HasALimitToSheets) {
  Parts parts = XlsxParts("");
  std::string sheets;
  for (int i = 0; i < 65; ++i) sheets += "<sheet name='Figures' r:id='r1'/>";
  parts["xl/workbook.xml"] = BookXml(sheets);
  EXPECT_THAT(Violations(parts), ElementsAre(HasSubstr("a workbook has at most 64 sheets")));
}

TEST(XlsxSource, RefusesManyMergedRanges) {
  std::string merged;
  for (int i = 0; i < 10'000; ++i) merged += "<mergeCell ref='A1:B2'/>";
  Parts parts = XlsxParts("");
  parts["xl/worksheets/sheet1.xml"] = SheetXml("", "<mergeCells>" + merged + "</mergeCells>");
  EXPECT_THAT(Violations(parts), IsEmpty());
  merged += "<mergeCell ref='A1:B2'/>";
  parts["xl/worksheets/sheet1.xml"] = SheetXml("", "<mergeCells>" + merged + "</mergeCells>");
  EXPECT_THAT(Violations(parts), ElementsAre(HasSubstr("at most 10000 ranges of merged cells")));
}

TEST(XlsxSource, RefusesInvisibleCharacters) {
  EXPECT_THAT(Violations(XlsxParts("<row><c t='str'><v>Es&#x200B;sex</v></c></row>")),
              ElementsAre(HasSubstr("1 A: : text holds no invisible")));
  EXPECT_THAT(Violations(XlsxParts("<row><c t='str'><v>_x0000_</v></c></row>")),
              ElementsAre(HasSubstr("1 A: : text holds no NUL byte")));
  Parts parts = XlsxParts("");
  parts["xl/workbook.xml"] = BookXml("<sheet name='&#x202E;' r:id='r1'/>");
  EXPECT_THAT(Violations(parts), ElementsAre(HasSubstr("the name of a sheet is a short text")));
}

}  // namespace
}  // namespace peerage::ingestion::workbook
