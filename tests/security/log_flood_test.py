#!/usr/bin/python3
"""A flood of bad calls is a number in the metrics, not a flood of lines."""

import collections
import json
import pathlib
import tempfile
import time
import unittest
import urllib.request

import grpc
from secured_stack import live_stack

CALLS = 12_000
AT_ONCE = 400
LINES_A_SECOND = 100

# What strangers send: (method, bytes of the request, metadata).
BAD_CALLS = (
    ("/peerage.ranking.v1.RankingService/GetStanding", b"", ()),
    # A string field that is not UTF-8, over which protobuf logs a line.
    ("/peerage.ranking.v1.RankingService/GetStanding", b"\x0a\x02\xff\xfe", ()),
    ("/peerage.ranking.v1.RankingService/ListPositions", b"\x0a\x04none", ()),
    ("/peerage.catalog.v1.CatalogService/ListForces", b"\xff\xff\xff", ()),
    ("/peerage.operations.v1.OperationsService/GetStatus", b"",
     (("x-peerage-as", "spiffe://peerage.example/nobody"),)),
    ("/peerage.operations.v1.OperationsService/GetStatus", b"", (("x-peerage-as", "root"),)),
    ("/peerage.ranking.v1.RankingService/NoSuchMethod", b"", ()),
)


class LogFlood(unittest.TestCase):

    def test_a_second_has_at_most_a_hundred_lines(self):
        with tempfile.TemporaryDirectory(prefix="peerage-flood-") as folder:
            log = pathlib.Path(folder) / "ranking.log"
            server = live_stack.Process(
                "ranking", "--listen", "127.0.0.1:0", "--ingestion", "127.0.0.1:1",
                "--metrics-listen", "127.0.0.1:0", log=log)
            self.addCleanup(server.remove)
            port = server.said("metrics on port")
            began = time.monotonic()
            refused = self.flood(server.address)
            took = time.monotonic() - began
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
                metrics = answer.read().decode()
            seconds = collections.Counter(
                json.loads(line)["time"][:19] for line in log.read_text().splitlines())
        print(f"{CALLS} bad calls in {took:.1f} s; most lines in a second: "
              f"{max(seconds.values())}")
        self.assertEqual(refused, CALLS)
        self.assertLessEqual(max(seconds.values()), LINES_A_SECOND)
        self.assertIn('peerage_rpc_refusals_total{reason="UNREADABLE_REQUEST"}', metrics)
        left_out = [line for line in metrics.splitlines()
                    if line.startswith("peerage_log_lines_left_out_total ")]
        self.assertGreater(float(left_out[0].split()[1]), CALLS / 10)

    def flood(self, address):
        """How many of all calls were refused."""
        refused = 0
        pending = collections.deque()
        with grpc.insecure_channel(address) as channel:
            methods = {path: channel.unary_unary(path) for path, _, _ in BAD_CALLS}
            for number in range(CALLS + AT_ONCE):
                if len(pending) >= AT_ONCE or number >= CALLS:
                    refused += pending.popleft().exception() is not None
                if number < CALLS:
                    path, request, metadata = BAD_CALLS[number % len(BAD_CALLS)]
                    pending.append(methods[path].future(request, timeout=30, metadata=metadata))
        return refused


if __name__ == "__main__":
    live_stack.main()
