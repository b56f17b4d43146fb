// XML as a stream of elements and text, by libxml2's push parser, with
// everything left out that harms: no DOCTYPE, no entities but XML's own five,
// UTF-8 and UTF-16 only, a limit to the depth. Nothing is ever fetched.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "services/ingestion/workbook/refusal.h"

struct _xmlParserCtxt;  // NOLINT: libxml2's name

namespace peerage::ingestion::workbook {

// The namespaces that mean something to us; Office's older and its "strict"
// names are one.
enum class XmlSpace : uint8_t {
  kNone,
  kOther,
  kSheet,
  // Attributes such as r:id.
  kRelationshipId,
  kRelationships,
  kContentTypes,
  kOffice,
  kTable,
  kText,
  kStyle,
  kCalc,
  kManifest,
};

// Of one element; lives while its Start runs.
class XmlAttributes {
 public:
  // Five pointers an attribute, as libxml2 has them.
  XmlAttributes(const unsigned char** attributes, int count)
      : attributes_(attributes), count_(count) {}

  // Empty when absent. An attribute without a prefix is in kNone.
  std::string_view Get(XmlSpace space, std::string_view name) const;
  std::string_view Get(std::string_view name) const { return Get(XmlSpace::kNone, name); }

 private:
  const unsigned char** attributes_;
  int count_;
};

// What is told about a document. Must not throw.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;

  virtual void Start(XmlSpace space, std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void End(XmlSpace space, std::string_view name) = 0;
  // A text may come in pieces.
  virtual void Text(std::string_view text) = 0;

  const MaybeRefusal& refusal() const { return refusal_; }

 protected:
  // Ends the reading; the first counts.
  void Refuse(Refusal refusal) {
    if (!refusal_) refusal_ = std::move(refusal);
  }

 private:
  MaybeRefusal refusal_;
};

// One document. Not safe from several threads.
class XmlReader {
 public:
  // `part` is named in refusals. The handler outlives it.
  XmlReader(std::string part, XmlHandler& handler, int max_depth);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // The next bytes; none: the document ends here.
  MaybeRefusal Feed(std::string_view bytes);

 private:
  friend struct XmlCallbacks;

  void Refuse(Refusal refusal);
  MaybeRefusal Outcome() const;

  const std::string part_;
  XmlHandler& handler_;
  const int max_depth_;
  int depth_ = 0;
  bool fed_ = false;
  bool begun_ = false;
  MaybeRefusal refusal_;
  // What libxml2 said first, and where.
  std::string error_;
  struct _xmlParserCtxt* parser_;
};

}  // namespace peerage::ingestion::workbook
