#!/usr/bin/python3
"""A ranking replica that starts while ingestion is away."""

import base64
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import unittest

import grpc

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "availability")]
import live_stack  # noqa: E402
import replicas  # noqa: E402
from redis_faults_test import RedisServer  # noqa: E402

DATASET = replicas.DATASET
KEPT = b"peerage:snapshot-manifest:0:head"


class LonelyRanking(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.request = replicas.standing_request()
        cls.stack = live_stack.loaded_stack(cls, DATASET)
        cls.log = cls.stack.directory / "stack" / "ingestion"
        cls.key_file = cls.stack.directory / "key"
        cls.key_file.write_bytes(base64.b64encode(os.urandom(32)))

    def setUp(self):
        self.redis = RedisServer()
        self.addCleanup(self.redis.remove)
        self.redis.start()
        self.port = live_stack.free_port()

    def ingestion(self, log=None):
        process = live_stack.Process("ingestion", "--listen", f"127.0.0.1:{self.port}",
                                     "--data-dir", log or self.log)
        self.addCleanup(process.remove)
        return process

    def ranking(self, key_file=None):
        process = live_stack.Process(
            "ranking", "--listen", "127.0.0.1:0", "--ingestion", f"127.0.0.1:{self.port}",
            "--redis", self.redis.address(), "--cache-key-file", key_file or self.key_file,
            "--serve-stale-after", "1", log=self.stack.directory / "ranking.log")
        self.addCleanup(process.remove)
        return process

    def log_of_ranking(self):
        return (self.stack.directory / "ranking.log").read_text()

    def ask(self, process):
        """The answer's bytes and trailing metadata."""
        return replicas.ask(process.address, self.request)

    def keep_a_snapshot(self, log=None, ingestion=None):
        """Lets one replica put a snapshot into Redis; gives what it answers."""
        ingestion = ingestion or self.ingestion(log)
        first = self.ranking()
        self.assertTrue(live_stack.until(first.serving))
        answer, trailers = self.ask(first)
        self.assertEqual(trailers["peerage-stale"], "false")
        releases = int(trailers["peerage-seq"])
        self.assertTrue(live_stack.until(lambda: self.kept_releases() == releases))
        first.end()
        ingestion.end(signal.SIGKILL)
        return answer

    def kept_releases(self):
        """How many releases the manifest in Redis names."""
        for key, value in self.redis.values().items():
            if key == KEPT:
                return value.count(b"\nr-")
        return 0

    def test_answers_the_same_bytes_from_the_kept_snapshot_and_says_it_is_stale(self):
        answer = self.keep_a_snapshot()
        alone = self.ranking()
        self.assertTrue(live_stack.until(alone.serving))
        again, trailers = self.ask(alone)
        self.assertEqual(again, answer)
        self.assertEqual(trailers["peerage-stale"], "true")
        self.ingestion()
        self.assertTrue(live_stack.until(lambda: self.ask(alone)[1]["peerage-stale"] == "false"))
        self.assertEqual(self.ask(alone)[0], answer)

    def test_an_old_snapshot_ends_in_the_newest_answer(self):
        """Redis gives back what it held, authentic, before the last release."""
        log = self.stack.directory / "growing-log"
        shutil.copytree(self.log, log)
        old_answer = self.keep_a_snapshot(log)
        old = self.redis.values()
        ingestion = self.ingestion(log)
        self.correct(ingestion)
        new_answer = self.keep_a_snapshot(log, ingestion)
        self.assertNotEqual(new_answer, old_answer)
        for key, value in old.items():
            self.redis.client.set(key, value)
        alone = self.ranking()
        self.assertTrue(live_stack.until(alone.serving))
        answer, trailers = self.ask(alone)
        self.assertEqual((answer, trailers["peerage-stale"]), (old_answer, "true"))
        self.ingestion(log)
        self.assertTrue(live_stack.until(lambda: self.ask(alone)[1]["peerage-stale"] == "false"))
        self.assertEqual(self.ask(alone)[0], new_answer)

    def correct(self, ingestion):
        """One figure of Essex becomes another."""
        rows = (live_stack.DATASETS / DATASET / "observations.csv").read_text().splitlines()
        place = next(place for place, row in enumerate(rows)
                     if row.startswith("all-crime-offences,essex,2020-01"))
        cells = rows[place].split(",")
        cells[4] = str(int(cells[4]) + 1)
        file = self.stack.directory / "correction.csv"
        file.write_text("\n".join([rows[0], ",".join(cells)]) + "\n")
        done = subprocess.run(
            [live_stack.BIN / "peerage", "import", "--dataset", DATASET, "--format", "tidy",
             "--kind", "correction", "--reason", "a figure was wrong", file],
            env={**os.environ, "PEERAGE_INGESTION": ingestion.address}, capture_output=True,
            text=True, stdin=subprocess.DEVNULL, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_forgets_the_snapshot_when_ingestion_holds_another_log(self):
        self.keep_a_snapshot()
        alone = self.ranking()
        self.assertTrue(live_stack.until(alone.serving))
        answer, _ = self.ask(alone)
        # The same files in the same order, so the same numbers of releases.
        other = live_stack.loaded_stack(type(self), DATASET)
        self.ingestion(other.directory / "stack" / "ingestion")
        self.assertTrue(live_stack.until(lambda: "snapshot forgotten" in self.log_of_ranking()))
        self.assertTrue(live_stack.until(alone.serving))
        again, trailers = self.ask(alone)
        self.assertEqual((again, trailers["peerage-stale"]), (answer, "false"))

    def test_forgets_the_snapshot_when_the_log_is_shorter(self):
        self.keep_a_snapshot()
        alone = self.ranking()
        self.assertTrue(live_stack.until(alone.serving))
        self.ingestion(self.stack.directory / "empty-log")
        self.assertTrue(live_stack.until(lambda: self.code(alone) == "NOT_FOUND"))

    def code(self, process):
        try:
            self.ask(process)
        except grpc.RpcError as error:
            return error.code().name
        return "OK"

    def test_waits_when_the_snapshot_is_not_whole(self):
        self.keep_a_snapshot()
        part = next(key for key in self.redis.client.keys("peerage:release-*"))
        self.redis.client.delete(part)
        self.assert_waits(self.ranking())

    def test_waits_when_the_snapshot_does_not_open(self):
        self.keep_a_snapshot()
        other_key = self.stack.directory / "other-key"
        other_key.write_bytes(base64.b64encode(os.urandom(32)))
        self.assert_waits(self.ranking(other_key))

    def assert_waits(self, ranking):
        self.assertFalse(live_stack.until(ranking.serving, seconds=3))
        self.assertEqual(self.code(ranking), "UNAVAILABLE")
        self.ingestion()
        self.assertTrue(live_stack.until(ranking.serving))
        self.assertEqual(self.code(ranking), "OK")


if __name__ == "__main__":
    live_stack.main()
