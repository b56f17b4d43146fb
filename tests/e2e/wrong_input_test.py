#!/usr/bin/python3
"""Wrong input on every command gives an exit code and words that a tired
analyst understands: what was wrong, with the value, and never a stack trace."""

import live_stack

# Arguments that every standing needs, right as they are.
STANDING = ("standing", "--dataset", "open-data", "--force", "essex",
            "--measure", "all-crime-offences", "--period", "2019-12")
STANDINGS = ("standings", "--dataset", "open-data", "--force", "essex", "--month", "2019-12")
LEAGUE = ("league",) + STANDING[1:]
POSITIONS = ("positions",) + STANDING[1:]


def having(arguments, flag, value):
    """The arguments with one flag's value replaced, or the flag added."""
    arguments = list(arguments)
    if flag in arguments:
        arguments[arguments.index(flag) + 1] = value
    else:
        arguments += [flag, value]
    return arguments


class WrongInput(live_stack.TestCase):

    datasets = ("open-data",)

    def assert_refused(self, arguments, *words, code=1):
        done = self.stack.run(*arguments)
        told = f"peerage {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}"
        self.assertEqual(done.returncode, code, told)
        self.assertEqual(done.stdout, "", told)
        for word in words:
            self.assertIn(word, done.stderr, told)
        for noise in ("terminate", "Traceback", "rpc_status", "INTERNAL"):
            self.assertNotIn(noise, done.stderr, told)

    def test_an_unknown_force_is_named(self):
        for arguments in (STANDING, STANDINGS, LEAGUE, POSITIONS):
            with self.subTest(arguments[0]):
                self.assert_refused(having(arguments, "--force", "exess"), "exess")

    def test_an_unknown_dataset_is_named(self):
        for arguments in (STANDING, STANDINGS, LEAGUE, POSITIONS):
            with self.subTest(arguments[0]):
                self.assert_refused(having(arguments, "--dataset", "opendata"), "opendata")

    def test_an_unknown_measure_is_named(self):
        for arguments in (STANDING, LEAGUE, POSITIONS):
            with self.subTest(arguments[0]):
                self.assert_refused(having(arguments, "--measure", "all-crimes"), "all-crimes")

    def test_an_unknown_group_is_named(self):
        for arguments in (STANDING, STANDINGS, LEAGUE, POSITIONS):
            with self.subTest(arguments[0]):
                self.assert_refused(having(arguments, "--group", "essex-z"), "essex-z")

    def test_a_list_with_a_duplicate_or_unknown_force_is_refused(self):
        self.assert_refused(having(STANDING, "--group", "kent,kent"), "kent")
        self.assert_refused(having(STANDING, "--group", "kent,narnia"), "narnia")

    def test_a_month_must_be_a_month(self):
        for month in ("2019-13", "2019", "12-2019", "2019-12-31", "december"):
            with self.subTest(month):
                done = self.stack.run(*having(STANDING, "--period", month))
                self.assertIn(done.returncode, (1, 2))
                self.assertIn("YYYY-MM", done.stderr)

    def test_a_period_of_which_nothing_is_loaded_is_said(self):
        self.assert_refused(having(STANDING, "--period", "1995-12"), "1995-12")

    def test_a_seq_of_the_future_is_refused(self):
        self.assert_refused(having(STANDING, "--as-of", "999"), "999")

    def test_a_release_that_does_not_exist_is_named(self):
        self.assert_refused(("releases", "show", "999"), "999")

    def test_a_report_that_does_not_exist_is_named(self):
        self.assert_refused(("report", "show", "rep-0123456789abcdef"), "rep-0123456789abcdef")
        self.assert_refused(("report", "export", "rep-0123456789abcdef", "--format", "html"),
                            "rep-0123456789abcdef")

    def test_wrong_usage_ends_with_two(self):
        for arguments in (("standng",), ("standing",), ("standing", "--colour", "red"),
                          ("league", "--dataset"), ("report",), ("import",), ("releases",),
                          ("reference", "apply"), ("catalog",), ("positions",), ("standings",)):
            with self.subTest(" ".join(arguments)):
                self.assert_refused(arguments, code=2)

    def test_a_file_that_is_not_there_is_named(self):
        for arguments in (("reference", "apply", "nowhere.yaml"),
                          ("import", "--dataset", "open-data", "--format", "tidy", "nowhere.csv"),
                          ("report", "create", "--file", "nowhere.yaml", "--month", "2019-12")):
            with self.subTest(arguments[0]):
                done = self.stack.run(*arguments)
                self.assertIn(done.returncode, (1, 2))
                self.assertIn(arguments[2] if arguments[0] == "reference" else "nowhere",
                              done.stderr)

    def test_an_unknown_format_names_the_known_ones(self):
        file = live_stack.DATASETS / "paper-2020-01" / "observations.csv"
        done = self.stack.run("import", "--dataset", "open-data", "--format", "xlsx", file)
        self.assertIn(done.returncode, (1, 2))
        self.assertIn("tidy", done.stderr)

    def test_a_service_that_is_away_is_said_with_its_address(self):
        self.assert_refused(("--ranking", "127.0.0.1:1", *STANDING), "127.0.0.1:1")


class WrongFiles(live_stack.TestCase):
    """Uploads that break a rule: each fault has its line, and nothing stays."""

    datasets = ("open-data", "paper-2020-01")

    def assert_upload_refused(self, file_format, dataset, content, *words):
        file = self.stack.directory / "upload.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        before = self.stack.json("releases", "list")["headSeq"]
        done = self.stack.run("import", "--dataset", dataset, "--format", file_format, file)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertEqual(self.stack.json("releases", "list")["headSeq"], before)

    def tidy(self, row, *words, header="measure,force,period_end,period_months,numerator,"
                                       "denominator"):
        self.assert_upload_refused("tidy", "paper-2020-01", f"{header}\n{row}\n", *words)

    def test_an_unknown_force_has_its_line_and_value(self):
        self.tidy("all-crime-offences,exess,2020-01,12,1,2", "upload.csv", "2", "exess")

    def test_numbers_that_are_none_are_refused(self):
        for number in ("NaN", "inf", "1e400", "0x10", "1,000", "12%", "-0", "1.5", "--1"):
            with self.subTest(number):
                quoted = f'"{number}"'
                self.tidy(f"all-crime-offences,essex,2020-01,12,{quoted},2", number)

    def test_a_month_out_of_range_is_refused(self):
        for month in ("2020-13", "1850-01", "2999-01", "January 2020"):
            with self.subTest(month):
                self.tidy(f"all-crime-offences,essex,{month},12,1,2", month)

    def test_a_missing_column_is_named(self):
        self.tidy("all-crime-offences,essex,2020-01,12,1", "denominator",
                  header="measure,force,period_end,period_months,numerator")

    def test_a_row_with_too_few_cells_has_its_line(self):
        self.tidy("all-crime-offences,essex,2020-01", "2")

    def test_the_same_row_twice_is_refused(self):
        row = "all-crime-offences,essex,2020-01,12,1,2"
        self.tidy(f"{row}\n{row}", "3")

    def test_another_period_length_is_refused(self):
        self.tidy("all-crime-offences,essex,2020-01,3,1,2", "12")

    def test_a_look_alike_letter_is_no_essex(self):
        self.tidy("all-crime-offences,e\u0455sex,2020-01,12,1,2", "2")

    def test_bytes_that_are_no_text_are_refused(self):
        header = b"measure,force,period_end,period_months,numerator,denominator\n"
        for name, content in (("invalid UTF-8", header + b"\xff\xfe,essex,2020-01,12,1,2\n"),
                              ("NUL", header + b"all\x00,essex,2020-01,12,1,2\n"),
                              ("UTF-16", (header.decode()).encode("utf-16")),
                              ("unclosed quote", header + b'"all,essex,2020-01,12,1,2\n'),
                              ("nothing", b"")):
            with self.subTest(name):
                self.assert_upload_refused("tidy", "paper-2020-01", content)

    def test_the_wrong_format_is_told_by_its_header(self):
        file = live_stack.DATASETS / "open-data" / "ons_population_by_police_force_area_2024.csv"
        self.assert_upload_refused("ho-quarterly-indicators", "open-data", file.read_text(),
                                   "quarter_end")

    def test_a_negative_count_is_refused_where_none_may_be(self):
        self.assert_upload_refused(
            "ho-quarterly-indicators", "open-data",
            "quarter_end,force_id,indicator,offences\n2019-12,essex,All crime excl. fraud,-5\n",
            "-5")

    def test_a_hundred_faults_are_listed_and_all_are_counted(self):
        rows = "\n".join(f"all-crime-offences,nobody-{i},2020-01,12,1,2" for i in range(150))
        self.tidy(rows, "nobody-0", "nobody-99", "150")

    def test_a_reference_with_a_slip_has_file_line_and_column(self):
        good = (live_stack.DATASETS / "open-data" / "reference.yaml").read_text()
        for slip, words in ((("kind: force", "kind: farce"), "farce"),
                            (("multiplier: 1000", "multiplyer: 1000"), "multiplyer"),
                            (("target: 4th in MSG", "target: quite good"), "quite good"),
                            (("numerator: [all-crime]", "numerator: [all-crimes]"), "all-crimes"),
                            (("dataset: open-data", "dataset: Open Data"), "Open Data")):
            with self.subTest(words):
                file = self.stack.directory / "reference.yaml"
                file.write_text(good.replace(*slip, 1))
                done = self.stack.run("reference", "apply", file)
                self.assertEqual(done.returncode, 1)
                self.assertIn(words, done.stderr)

    def test_a_reference_that_is_no_yaml_is_refused(self):
        file = self.stack.directory / "reference.yaml"
        file.write_text("dataset: [open\n")
        done = self.stack.run("reference", "apply", file)
        self.assertEqual(done.returncode, 1)
        self.assertIn("reference.yaml:", done.stderr)


if __name__ == "__main__":
    live_stack.main()
