#!/usr/bin/python3
"""What a data set declares goes out as a file and comes back as the same; what a
file would change is said before it does; and dated facts stand beside figures."""

import json
import os
import pathlib
import pty
import select
import subprocess
import time
import unittest

import live_stack

DATASETS = ("open-data", "ons-published", "paper-2020-01")


class Declared(live_stack.TestCase):
    """Declarations alone: no figures are needed to change them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for dataset in DATASETS:
            cls.stack.text("reference", "apply", live_stack.DATASETS / dataset / "reference.yaml")

    def exported(self, dataset, *arguments):
        path = self.stack.directory / f"{dataset}.yaml"
        path.write_text(self.stack.text("reference", "export", dataset, *arguments))
        return path

    def edited(self, dataset, *replacements):
        path = self.exported(dataset)
        text = path.read_text()
        for before, after in replacements:
            self.assertIn(before, text)
            text = text.replace(before, after, 1)
        path.write_text(text)
        return path

    def head(self):
        return int(self.stack.json("releases", "list")["headSeq"])

    def test_an_export_declares_the_same(self):
        for dataset in DATASETS:
            path = self.exported(dataset)
            before = self.head()
            self.assertIn("Nothing changes.", self.stack.text("reference", "diff", path))
            self.assertIn("nothing new", self.stack.text("reference", "apply", path))
            self.assertEqual(self.head(), before)

    def test_a_change_is_said_then_made_and_can_be_taken_back(self):
        original = live_stack.DATASETS / "paper-2020-01" / "reference.yaml"
        before = self.head()
        path = self.edited("paper-2020-01", ("target: 4th in MSG", "target: Best in MSG."))
        said = "target: 4th in MSG becomes Best in MSG."
        self.assertIn(said, self.stack.text("reference", "diff", path))
        self.assertEqual(self.head(), before, "a diff changes nothing")
        applied = self.stack.text("reference", "apply", path, "--reason", "a new plan")
        self.assertIn(said, applied)
        self.assertEqual(self.head(), before + 1)
        self.assertIn("becomes 4th in MSG", self.stack.text("reference", "apply", original))
        then = self.exported("paper-2020-01", "--as-of", before + 1)
        self.assertIn("target: Best in MSG.", then.read_text())

    def test_a_diff_for_programs(self):
        path = self.edited("open-data", ("- id: kent", "- id: kent-police"))
        changes = json.loads(self.stack.text("reference", "diff", path, "--json"))["changes"]
        self.assertEqual([(c["thing"], c["fate"]) for c in changes if c["section"] == "areas"],
                         [("kent-police", "added"), ("kent", "removed")])

    def test_wrong_files_are_named_by_line(self):
        path = self.edited("paper-2020-01", ("count: 39", "count: 0"))
        done = self.stack.run("reference", "apply", path)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r"paper-2020-01\.yaml:\d+:\d+: events\[0\]\.parts\[0\]\.count")
        self.assertIn("nothing was applied", done.stderr)

    def test_what_is_not_declared_cannot_be_exported(self):
        done = self.stack.run("reference", "export", "narnia")
        self.assertEqual(done.returncode, 1)
        self.assertIn("there is no dataset 'narnia'", done.stderr)

    def on_a_terminal(self, answer, *arguments):
        """Exit code and output of `peerage` where somebody types `answer`."""
        master, slave = pty.openpty()
        child = subprocess.Popen([live_stack.BIN / "peerage", *map(str, arguments)], stdin=slave,
                                 stdout=slave, stderr=slave, env={**os.environ,
                                                                  **self.stack.environment})
        os.close(slave)
        output, asked, deadline = b"", False, time.monotonic() + 60
        while time.monotonic() < deadline:
            if not select.select([master], [], [], 0.1)[0]:
                if child.poll() is not None:
                    break
                continue
            try:
                output += os.read(master, 4096)
            except OSError:
                break
            if b"[y/N]" in output and not asked:
                asked = True
                os.write(master, answer.encode() + b"\n")
        code = child.wait(timeout=60)
        os.close(master)
        return code, output.decode()

    def test_somebody_at_a_terminal_is_asked(self):
        path = self.edited("ons-published", ("name: Essex's similar group", "name: Essex's group"))
        before = self.head()
        code, output = self.on_a_terminal("n", "reference", "apply", path)
        self.assertEqual((code, self.head()), (1, before), output)
        self.assertIn("Nothing was applied.", output)
        code, output = self.on_a_terminal("y", "reference", "apply", path)
        self.assertEqual((code, self.head()), (0, before + 1), output)
        code, output = self.on_a_terminal("", "reference", "apply", "--yes",
                                          live_stack.DATASETS / "ons-published" / "reference.yaml")
        self.assertEqual((code, self.head()), (0, before + 2), output)
        self.assertNotIn("[y/N]", output)


class BesideFigures(live_stack.TestCase):

    datasets = ("ons-published", "paper-2020-01")

    def test_the_catalogue_lists_them(self):
        events = self.stack.json("catalog", "events", "--dataset", "paper-2020-01")
        self.assertEqual([(e["date"], [p["count"] for p in e["parts"]])
                          for e in events["exceptionalEvents"]], [("2019-10-23", ["39"] * 3)])
        self.assertIn("Greater Manchester", self.stack.text(
            "catalog", "annotations", "--dataset", "ons-published", "--force",
            "greater-manchester"))
        later = self.stack.json("catalog", "calendar", "--dataset", "ons-published", "--from",
                                "2020-07-18")
        self.assertEqual([e["date"] for e in later["entries"]], ["2020-10-28"])
        self.assertIn("is not a day", self.stack.run(
            "catalog", "calendar", "--dataset", "ons-published", "--from", "tomorrow").stderr)

    def test_a_standing_has_its_next_data_and_annotations(self):
        standing = self.stack.standing("ons-published", "essex", "all-crime-offences", "2019-12",
                                       "--group", "england-and-wales")
        self.assertEqual(standing["nextData"]["date"], "2020-07-17")
        self.assertEqual([a["id"] for a in standing["annotations"]], ["greater-manchester-2019"])
        own_group = self.stack.standing("ons-published", "essex", "all-crime-offences", "2019-12")
        self.assertEqual(own_group["annotations"], [])

    def test_every_answer_says_what_may_be_done_with_it(self):
        subject = ("--dataset", "ons-published", "--force", "essex")
        measure = ("--measure", "all-crime-offences")
        for command in (("standing",) + subject + measure, ("standings",) + subject,
                        ("league",) + subject + measure, ("positions",) + subject + measure):
            terms = self.stack.json(*command)["terms"]
            self.assertEqual(terms["licence"], "Open Government Licence v3.0", command)
            self.assertEqual(terms["outsideNaming"], "OUTSIDE_NAMING_NAMED")
            self.assertIn("Contains public sector information", self.stack.text(*command))

    def document(self, report, file_format):
        path = self.stack.directory / f"report.{file_format}"
        self.stack.text("report", "export", report, "--format", file_format, "--output", path)
        return path.read_text()

    def test_a_report_carries_the_terms(self):
        folder = live_stack.DATASETS / "paper-2020-01"
        report = self.stack.json("report", "create", "--file", folder / "report.yaml", "--month",
                                 "2020-01")["report"]["id"]
        page, table = self.document(report, "html"), self.document(report, "csv")
        self.assertIn("Source: Essex: Essex Police", page)
        self.assertTrue(table.splitlines()[0].endswith(
            ",source,licence,audience,outside_naming,publishable_from"))


class Break(live_stack.TestCase):
    """A comparison across a break keeps its movement and says so."""

    def test_it_is_said_beneath_the_standing(self):
        reference = pathlib.Path(live_stack.DATASETS / "paper-2020-01" / "reference.yaml").read_text()
        reference = reference.replace("dataset: paper-2020-01", "dataset: broken", 1) + """
annotations:
  - id: new-rule
    date: 2020-01-01
    kind: counting-rule
    measures: [homicide-offences]
    text: The rule changed.
    source: the test
    breaks_series: true
"""
        rows = [("homicide-offences", force, end, 10 + place, 100000)
                for end in ("2019-10", "2020-01")
                for place, force in enumerate(["essex"] + [f"peer-{c}" for c in "abcdefg"])]
        self.stack.load_tidy(reference, rows)
        standing = self.stack.standing("broken", "essex", "homicide-offences", "2020-01")
        self.assertEqual(standing["movement"]["kind"], "MOVEMENT_KIND_UNCHANGED")
        self.assertEqual([c["text"] for c in standing["caveats"]
                          if c["kind"] == "CAVEAT_KIND_SERIES_BREAK"],
                         ["Figures before 1 January 2020 cannot be compared with later ones: The "
                          "rule changed. The comparison with the 12 months to October 2019 crosses "
                          "it. Source: the test."])


if __name__ == "__main__":
    live_stack.main()
