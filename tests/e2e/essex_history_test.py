#!/usr/bin/python3
"""What a revision does to a position: Essex's year to December 2018, as ONS first
published it and as the Home Office revised it. The figures that are known, and
the same figures made a second time here, from the files, in fractions."""

import csv
import fractions
import sys
import unittest

import live_stack

FOLDER = live_stack.DATASETS / "essex-history"
sys.path.insert(0, str(FOLDER))
sys.dont_write_bytecode = True
import make_counts  # noqa: E402  (it lies beside the data)

DATASET = "essex-history"
ALL_CRIME = "all-crime-offences"
YEAR = "2018-12"
# The last edition, and the correction.
PUBLISHED, REVISED = 10, 11
GROUP = ("avon-and-somerset", "derbyshire", "essex", "hampshire", "hertfordshire",
         "leicestershire", "staffordshire", "sussex")


def counts(file):
    """Force: all crime in the year to December 2018, by one of the files."""
    with (FOLDER / file).open(newline="") as lines:
        return {row["force"]: int(row["numerator"]) for row in csv.DictReader(lines)
                if row["measure"] == ALL_CRIME and row["period_end"] == YEAR}


def position(force, by_force):
    """By definition, on the residents of mid-2017: no code of ours."""
    file = live_stack.DATASETS / "open-data" / "ons_population_by_police_force_area_2002-2018.csv"
    with file.open(newline="") as lines:
        residents = {row["force_id"]: int(row["population"]) for row in csv.DictReader(lines)
                     if row["mid_year"] == "2017"}
    rates = {f: fractions.Fraction(by_force[f], residents[f]) for f in GROUP}
    return 1 + sum(rate < rates[force] for rate in rates.values())


class Files(unittest.TestCase):

    def test_the_script_makes_the_files_that_are_kept(self):
        self.assertEqual(make_counts.files(),
                         {file.name: file.read_text() for file in FOLDER.glob("*.csv")})


class History(live_stack.TestCase):

    datasets = (DATASET,)

    def standing(self, *arguments, force="essex"):
        return self.stack.standing(DATASET, force, ALL_CRIME, YEAR, *arguments)

    def test_as_revised_essex_is_7th_and_was_8th_as_first_published(self):
        standing = self.standing()
        self.assertEqual((standing["position"], standing["rankedOf"]), (7, 8))
        self.assertEqual(standing["value"]["numerator"], 150911)
        self.assertEqual(standing["positionAsFirstPublished"], 8)
        first = standing["firstPublished"]
        self.assertEqual((int(first["seq"]), first["rankedOf"]), (6, 8))
        self.assertEqual(first["value"]["numerator"], 151103)
        revised = counts("counts_revised_2018-2019.csv")
        published = counts("counts_as_published_2018-12.csv")
        self.assertEqual((position("essex", published), position("essex", revised)), (8, 7))
        self.assertEqual((published["leicestershire"], revised["leicestershire"]), (87167, 89967))

    def test_before_the_correction_it_is_as_it_was(self):
        before = self.standing("--as-of", PUBLISHED)
        self.assertEqual((before["position"], before["value"]["numerator"]), (8, 151103))
        self.assertNotIn("firstPublished", before)
        self.assertTrue(any(c["kind"] == "CAVEAT_KIND_PROVISIONAL" for c in before["caveats"]))
        # Asked twice, it is the same bytes.
        again = self.standing("--as-of", PUBLISHED)
        self.assertEqual(before, again)

    def test_a_person_reads_both(self):
        card = self.stack.text("standing", "--dataset", DATASET, "--force", "essex", "--measure",
                               ALL_CRIME, "--period", YEAR)
        self.assertIn("7 of 8 (8th of 8 as first published, 151,103)", card)

    def test_a_force_without_a_figure_then_had_no_position(self):
        standing = self.stack.standing(DATASET, "greater-manchester", ALL_CRIME, "2019-12",
                                       "--group", "england-and-wales")
        self.assertIn("position", standing)
        self.assertNotIn("positionAsFirstPublished", standing)
        self.assertEqual(standing["firstPublished"]["rankedOf"], 41)

    def test_the_diff_names_who_was_revised_and_who_moved(self):
        diff = self.stack.text("releases", "diff", PUBLISHED, REVISED, "--measure", ALL_CRIME,
                               "--period", YEAR)
        rows = [line.split() for line in diff.splitlines()]
        self.assertIn("Leicestershire 87,167 89,967 2,800 11".split(), rows)
        self.assertNotIn("March 2018", diff)
        moves = {row[0]: row[1:7] for row in rows if row[2:3] == ["of"]}
        self.assertEqual(moves["Essex"], "8 of 8 7 of 8".split())
        self.assertEqual(moves["Leicestershire"], "6 of 8 8 of 8".split())
        self.assertEqual(set(moves), {"Essex", "Hampshire", "Leicestershire"})

    def test_the_diff_of_nothing_is_nothing(self):
        diff = self.stack.text("releases", "diff", REVISED, REVISED)
        self.assertIn("No such figure changed.", diff)
        self.assertIn("No position moved.", diff)

    def test_every_change_is_in_the_files(self):
        done = self.stack.run("releases", "diff", PUBLISHED, REVISED, "--measure", ALL_CRIME,
                              "--period", YEAR, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        changes = live_stack.json.loads(done.stdout.splitlines()[0])["changes"]
        published = counts("counts_as_published_2018-12.csv")
        revised = counts("counts_revised_2018-2019.csv")
        found = {change["areaId"]: (int(change["before"]["figure"]), int(change["after"]["figure"]))
                 for change in changes
                 if change["seriesId"] == ALL_CRIME + ".numerator" and change["periodEnd"] == YEAR}
        # All were provisional and are final, so that all are changes.
        self.assertEqual(found, {f: (published[f], revised[f]) for f in published})

    def test_revisions_tell_what_to_expect(self):
        answer = self.stack.json("releases", "revisions", "--dataset", DATASET, "--measure",
                                 ALL_CRIME, "--force", "leicestershire")
        (revisions,) = answer["revisions"]
        self.assertEqual((revisions["periods"], revisions["compared"]), (8, 8))
        largest = revisions["largestUp"]
        self.assertEqual((largest["period"]["endMonth"], largest["first"], largest["newest"]),
                         (YEAR, 87167, 89967))
        self.assertEqual(largest["percentDisplay"], "3.2%")
        before = self.stack.json("releases", "revisions", "--dataset", DATASET, "--as-of", PUBLISHED)
        self.assertEqual({revisions["periods"] for revisions in before["revisions"]}, {0})

    def test_what_is_exported_goes_in_again_unchanged(self):
        file = self.stack.directory / "exported.csv"
        for flags in ([], ["--everything"]):
            self.stack.text("releases", "export", REVISED, *flags, "--output", file)
            answer = self.stack.json("import", "--dataset", DATASET, "--format", "series", file)
            self.assertTrue(answer["accepted"]["unchanged"])
        self.assertEqual(self.stack.text("releases", "export", REVISED, "--everything"),
                         file.read_text())

    def test_what_changed_since_is_not_replaced(self):
        file = self.stack.directory / "late.csv"
        file.write_text(
            (FOLDER / "counts_revised_2018-2019.csv").read_text().replace(",150911,", ",150912,"))
        done = self.stack.run("import", "--dataset", DATASET, "--format", "tidy", "--kind",
                              "correction", "--reason", "recount", "--expected-seq", PUBLISHED,
                              "--json", file)
        self.assertEqual(done.returncode, 1)
        self.assertIn("CHANGED_SINCE", done.stderr)
        self.assertIn("(release 11)", done.stderr)
        self.assertEqual(int(self.stack.json("releases", "list")["headSeq"]), REVISED)


if __name__ == "__main__":
    live_stack.main()
