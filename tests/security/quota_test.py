#!/usr/bin/python3
"""A caller's quota holds over all replicas of a service, through Redis; without
it each replica grants the share that it knows of."""

import base64
import os
import pathlib
import sys
import tempfile
import threading
import time
import unittest

import grpc
from secured_stack import live_stack, uri

sys.path.insert(0, str(live_stack.ROOT / "tests" / "fault"))
from redis_faults_test import RedisServer  # noqa: E402

RATE = 20
BURST = 20
SECONDS = 5
POLICY = f"""
version: 1
callers:
- identity: {uri("force/kent/loop")}
  roles: [reader]
  quota: {{calls_per_second: {RATE}, burst: {BURST}}}
"""
STATUS = "/peerage.operations.v1.OperationsService/GetStatus"


class Quota(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-quota-")
        self.addCleanup(folder.cleanup)
        folder = pathlib.Path(folder.name)
        (folder / "policy.yaml").write_text(POLICY)
        (folder / "key").write_bytes(base64.b64encode(os.urandom(32)))
        self.redis = RedisServer()
        self.addCleanup(self.redis.remove)
        self.redis.start()
        self.replicas = [self.replica(folder) for _ in range(2)]
        self.assertTrue(live_stack.until(self.both_are_counted))
        # Each looks once a second, so now both have seen each other.
        time.sleep(1.5)

    def replica(self, folder):
        process = live_stack.Process(
            "ranking", "--listen", "127.0.0.1:0", "--ingestion", "127.0.0.1:1", "--policy",
            folder / "policy.yaml", "--redis", self.redis.address(), "--cache-key-file",
            folder / "key")
        self.addCleanup(process.remove)
        return process

    def both_are_counted(self):
        seen = self.redis.client.get("peerage:quota:ranking:replicas") or b""
        return seen.count(b";") == 2

    def call_in_a_loop(self):
        """Calls both replicas as fast as it can; how many calls were let in, and
        for how long it called."""
        entered, odd = [0, 0], []
        began = time.monotonic()

        def call(place):
            with grpc.insecure_channel(self.replicas[place].address) as channel:
                status = channel.unary_unary(STATUS)
                while time.monotonic() - began < SECONDS:
                    try:
                        status(b"", metadata=(("x-peerage-as", uri("force/kent/loop")),))
                        entered[place] += 1
                    except grpc.RpcError as error:
                        pushback = dict(error.trailing_metadata()).get("grpc-retry-pushback-ms")
                        if (error.code() != grpc.StatusCode.RESOURCE_EXHAUSTED or not pushback
                                or int(pushback) <= 0):
                            odd.append((error.code(), pushback))
                    time.sleep(0.002)

        threads = [threading.Thread(target=call, args=(place,)) for place in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - began
        self.assertEqual(odd, [])
        print(f"{entered} calls were let in within {took:.1f} s", file=sys.stderr)
        return sum(entered), took

    def test_two_replicas_grant_one_quota(self):
        entered, took = self.call_in_a_loop()
        # What was saved up and the rate; a ledger that answers late adds a little.
        # Each for itself would let in twice as many.
        self.assertLessEqual(entered, BURST + RATE * took + RATE)
        self.assertGreaterEqual(entered, RATE * SECONDS * 0.8)

    def test_without_redis_each_grants_its_share(self):
        self.redis.remove()
        entered, took = self.call_in_a_loop()
        self.assertLessEqual(entered, BURST + RATE * took + RATE / 2)
        self.assertGreaterEqual(entered, RATE * SECONDS * 0.8)


if __name__ == "__main__":
    live_stack.main()
