#!/usr/bin/python3
"""Workbooks as other programs write them, through the whole stack: the same
figures as the CSV file, so that nothing new is stored."""

import csv
import datetime
import json

import odf.opendocument
import odf.table
import odf.text
import openpyxl

import live_stack

DATA = live_stack.DATASETS / "paper-2020-01"
WHOLE = ("period_months", "numerator", "denominator")


def rows():
    """The header, and the rows with numbers where a person would see numbers."""
    with open(DATA / "observations.csv", newline="") as file:
        header, *lines = csv.reader(file)
    yield header
    for line in lines:
        yield [int(cell) if name in WHOLE and cell.isdigit() else cell
               for name, cell in zip(header, line)]


def write_xlsx(path, change=lambda book: None):
    book = openpyxl.Workbook()
    for row in rows():
        book.active.append(row)
    change(book)
    book.save(path)
    return path


def ods_cell(value):
    if isinstance(value, int):
        cell = odf.table.TableCell(valuetype="float", value=value)
    else:
        cell = odf.table.TableCell(valuetype="string")
    cell.addElement(odf.text.P(text=str(value)))
    return cell


def write_ods(path):
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Figures")
    for row in rows():
        line = odf.table.TableRow()
        for value in row:
            line.addElement(ods_cell(value))
        # As LibreOffice fills a row and a sheet up.
        line.addElement(odf.table.TableCell(numbercolumnsrepeated=16000))
        table.addElement(line)
    end = odf.table.TableRow(numberrowsrepeated=1_000_000)
    end.addElement(odf.table.TableCell(numbercolumnsrepeated=16384))
    table.addElement(end)
    document.spreadsheet.addElement(table)
    document.save(path)
    return path


def hide_a_sheet(book):
    hidden = book.create_sheet("Workings")
    hidden.append(["not", "a", "table"])
    hidden.sheet_state = "hidden"


def day_cells(book):
    """Period ends as real days, the last of their months."""
    for row in book.active.iter_rows(min_row=2, min_col=3, max_col=3):
        year, month = map(int, row[0].value.split("-")[:2])
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        row[0].value = following - datetime.timedelta(days=1)


def a_formula(book):
    book.active["E2"] = "=500+16"


class Workbooks(live_stack.TestCase):

    datasets = ("paper-2020-01",)

    def import_file(self, path, *more):
        return self.stack.run("import", "--dataset", "paper-2020-01", "--format", "tidy", path,
                              *more)

    def assert_unchanged(self, path):
        done = self.import_file(path)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("nothing was added", done.stdout)

    def test_an_xlsx_workbook_holds_the_same_figures(self):
        self.assert_unchanged(write_xlsx(self.stack.directory / "plain.xlsx"))

    def test_an_ods_workbook_holds_the_same_figures(self):
        self.assert_unchanged(write_ods(self.stack.directory / "plain.ods"))

    def test_days_are_days(self):
        self.assert_unchanged(write_xlsx(self.stack.directory / "days.xlsx", day_cells))

    def test_a_hidden_sheet_is_left_out_and_said(self):
        done = self.import_file(write_xlsx(self.stack.directory / "hidden.xlsx", hide_a_sheet),
                                "--json")
        accepted = json.loads(done.stdout)["accepted"]
        self.assertTrue(accepted["unchanged"])
        self.assertIn(("Workings", "hidden sheets are not read"),
                      [(warning["value"], warning["rule"]) for warning in accepted["warnings"]])

    def test_the_name_says_nothing(self):
        self.assert_unchanged(write_xlsx(self.stack.directory / "workbook.csv"))

    def test_a_formula_without_a_value_is_named(self):
        done = self.import_file(write_xlsx(self.stack.directory / "formula.xlsx", a_formula))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("no value", done.stdout + done.stderr)
        self.assertIn("numerator", done.stdout + done.stderr)

    def test_what_is_no_table_is_called_by_its_name(self):
        for name, beginning, words in (
                ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old .xls"),
                ("figures.pdf", b"%PDF-1.7\n", "a PDF"),
                ("page.xls", b"<html><table></table></html>", "a web page")):
            with self.subTest(name):
                path = self.stack.directory / name
                path.write_bytes(beginning + bytes(100))
                done = self.import_file(path)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(words, done.stdout + done.stderr)


if __name__ == "__main__":
    live_stack.main()
