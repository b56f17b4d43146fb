#!/usr/bin/python3
"""The examples of docs/examples run as they stand."""

import subprocess

import live_stack

EXAMPLE = live_stack.ROOT / "docs" / "examples" / "standing.py"


class PythonExample(live_stack.TestCase):

    datasets = ("open-data",)

    def run_example(self, *arguments):
        return subprocess.run(
            [EXAMPLE, "--contract", live_stack.BIN / "peerage.binpb", "--ranking",
             self.stack.environment["PEERAGE_RANKING"], *arguments],
            capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)

    def test_prints_where_essex_stands(self):
        done = self.run_example("open-data", "essex", "all-crime-offences", "2019-12")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Essex: 91.56 per 1,000 pop., 8 of 8", done.stdout)
        self.assertIn("to the average: -24,259 offences", done.stdout)
        self.assertIn("not verified", done.stdout)

    def test_names_the_reason_of_an_error(self):
        done = self.run_example("open-data", "esex", "all-crime-offences", "2019-12")
        self.assertEqual(done.returncode, 1)
        self.assertIn("NOT_FOUND UNKNOWN_FORCE", done.stderr)
        self.assertIn("did you mean \"essex\"", done.stderr)


if __name__ == "__main__":
    live_stack.main()
