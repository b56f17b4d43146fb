#include "services/ingestion/workbook/xml_reader.h"

#include <gtest/gtest.h>

namespace peerage::ingestion::workbook {
namespace {

// Writes down what it is told.
class Recorder : public XmlHandler {
 public:
  void Start(XmlSpace /*space*/, std::string_view name, const XmlAttributes& attributes) override {
    if (name == "stop") Refuse({"", "told to stop", ""});
    said_ += "<" + std::string(name) + std::string(attributes.Get("a")) + ">";
  }
  void End(XmlSpace /*space*/, std::string_view name) override {
    said_ += "</" + std::string(name) + ">";
  }
  void Text(std::string_view text) override { said_ += text; }

  std::string said_;
};

// What the handler was told, or the rule that was broken.
std::string Read(std::string_view bytes, size_t piece = 1 << 16) {
  Recorder recorder;
  XmlReader reader("part", recorder, 64);
  MaybeRefusal refusal;
  for (size_t at = 0; at < bytes.size() && !refusal; at += piece) {
    refusal = reader.Feed(bytes.substr(at, piece));
  }
  if (!refusal) refusal = reader.Feed({});
  return refusal ? refusal->rule : recorder.said_;
}

constexpr char kNoDoctype[] = "a workbook holds no DOCTYPE and no entities of its own";
constexpr char kMalformed[] = "the parts of a workbook are well-formed XML";
constexpr char kEncoding[] = "the parts of a workbook are written in UTF-8 or UTF-16";

std::string Utf16(std::string_view ascii, bool big_endian) {
  std::string text = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : ascii) {
    if (big_endian) text.push_back('\0');
    text.push_back(c);
    if (!big_endian) text.push_back('\0');
  }
  return text;
}

TEST(XmlReader, TellsElementsAttributesAndText) {
  constexpr char kText[] = "<r a='1&amp;2'> x<b/>&lt;&#233;<![CDATA[<&]]></r>";
  EXPECT_EQ(Read(kText), "<r1&2> x<b></b><\xC3\xA9<&</r>");
}

TEST(XmlReader, ReadsInPiecesOfAnySize) {
  const std::string text = "<?xml version='1.0' encoding='UTF-8'?><r><b a='x'>\xC3\xA9</b></r>";
  for (size_t piece = 4; piece < text.size(); ++piece) {
    EXPECT_EQ(Read(text, piece), "<r><bx>\xC3\xA9</b></r>") << piece;
  }
}

TEST(XmlReader, ReadsUtf8AndUtf16Alone) {
  EXPECT_EQ(Read("\xEF\xBB\xBF<r/>"), "<r></r>");
  EXPECT_EQ(Read("\n <r/>"), "<r></r>");
  EXPECT_EQ(Read(Utf16("<r>x</r>", false)), "<r>x</r>");
  EXPECT_EQ(Read(Utf16("<?xml version='1.0' encoding='UTF-16'?><r>x</r>", true)), "<r>x</r>");
  for (const char* name : {"UTF-7", "ISO-8859-1", "UTF-32", "EBCDIC-CP-US", "windows-1252"}) {
    const std::string text =
        "<?xml version='1.0' encoding='" + std::string(name) + "'?><r>+ADw-</r>";
    const std::string said = Read(text);
    EXPECT_TRUE(said == kEncoding || said == kMalformed) << name << ": " << said;
  }
  EXPECT_EQ(Read(std::string("\0\0\0<\0\0\0r", 8)), kEncoding);
  EXPECT_EQ(Read(std::string("\xFF\xFE\0\0<\0\0\0", 8)), kEncoding);
  EXPECT_EQ(Read("\x4C\x6F\xA7\x94"), kEncoding);
}

TEST(XmlReader, RefusesDoctypes) {
  EXPECT_EQ(Read("<!DOCTYPE r><r/>"), kNoDoctype);
  EXPECT_EQ(Read("<!DOCTYPE r SYSTEM 'http://127.0.0.1/x.dtd'><r/>"), kNoDoctype);
  EXPECT_EQ(Read("<!DOCTYPE r [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><r>&b;</r>"), kNoDoctype);
}

TEST(XmlReader, KnowsNoEntitiesButXmlsOwn) {
  EXPECT_EQ(Read("<r>&nbsp;</r>"), kMalformed);
  EXPECT_EQ(Read("<r a='&x;'/>"), kMalformed);
}

TEST(XmlReader, HasALimitToTheDepth) {
  std::string text;
  for (int i = 0; i < 64; ++i) text += "<r>";
  std::string ends;
  for (int i = 0; i < 64; ++i) ends += "</r>";
  EXPECT_EQ(Read(text + ends).size(), 64u * 7);
  EXPECT_EQ(Read(text + "<r></r>" + ends), "elements lie in one another at most 64 deep");
}

TEST(XmlReader, RefusesWhatIsNotWellFormed) {
  for (const char* text : {"", "<r>", "<r></s>", "<r/><s/>", "<r>\x01</r>", "<r>\xC3</r>", "<x:r/>",
                           "<r a='1' a='2'/>", "text", "<r>&#0;</r>"}) {
    const std::string said = Read(text);
    EXPECT_TRUE(said == kMalformed || said == kEncoding) << text << ": " << said;
  }
}

TEST(XmlReader, StopsWhenTheHandlerRefuses) {
  EXPECT_EQ(Read("<r><stop/><b/></r>"), "told to stop");
}

}  // namespace
}  // namespace peerage::ingestion::workbook
