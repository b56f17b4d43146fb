#!/usr/bin/python3
"""Rows that real sources hold and that simple programs get wrong, each through
the whole stack: tidy rows in, a standing out."""

import live_stack

FORCES = ("essex", "kent", "sussex", "dorset", "surrey", "norfolk", "suffolk", "durham")

SOLVED_RATE = """
  - id: solved-rate
    name: Solved rate
    kind: ratio-of-counts
    numerator: [solved-rate.numerator]
    denominator: [solved-rate.denominator]
    window_months: 12
    multiplier: 100
    unit: "%"
    direction: higher-is-better
    frequency_months: 1
    value_decimals: 1
    change_decimals: 1
    words:
      {subject: the solved rate, event_singular: outcome, event_plural: outcomes,
       up: increase, down: fall}
    definition: Outcomes as a percentage of offences.
    source: made for a test"""

OFFENCES = """
  - id: offences
    name: Offences
    kind: rate-per-pop
    numerator: [offences.numerator]
    denominator: [offences.denominator]
    window_months: 12
    multiplier: 1000
    unit: per 1,000 pop.
    direction: lower-is-better
    frequency_months: 1
    value_decimals: 2
    change_decimals: 2
    words:
      {subject: crime, event_singular: offence, event_plural: offences,
       up: increase, down: reduce}
    definition: Offences per 1,000 residents.
    source: made for a test"""


def reference(dataset, measure):
    """A reference.yaml of the eight forces, one group, one measure."""
    name = measure.split("id: ", 1)[1].split("\n", 1)[0]
    areas = "\n".join(f"  - {{id: {force}, name: {force.title()}, kind: force}}"
                      for force in FORCES)
    return f"""dataset: {dataset}
name: Made for a test
terms: {{source: made for a test, licence: MIT, attribution: Made for a test., marking: OFFICIAL}}
areas:
{areas}
series:
  - {{id: {name}.numerator, name: outcomes, may_be_negative: true, source: made for a test}}
  - {{id: {name}.denominator, name: offences, source: made for a test}}
measures:{measure}
groups:
  - id: all-eight
    name: All eight
    members: [{", ".join(FORCES)}]
    default_for: [{", ".join(FORCES)}]
    source: made for a test
    verified: true
"""


def rows(measure, period_end, figures):
    """Tidy rows of one period; figures: force -> (numerator, denominator)."""
    return [(measure, force, period_end, numerator, denominator)
            for force, (numerator, denominator) in figures.items()]


# Per cent: 10, 20, ... 80 for the eight forces in order.
EIGHT = {force: (10 * (place + 1), 100) for place, force in enumerate(FORCES)}


class AwkwardRows(live_stack.TestCase):

    def solved_rate(self, dataset, force, figures, *arguments):
        """One force's standing in December 2019, the only period there is."""
        self.stack.load_tidy(reference(dataset, SOLVED_RATE),
                             rows("solved-rate", "2019-12", figures))
        return self.stack.standing(dataset, force, "solved-rate", "2019-12", *arguments)

    def test_a_solved_rate_may_pass_a_hundred_per_cent(self):
        standing = self.solved_rate("above-hundred", "sussex", EIGHT | {"sussex": (454, 442)})
        self.assertEqual(standing["value"]["display"], "102.7%")
        self.assertEqual(standing["position"], 1)

    def test_a_missing_member_is_named_and_the_position_is_out_of_seven(self):
        figures = dict(EIGHT)
        del figures["durham"]
        standing = self.solved_rate("missing-member", "essex", figures)
        self.assertEqual((standing["position"], standing["rankedOf"]), (7, 7))
        self.assertEqual(standing["missingForceIds"], ["durham"])
        self.assertEqual(standing["topQuartilePosition"], 1)
        self.assertIn("CAVEAT_KIND_MEMBER_MISSING",
                      [caveat["kind"] for caveat in standing["caveats"]])

    def test_two_missing_members_leave_the_value_and_no_position(self):
        figures = dict(EIGHT)
        del figures["durham"], figures["suffolk"]
        standing = self.solved_rate("two-missing", "essex", figures)
        self.assertNotIn("position", standing)
        self.assertNotIn("groupAverage", standing)
        self.assertEqual(standing["noPositionReason"], "NO_POSITION_REASON_GROUP_INCOMPLETE")
        self.assertEqual(standing["value"]["display"], "10.0%")

    def test_equal_values_share_a_position_and_the_next_is_skipped(self):
        # Surrey's 30 of 40 is Kent's 75 of 100, in other numbers.
        figures = EIGHT | {"kent": (75, 100), "surrey": (30, 40)}
        tied = self.solved_rate("ties", "kent", figures)
        self.assertEqual(tied["positionDisplay"], "=2")
        self.assertEqual(tied["tiedWith"], ["surrey"])
        after = self.stack.standing("ties", "suffolk", "solved-rate", "2019-12")
        self.assertEqual(after["position"], 4)

    def test_a_zero_denominator_is_a_missing_value_and_an_answer(self):
        standing = self.solved_rate("zero", "essex", EIGHT | {"essex": (0, 0)})
        self.assertEqual(standing["value"]["missing"]["reason"],
                         "MISSING_REASON_ZERO_DENOMINATOR")
        self.assertNotIn("number", standing["value"])
        self.assertEqual(standing["noPositionReason"], "NO_POSITION_REASON_SUBJECT_MISSING")

    def test_zero_outcomes_are_a_value(self):
        standing = self.solved_rate("nothing-solved", "essex", EIGHT | {"essex": (0, 100)})
        self.assertEqual(standing["value"]["display"], "0.0%")
        self.assertEqual(standing["position"], 8)

    def test_a_negative_count_has_a_value(self):
        standing = self.solved_rate("negative", "essex", EIGHT | {"essex": (-1, 100)})
        self.assertEqual(standing["value"]["display"], "-1.0%")
        self.assertEqual(standing["position"], 8)

    def test_own_figures_a_month_ahead_change_no_position(self):
        ahead = rows("solved-rate", "2020-01", {"essex": (99, 100)})
        self.stack.load_tidy(reference("ahead", SOLVED_RATE),
                             rows("solved-rate", "2019-12", EIGHT) + ahead)
        standing = self.stack.standings("ahead", "essex", "2020-01")["solved-rate"]
        self.assertEqual(standing["period"]["endMonth"], "2019-12")
        self.assertEqual(standing["position"], 8)
        self.assertEqual(standing["ownLatest"]["period"]["endMonth"], "2020-01")
        self.assertEqual(standing["ownLatest"]["value"]["display"], "99.0%")

    def test_a_group_of_other_members_is_not_compared(self):
        before = dict(EIGHT)
        del before["durham"]
        self.stack.load_tidy(reference("not-comparable", SOLVED_RATE),
                             rows("solved-rate", "2019-09", before)
                             + rows("solved-rate", "2019-12", EIGHT))
        movement = self.stack.standing("not-comparable", "essex", "solved-rate",
                                       "2019-12")["movement"]
        self.assertEqual(movement["kind"], "MOVEMENT_KIND_NOT_COMPARABLE")
        self.assertEqual(movement["reason"], "NOT_COMPARABLE_REASON_RANKED_OF_DIFFERS")

    def test_the_whole_change_reaches_the_average_and_one_less_does_not(self):
        figures = {force: (1000 + 37 * place, 100003 + place)
                   for place, force in enumerate(FORCES)}
        self.stack.load_tidy(reference("whole", OFFENCES), rows("offences", "2019-12", figures))
        standing = self.stack.standing("whole", "durham", "offences", "2019-12")
        change = int(standing["changeToAverage"]["required"]["count"])
        average = standing["groupAverage"]
        numerator, denominator = figures["durham"]
        self.assertLessEqual((numerator + change) * 1000 / denominator, average)
        self.assertGreater((numerator + change + 1) * 1000 / denominator, average)

    def test_a_correction_changes_answers_and_not_the_past(self):
        standing = self.solved_rate("corrected", "essex", EIGHT)
        self.assertEqual(standing["position"], 8)
        file = self.stack.directory / "corrected" / "correction.csv"
        file.write_text("measure,force,period_end,period_months,numerator,denominator\n" + "".join(
            f"solved-rate,{force},2019-12,12,{n},{d}\n"
            for force, (n, d) in (EIGHT | {"essex": (85, 100)}).items()))
        self.stack.text("import", "--dataset", "corrected", "--format", "tidy", "--kind",
                        "correction", "--reason", "a late return", file)
        self.stack.wait_until_ranked()
        self.assertEqual(
            self.stack.standing("corrected", "essex", "solved-rate", "2019-12")["position"], 1)
        then = self.stack.standing("corrected", "essex", "solved-rate", "2019-12",
                                   "--as-of", standing["seq"])
        self.assertEqual(then, standing)

    def test_importing_a_file_twice_adds_nothing(self):
        self.solved_rate("twice", "essex", EIGHT)
        before = self.stack.json("releases", "list")["headSeq"]
        self.stack.text("import", "--dataset", "twice", "--format", "tidy",
                        self.stack.directory / "twice" / "rows.csv")
        self.assertEqual(self.stack.json("releases", "list")["headSeq"], before)


if __name__ == "__main__":
    live_stack.main()
