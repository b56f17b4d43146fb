#!/usr/bin/python3
"""Data sets whose formats are mappings: the figures that are known of them, from
the files themselves and from other editions of the same figures."""

import collections
import csv
import io

import live_stack

INDICATORS = {"all-crime": None, "violence-with-injury": "violence-with-injury",
              "drug-trafficking": "trafficking-of-drugs", "homicide": "homicide"}


def exported(stack, dataset):
    """(series, force, period) -> figure, of all that a data set holds."""
    releases = stack.json("releases", "list", "--dataset", dataset)["releases"]
    text = stack.text("releases", "export", releases[-1]["seq"], "--everything")
    return {(row["series"], row["force"], row["period_end"]): row["value"]
            for row in csv.DictReader(io.StringIO(text))}


class Subgroups(live_stack.TestCase):

    datasets = ("open-data", "open-data-subgroups")

    def test_sums_of_subgroups_are_the_indicators_in_every_cell(self):
        indicators = exported(self.stack, "open-data")
        sums = collections.Counter()
        cells = set()
        for (series, force, period), value in exported(self.stack, "open-data-subgroups").items():
            if series == "population":
                continue
            cells.add((force, period))
            sums["all-crime", force, period] += int(value)
            for indicator, subgroup in INDICATORS.items():
                if series == subgroup:
                    sums[indicator, force, period] += int(value)
        self.assertEqual(len(cells), 43 * 24)
        compared = {(indicator, *cell): sums[(indicator, *cell)]
                    for indicator in INDICATORS for cell in cells}
        self.assertEqual({key: int(indicators[key]) for key in compared}, compared)

    def test_a_standing_is_the_same_by_either_road(self):
        for measure in ("all-crime-offences", "violence-with-injury-offences",
                        "drug-trafficking-offences", "homicide-offences"):
            one, other = (self.stack.standing(dataset, "essex", measure, "2019-12")
                          for dataset in self.datasets)
            self.assertEqual(one["value"], other["value"], measure)
            self.assertEqual(one["position"], other["position"], measure)

    def test_burglary_goes_on_across_its_new_division(self):
        standing = self.stack.standing("open-data-subgroups", "essex", "burglary-offences",
                                       "2017-09")
        self.assertGreater(int(standing["value"]["numerator"]), 5000)

    def test_the_category_break_is_kept_with_the_release(self):
        done = self.stack.run("import", "--dataset", "open-data-subgroups", "--format",
                              "ho-quarterly-subgroups", "--validate-only",
                              live_stack.DATASETS / "open-data-subgroups" /
                              "ho_prc_quarterly_by_subgroup_2015-2021.csv", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("series 'residential-burglary' begins with 2017-06", done.stdout)


class Outcomes(live_stack.TestCase):

    datasets = ("outcomes-2017-18",)

    def test_sussex_solved_more_trafficking_than_it_recorded(self):
        standing = self.stack.standing("outcomes-2017-18", "sussex", "drug-trafficking-solved",
                                       "2018-03", "--group", "england-and-wales")
        self.assertEqual(standing["value"]["numeratorDisplay"], "454")
        self.assertEqual(standing["value"]["denominatorDisplay"], "442")
        self.assertEqual(standing["value"]["display"], "102.71%")


class Rolling(live_stack.TestCase):

    datasets = ("ons-rolling",)

    def test_the_published_edition_has_the_same_counts(self):
        with (live_stack.DATASETS / "ons-published" /
              "ons_pfa_as_published_2018-12.csv").open(newline="") as lines:
            published = {row["force_id"]: int(row["offences_12_months"])
                         for row in csv.DictReader(lines)
                         if row["force_id"] and
                         row["offence"] == "Total recorded crime (excluding fraud)"}
        self.assertEqual(published["essex"], 151103)
        table = self.stack.json("league", "--dataset", "ons-rolling", "--force", "essex",
                                "--measure", "all-crime-offences", "--period", "2018-12")
        counts = {standing["forceId"]: int(standing["value"]["numerator"])
                  for standing in table["standings"]}
        self.assertEqual(len(counts), 8)
        self.assertEqual(counts, {force: published[force] for force in counts})
        self.assertEqual(table["standings"][-1]["forceId"], "essex")

    def test_the_publishers_slip_of_the_day_is_december(self):
        standing = self.stack.standing("ons-rolling", "essex", "all-crime-offences", "2017-12")
        self.assertEqual(int(standing["value"]["numerator"]), 130755)


class Survey(live_stack.TestCase):

    datasets = ("csew-asb",)

    def test_a_percentage_is_the_publishers(self):
        standing = self.stack.standing("csew-asb", "essex", "experienced-asb", "2019-03")
        self.assertEqual(standing["value"]["display"], "36.6%")
        self.assertEqual(standing["rankedOf"], 8)

    def test_its_standard_error_is_made_of_the_respondents(self):
        releases = self.stack.json("releases", "list", "--dataset", "csew-asb")["releases"]
        text = self.stack.text("releases", "export", releases[-1]["seq"])
        errors = {(row["force"], row["period_end"]): row["standard_error"]
                  for row in csv.DictReader(io.StringIO(text))}
        share = 0.36585885993896824
        self.assertAlmostEqual(float(errors["essex", "2019-03"]),
                               100 * (1.2 * share * (1 - share) / 924) ** 0.5, places=5)
        self.assertEqual(errors["metropolitan", "2019-03"], "")


if __name__ == "__main__":
    live_stack.main()
