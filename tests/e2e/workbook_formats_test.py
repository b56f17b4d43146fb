#!/usr/bin/python3
"""The Home Office's open data as people hold it: a workbook with a cover and a
sheet a year, as XLSX and as ODS, gives the figures that the CSV gives."""

import csv
import io
import zipfile
from xml.sax.saxutils import escape

import live_stack

HEADER = ("Financial Year", "Financial Quarter", "Force Name", "Offence Description",
          "Offence Group", "Offence Subgroup", "Offence Code", "Number of Offences")
ROWS = {
    "2015-16": (("2015/16", 1, "Essex", "Arson endangering life", "Arson", "Arson", "56A", 3),
                ("2015/16", 1, "Essex", "Arson not endangering life", "Arson", "Arson", "56B", 4),
                ("2015/16", 1, "British Transport Police", "Arson", "Arson", "Arson", "56A", 9)),
    "2016-17": (("2016/17", 4, "London, City of", "Arson", "Arson", "Arson", "56A", 5),
                ("2016/17", 4, "Kent", "Homicide", "Violence", "Homicide", "1", 2)),
}
SHEETS = {"Cover": (("Police recorded crime open data",),),
          **{name: (HEADER, *rows) for name, rows in ROWS.items()}}


def xlsx():
    def cell(value):
        if isinstance(value, int):
            return f"<c><v>{value}</v></c>"
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'

    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml":
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType='
            '"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type='
            f'"{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + "".join(
                f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>'
                for i, name in enumerate(SHEETS, 1)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{package}/relationships">' + "".join(
                f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="sheet{i}.xml"/>'
                for i in range(1, len(SHEETS) + 1)) + "</Relationships>",
    }
    for i, rows in enumerate(SHEETS.values(), 1):
        parts[f"xl/sheet{i}.xml"] = f'<worksheet xmlns="{main}"><sheetData>' + "".join(
            "<row>" + "".join(map(cell, row)) + "</row>" for row in rows
        ) + "</sheetData></worksheet>"
    return packed(parts)


def ods():
    def cell(value):
        kind = (f'office:value-type="float" office:value="{value}"' if isinstance(value, int)
                else 'office:value-type="string"')
        return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"

    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (f'<office:document-content xmlns:office="{space}office:1.0" '
               f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0">'
               "<office:body><office:spreadsheet>")
    for name, rows in SHEETS.items():
        content += f'<table:table table:name="{name}">' + "".join(
            "<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows
        ) + "</table:table>"
    content += "</office:spreadsheet></office:body></office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                   "content.xml": content})


def packed(parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return data.getvalue()


def as_csv():
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *(row for rows in ROWS.values() for row in rows)])
    return text.getvalue().encode()


class OpenDataWorkbook(live_stack.TestCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stack.text("reference", "apply",
                       live_stack.DATASETS / "open-data-subgroups" / "reference.yaml")

    def take(self, name, data, *arguments):
        file = self.stack.directory / name
        file.write_bytes(data)
        return self.stack.run("import", "--dataset", "open-data-subgroups", *arguments, file)

    def test_every_kind_of_file_gives_the_same_figures(self):
        taken = self.take("open-data.xlsx", xlsx(), "--format", "ho-open-data")
        self.assertEqual(taken.returncode, 0, taken.stderr)
        self.assertIn("5 rows", taken.stdout)
        self.assertIn("Cover", taken.stdout)
        self.assertIn("British Transport Police", taken.stdout)
        seq = self.stack.json("releases", "list")["releases"][-1]["seq"]
        rows = self.stack.text("releases", "export", seq).splitlines()
        self.assertIn("arson,essex,2015-06,3,7,final,", rows)
        self.assertIn("arson,city-of-london,2017-03,3,5,final,", rows)
        self.assertIn("homicide,city-of-london,2017-03,3,0,final,", rows)
        for name, data in (("open-data.ods", ods()), ("open-data.csv", as_csv())):
            again = self.take(name, data, "--format", "ho-open-data")
            self.assertEqual(again.returncode, 0, again.stderr)
            self.assertIn("nothing was added", again.stdout, name)

    def test_a_fault_names_its_sheet(self):
        done = self.take("fault.xlsx", xlsx(), "--format", "ho-quarterly-indicators")
        self.assertEqual(done.returncode, 1)
        self.assertIn("2015-16", done.stderr)

    def test_the_workbook_is_known_by_its_columns(self):
        done = self.take("unknown.ods", ods(), "--suggest-mapping")
        self.assertIn("use --format ho-open-data", done.stderr)


if __name__ == "__main__":
    live_stack.main()
