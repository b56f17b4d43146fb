#!/usr/bin/python3
"""Servers start in any order, and what one of them misses makes the others
slower or older, never wrong.

    tests/availability/absences_test.py --late-seconds 30 --away-seconds 60
"""

import argparse
import itertools
import json
import re
import sys
import time
import unittest
import urllib.request

import replicas
from replicas import live_stack, rows

OPTIONS = argparse.Namespace(late_seconds=2.0, away_seconds=17.0, rate=100)
SERVERS = ("ingestion", "ranking1", "reporting")
READY_SECONDS = 10
STALE_SECONDS = 15
# Ages are counted by one clock and checked by another.
CLOCKS_APART = 0.1
DATA = live_stack.DATASETS / replicas.DATASET


def make_report(stack):
    return stack.run("report", "create", "--file", DATA / "report.yaml",
                     "--month", "2020-01", "--previous", "2019-10", "--json")


class AnyOrder(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.servers = replicas.Servers(cls)

    def tearDown(self):
        self.servers.remove()

    def assert_all_ready_and_sound(self):
        """Ready soon after the last one came, together they make a report, none died,
        all end in order."""
        self.assertTrue(live_stack.until(self.all_serve, READY_SECONDS))
        made = make_report(self.servers.stack)
        self.assertEqual(made.returncode, 0, made.stderr)
        for name in SERVERS:
            self.assertIsNone(self.servers.running[name].child.poll(), name)
        self.assertEqual([self.servers.end(name) for name in reversed(SERVERS)], [0, 0, 0])

    def all_serve(self):
        return all(self.servers.running[name].serving() for name in SERVERS)

    def test_every_order_of_start_becomes_ready(self):
        for order in itertools.permutations(SERVERS):
            with self.subTest(order):
                for name in order:
                    self.servers.start(name)
                    time.sleep(0.2)
                self.assert_all_ready_and_sound()

    def test_each_may_be_late(self):
        for late in SERVERS:
            with self.subTest(late):
                for name in SERVERS:
                    if name != late:
                        self.servers.start(name)
                time.sleep(OPTIONS.late_seconds)
                self.servers.start(late)
                self.assert_all_ready_and_sound()


class Away(unittest.TestCase):
    """Ingestion, and with it the store of facts, is gone for a while."""

    def setUp(self):
        self.servers = replicas.Servers(type(self))
        self.stack = self.servers.stack
        for name in SERVERS:
            metrics = ("--metrics-listen", "127.0.0.1:0") if name == "ranking1" else ()
            process = self.servers.start(name, *metrics)
            if metrics:
                self.metrics_port = process.said("metrics on port")
            self.assertTrue(live_stack.until(process.serving), name)
        self.request = replicas.standing_request()

    def ask(self):
        return replicas.ask(self.servers.address("ranking1"), self.request)

    def is_stale(self):
        return self.ask()[1]["peerage-stale"] == "true"

    def heard_at(self):
        """When ranking last heard from ingestion, in seconds since 1970."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics") as answer:
            return float(re.search(r"^peerage_ranking_heard_timestamp_seconds (\S+)",
                                   answer.read().decode(), flags=re.M).group(1))

    def check_freshness(self, heard_at):
        """An answer's age in whole seconds is right, and it is stale from 15 s on."""
        asked = time.time()
        trailers = self.ask()[1]
        age = int(trailers["peerage-snapshot-age-seconds"])
        self.assertGreater(age, asked - heard_at - 1 - CLOCKS_APART)
        self.assertLess(age, time.time() - heard_at + CLOCKS_APART)
        # The fifteenth second holds the moment at which it changes.
        if age != STALE_SECONDS:
            self.assertEqual(trailers["peerage-stale"], str(age > STALE_SECONDS).lower())

    def test_reads_go_on_and_say_how_old_they_are(self):
        caller = replicas.Caller(self.servers.address("ranking1"), rate=OPTIONS.rate)
        self.addCleanup(caller.remove)
        before = self.ask()[0]
        self.servers.kill("ingestion")
        heard_at = self.heard_at()
        back_at = time.time() + OPTIONS.away_seconds
        while time.time() < back_at:
            self.check_freshness(heard_at)
            time.sleep(0.5)
        self.assertEqual(self.ask()[0], before)
        self.assertTrue(self.is_stale())
        self.servers.start("ingestion")
        started = time.monotonic()
        self.assertTrue(live_stack.until(lambda: not self.is_stale()))
        print(f"followed again after {time.monotonic() - started:.1f} s", file=sys.stderr)
        self.assertEqual(self.ask()[0], before)
        seen = caller.finish()
        self.assertEqual(seen["failed"], 0, seen)
        self.assertEqual(seen["distinct_answers"], 1)
        self.assertGreater(seen["stale"], 0)

    def test_what_comes_in_after_the_absence_is_seen(self):
        self.servers.kill("ingestion")
        self.assertTrue(live_stack.until(lambda: self.log_says("following ingestion ended")))
        self.servers.start("ingestion")
        self.stack.load_tidy(rows.reference("afterwards", rows.OFFENCES), [
            ("offences", force, "2019-12-31", 1000 + place, 1000)
            for place, force in enumerate(rows.FORCES)])
        self.assertEqual(self.stack.standing("afterwards", "essex", "offences", "2019-12")
                         ["value"]["numerator"], 1000)

    def log_says(self, event):
        return f'"event":"{event}"' in self.servers.log_of("ranking1").read_text()

    def test_a_kept_report_needs_neither_ranking_nor_ingestion(self):
        made = make_report(self.stack)
        self.assertEqual(made.returncode, 0, made.stderr)
        report = json.loads(made.stdout)["report"]["id"]
        before = self.stack.text("report", "show", report, "--json")
        self.servers.kill("ranking1")
        self.servers.kill("ingestion")
        self.assertEqual(self.stack.text("report", "show", report, "--json"), before)
        refused = make_report(self.stack)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("ranking", refused.stderr)

    def test_an_import_is_not_taken_and_says_why(self):
        self.servers.kill("ingestion")
        refused = self.import_again()
        self.assertEqual(refused.returncode, 1)
        self.assertIn("cannot be reached", refused.stderr)
        self.servers.start("ingestion")
        taken = self.import_again()
        self.assertEqual(taken.returncode, 0, taken.stderr)

    def import_again(self):
        return self.stack.run("import", "--dataset", replicas.DATASET, "--format", "tidy",
                              DATA / "observations.csv")


if __name__ == "__main__":
    live_stack.main(OPTIONS)
