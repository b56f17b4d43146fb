#!/usr/bin/python3
"""What leaves the house: exported papers, and the samples of our documents."""

import csv
import html.parser
import io
import json
import re
import shlex

import live_stack

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
REPORT = live_stack.DATASETS / "paper-2020-01" / "report.yaml"
# What a person reads before trying `peerage`, each with `sh` blocks.
DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/api.md",
             "docs/operations.md", "docs/domain.md", "clients/cli/README.md")


class Page(html.parser.HTMLParser):
    """The tags, attributes and text of a page; fails on unbalanced tags."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], set(), [], []
        self.feed(page)
        self.close()
        if self.open:
            raise AssertionError(f"never closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            raise AssertionError(f"</{tag}> closes {self.open[-1:]}")
        self.open.pop()

    def handle_data(self, data):
        self.text.append(data)


class Exports(live_stack.TestCase):

    datasets = ("paper-2020-01",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.stack.json("report", "create", "--file", REPORT, "--month", "2020-01",
                                    "--previous", "2019-10")["report"]

    def export(self, file_format):
        file = self.stack.directory / f"paper.{file_format}"
        file.unlink(missing_ok=True)
        self.stack.text("report", "export", self.report["id"], "--format", file_format,
                        "--output", file)
        return file.read_text()

    def test_the_page_is_whole_and_runs_nothing(self):
        page = Page(self.export("html"))
        self.assertIn("html", page.tags)
        self.assertNotIn("script", page.tags)
        for name, value in page.attributes:
            self.assertFalse(name.startswith("on"), name)
            self.assertNotIn("javascript:", value or "")

    def test_the_page_needs_nothing_from_elsewhere(self):
        page = Page(self.export("html"))
        for name, value in page.attributes:
            if name in ("src", "href"):
                self.assertTrue((value or "").startswith(("#", "data:")), value)
        self.assertNotIn("@import", self.export("html"))

    def test_the_page_shows_the_papers_figures(self):
        text = " ".join(" ".join(Page(self.export("html")).text).split())
        for words in ("-22,112 offences", "-34,801 offences", "50.80%", "OFFICIAL",
                      "8.8% points (7.0% points previously)", "N/A - already better than average.",
                      "last data to", "invented", "Met or Exceeded Aspiration",
                      "Priority 4 - Reverse the trend in serious violence"):
            self.assertIn(words, text)

    def test_a_title_of_markup_stays_text(self):
        file = self.stack.directory / "hostile.yaml"
        file.write_text(REPORT.read_text().replace(
            "title: ", "title: <script>alert(1)</script> & \\\"q\\\" ", 1))
        report = self.stack.json("report", "create", "--file", file, "--month",
                                 "2020-01")["report"]
        page = self.stack.directory / "hostile.html"
        self.stack.text("report", "export", report["id"], "--format", "html", "--output", page)
        parsed = Page(page.read_text())
        self.assertNotIn("script", parsed.tags)
        self.assertIn("<script>alert(1)</script>", "".join(parsed.text))

    def test_the_table_has_a_line_a_measure(self):
        rows = list(csv.DictReader(io.StringIO(self.export("csv"))))
        self.assertEqual(len(rows), 12)
        for row in rows:
            for cell in row.values():
                # A sheet would run these; a figure may begin with a minus.
                self.assertFalse(cell.startswith(("=", "+", "@")), cell)

    def test_the_json_export_is_the_report(self):
        self.assertEqual(json.loads(self.export("json"))["digest"], self.report["digest"])

    def test_exporting_twice_gives_the_same_bytes(self):
        for file_format in ("html", "csv", "json"):
            with self.subTest(file_format):
                self.assertEqual(self.export(file_format), self.export(file_format))

    def test_a_kept_report_does_not_change_when_data_do(self):
        before = self.stack.json("report", "show", self.report["id"])
        self.stack.load("open-data")
        self.assertEqual(self.stack.json("report", "show", self.report["id"]), before)

    def test_reports_are_listed(self):
        listed = self.stack.json("report", "list")["reports"]
        self.assertIn(self.report["id"], [report["id"] for report in listed])


class Samples(live_stack.TestCase):
    """Each `peerage` line of a `sh` block of our documents runs."""

    # In the order in which the samples name releases.
    datasets = ("essex-history", "open-data", "paper-2020-01")

    def commands(self, document):
        text = (live_stack.ROOT / document).read_text()
        for block in re.findall(r"^```sh\n(.*?)^```", text, flags=re.M | re.S):
            for line in block.replace("\\\n", " ").splitlines():
                if line.startswith("peerage "):
                    yield shlex.split(line, comments=True)[1:]

    def test_samples_run(self):
        self.stack.text("report", "create", "--file", REPORT, "--month", "2020-01")
        newest = self.stack.json("report", "list")["reports"][0]["id"]
        for document in DOCUMENTS:
            for command in self.commands(document):
                command = [newest if part == "REPORT_ID" else part for part in command]
                with self.subTest(f"{document}: {' '.join(command)}"):
                    self.stack.text(*command)


if __name__ == "__main__":
    live_stack.main()
