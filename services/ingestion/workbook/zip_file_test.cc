#include "services/ingestion/workbook/zip_file.h"

#include <gtest/gtest.h>

#include "tests/testing/zip_maker.h"

namespace peerage::ingestion::workbook {
namespace {

using peerage::testing::MakeZip;
using peerage::testing::ZipEntry;

// The rule that is broken; empty when none is.
std::string RuleOf(const std::string& bytes, const TableLimits& limits = {}) {
  ZipFile zip;
  const MaybeRefusal refusal = zip.Open(bytes, limits);
  return refusal ? refusal->rule : "";
}

std::string ReadAll(ZipFile& zip, const std::string& name) {
  MaybeRefusal refusal;
  const std::unique_ptr<ZipPart> part = zip.OpenPart(name, refusal);
  std::string all;
  std::string_view piece;
  while (part != nullptr && !refusal) {
    refusal = part->Read(piece);
    if (piece.empty()) break;
    all += piece;
  }
  return refusal ? refusal->rule : all;
}

constexpr char kDamaged[] = "a workbook is a whole zip file";
constexpr char kZip64[] = "a workbook is a zip file of less than 4 GiB and 65,535 parts";

TEST(ZipFile, ReadsPartsWithoutRegardToCase) {
  const std::string bytes = MakeZip({{"xl/Workbook.xml", "abc"}, {"empty", ""}});
  ZipFile zip;
  ASSERT_FALSE(zip.Open(bytes, {}));
  EXPECT_EQ(ReadAll(zip, "XL/workbook.xml"), "abc");
  EXPECT_EQ(ReadAll(zip, "empty"), "");
  EXPECT_EQ(ReadAll(zip, "other"), "every part that a workbook names is there");
  EXPECT_EQ(zip.SizeOf("xl/workbook.xml"), 3u);
  EXPECT_TRUE(zip.HasFolder("XL/"));
  EXPECT_FALSE(zip.HasFolder("xm"));
}

TEST(ZipFile, MustBeWhole) {
  const std::string bytes = MakeZip({{"a", "abc"}, {"b", "def"}});
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(RuleOf(bytes.substr(0, size)), kDamaged) << size;
  }
  EXPECT_EQ(RuleOf(bytes + "x"), kDamaged);
  EXPECT_EQ(RuleOf(bytes), "");
}

TEST(ZipFile, HoldsAsManyPartsAsItSays) {
  const std::vector<ZipEntry> entries = {{"a", "abc"}, {"b", "def"}};
  EXPECT_EQ(RuleOf(MakeZip(entries, 1)), kDamaged);
  EXPECT_EQ(RuleOf(MakeZip(entries, 3)), kDamaged);
  EXPECT_EQ(RuleOf(MakeZip(entries, 0xFFFF)), kZip64);
}

TEST(ZipFile, HasAtMostAThousandParts) {
  std::vector<ZipEntry> entries(1000);
  for (size_t i = 0; i < entries.size(); ++i) entries[i].name = std::to_string(i);
  EXPECT_EQ(RuleOf(MakeZip(entries)), "");
  entries.push_back({"one more", ""});
  EXPECT_EQ(RuleOf(MakeZip(entries)), "a workbook has at most 1000 parts");
}

TEST(ZipFile, HasPlainNames) {
  for (const char* name : {"../a", "xl/../../a", "/a", "xl\\a", "xl/./a", "\xE2\x80\x8B"}) {
    EXPECT_EQ(RuleOf(MakeZip({{name, "abc"}})),
              "the parts of a workbook have plain names without '..' and backslash")
        << name;
  }
  EXPECT_EQ(RuleOf(MakeZip({{"a..b/c", "abc"}})), "");
}

TEST(ZipFile, NamesNoPartTwice) {
  EXPECT_EQ(RuleOf(MakeZip({{"a", "abc"}, {"A", "def"}})),
            "a part of a workbook stands in it once");
}

TEST(ZipFile, HasNoPassword) {
  EXPECT_EQ(RuleOf(MakeZip({{"a", "abcdefghijklmnop", std::nullopt, 1}})),
            "a workbook has no password");
}

TEST(ZipFile, HoldsNoOtherZipFile) {
  EXPECT_EQ(RuleOf(MakeZip({{"picture.png", MakeZip({{"a", "abc"}})}})),
            "a workbook holds no other zip file or workbook");
}

TEST(ZipFile, IsAsLargeAsItDeclares) {
  const std::string bytes = MakeZip({{"a", "abcdef", 3}});
  ZipFile zip;
  // libzip may see it first.
  if (zip.Open(bytes, {})) return;
  EXPECT_EQ(ReadAll(zip, "a"), "a part of a workbook is as large as the file says");
}

TEST(ZipFile, DeclaresNoMoreThanTheBudget) {
  const std::string bytes = MakeZip({{"a", "abc"}, {"b", "def"}});
  TableLimits limits;
  limits.unpacked_bytes = 6;
  EXPECT_EQ(RuleOf(bytes, limits), "");
  limits.unpacked_bytes = 5;
  EXPECT_EQ(RuleOf(bytes, limits), "a workbook has at most 5 bytes when unpacked");
  limits = {};
  limits.packed_bytes = static_cast<int64_t>(bytes.size()) - 1;
  EXPECT_EQ(RuleOf(bytes, limits).substr(0, 26),
            "a workbook has at most " + std::to_string(limits.packed_bytes).substr(0, 3));
}

TEST(ZipFile, GivesNoMoreThanTheBudgetHoweverOftenAPartIsRead) {
  const std::string bytes = MakeZip({{"a", "abc"}});
  TableLimits limits;
  limits.unpacked_bytes = 5;
  ZipFile zip;
  ASSERT_FALSE(zip.Open(bytes, limits));
  EXPECT_EQ(ReadAll(zip, "a"), "abc");
  EXPECT_EQ(ReadAll(zip, "a"), "the parts of a workbook are each used once");
}

TEST(ZipFile, SaysWhenAPartIsDamaged) {
  std::string bytes = MakeZip({{"a", "abc"}});
  bytes[bytes.find("abc")] = 'x';
  ZipFile zip;
  ASSERT_FALSE(zip.Open(bytes, {}));
  EXPECT_EQ(ReadAll(zip, "a"), "a workbook's parts can be unpacked");
}

}  // namespace
}  // namespace peerage::ingestion::workbook
