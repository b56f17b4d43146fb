#!/usr/bin/python3
"""The real figures: Essex in December 2019 (September before), as an
independent calculation from the same files gives them."""

import live_stack

OPEN_DATA = ("open-data", "essex", "2019-12", "--previous", "2019-09")


def count(change):
    """The whole change a ChangeRequired asks for."""
    return int(change["required"]["count"])


class GroupA(live_stack.TestCase):

    datasets = ("open-data",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.standings = cls.stack.standings(*OPEN_DATA)
        cls.all_crime = cls.standings["all-crime-offences"]
        cls.violence = cls.standings["violence-with-injury-offences"]
        cls.trafficking = cls.standings["drug-trafficking-offences"]
        cls.homicide = cls.standings["homicide-offences"]

    def assert_held(self, standing, position, previous):
        self.assertEqual(standing["position"], position)
        self.assertEqual(standing["rankedOf"], 8)
        self.assertEqual(standing["movement"]["previousPosition"], previous)

    def test_the_default_group_is_a_and_says_that_it_is_not_verified(self):
        group = self.all_crime["group"]
        self.assertEqual(group["id"], "essex-a")
        self.assertFalse(group["verified"])
        self.assertIn("Monthly Performance Report, January 2014", group["source"])
        self.assertIn("CAVEAT_KIND_GROUP_NOT_VERIFIED",
                      [caveat["kind"] for caveat in self.all_crime["caveats"]])

    def test_all_crime_has_its_value(self):
        self.assertEqual(self.all_crime["value"]["numeratorDisplay"], "167,811")
        self.assertEqual(self.all_crime["value"]["display"], "91.56 per 1,000 pop.")
        self.assertEqual(self.all_crime["value"]["denominatorName"], "ONS mid-2018")

    def test_all_crime_is_eighth_as_before(self):
        self.assert_held(self.all_crime, 8, 8)
        self.assertEqual(self.all_crime["movement"]["kind"], "MOVEMENT_KIND_UNCHANGED")

    def test_all_crime_has_its_changes(self):
        movement = self.all_crime["movement"]
        self.assertEqual(count(self.all_crime["changeToAverage"]), -24259)
        self.assertEqual(count(movement["previousChangeToAverage"]), -25316)
        self.assertEqual(count(self.all_crime["changeToTopQuartile"]), -35158)
        self.assertEqual(count(movement["previousChangeToTopQuartile"]), -37828)

    def test_all_crime_is_29th_of_42_nationally(self):
        self.assertEqual(self.all_crime["national"]["position"], 29)
        self.assertEqual(self.all_crime["national"]["rankedOf"], 42)

    def test_all_crime_rose_by_a_ninth_over_the_year(self):
        change = self.all_crime["changeOnYear"]
        self.assertEqual(change["display"], "11.2%")
        self.assertEqual((change["position"], change["rankedOf"]), (7, 8))
        self.assertEqual((change["roseIn"], change["of"]), (36, 42))

    def test_violence_with_injury_is_fifth_and_better_than_average(self):
        self.assert_held(self.violence, 5, 4)
        self.assertEqual(self.violence["changeToAverage"]["display"],
                         "N/A - already better than average.")
        self.assertEqual(count(self.violence["changeToTopQuartile"]), -1895)

    def test_trafficking_is_sixth_and_17th_nationally(self):
        self.assertEqual(self.trafficking["value"]["numeratorDisplay"], "929")
        self.assert_held(self.trafficking, 6, 5)
        self.assertEqual(self.trafficking["national"]["position"], 17)
        self.assertEqual(self.trafficking["movement"]["previousNationalPosition"], 12)

    def test_trafficking_is_beyond_the_average_and_not_better(self):
        self.assertEqual(self.trafficking["changeToAverage"]["display"],
                         "N/A - already beyond the average.")

    def test_homicide_fell_from_fourth_to_last(self):
        self.assertEqual(self.homicide["value"]["numeratorDisplay"], "58")
        self.assert_held(self.homicide, 8, 4)
        self.assertEqual(count(self.homicide["changeToAverage"]), -37)
        self.assertEqual(self.homicide["national"]["position"], 42)
        self.assertEqual(self.homicide["movement"]["previousNationalPosition"], 20)

    def test_aspirations_are_those_of_august_2018(self):
        shown = {measure: (standing["aspiration"]["targetDisplay"],
                           standing["aspiration"]["verdictDisplay"])
                 for measure, standing in self.standings.items()}
        self.assertEqual(shown["all-crime-offences"], ("4th in MSG", "Below Aspiration"))
        self.assertEqual(shown["violence-with-injury-offences"],
                         ("4th in MSG", "Below Aspiration"))
        self.assertEqual(shown["drug-trafficking-offences"], ("2nd in MSG", "Below Aspiration"))
        self.assertEqual(shown["homicide-offences"], ("(Small numbers)", "No aspiration"))

    def test_before_august_2018_there_is_no_aspiration(self):
        earlier = self.stack.standings("open-data", "essex", "2018-06")
        self.assertNotIn("aspiration", earlier["all-crime-offences"])

    def test_a_history_has_twelve_quarters(self):
        positions = self.stack.json(
            "positions", "--dataset", "open-data", "--force", "essex", "--measure",
            "all-crime-offences", "--period", "2019-12")["positions"]
        self.assertEqual(len(positions), 12)
        self.assertEqual(positions[0]["period"]["endMonth"], "2017-03")
        self.assertEqual(positions[-1]["position"], 8)


class GroupB(live_stack.TestCase):

    datasets = ("open-data",)

    def test_the_fitted_group_has_its_changes_and_its_label(self):
        standing = self.stack.standings(*OPEN_DATA, "--group", "essex-b")["all-crime-offences"]
        self.assertEqual(count(standing["changeToAverage"]), -21755)
        self.assertEqual(count(standing["changeToTopQuartile"]), -34477)
        self.assertIn("fitted for testing", standing["group"]["source"])

    def test_the_same_forces_as_a_list_give_the_same_changes(self):
        members = ("avon-and-somerset,hampshire,hertfordshire,leicestershire,northamptonshire,"
                   "staffordshire,sussex")
        standing = self.stack.standings(*OPEN_DATA, "--group", members)["all-crime-offences"]
        self.assertEqual(count(standing["changeToAverage"]), -21755)
        self.assertEqual(standing["group"]["kind"], "GROUP_KIND_AD_HOC")


class Built(live_stack.TestCase):
    """Groups that the real forces make by themselves."""

    datasets = ("open-data",)

    def test_city_of_london_has_a_value_and_no_position(self):
        standing = self.stack.standing("open-data", "city-of-london", "all-crime-offences",
                                       "2019-12", "--group", "england-and-wales")
        self.assertNotIn("position", standing)
        self.assertEqual(standing["noPositionReason"], "NO_POSITION_REASON_EXCLUDED")
        self.assertGreater(standing["value"]["number"], 500)

    def test_city_of_london_is_named_as_excluded(self):
        standing = self.stack.standing("open-data", "kent", "all-crime-offences", "2019-12",
                                       "--group", "england-and-wales")
        self.assertEqual(standing["excludedForceIds"], ["city-of-london"])
        self.assertEqual(standing["rankedOf"], 42)
        self.assertTrue(standing["group"]["verified"])

    def test_a_region_is_a_group(self):
        standing = self.stack.standing("open-data", "west-midlands", "all-crime-offences",
                                       "2019-12", "--group", "region-west-midlands")
        self.assertEqual(standing["group"]["memberIds"],
                         ["staffordshire", "warwickshire", "west-mercia", "west-midlands"])

    def test_a_region_of_one_force_is_none(self):
        done = self.stack.run("standing", "--dataset", "open-data", "--force", "metropolitan",
                              "--measure", "all-crime-offences", "--period", "2019-12",
                              "--group", "region-london")
        self.assertEqual(done.returncode, 1)
        self.assertIn("region-london", done.stderr)

    def test_a_force_without_a_default_group_says_so(self):
        done = self.stack.run("standing", "--dataset", "open-data", "--force", "kent",
                              "--measure", "all-crime-offences", "--period", "2019-12")
        self.assertEqual(done.returncode, 1)
        self.assertIn("default group", done.stderr)

    def test_a_june_period_takes_the_next_population(self):
        names = {}
        for period in ("2019-03", "2019-06"):
            standing = self.stack.standing("open-data", "essex", "all-crime-offences", period)
            names[period] = standing["value"]["denominatorName"]
        self.assertEqual(names, {"2019-03": "ONS mid-2017", "2019-06": "ONS mid-2018"})

    def test_a_movement_across_populations_is_marked_and_recomputed(self):
        standing = self.stack.standing("open-data", "essex", "all-crime-offences", "2019-06",
                                       "--compare-with", "2019-03")
        self.assertIn("CAVEAT_KIND_POPULATION_CHANGED",
                      [caveat["kind"] for caveat in standing["caveats"]])
        movement = standing["movement"]
        self.assertEqual(movement["previousValue"]["denominatorName"], "ONS mid-2017")
        self.assertEqual(movement["previousValueOnPresentPopulation"]["denominatorName"],
                         "ONS mid-2018")

    def test_a_population_of_six_years_ago_is_called_stale(self):
        standing = self.stack.standing("open-data", "essex", "all-crime-offences", "2024-12")
        self.assertIn("CAVEAT_KIND_STALE_POPULATION",
                      [caveat["kind"] for caveat in standing["caveats"]])

    def test_a_negative_quarter_counts_in_its_year(self):
        # October to December 2016: -1, a record cancelled.
        standing = self.stack.standing("open-data", "essex", "homicide-offences", "2016-12")
        self.assertEqual(standing["value"]["numerator"], 8 + 6 + 4 - 1)

    def test_a_league_table_is_in_order_of_position(self):
        table = self.stack.json("league", "--dataset", "open-data", "--force", "essex",
                                "--measure", "all-crime-offences", "--period", "2019-12")
        positions = [standing["position"] for standing in table["standings"]]
        self.assertEqual(positions, list(range(1, 9)))
        self.assertEqual(table["standings"][-1]["forceId"], "essex")


if __name__ == "__main__":
    live_stack.main()
