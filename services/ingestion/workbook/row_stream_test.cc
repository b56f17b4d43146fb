#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "services/ingestion/workbook/row_stream_reader.h"
#include "services/ingestion/workbook/row_stream_writer.h"
#include "tests/testing/opened_workbook.h"

namespace peerage::ingestion::workbook {
namespace {

using peerage::testing::FindingTexts;
using peerage::testing::LittleEndian;
using peerage::testing::TableText;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Gives its bytes in small pieces.
class Bytes : public ByteStream {
 public:
  explicit Bytes(std::string bytes, size_t piece = 7) : rest_(std::move(bytes)), piece_(piece) {}

  size_t Read(char* to, size_t size) override {
    const size_t taken = std::min({size, piece_, rest_.size()});
    std::memcpy(to, rest_.data(), taken);
    rest_.erase(0, taken);
    return taken;
  }
  std::string Ending() override { return "cut"; }

 private:
  std::string rest_;
  const size_t piece_;
};

// What peerage-workbook would write.
std::string Written(const std::string& workbook, const TableLimits& limits = {}) {
  FILE* file = std::tmpfile();
  RowStreamWriter writer(fileno(file));
  Findings violations;
  Findings warnings;
  const auto source = OpenWorkbook(workbook, limits, violations, warnings);
  EXPECT_TRUE(WriteAll(source.get(), violations, warnings, writer));
  std::string bytes(static_cast<size_t>(lseek(fileno(file), 0, SEEK_END)), '\0');
  EXPECT_EQ(pread(fileno(file), bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  std::fclose(file);
  return bytes;
}

std::string TwoSheets() {
  peerage::testing::Parts parts = peerage::testing::OdsParts(
      "<table:table table:name='A'><table:table-row><table:table-cell office:value-type='string'>"
      "<text:p> x </text:p></table:table-cell><table:table-cell table:number-columns-repeated='2'/>"
      "<table:table-cell office:value-type='float' office:value='2'/></table:table-row>"
      "<table:table-row><table:table-cell table:number-columns-repeated='65' "
      "office:value-type='float' office:value='2'/></table:table-row></table:table>"
      "<table:table table:name='B'><table:table-row><table:table-cell office:value-type='string'>"
      "<text:p>y</text:p></table:table-cell></table:table-row></table:table>");
  parts["Basic/x.xml"] = "<x/>";
  return peerage::testing::ZipOf(parts);
}

std::string Text(const std::string& text) { return LittleEndian(text.size(), 4) + text; }

std::string Frame(FrameKind kind, const std::string& body) {
  return LittleEndian(static_cast<uint64_t>(kind), 1) + LittleEndian(body.size(), 4) + body;
}

std::string SheetFrame(uint32_t ordinal = 0) {
  return Frame(FrameKind::kSheet, LittleEndian(ordinal, 4) + LittleEndian(0, 1) + Text("s"));
}

std::string RowFrame(uint64_t line, const std::string& text = "x", int kind = 1) {
  return Frame(FrameKind::kRow, LittleEndian(line, 8) + LittleEndian(1, 4) +
                                    LittleEndian(static_cast<uint64_t>(kind), 1) + Text(text));
}

const std::string kEnd = Frame(FrameKind::kEnd, "");  // NOLINT(cert-err58-cpp)

// What was found instead of a whole answer; empty when it was one.
std::string Broken(const std::string& bytes, const TableLimits& limits = {}) {
  Findings violations;
  Findings warnings;
  RowStreamReader reader(std::make_unique<Bytes>(bytes, 1 << 16), limits, violations, warnings);
  TableText(reader);
  if (violations.empty()) return "";
  return violations.InFileOrder()[0].value;
}

TEST(RowStream, CarriesSheetsRowsAndFindings) {
  Findings violations;
  Findings warnings;
  RowStreamReader reader(std::make_unique<Bytes>(Written(TwoSheets())), {}, violations, warnings);
  EXPECT_THAT(TableText(reader), ElementsAre("[A]", "1: x|||#2", "[B]", "1: y"));
  EXPECT_THAT(FindingTexts(violations),
              ElementsAre("2 BM: more than 64 columns: a table has at most 64 columns"));
  EXPECT_THAT(FindingTexts(warnings), ElementsAre(HasSubstr("0 : a workbook with macros"),
                                                  HasSubstr("1 : 1 cells: spaces")));
}

TEST(RowStream, DropsWhatIsWrongInSheetsThatAreNotRead) {
  Findings violations;
  Findings warnings;
  RowStreamReader reader(std::make_unique<Bytes>(Written(TwoSheets())), {}, violations, warnings);
  while (reader.NextSheet() != nullptr) continue;
  EXPECT_TRUE(violations.empty());
  EXPECT_THAT(FindingTexts(warnings), ElementsAre(HasSubstr("0 : a workbook with macros")));
}

TEST(RowStream, MissesNothingWhenItIsCut) {
  const std::string whole = Written(TwoSheets());
  for (size_t size = 0; size < whole.size(); ++size) {
    Findings violations;
    Findings warnings;
    RowStreamReader reader(std::make_unique<Bytes>(whole.substr(0, size), 1 << 16), {}, violations,
                           warnings);
    TableText(reader);
    ASSERT_THAT(FindingTexts(violations), ::testing::Contains(HasSubstr("cut"))) << size;
  }
}

TEST(RowStream, BelievesNothing) {
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(1) + RowFrame(2) + SheetFrame(3) + kEnd), "");
  constexpr char kOrder[] = "an answer out of order";
  EXPECT_EQ(Broken(RowFrame(1) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(0) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(2) + RowFrame(2) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(UINT64_MAX) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(1, "") + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(1, "x", 0) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(1, "x", 7) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(1, "\xC3") + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(1, "\xE2\x80\x8B") + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame() + RowFrame(1, std::string(32 * 1024 + 1, 'x')) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame(1) + SheetFrame(1) + kEnd), kOrder);
  EXPECT_EQ(Broken(SheetFrame(64) + kEnd), kOrder);
  EXPECT_EQ(Broken(Frame(static_cast<FrameKind>(9), "") + kEnd), kOrder);
  EXPECT_EQ(Broken(Frame(FrameKind::kRow, std::string(3 << 20, 'x'))), "too long an answer");
}

TEST(RowStream, CountsTheLimitsAgain) {
  const std::string bytes = SheetFrame() + RowFrame(1) + RowFrame(2) + kEnd;
  TableLimits limits;
  limits.rows = 2;
  limits.cells = 2;
  limits.columns = 1;
  EXPECT_EQ(Broken(bytes, limits), "");
  limits.rows = 1;
  EXPECT_EQ(Broken(bytes, limits), "an answer out of order");
  limits.rows = 2;
  limits.cells = 1;
  EXPECT_EQ(Broken(bytes, limits), "an answer out of order");
}

}  // namespace
}  // namespace peerage::ingestion::workbook
