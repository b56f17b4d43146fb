#!/usr/bin/python3
"""Two replicas of ranking: restarted by turns they lose no call, and one that
stands still costs less than one call in a hundred.

    tests/availability/replicas_test.py --restarts 6 --frozen-seconds 10
"""

import argparse
import signal
import threading
import time
import unittest

import replicas
from replicas import live_stack

OPTIONS = argparse.Namespace(restarts=2, frozen_seconds=3.0, rate=250)
# Until a replica that is back has its callers again.
BACK_SECONDS = 1
RANKINGS = ("ranking1", "ranking2")


class Replicas(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.servers = replicas.Servers(cls)
        cls.servers.start("ingestion")

    def setUp(self):
        for name in RANKINGS:
            self.start(name)

    def tearDown(self):
        for name in RANKINGS:
            if name in self.servers.running:
                self.servers.kill(name)

    def start(self, name, *arguments):
        process = self.servers.start(name, *arguments)
        self.assertTrue(live_stack.until(process.serving))

    def call(self):
        caller = replicas.Caller(*map(self.servers.address, RANKINGS), rate=OPTIONS.rate)
        self.addCleanup(caller.remove)
        # Both connections stand before anything happens to them.
        time.sleep(1)
        return caller

    def restart_by_turns(self, end):
        caller = self.call()
        for turn in range(OPTIONS.restarts):
            name = RANKINGS[turn % 2]
            end(name)
            # Not until a caller has found it again.
            self.start(name)
        time.sleep(1)
        return caller.finish()

    def assert_nothing_lost(self, seen):
        self.assertEqual(seen["failed"], 0, seen)
        self.assertEqual(seen["distinct_answers"], 1)
        self.assertGreater(seen["calls"], OPTIONS.rate)

    def test_restarts_in_order_lose_no_call(self):
        self.assert_nothing_lost(self.restart_by_turns(
            lambda name: self.assertEqual(self.servers.end(name), 0)))

    def test_replicas_that_die_lose_no_call(self):
        self.assert_nothing_lost(self.restart_by_turns(self.servers.kill))

    def test_when_all_were_away_the_first_that_is_back_serves(self):
        caller = self.call()
        for name in RANKINGS:
            self.servers.kill(name)
        # Until callers have given up trying twice.
        time.sleep(3)
        self.start("ranking1")
        time.sleep(BACK_SECONDS + 1)
        seen = caller.finish()
        self.assertGreater(seen["failed"], 0)
        self.assertGreater(seen["seconds_without_failure"], 1)

    def test_a_frozen_replica_costs_less_than_one_call_in_a_hundred(self):
        caller = self.call()
        frozen = self.servers.running["ranking1"].child
        frozen.send_signal(signal.SIGSTOP)
        time.sleep(OPTIONS.frozen_seconds)
        frozen.send_signal(signal.SIGCONT)
        time.sleep(1)
        seen = caller.finish()
        self.assertGreater(seen["calls"], OPTIONS.frozen_seconds * OPTIONS.rate)
        self.assertLess(seen["failed"], OPTIONS.frozen_seconds * OPTIONS.rate / 100, seen)
        self.assertEqual(seen["distinct_answers"], 1)

    def test_without_retries_none_is_lost_that_leaves_at_not_serving(self):
        self.servers.kill("ranking1")
        self.start("ranking1", "--drain-delay", "2")
        process = self.servers.running["ranking1"]
        request = replicas.standing_request()
        begun = threading.Event()
        failures, calls = [], 0

        def call_until_not_serving():
            nonlocal calls
            while process.serving():
                for _ in range(10):
                    try:
                        replicas.ask(process.address, request)
                        calls += 1
                    except Exception as error:  # pylint: disable=broad-except
                        failures.append(str(error))
                begun.set()

        caller = threading.Thread(target=call_until_not_serving)
        caller.start()
        begun.wait(30)
        self.assertEqual(self.servers.end("ranking1"), 0)
        caller.join()
        self.assertEqual(failures, [])
        self.assertGreater(calls, 0)


if __name__ == "__main__":
    live_stack.main(OPTIONS)
