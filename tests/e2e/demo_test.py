#!/usr/bin/python3
"""tools/demo keeps its word. Uses build/release, which must be built: a second
run installs and rebuilds nothing."""

import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

import live_stack

DEMO = live_stack.ROOT / "tools" / "demo"


class Demo(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_demo(self, *arguments):
        return subprocess.run([DEMO, "--dir", self.folder, *arguments], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=300)

    def assert_nothing_runs(self):
        done = subprocess.run([live_stack.STACK, "status", "--dir", self.folder],
                              capture_output=True, text=True)
        self.assertEqual(done.stdout.count("stopped"), 4, done.stdout)

    def test_once_prints_the_paper_and_leaves_the_page(self):
        done = self.run_demo("--once")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        for words in ("-24,259 offences", "91.56", "-22,112 offences", "50.80%", "not verified",
                      "invented", str(self.folder / "essex-2019-12.html")):
            self.assertIn(words, done.stdout)
        self.assertTrue((self.folder / "essex-2019-12.html").stat().st_size > 5000)
        self.assert_nothing_runs()

    def test_a_second_run_adds_nothing_and_prints_the_same_paper(self):
        self.run_demo("--once")
        done = self.run_demo("--once")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("-24,259 offences", done.stdout)

    def test_any_other_force_has_a_paper_among_england_and_wales(self):
        done = self.run_demo("--once", "--force", "kent")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn("Kent", done.stdout)
        self.assertIn("England and Wales", done.stdout)
        paper = done.stdout.split("== the twelve rows")[0]
        self.assertNotIn("Below Aspiration", paper)
        self.assertNotIn("for Essex", paper)

    def test_an_unknown_force_is_said_and_nothing_stays_up(self):
        done = self.run_demo("--once", "--force", "exess")
        self.assertEqual(done.returncode, 1)
        self.assertIn("exess", done.stderr)
        self.assert_nothing_runs()

    def test_wrong_usage_ends_with_two(self):
        self.assertEqual(self.run_demo("--twice").returncode, 2)

    def test_ctrl_c_ends_everything(self):
        with (self.folder / "said").open("w+") as said:
            demo = subprocess.Popen([DEMO, "--dir", self.folder], stdin=subprocess.DEVNULL,
                                    stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
            deadline = time.monotonic() + 120
            while "until Ctrl-C" not in (self.folder / "said").read_text():
                self.assertIsNone(demo.poll(), (self.folder / "said").read_text())
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.1)
            # A terminal sends Ctrl-C to the whole foreground group.
            os.killpg(demo.pid, signal.SIGINT)
            self.assertEqual(demo.wait(timeout=60), 0)
        self.assert_nothing_runs()


if __name__ == "__main__":
    live_stack.main()
