#!/usr/bin/python3
"""Every figure that the paper of January 2020 prints comes out of the running
services, and the report words it as the paper does."""

import functools
import json

import live_stack

EXPECTED = json.loads((live_stack.ROOT / "tests" / "golden" / "paper-2020-01.json").read_text())


def each_row(claim):
    """A test that holds its claim against every printed row and its standing."""
    @functools.wraps(claim)
    def test(self):
        for row in EXPECTED:
            with self.subTest(row["measure"]):
                claim(self, row, self.standings[row["measure"]])
    return test


class Paper(live_stack.TestCase):

    datasets = ("paper-2020-01",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.standings = cls.stack.standings("paper-2020-01", "essex", "2020-01",
                                            "--previous", "2019-10")

    def assert_change(self, printed, change):
        """`printed` as the golden file spells a change."""
        if printed is None:
            return
        if printed == "better":
            self.assertTrue(change["alreadyReached"]["beyond"])
            self.assertEqual(change["display"], "N/A - already better than average.")
            return
        kind, figure = printed
        required = change["required"]
        if kind == "offences":
            self.assertEqual(int(required["count"]), figure)
            noun = "offence" if abs(figure) == 1 else "offences"
            self.assertEqual(change["display"], f"{figure:,} {noun}")
        else:
            self.assertEqual(str(live_stack.rounded(required["gap"], figure)), figure)
            self.assertTrue(change["display"].endswith("% points"), change["display"])

    def test_the_order_is_the_papers(self):
        self.assertEqual(list(self.standings), [row["measure"] for row in EXPECTED])

    @each_row
    def test_values_are_as_printed(self, row, standing):
        number = standing["value"]["number"]
        self.assertEqual(str(live_stack.rounded(number, row["value"])), row["value"])
        self.assertTrue(standing["value"]["display"].startswith(row["value"]))

    @each_row
    def test_positions_are_as_printed(self, row, standing):
        self.assertEqual(standing["position"], row["position"])
        self.assertEqual(standing["rankedOf"], row["group_size"])
        self.assertEqual(standing["movement"]["previousPosition"], row["previous_position"])

    @each_row
    def test_periods_are_as_printed(self, row, standing):
        self.assertEqual(standing["period"]["endMonth"], row["period"])
        self.assertEqual(standing["movement"]["previousPeriod"]["endMonth"],
                         row["previous_period"])

    @each_row
    def test_changes_to_the_average_are_as_printed(self, row, standing):
        self.assert_change(row["change_to_average"], standing["changeToAverage"])

    @each_row
    def test_changes_to_the_top_quartile_are_as_printed(self, row, standing):
        self.assert_change(row["change_to_top_quartile"], standing["changeToTopQuartile"])

    @each_row
    def test_the_previous_papers_changes_are_as_printed(self, row, standing):
        movement = standing["movement"]
        self.assert_change(row["previous_change_to_average"],
                           movement["previousChangeToAverage"])
        self.assert_change(row["previous_change_to_top_quartile"],
                           movement["previousChangeToTopQuartile"])

    def test_a_fraction_of_an_offence_is_shown_as_one(self):
        change = self.standings["drug-trafficking-offences"]["changeToAverage"]
        self.assertEqual(change["display"], "-1 offence")

    def test_old_data_move_nothing(self):
        for measure in ("killed-or-seriously-injured", "officer-sickness", "staff-sickness"):
            with self.subTest(measure):
                self.assertEqual(self.standings[measure]["movement"]["kind"],
                                 "MOVEMENT_KIND_NO_NEW_DATA")

    def test_verdicts_follow_the_aspirations(self):
        met = {measure for measure, standing in self.standings.items()
               if standing["aspiration"]["verdictDisplay"] == "Met or Exceeded Aspiration"}
        self.assertEqual(met, {"violence-with-injury-offences", "drug-trafficking-solved-rate",
                               "officer-sickness"})
        without = {measure for measure, standing in self.standings.items()
                   if standing["aspiration"]["verdict"] == "ASPIRATION_VERDICT_NOT_APPLICABLE"}
        self.assertEqual(without, {"killed-or-seriously-injured", "homicide-offences"})

    def test_an_invented_group_has_no_national_position(self):
        for measure, standing in self.standings.items():
            with self.subTest(measure):
                self.assertNotIn("national", standing)

    def test_every_standing_says_that_the_peers_are_invented(self):
        for measure, standing in self.standings.items():
            with self.subTest(measure):
                notices = [caveat["text"] for caveat in standing["caveats"]
                           if caveat["kind"] == "CAVEAT_KIND_DATASET_NOTICE"]
                self.assertIn("invented", "".join(notices))

    def test_a_terminal_table_shows_position_and_change(self):
        table = self.stack.text("standings", "--dataset", "paper-2020-01", "--force", "essex",
                                "--month", "2020-01", "--previous", "2019-10")
        for words in ("-22,112 offences", "-34,801 offences", "50.80%", "1.287",
                      "N/A - already better than average."):
            self.assertIn(words, table)


class PaperReport(live_stack.TestCase):

    datasets = ("paper-2020-01",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.stack.json(
            "report", "create", "--file", live_stack.DATASETS / "paper-2020-01" / "report.yaml",
            "--month", "2020-01", "--previous", "2019-10")["report"]
        cls.rows = {row["standing"]["measureId"]: row for row in cls.report["rows"]}
        cls.shown = cls.stack.text("report", "show", cls.report["id"])

    def summary(self, words):
        """The items of the summary's list whose heading holds the words."""
        found = [part for part in self.report["summary"] if words in part["heading"]]
        self.assertEqual(len(found), 1, [part["heading"] for part in self.report["summary"]])
        return found[0]

    def test_sentences_carry_the_previous_figures_in_brackets(self):
        self.assertIn(
            "In order to reach the MSG average, confidence would need to improve by 8.8% points "
            "(7.0% points previously). To reach the top quartile rank, confidence would need to "
            "improve by 16.7% points (14.3% points previously).",
            self.rows["public-confidence"]["sentence"])
        self.assertIn(
            "In order to reach the MSG average, crime would need to reduce by 22,112 offences "
            "(22,669 previously). To reach the top quartile rank, crime would need to reduce by "
            "34,801 offences (34,862 previously).",
            self.rows["all-crime-offences"]["sentence"])

    def test_a_reached_average_is_said(self):
        self.assertIn("Essex has already reached the MSG average.",
                      self.rows["all-crime-solved-rate"]["sentence"])

    def test_movement_words_follow_the_positions(self):
        self.assertIn("improved to 4th", self.rows["all-crime-solved-rate"]["sentence"])
        self.assertIn("remains 8th", self.rows["all-crime-offences"]["sentence"])
        self.assertIn("no new data since",
                      self.rows["killed-or-seriously-injured"]["sentence"].lower())

    def test_the_summary_counts_what_is_met(self):
        self.assertEqual(len(self.summary("is meeting")["items"]), 3)
        self.assertIn("three out of the 10 areas", self.summary("is meeting")["heading"])
        self.assertEqual(len(self.summary("not meeting")["items"]), 7)

    def test_the_summary_lists_what_moved(self):
        self.assertEqual(len(self.summary("improved")["items"]), 3)

    def test_periods_that_differ_are_named(self):
        self.assertEqual(self.rows["public-confidence"]["periodNote"].lower(),
                         "last data to september 2019")
        self.assertEqual(self.rows["all-crime-offences"]["periodNote"], "")

    def test_the_shown_paper_has_its_wordings(self):
        # A terminal breaks lines anywhere, so spaces are compared as one.
        flat = " ".join(self.shown.split())
        for words in ("-22,112 offences", "8.8% points (7.0% points previously)",
                      "N/A - already better than average.", "4th in MSG"):
            self.assertIn(words, flat)

    def test_the_invented_peers_are_named_as_such(self):
        self.assertIn("invented", self.shown)
        self.assertIn("invented", self.report["terms"]["notice"])

    def test_the_same_request_gives_the_same_report(self):
        again = self.stack.json(
            "report", "create", "--file", live_stack.DATASETS / "paper-2020-01" / "report.yaml",
            "--month", "2020-01", "--previous", "2019-10")["report"]
        for name in ("rows", "summary", "notes", "caveats", "seq"):
            self.assertEqual(again[name], self.report[name])


if __name__ == "__main__":
    live_stack.main()
