// Small workbooks, part by part, so that a test shows the XML it is about.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/testing/zip_maker.h"

namespace peerage::testing {

inline constexpr char kSheetSpace[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
inline constexpr char kOfficeRelation[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

// Parts by name, in the order of their names.
using Parts = std::map<std::string, std::string>;

inline std::string ZipOf(const Parts& parts) {
  std::vector<ZipEntry> entries;
  // By the rules of OpenDocument the type stands first.
  if (const auto type = parts.find("mimetype"); type != parts.end()) {
    entries.push_back({type->first, type->second});
  }
  for (const auto& [name, bytes] : parts) {
    if (name != "mimetype") entries.push_back({name, bytes});
  }
  return MakeZip(entries);
}

inline std::string Relations(std::string_view inside) {
  return std::string(
             "<Relationships "
             "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>")
      .append(inside)
      .append("</Relationships>");
}

inline std::string Relation(const std::string& id, const std::string& type,
                            const std::string& target, const std::string& more = "") {
  return "<Relationship Id='" + id + "' Type='" + kOfficeRelation + "/" + type + "' Target='" +
         target + "' " + more + "/>";
}

inline std::string SheetXml(const std::string& rows, const std::string& after = "") {
  return "<?xml version='1.0' encoding='UTF-8'?><worksheet xmlns='" + std::string(kSheetSpace) +
         "'><sheetData>" + rows + "</sheetData>" + after + "</worksheet>";
}

inline std::string BookXml(const std::string& sheets, const std::string& before = "") {
  return "<workbook xmlns='" + std::string(kSheetSpace) + "' xmlns:r='" + kOfficeRelation + "'>" +
         before + "<sheets>" + sheets + "</sheets></workbook>";
}

inline std::string SharedStringsXml(const std::string& items) {
  return "<sst xmlns='" + std::string(kSheetSpace) + "'>" + items + "</sst>";
}

// Styles 0 to 6: plain, percent (10), a day (14), "0.0%" , a time, "[h]:mm",
// dd/mm/yyyy.
inline std::string StylesXml() {
  return "<styleSheet xmlns='" + std::string(kSheetSpace) +
         "'><numFmts><numFmt numFmtId='164' formatCode='0.0%'/>"
         "<numFmt numFmtId='165' formatCode='[h]:mm'/>"
         "<numFmt numFmtId='166' formatCode='dd/mm/yyyy'/></numFmts>"
         "<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
         "<cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='14'/><xf numFmtId='164'/>"
         "<xf numFmtId='20'/><xf numFmtId='165'/><xf numFmtId='166'/></cellXfs></styleSheet>";
}

// A workbook of one sheet, "Figures", with these rows.
inline Parts XlsxParts(const std::string& rows, const std::string& strings = "") {
  Parts parts;
  parts["[Content_Types].xml"] =
      "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
      "<Default Extension='xml' ContentType='application/xml'/>"
      "<Override PartName='/xl/workbook.xml' ContentType='application/"
      "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>";
  parts["_rels/.rels"] = Relations(Relation("r1", "officeDocument", "xl/workbook.xml"));
  parts["xl/workbook.xml"] = BookXml("<sheet name='Figures' sheetId='1' r:id='r1'/>");
  parts["xl/_rels/workbook.xml.rels"] =
      Relations(Relation("r1", "worksheet", "worksheets/sheet1.xml") +
                Relation("r2", "sharedStrings", "/xl/sharedStrings.xml") +
                Relation("r3", "styles", "styles.xml"));
  parts["xl/worksheets/sheet1.xml"] = SheetXml(rows);
  parts["xl/sharedStrings.xml"] = SharedStringsXml(strings);
  parts["xl/styles.xml"] = StylesXml();
  return parts;
}

inline std::string ContentXml(const std::string& tables, const std::string& styles = "") {
  const std::string space = "urn:oasis:names:tc:opendocument:xmlns:";
  return "<?xml version='1.0' encoding='UTF-8'?><office:document-content xmlns:office='" + space +
         "office:1.0' xmlns:table='" + space + "table:1.0' xmlns:text='" + space +
         "text:1.0' xmlns:style='" + space + "style:1.0' xmlns:draw='" + space +
         "drawing:1.0' xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:"
         "calcext:1.0'><office:automatic-styles>" +
         styles + "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
         "</office:spreadsheet></office:body></office:document-content>";
}

// A workbook with these tables.
inline Parts OdsParts(const std::string& tables, const std::string& styles = "") {
  return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
          {"META-INF/manifest.xml",
           "<manifest:manifest "
           "xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>"},
          {"content.xml", ContentXml(tables, styles)}};
}

// The same for one table, "Figures", with these rows.
inline Parts OdsTable(const std::string& rows) {
  return OdsParts("<table:table table:name='Figures'>" + rows + "</table:table>");
}

}  // namespace peerage::testing
