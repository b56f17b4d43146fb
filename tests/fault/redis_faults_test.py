#!/usr/bin/python3
"""Whatever Redis does, answers are the bytes that they are without it.

Servers without Redis answer a list of requests first; then servers with Redis,
and without a memory cache before it, answer the same requests over and over
while Redis is away, dies, freezes, forgets or lies. Each fault that Redis can do
to a value that is asked for must be seen to have struck, by the counts of the
cache. What an old snapshot can do is in lonely_ranking_test.py.

    tests/fault/redis_faults_test.py --requests 10000 --frozen-seconds 10
"""

import argparse
import base64
import itertools
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import threading
import time
import unittest
import urllib.request

import grpc
import redis

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "security")]
import live_stack  # noqa: E402
from contract import Contract  # noqa: E402

OPTIONS = argparse.Namespace(requests=300, frozen_seconds=2.0, seed=random.randrange(1 << 32))
CALLERS = 4
# How often a test that disturbs Redis does so.
DISTURB_EVERY_SECONDS = 0.1


class RedisServer:
    """A real one on a port of its own, with nothing on disk."""

    def __init__(self, *options, password=None):
        self.port = live_stack.free_port()
        self.options = options
        self.password = password
        self.child = None

    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        self.child = subprocess.Popen(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "",
             "--appendonly", "no", *self.options,
             *(("--requirepass", self.password) if self.password else ())],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = redis.Redis(host="127.0.0.1", port=self.port, password=self.password)
        assert live_stack.until(self.answers), "redis-server does not answer"

    def answers(self):
        try:
            return self.client.ping()
        except redis.exceptions.RedisError:
            return False

    def signal(self, number):
        self.child.send_signal(number)

    def values(self):
        """What is kept under each key, quotas aside: they are numbers, and no
        answer is made of them."""
        keys = self.client.keys("peerage:[^q]*")
        return {key: self.client.get(key) for key in keys if self.client.type(key) == b"string"}

    def remove(self):
        if self.child is not None:
            self.child.kill()
            self.child.wait()


class Servers:
    """Ranking and reporting over the data of a stack, told of Redis or not."""

    def __init__(self, data, ingestion, *cache):
        self.ranking = live_stack.Process(
            "ranking", "--listen", "127.0.0.1:0", "--ingestion", ingestion.address, *cache)
        self.reporting = live_stack.Process(
            "reporting", "--listen", "127.0.0.1:0", "--metrics-listen", "127.0.0.1:0",
            "--data-dir", data / "reporting", "--ranking", self.ranking.address,
            "--cache-memory-mib", "0", *cache)
        self.metrics_port = self.reporting.said("metrics on port")
        assert live_stack.until(self.ranking.serving), "ranking is not ready"

    def counts(self):
        """What reporting's cache in Redis counted, by name: hits, misses, ..."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics") as answer:
            text = answer.read().decode()
        found = re.findall(r'^peerage_cache_(\w+)_total{tier="redis"} (\S+)', text, flags=re.M)
        return {name: float(number) for name, number in found}

    def remove(self):
        for process in (self.reporting, self.ranking):
            process.end()
            process.remove()


class Redis(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        print(f"--seed {OPTIONS.seed}", file=sys.stderr)
        cls.random = random.Random(OPTIONS.seed)
        cls.contract = Contract(live_stack.BIN / "peerage.binpb")
        stack = live_stack.Stack()
        cls.addClassCleanup(stack.remove)
        stack.start()
        try:
            stack.load("open-data")
            cls.reports = [cls.make_report(stack, force) for force in ("essex", "kent")]
        finally:
            stack.stop()
        cls.data = stack.directory / "stack"
        cls.key_file = stack.directory / "key"
        cls.key_file.write_bytes(base64.b64encode(os.urandom(32)))
        cls.ingestion = live_stack.Process("ingestion", "--listen", "127.0.0.1:0", "--data-dir",
                                           cls.data / "ingestion")
        cls.addClassCleanup(cls.ingestion.remove)
        cls.requests = list(cls.make_requests())
        servers = Servers(cls.data, cls.ingestion)
        with Callers(cls.requests, servers) as callers:
            cls.expected = [callers.ask(0, place) for place in range(len(cls.requests))]
        servers.remove()

    @staticmethod
    def make_report(stack, force):
        lines = ("--file", live_stack.DATASETS / "open-data" / "report-any-force.yaml", "--force",
                 force, "--group", "england-and-wales", "--month", "2019-12", "--previous",
                 "2019-09")
        return stack.json("report", "create", *lines)["report"]["id"]

    @classmethod
    def make_requests(cls):
        """(server, path, request bytes, whether the answer is a stream)."""
        reporting = "/peerage.reporting.v1.ReportingService/"
        for report in cls.reports:
            request = cls.contract.message("peerage.reporting.v1.GetReportRequest")
            yield ("reporting", reporting + "GetReport",
                   request(report_id=report).SerializeToString(), False)
            export = cls.contract.message("peerage.reporting.v1.ExportReportRequest")
            for file_format in (1, 2, 3):
                yield ("reporting", reporting + "ExportReport",
                       export(report_id=report, format=file_format).SerializeToString(), True)
        standing = cls.contract.message("peerage.ranking.v1.GetStandingRequest")
        for measure in ("all-crime-offences", "homicide-offences"):
            request = standing(dataset_id="open-data", force_id="essex", measure_id=measure)
            request.period.end_month = "2019-12"
            yield ("ranking", "/peerage.ranking.v1.RankingService/GetStanding",
                   request.SerializeToString(), False)

    def serve(self, server):
        """Servers that cache in `server`."""
        servers = Servers(self.data, self.ingestion, "--redis", server.address(),
                          "--cache-key-file", self.key_file)
        self.addCleanup(servers.remove)
        return servers

    def redis(self, *options, started=True):
        server = RedisServer(*options)
        self.addCleanup(server.remove)
        if started:
            server.start()
        return server

    def assert_same_bytes(self, servers, disturb=None, pause=DISTURB_EVERY_SECONDS, turns=None):
        """Asks so many times while `disturb` is called again and again, `turns`
        times at least; gives what the cache counted."""
        disturber = Disturber(disturb or (lambda: None), pause, turns or 1)
        with disturber, Callers(self.requests, servers) as callers:
            wrong, seconds = callers.ask_all(self.expected, OPTIONS.requests, disturber.turned)
        self.assertIsNone(disturber.fault)
        seconds.sort()
        print(f"{len(seconds)} requests, median {seconds[len(seconds) // 2] * 1000:.1f} ms, "
              f"99th centile {seconds[len(seconds) * 99 // 100] * 1000:.1f} ms, "
              f"{servers.counts()}", file=sys.stderr)
        self.assertEqual(wrong, [])
        self.assertGreaterEqual(len(seconds), OPTIONS.requests)
        return servers.counts()

    def test_well_and_answering(self):
        servers = self.serve(self.redis())
        self.assertTrue(live_stack.until(lambda: self.reaches(servers)))
        counts = self.assert_same_bytes(servers)
        self.assertGreater(counts["hits"], OPTIONS.requests // 4)
        # On a busy machine a command may take its 10 ms.
        self.assertLess(counts["failures"], OPTIONS.requests // 10)

    def test_absent_from_the_start(self):
        counts = self.assert_same_bytes(self.serve(self.redis(started=False)))
        self.assertEqual(counts["hits"], 0)
        self.assertGreater(counts["failures"], 0)

    def test_coming_late(self):
        server = self.redis(started=False)
        servers = self.serve(server)
        server.start()
        self.assertTrue(live_stack.until(lambda: self.reaches(servers)))

    def reaches(self, servers):
        with Callers(self.requests, servers) as callers:
            callers.ask(0, 0)
        return servers.counts()["hits"] > 0

    def test_killed(self):
        server = self.redis()
        servers = self.serve(server)
        self.assertTrue(live_stack.until(lambda: self.reaches(servers)))
        counts = self.assert_same_bytes(servers, lambda: server.signal(signal.SIGKILL))
        self.assertGreater(counts["failures"], 0)

    def test_frozen(self):
        server = self.redis()
        servers = self.serve(server)
        self.assertTrue(live_stack.until(lambda: self.reaches(servers)))
        states = itertools.cycle((signal.SIGSTOP, signal.SIGCONT))
        counts = self.assert_same_bytes(servers, lambda: server.signal(next(states)),
                                        pause=OPTIONS.frozen_seconds, turns=3)
        self.assertGreater(counts["failures"], 0)
        # The last state may be the frozen one.
        server.signal(signal.SIGCONT)
        hits = servers.counts()["hits"]
        self.assertTrue(live_stack.until(
            lambda: self.reaches(servers) and servers.counts()["hits"] > hits))

    def test_full_and_evicting(self):
        server = self.redis("--maxmemory-policy", "allkeys-lru")
        # Some 1 MB above what it takes itself: two reports and all their
        # documents do not fit beside what else comes.
        taken = server.client.info("memory")["used_memory"]
        server.client.config_set("maxmemory", taken + 1_000_000)
        fillers = itertools.count()

        def fill():
            try:
                server.client.set(f"filler{next(fillers)}", "x" * 200_000)
            except redis.exceptions.ResponseError:
                pass  # Too full even for that.

        self.assert_same_bytes(self.serve(server), fill, turns=10)
        self.assertGreater(server.client.info("stats")["evicted_keys"], 0)

    def test_full_and_not_evicting(self):
        # Less than an empty Redis takes itself: nothing can be written.
        server = self.redis("--maxmemory", "1mb", "--maxmemory-policy", "noeviction")
        server.client.config_set("maxmemory", "1")
        counts = self.assert_same_bytes(self.serve(server))
        self.assertEqual(counts["hits"], 0)
        self.assertGreater(counts["failures"], 0)

    def test_emptied_every_tenth_of_a_second(self):
        server = self.redis()
        counts = self.assert_same_bytes(self.serve(server), server.client.flushall, turns=5)
        self.assertGreater(counts["misses"], len(self.requests))

    def test_holding_other_types(self):
        server = self.redis()

        def retype():
            for key in server.values():
                server.client.pipeline().delete(key).lpush(key, "a list").execute()

        counts = self.assert_same_bytes(self.serve(server), retype, turns=5)
        self.assertGreater(counts["failures"], 0)

    def test_flipping_bits(self):
        server = self.redis()

        def flip():
            for key, value in server.values().items():
                flipped = bytearray(value or b"\0")
                flipped[self.random.randrange(len(flipped))] ^= 1 << self.random.randrange(8)
                server.client.set(key, bytes(flipped))

        counts = self.assert_same_bytes(self.serve(server), flip, turns=5)
        self.assertGreater(counts["rejected_seals"], 0)

    def test_giving_authentic_values_under_other_names(self):
        server = self.redis()

        def shuffle():
            values = server.values()
            moved = list(values.values())
            moved.append(moved.pop(0)) if moved else None
            for key, value in zip(values, moved):
                server.client.set(key, value or b"")

        counts = self.assert_same_bytes(self.serve(server), shuffle, turns=5)
        self.assertGreater(counts["rejected_seals"], 0)

    def test_giving_authentic_values_of_another_time(self):
        """All that was ever kept comes back again and again, also what servers
        of an older log sealed with the same key."""
        server = self.redis()
        older = live_stack.Stack()
        self.addCleanup(older.remove)
        older.start()
        try:
            older.load("paper-2020-01")
        finally:
            older.stop()
        ingestion = live_stack.Process("ingestion", "--listen", "127.0.0.1:0", "--data-dir",
                                       older.directory / "stack" / "ingestion")
        self.addCleanup(ingestion.remove)
        others = Servers(older.directory / "stack", ingestion, "--redis", server.address(),
                         "--cache-key-file", self.key_file)
        try:
            self.assertTrue(live_stack.until(
                lambda: any(b"snapshot-manifest" in key for key in server.values())))
            old = server.values()
        finally:
            others.remove()

        def bring_back():
            old.update({key: value for key, value in server.values().items()
                        if key not in old and value is not None})
            for key, value in old.items():
                server.client.set(key, value)

        self.assert_same_bytes(self.serve(server), bring_back, turns=5)


class Disturber:
    """Calls a function again and again in a thread of its own."""

    def __init__(self, disturb, pause, turns):
        self.disturb = disturb
        self.pause = pause
        self.turns = turns
        # Set after so many turns, or a fault.
        self.turned = threading.Event()
        self.fault = None
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        try:
            for turn in itertools.count(1):
                self.disturb()
                if turn >= self.turns:
                    self.turned.set()
                if self.done.wait(self.pause):
                    return
        except Exception as fault:  # pylint: disable=broad-except
            self.fault = fault
        finally:
            self.turned.set()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()


class Callers:
    """Asks the requests by several channels at a time."""

    def __init__(self, requests, servers):
        self.requests = requests
        self.channels = [
            {"ranking": grpc.insecure_channel(servers.ranking.address),
             "reporting": grpc.insecure_channel(
                 servers.reporting.address, options=[("grpc.use_local_subchannel_pool", 1)])}
            for _ in range(CALLERS)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for channels in self.channels:
            for channel in channels.values():
                channel.close()

    def ask(self, caller, place):
        """The bytes of the answer to one request."""
        server, path, request, streamed = self.requests[place]
        channel = self.channels[caller][server]
        if streamed:
            return b"|".join(channel.unary_stream(path)(request, timeout=20))
        return channel.unary_unary(path)(request, timeout=20)

    def ask_all(self, expected, least, disturbed):
        """So many requests at least, and until `disturbed`: what was wrong, and
        how long each took."""
        wrong, seconds, places = [], [], itertools.count()

        def ask_on(caller):
            while (place := next(places)) < least or not disturbed.is_set():
                place %= len(self.requests)
                began = time.monotonic()
                try:
                    answer = self.ask(caller, place)
                except grpc.RpcError as error:
                    wrong.append(f"{self.requests[place][1]}: {error.code()} {error.details()}")
                    continue
                seconds.append(time.monotonic() - began)
                if answer != expected[place]:
                    wrong.append(f"{self.requests[place][1]}: other bytes")

        threads = [threading.Thread(target=ask_on, args=(caller,)) for caller in range(CALLERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return wrong[:10], seconds


if __name__ == "__main__":
    live_stack.main(OPTIONS)
