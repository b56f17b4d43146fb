#!/usr/bin/python3
"""A table that nobody described goes in by a mapping: proposed, edited as its
notes say, tried, imported. The extract is invented."""

import live_stack

EXTRACT = """Most Similar Group extract,,,,
Rolling 12 months,,,,
,,All crime,,
Force,Code,Sep-19,Dec-19,Note
Essex,E23000028,"168,022","167,811",
Sussex,E23000033,"110,120",..,revised
MSG average,,"95,422","95,949",

Figures are provisional,,,,
"""


class Extract(live_stack.TestCase):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.stack.directory
        text = (live_stack.DATASETS / "ons-rolling" / "reference.yaml").read_text()
        reference = folder / "reference.yaml"
        reference.write_text(text.replace("dataset: ons-rolling", "dataset: iquanta").replace(
            "  - id: homicide\n", "  - id: all-crime\n    name: offences\n    source: invented\n"
            "  - id: homicide\n", 1))
        cls.stack.text("reference", "apply", reference)
        cls.extract = folder / "extract.csv"
        cls.extract.write_text(EXTRACT)
        cls.mapping = folder / "extract.yaml"

    def take(self, *arguments):
        return self.stack.run("import", "--dataset", "iquanta", *arguments, self.extract)

    def test_it_goes_in_by_the_suggestion_as_edited(self):
        suggested = self.take("--suggest-mapping")
        self.assertEqual(suggested.returncode, 0, suggested.stderr)
        self.assertIn("footnotes", suggested.stderr)
        self.mapping.write_text(suggested.stdout)
        unedited = self.take("--mapping", self.mapping, "--validate-only")
        self.assertEqual(unedited.returncode, 1)
        self.assertIn("extract.yaml: refused", unedited.stderr)
        self.mapping.write_text(suggested.stdout.replace("mapping: DECIDE", "mapping: iquanta")
                                .replace("months: 3}", "months: 12}"))
        tried = self.take("--mapping", self.mapping, "--validate-only")
        self.assertEqual(tried.returncode, 0, tried.stderr)
        self.assertIn("would be accepted, 2 rows of all-crime, 2019-09 to 2019-12", tried.stdout)
        taken = self.take("--mapping", self.mapping)
        self.assertEqual(taken.returncode, 0, taken.stderr)
        releases = self.stack.json("releases", "list", "--dataset", "iquanta")["releases"]
        self.assertEqual(releases[-1]["format"], "mapping/iquanta")
        rows = self.stack.text("releases", "export", releases[-1]["seq"]).splitlines()
        self.assertIn("all-crime,essex,2019-12,12,167811,final,", rows)
        self.assertIn("all-crime,sussex,2019-12,12,,missing,", rows)

    def test_a_format_is_named_where_it_fits(self):
        done = self.stack.run("import", "--dataset", "iquanta", "--suggest-mapping",
                              live_stack.DATASETS / "ons-rolling" /
                              "ons_rec-crime-pfa_2003-2018.csv")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        self.assertIn("use --format ons-rolling", done.stderr)

    def test_a_mapping_is_not_sent_beside_a_format(self):
        done = self.take("--format", "tidy", "--mapping", self.mapping)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    live_stack.main()
