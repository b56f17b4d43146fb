#!/usr/bin/python3
"""Servers start in any order, and what one of them misses makes the others
slower or older, never wrong.

    tests/availability/absences_test.py --late-seconds 30 --away-seconds 60
"""

import argparse
import itertools
import json
import os
import re
import subprocess
import time
import unittest
import urllib.request

import replicas
from replicas import live_stack

OPTIONS = argparse.Namespace(late_seconds=2.0, away_seconds=17.0, rate=100)
SERVERS = ("ingestion", "ranking1", "reporting")
READY_SECONDS = 10
DATA = live_stack.DATASETS / replicas.DATASET


class AnyOrder(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.servers = replicas.Servers(cls)

    def tearDown(self):
        self.servers.remove()

    def assert_all_ready_and_sound(self):
        """Ready soon after the last one came, none died, all end in order."""
        for name in SERVERS:
            self.assertTrue(live_stack.until(self.servers.running[name].serving, READY_SECONDS),
                            name)
        for name in SERVERS:
            self.assertIsNone(self.servers.running[name].child.poll(), name)
        self.assertEqual([self.servers.end(name) for name in reversed(SERVERS)], [0, 0, 0])

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
        for name in SERVERS:
            metrics = ("--metrics-listen", "127.0.0.1:0") if name == "ranking1" else ()
            process = self.servers.start(name, *metrics)
            if metrics:
                self.metrics_port = process.said("metrics on port")
            self.assertTrue(live_stack.until(process.serving), name)
        self.request = replicas.standing_request()

    def peerage(self, *arguments):
        addresses = {f"PEERAGE_{name.rstrip('1').upper()}": self.servers.address(name)
                     for name in SERVERS}
        return subprocess.run([live_stack.BIN / "peerage", *map(str, arguments)],
                              env={**os.environ, **addresses}, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=60)

    def ask(self):
        return replicas.ask(self.servers.address("ranking1"), self.request)

    def heard_at(self):
        """When ranking last heard from ingestion, in seconds since 1970."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics") as answer:
            return float(re.search(r"^peerage_ranking_heard_timestamp_seconds (\S+)",
                                   answer.read().decode(), flags=re.M).group(1))

    def make_report(self):
        return self.peerage("report", "create", "--file", DATA / "report.yaml",
                            "--month", "2020-01", "--previous", "2019-10", "--json")

    def test_reads_go_on_and_say_how_old_they_are(self):
        caller = replicas.Caller(self.servers.address("ranking1"), rate=OPTIONS.rate)
        self.addCleanup(caller.remove)
        before, trailers = self.ask()
        self.assertEqual(trailers["peerage-stale"], "false")
        self.servers.kill("ingestion")
        time.sleep(OPTIONS.away_seconds)
        answer, trailers = self.ask()
        age = time.time() - self.heard_at()
        self.assertEqual(answer, before)
        self.assertEqual(trailers["peerage-stale"], "true")
        self.assertLessEqual(abs(int(trailers["peerage-snapshot-age-seconds"]) - age), 1.5)
        seen = caller.finish()
        self.assertEqual(seen["failed"], 0, seen)
        self.assertEqual(seen["distinct_answers"], 1)
        self.assertGreater(seen["stale"], 0)
        self.servers.start("ingestion")
        self.assertTrue(live_stack.until(lambda: self.ask()[1]["peerage-stale"] == "false"))
        self.assertEqual(self.ask()[0], before)

    def test_a_kept_report_needs_neither_ranking_nor_ingestion(self):
        made = self.make_report()
        self.assertEqual(made.returncode, 0, made.stderr)
        report = json.loads(made.stdout)["report"]["id"]
        before = self.peerage("report", "show", report, "--json").stdout
        self.servers.kill("ranking1")
        self.servers.kill("ingestion")
        self.assertEqual(self.peerage("report", "show", report, "--json").stdout, before)
        refused = self.make_report()
        self.assertEqual(refused.returncode, 1)
        self.assertIn("ranking", refused.stderr)

    def test_an_import_is_not_taken_and_says_why(self):
        self.servers.kill("ingestion")
        refused = self.peerage("import", "--dataset", replicas.DATASET, "--format", "tidy",
                               DATA / "observations.csv")
        self.assertEqual(refused.returncode, 1)
        self.assertIn("cannot be reached", refused.stderr)
        self.servers.start("ingestion")
        taken = self.peerage("import", "--dataset", replicas.DATASET, "--format", "tidy",
                             DATA / "observations.csv")
        self.assertEqual(taken.returncode, 0, taken.stderr)


if __name__ == "__main__":
    live_stack.main(OPTIONS)
