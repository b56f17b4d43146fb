#!/usr/bin/python3
"""ONS's tables as a reader saw them: the figures that are known, and the same
figures made a second time here, from the files, in fractions."""

import collections
import csv
import fractions
import hashlib
import math
import pathlib
import sys
import tempfile
import unittest

import live_stack

FOLDER = live_stack.DATASETS / "ons-published"
sys.path.insert(0, str(FOLDER))
sys.dont_write_bytecode = True
import split_editions  # noqa: E402  (it lies beside the data)

DATASET = "ons-published"
ALL_CRIME = "all-crime-offences"
VIOLENCE = "violence-with-injury-offences"
DECEMBER, SEPTEMBER, JUNE = "2019-12", "2019-09", "2019-06"
GROUP_A = ("avon-and-somerset", "derbyshire", "essex", "hampshire", "hertfordshire",
           "leicestershire", "staffordshire", "sussex")
GROUP_B = ("avon-and-somerset", "essex", "hampshire", "hertfordshire", "leicestershire",
           "northamptonshire", "staffordshire", "sussex")
CLASSES = {"Total recorded crime (excluding fraud)": ALL_CRIME, "Violence with injury": VIOLENCE}


def files():
    return sorted(FOLDER.glob("*.csv"))


def rows():
    for file in files():
        with file.open(newline="") as lines:
            yield from csv.DictReader(lines)


class Recomputed:
    """Positions and changes by definition: no code of ours."""

    def __init__(self):
        # (measure, period) -> force -> (count, population)
        self.figures = collections.defaultdict(dict)
        for row in rows():
            measure = CLASSES.get(row["offence"])
            if measure and row["force_id"] and row["offences_12_months"]:
                self.figures[measure, row["period_end"]][row["force_id"]] = (
                    int(row["offences_12_months"]), int(row["population"]))

    def rates(self, measure, period, forces=None):
        return {force: fractions.Fraction(1000 * count, population)
                for force, (count, population) in self.figures[measure, period].items()
                if (force in forces if forces else force != "city-of-london")}

    def position(self, measure, period, forces=None):
        rates = self.rates(measure, period, forces)
        return 1 + sum(rate < rates["essex"] for rate in rates.values()), len(rates)

    def to_average(self, measure, period, forces):
        rates = self.rates(measure, period, forces)
        return self._change(measure, period, sum(rates.values()) / len(rates))

    def to_top_quartile(self, measure, period, forces):
        rates = self.rates(measure, period, forces)
        quartile = max(1, len(rates) // 4)
        return self._change(measure, period, sorted(
            rate for force, rate in rates.items() if force != "essex")[quartile - 1])

    def _change(self, measure, period, target):
        count, population = self.figures[measure, period]["essex"]
        return math.floor(target * population / 1000) - count


RECOMPUTED = Recomputed()


def count(change):
    """The whole change a ChangeRequired asks for."""
    return int(change["required"]["count"])


def caveats(standing):
    return [caveat["kind"] for caveat in standing["caveats"]]


class Files(unittest.TestCase):

    def test_joined_the_editions_are_the_source(self):
        joined = split_editions.join(file.read_bytes() for file in files())
        self.assertEqual(hashlib.sha256(joined).hexdigest(), split_editions.SOURCE_SHA256)

    def test_the_script_makes_the_files_that_are_kept(self):
        joined = split_editions.join(file.read_bytes() for file in files())
        self.assertEqual({split_editions.NAME.format(period): edition
                          for period, edition in split_editions.split(joined).items()},
                         {file.name: file.read_bytes() for file in files()})

    def test_a_source_out_of_order_is_not_split(self):
        with self.assertRaises(ValueError):
            split_editions.split(b"period_end,x\n2019-12,1\n2019-09,1\n2019-12,2\n")

    def test_printed_rates_are_within_a_hundredth_of_a_per_cent(self):
        printed = [row for row in rows() if row["rate_per_1000_printed"]]
        large = [row for row in printed if int(row["offences_12_months"]) >= 50]
        self.assertEqual((len(printed), len(large)), (8234, 7577))
        for row in printed:
            rate = fractions.Fraction(row["rate_per_1000_printed"])
            made = fractions.Fraction(1000 * int(row["offences_12_months"]),
                                      int(row["population"]))
            self.assertLessEqual(abs(made - rate), rate / 10000, row)


class GroupA(live_stack.TestCase):

    datasets = (DATASET,)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.standings = cls.stack.standings(DATASET, "essex", DECEMBER, "--previous", SEPTEMBER)
        cls.all_crime = cls.standings[ALL_CRIME]
        cls.violence = cls.standings[VIOLENCE]

    def test_there_are_eight_releases_and_23_measures(self):
        releases = self.stack.json("releases", "list")["releases"]
        self.assertEqual(sum(release["format"] == DATASET for release in releases), 8)
        self.assertEqual(len(self.standings), 23)
        self.assertIn("drug-offences", self.standings)

    def test_all_crime_has_its_value_and_the_printed_one_beside_it(self):
        value = self.all_crime["value"]
        self.assertEqual(value["numeratorDisplay"], "168,643")
        self.assertEqual(value["display"], "92.01 per 1,000 pop.")
        self.assertEqual(value["denominatorName"], "ONS mid-2018")
        self.assertEqual(value["printedValue"], 92.016268431)
        self.assertEqual(value["printedDisplay"], "ONS prints 92.016")

    def test_a_person_reads_what_ons_prints(self):
        card = self.stack.text("standing", "--dataset", DATASET, "--force", "essex", "--measure",
                               ALL_CRIME, "--period", DECEMBER)
        self.assertIn("ONS prints 92.016", card)

    def test_all_crime_is_eighth_of_eight_with_its_changes(self):
        self.assertEqual((self.all_crime["position"], self.all_crime["rankedOf"]), (8, 8))
        self.assertEqual(count(self.all_crime["changeToAverage"]), -25352)
        self.assertEqual(count(self.all_crime["changeToTopQuartile"]), -36318)

    def test_violence_with_injury_is_fifth_after_fourth(self):
        self.assertEqual(self.violence["position"], 5)
        self.assertEqual(count(self.violence["changeToAverage"]), -30)
        self.assertEqual(count(self.violence["changeToTopQuartile"]), -1999)
        movement = self.violence["movement"]
        self.assertEqual(movement["previousPosition"], 4)
        self.assertEqual(movement["previousChangeToAverage"]["display"],
                         "N/A - already better than average.")

    def test_the_same_comes_out_of_the_files_in_fractions(self):
        for measure, standing in ((ALL_CRIME, self.all_crime), (VIOLENCE, self.violence)):
            self.assertEqual((standing["position"], standing["rankedOf"]),
                             RECOMPUTED.position(measure, DECEMBER, GROUP_A))
            self.assertEqual(count(standing["changeToAverage"]),
                             RECOMPUTED.to_average(measure, DECEMBER, GROUP_A))
            self.assertEqual(count(standing["changeToTopQuartile"]),
                             RECOMPUTED.to_top_quartile(measure, DECEMBER, GROUP_A))
            self.assertEqual(standing["movement"]["previousPosition"],
                             RECOMPUTED.position(measure, SEPTEMBER, GROUP_A)[0])
            self.assertEqual(standing["national"]["position"],
                             RECOMPUTED.position(measure, DECEMBER)[0])

    def test_the_group_says_that_it_is_not_verified(self):
        self.assertEqual(self.all_crime["group"]["memberIds"], list(GROUP_A))
        self.assertIn("CAVEAT_KIND_GROUP_NOT_VERIFIED", caveats(self.all_crime))
        self.assertTrue(any("not verified for this period" in caveat["text"]
                            for caveat in self.all_crime["caveats"]))

    def test_group_b_has_its_changes_and_its_label(self):
        standing = self.stack.standing(DATASET, "essex", ALL_CRIME, DECEMBER, "--group", "essex-b")
        self.assertEqual(count(standing["changeToAverage"]), -22811)
        self.assertEqual(count(standing["changeToTopQuartile"]), -34835)
        self.assertEqual(count(standing["changeToAverage"]),
                         RECOMPUTED.to_average(ALL_CRIME, DECEMBER, GROUP_B))
        self.assertEqual(count(standing["changeToTopQuartile"]),
                         RECOMPUTED.to_top_quartile(ALL_CRIME, DECEMBER, GROUP_B))
        self.assertIn("fitted for testing", standing["group"]["source"])

    def test_greater_manchester_is_missing_so_essex_is_29th_of_41(self):
        national = self.all_crime["national"]
        self.assertEqual((national["position"], national["rankedOf"]), (29, 41))
        self.assertEqual(RECOMPUTED.position(ALL_CRIME, DECEMBER), (29, 41))
        self.assertEqual(national["missingForceIds"], ["greater-manchester"])
        standing = self.stack.standing(DATASET, "greater-manchester", ALL_CRIME, DECEMBER,
                                       "--group", "england-and-wales")
        self.assertEqual(standing["value"]["missing"]["reason"], "MISSING_REASON_NOT_AVAILABLE")
        for absent in ("number", "printedValue"):
            self.assertNotIn(absent, standing["value"])

    def test_41_forces_do_not_compare_with_42(self):
        standing = self.stack.standing(DATASET, "essex", ALL_CRIME, DECEMBER, "--group",
                                       "england-and-wales", "--compare-with", JUNE)
        movement = standing["movement"]
        self.assertEqual(standing["rankedOf"], 41)
        self.assertEqual(movement["kind"], "MOVEMENT_KIND_NOT_COMPARABLE")
        self.assertEqual(movement["previousRankedOf"], 42)
        self.assertEqual((movement["previousPosition"], 42), RECOMPUTED.position(ALL_CRIME, JUNE))

    def test_a_period_stands_on_the_mid_year_of_its_edition(self):
        standing = self.stack.standing(DATASET, "essex", ALL_CRIME, JUNE, "--compare-with",
                                       "2019-03")
        movement = standing["movement"]
        self.assertEqual(standing["method"]["populationVintage"], "ONS mid-2018")
        self.assertEqual(movement["previousValue"]["denominatorName"], "ONS mid-2017")
        self.assertEqual(movement["previousValue"]["printedDisplay"], "ONS prints 87.026")
        recomputed = movement["previousValueOnPresentPopulation"]
        self.assertEqual(recomputed["denominatorDisplay"], "1,832,800")
        self.assertNotIn("printedValue", recomputed)
        self.assertIn("CAVEAT_KIND_POPULATION_CHANGED", caveats(standing))

    def test_a_year_apart_both_ends_divide_by_one_population(self):
        change = self.all_crime["changeOnYear"]
        now, then = (RECOMPUTED.figures[ALL_CRIME, period]["essex"][0]
                     for period in (DECEMBER, "2018-12"))
        self.assertEqual(change["count"], now - then)
        self.assertAlmostEqual(change["percent"], 100 * (now / then - 1), places=9)

    def test_city_of_london_has_no_printed_rate(self):
        standing = self.stack.standing(DATASET, "city-of-london", ALL_CRIME, DECEMBER, "--group",
                                       "england-and-wales")
        self.assertGreater(standing["value"]["number"], 500)
        self.assertNotIn("printedValue", standing["value"])

    def test_a_nation_has_its_value_and_no_position(self):
        for nation, count_display in (("england", "4,679,321"), ("wales", "263,447"),
                                      ("england-and-wales-total", "5,013,284")):
            standing = self.stack.standing(DATASET, nation, ALL_CRIME, DECEMBER, "--group",
                                           "england-and-wales")
            self.assertEqual(standing["value"]["numeratorDisplay"], count_display)
            self.assertEqual(standing["noPositionReason"], "NO_POSITION_REASON_EXCLUDED")
            self.assertNotIn("position", standing)
            self.assertNotIn("changeOnYear", standing)
            self.assertNotIn(nation, standing["group"]["memberIds"])

    def test_a_nation_has_no_group_and_stands_in_no_list(self):
        for arguments in ((), ("--group", "essex,kent"), ("--group", "essex-a"),
                          ("--group", "region-wales")):
            done = self.stack.run("standing", "--dataset", DATASET, "--force", "wales",
                                  "--measure", ALL_CRIME, "--period", DECEMBER, *arguments)
            self.assertEqual(done.returncode, 1, arguments)
        done = self.stack.run("standing", "--dataset", DATASET, "--force", "essex", "--measure",
                              ALL_CRIME, "--period", DECEMBER, "--group", "kent,wales")
        self.assertIn("which is no force", done.stderr)

    def test_no_league_table_ranks_a_nation(self):
        table = self.stack.json("league", "--dataset", DATASET, "--force", "essex", "--measure",
                                ALL_CRIME, "--period", DECEMBER, "--group", "england-and-wales")
        ids = {standing["forceId"] for standing in table["standings"]}
        self.assertEqual(len(ids), 42)
        self.assertFalse(ids & {"england", "wales", "england-and-wales-total"})

    def test_an_edition_with_a_wrong_rate_is_refused_and_leaves_nothing(self):
        text = (FOLDER / "ons_pfa_as_published_2019-12.csv").read_text()
        self.assertIn("92.016268431", text)
        before = self.stack.json("releases", "list")["headSeq"]
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "december.csv"
            file.write_text(text.replace("92.016268431", "92.034"))
            done = self.stack.run("import", "--dataset", DATASET, "--format", DATASET, file)
        self.assertEqual(done.returncode, 1)
        for words in ("rate_per_1000_printed", "92.034", "0.01%", "92.013"):
            self.assertIn(words, done.stdout + done.stderr)
        self.assertEqual(self.stack.json("releases", "list")["headSeq"], before)

    def test_an_edition_sent_again_changes_nothing(self):
        answer = self.stack.text("import", "--dataset", DATASET, "--format", DATASET,
                                 FOLDER / "ons_pfa_as_published_2019-12.csv")
        self.assertIn("nothing was added", answer)

    def test_its_paper_carries_the_attribution(self):
        report = self.stack.json("report", "create", "--file", FOLDER / "report.yaml", "--month",
                                 DECEMBER, "--previous", SEPTEMBER)["report"]
        shown = self.stack.text("report", "show", report["id"])
        for words in ("-25,352 offences", "Open Government Licence v3.0", "first published"):
            self.assertIn(words, shown)


if __name__ == "__main__":
    live_stack.main()
