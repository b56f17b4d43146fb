#include "services/ingestion/workbook/xml_reader.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace peerage::ingestion::workbook {
namespace {

struct NamedSpace {
  const char* uri;
  XmlSpace space;
};

constexpr NamedSpace kSpaces[] = {
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", XmlSpace::kSheet},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", XmlSpace::kSheet},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     XmlSpace::kRelationshipId},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", XmlSpace::kRelationshipId},
    {"http://schemas.openxmlformats.org/package/2006/relationships", XmlSpace::kRelationships},
    {"http://schemas.openxmlformats.org/package/2006/content-types", XmlSpace::kContentTypes},
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", XmlSpace::kOffice},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", XmlSpace::kTable},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", XmlSpace::kText},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", XmlSpace::kStyle},
    {"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", XmlSpace::kManifest},
    {"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", XmlSpace::kCalc},
};

const char* Chars(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

XmlSpace SpaceOf(const xmlChar* uri) {
  if (uri == nullptr) return XmlSpace::kNone;
  for (const NamedSpace& named : kSpaces) {
    if (std::strcmp(Chars(uri), named.uri) == 0) return named.space;
  }
  return XmlSpace::kOther;
}

// What a document in UTF-8 or UTF-16 may begin with. Others need not say what
// they are: UCS-4 and EBCDIC are known by their first bytes alone.
bool BeginsSoundly(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view mark : {"\xEF\xBB\xBF"sv, "\xFE\xFF"sv, "<\0?\0"sv, "\0<\0?"sv}) {
    if (bytes.substr(0, mark.size()) == mark) return true;
  }
  if (bytes.substr(0, 2) == "\xFF\xFE"sv) return bytes.substr(2, 2) != "\0\0"sv;
  // Without a declaration there may be spaces before the root.
  return bytes.size() > 1 &&
         std::string_view("< \t\r\n").find(bytes[0]) != std::string_view::npos && bytes[1] != '\0';
}

// libxml2 keeps the declared name in one of two places.
bool IsUnicode(const xmlParserCtxt& parser) {
  const auto is_unicode = [](const xmlChar* declared) {
    if (declared == nullptr) return true;
    const absl::string_view name = Chars(declared);
    return absl::EqualsIgnoreCase(name, "UTF-8") || absl::EqualsIgnoreCase(name, "UTF-16");
  };
  return is_unicode(parser.encoding) && is_unicode(parser.input->encoding);
}

Refusal WrongEncoding(const std::string& part) {
  return {part, "the parts of a workbook are written in UTF-8 or UTF-16", kSaveAgain};
}

}  // namespace

std::string_view XmlAttributes::Get(XmlSpace space, std::string_view name) const {
  for (int i = 0; i < count_; ++i) {
    const unsigned char** attribute = attributes_ + ptrdiff_t{5} * i;
    if (name != Chars(attribute[0]) || SpaceOf(attribute[2]) != space) continue;
    return {Chars(attribute[3]), static_cast<size_t>(attribute[4] - attribute[3])};
  }
  return {};
}

// What libxml2 calls. An exception here would be thrown through C: running out
// of memory ends the process.
struct XmlCallbacks {
  static XmlReader& Reader(void* context) { return *static_cast<XmlReader*>(context); }

  static void Start(void* context, const xmlChar* name, const xmlChar* /*prefix*/,
                    const xmlChar* uri, int /*namespaces*/, const xmlChar** /*namespace_list*/,
                    int attributes, int /*defaulted*/, const xmlChar** attribute_list) noexcept {
    XmlReader& reader = Reader(context);
    if (!std::exchange(reader.begun_, true) && !IsUnicode(*reader.parser_)) {
      return reader.Refuse(WrongEncoding(reader.part_));
    }
    if (++reader.depth_ > reader.max_depth_) {
      return reader.Refuse(
          {reader.part_,
           absl::StrCat("elements lie in one another at most ", reader.max_depth_, " deep"),
           kSaveAgain});
    }
    reader.handler_.Start(SpaceOf(uri), Chars(name), XmlAttributes(attribute_list, attributes));
    StopIfRefused(reader);
  }

  static void End(void* context, const xmlChar* name, const xmlChar* /*prefix*/,
                  const xmlChar* uri) noexcept {
    XmlReader& reader = Reader(context);
    --reader.depth_;
    reader.handler_.End(SpaceOf(uri), Chars(name));
    StopIfRefused(reader);
  }

  static void Text(void* context, const xmlChar* text, int size) noexcept {
    XmlReader& reader = Reader(context);
    reader.handler_.Text({Chars(text), static_cast<size_t>(size)});
    StopIfRefused(reader);
  }

  static void Doctype(void* context, const xmlChar* /*name*/, const xmlChar* /*external*/,
                      const xmlChar* /*system*/) noexcept {
    XmlReader& reader = Reader(context);
    reader.Refuse({reader.part_, "a workbook holds no DOCTYPE and no entities of its own",
                   "this file was made by no office program; save the table again with one"});
  }

  static void Error(void* context, xmlErrorPtr error) noexcept {
    XmlReader& reader = Reader(context);
    if (error->level < XML_ERR_ERROR || !reader.error_.empty()) return;
    std::string said = error->message == nullptr ? "" : error->message;
    said.resize(std::min<size_t>(said.size(), 200));
    for (char& c : said) {
      if (!absl::ascii_isprint(static_cast<unsigned char>(c))) c = ' ';
    }
    absl::StripTrailingAsciiWhitespace(&said);
    reader.error_ = absl::StrCat("line ", error->line, ": ", said);
  }

  static void StopIfRefused(XmlReader& reader) {
    if (reader.handler_.refusal()) reader.Refuse(*reader.handler_.refusal());
  }

  static xmlSAXHandler Table() {
    xmlSAXHandler table{};
    table.initialized = XML_SAX2_MAGIC;
    table.startElementNs = Start;
    table.endElementNs = End;
    table.characters = Text;
    // The same function: spaces between elements are text like other.
    table.ignorableWhitespace = Text;
    table.cdataBlock = Text;
    table.internalSubset = Doctype;
    table.serror = Error;
    return table;
  }
};

// What libxml2 would print: a part's faults are told through Error.
static void Silent(void* /*context*/, const char* /*format*/, ...) {}  // NOLINT(cert-dcl50-cpp)

XmlReader::XmlReader(std::string part, XmlHandler& handler, int max_depth)
    : part_(std::move(part)), handler_(handler), max_depth_(max_depth) {
  xmlSetGenericErrorFunc(nullptr, Silent);
  xmlSAXHandler table = XmlCallbacks::Table();
  parser_ = xmlCreatePushParserCtxt(&table, this, nullptr, 0, nullptr);
  // NOENT: without it attributes carry "&#38;" for "&".
  if (parser_ != nullptr) xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_NOENT);
}

XmlReader::~XmlReader() { xmlFreeParserCtxt(parser_); }

void XmlReader::Refuse(Refusal refusal) {
  if (!refusal_) refusal_ = std::move(refusal);
  xmlStopParser(parser_);
}

MaybeRefusal XmlReader::Feed(std::string_view bytes) {
  if (parser_ == nullptr) return Refusal{part_, "there is memory to read a part", kSaveAgain};
  if (!std::exchange(fed_, true) && !BeginsSoundly(bytes)) return WrongEncoding(part_);
  xmlParseChunk(parser_, bytes.data(), static_cast<int>(bytes.size()), bytes.empty() ? 1 : 0);
  return Outcome();
}

MaybeRefusal XmlReader::Outcome() const {
  if (refusal_) return refusal_;
  if (parser_->wellFormed != 0 && parser_->nsWellFormed != 0) return std::nullopt;
  return Refusal{absl::StrCat(part_, error_.empty() ? "" : ", ", error_),
                 "the parts of a workbook are well-formed XML", kSaveAgain};
}

}  // namespace peerage::ingestion::workbook
