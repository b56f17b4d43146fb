#!/usr/bin/python3
"""A ranking replica that starts while ingestion is away."""

import base64
import os
import pathlib
import signal
import sys
import unittest

import grpc

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "security")]
import live_stack  # noqa: E402
from contract import Contract  # noqa: E402
from redis_faults_test import RedisServer  # noqa: E402

KEPT = b"peerage:snapshot-manifest:0:head"


class LonelyRanking(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        contract = Contract(live_stack.BIN / "peerage.binpb")
        request = contract.message("peerage.ranking.v1.GetStandingRequest")(
            dataset_id="paper-2020-01", force_id="essex", measure_id="all-crime-offences")
        request.period.end_month = "2020-01"
        cls.request = request.SerializeToString()
        cls.stack = live_stack.Stack()
        cls.addClassCleanup(cls.stack.remove)
        cls.stack.start()
        try:
            cls.stack.load("paper-2020-01")
        finally:
            cls.stack.stop()
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
            "--serve-stale-after", "1")
        self.addCleanup(process.remove)
        return process

    def ask(self, process):
        """The answer's bytes and trailing metadata."""
        with grpc.insecure_channel(process.address) as channel:
            call = channel.unary_unary("/peerage.ranking.v1.RankingService/GetStanding")
            answer, done = call.with_call(self.request, timeout=5)
            return answer, dict(done.trailing_metadata())

    def keep_a_snapshot(self):
        """Lets one replica put a snapshot into Redis; gives what it answers."""
        ingestion = self.ingestion()
        first = self.ranking()
        self.assertTrue(live_stack.until(first.serving))
        answer, trailers = self.ask(first)
        self.assertEqual(trailers["peerage-stale"], "false")
        self.assertTrue(live_stack.until(lambda: self.redis.client.exists(KEPT)))
        first.end()
        ingestion.end(signal.SIGKILL)
        return answer

    def test_answers_the_same_bytes_from_the_kept_snapshot_and_says_it_is_stale(self):
        answer = self.keep_a_snapshot()
        alone = self.ranking()
        self.assertTrue(live_stack.until(alone.serving))
        again, trailers = self.ask(alone)
        self.assertEqual(again, answer)
        # Younger than 15 s it is not stale yet; its age says when it was heard of.
        self.assertTrue(live_stack.until(lambda: self.ask(alone)[1]["peerage-stale"] == "true"))
        self.assertGreaterEqual(int(self.ask(alone)[1]["peerage-snapshot-age-seconds"]), 15)
        self.ingestion()
        self.assertTrue(live_stack.until(lambda: self.ask(alone)[1]["peerage-stale"] == "false"))
        self.assertEqual(self.ask(alone)[0], answer)

    def test_forgets_the_snapshot_when_ingestion_holds_another_log(self):
        self.keep_a_snapshot()
        alone = self.ranking()
        self.assertTrue(live_stack.until(alone.serving))
        self.ask(alone)
        self.ingestion(self.stack.directory / "another-log")
        self.assertTrue(live_stack.until(lambda: self.code(alone) == "NOT_FOUND"))

    def code(self, process):
        try:
            self.ask(process)
        except grpc.RpcError as error:
            return error.code().name
        return "OK"

    def test_waits_when_the_snapshot_is_not_whole(self):
        self.keep_a_snapshot()
        part = next(key for key in self.redis.client.keys("peerage:release:*"))
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
