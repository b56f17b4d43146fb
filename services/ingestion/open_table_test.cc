#include "services/ingestion/open_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/table_text.h"
#include "tests/testing/workbook_maker.h"

namespace peerage::ingestion {
namespace {

using peerage::testing::OdsTable;
using peerage::testing::XlsxParts;
using peerage::testing::ZipOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Opened {
  std::vector<std::string> lines;
  std::vector<std::string> violations;
};

Opened Open(const std::string& bytes) {
  Findings violations;
  Findings warnings;
  const auto source =
      OpenTable(bytes, TableLimits(), PEERAGE_WORKBOOK_PROGRAM, violations, warnings);
  if (!source.ok()) return {{std::string{source.status().message()}}, {}};
  Opened opened{peerage::testing::TableText(**source), {}};
  opened.violations = peerage::testing::FindingTexts(violations);
  return opened;
}

TEST(OpenTable, TellsTheThreeKindsByTheirBytes) {
  EXPECT_THAT(Open("force,n\nEssex,1\n").lines, ElementsAre("[]", "1: force|n", "2: Essex|1"));
  EXPECT_THAT(Open(ZipOf(XlsxParts("<row><c><v>1</v></c></row>"))).lines,
              ElementsAre("[Figures]", "1: #1"));
  EXPECT_THAT(Open(ZipOf(OdsTable("<table:table-row><table:table-cell office:value-type='float' "
                                  "office:value='1'/></table:table-row>")))
                  .lines,
              ElementsAre("[Figures]", "1: #1"));
}

TEST(OpenTable, SaysWhatAFileIsThatIsNone) {
  using std::string_literals::operator""s;
  const std::pair<std::string, const char*> kCases[] = {
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...", "an old .xls, or a workbook with a password"},
      {"%PDF-1.7", "a PDF"},
      {"\xEF\xBB\xBF<html>", "a web page or XML"},
      {"{\\rtf1", "a text document (RTF)"},
      {"\x1F\x8B\x08", "a packed file (gzip)"},
      {"PK\5\6"s + std::string(18, '\0'), "a zip file with nothing in it"},
      {ZipOf({{"a.csv", "a,b\n1,2\n"}}), "a zip file that is no workbook"},
      {"PK\3\4 and no more", "a zip file without its end"},
  };
  for (const auto& [bytes, name] : kCases) {
    EXPECT_THAT(Open(bytes).violations, ElementsAre(HasSubstr(name))) << name;
    EXPECT_THAT(Open(bytes).lines, ::testing::IsEmpty());
  }
}

TEST(OpenTable, AMissingReaderIsNotTheFilesFault) {
  Findings violations;
  Findings warnings;
  const auto source =
      OpenTable(ZipOf(XlsxParts("")), TableLimits(), "/nowhere/reader", violations, warnings);
  EXPECT_TRUE(absl::IsUnavailable(source.status()));
}

}  // namespace
}  // namespace peerage::ingestion
