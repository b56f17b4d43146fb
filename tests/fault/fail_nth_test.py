#!/usr/bin/python3
"""Lets the first system call of each kind fail during an import, then the
second, and so on until the import passes untouched: each time the caller gets
its answer or a clean error, ingestion goes on or ends by itself, the same key
then succeeds once, and the store proves itself.

    fail_nth_test.py --bin DIR --shim FILE [--most N]
"""

import argparse
import pathlib
import struct
import sys
import unittest

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import failpoints_test as failpoints  # noqa: E402
from failpoints_test import live_stack  # noqa: E402

KINDS = ("write", "fsync", "open", "rename", "send", "recv")
# A failed fsync ends the process with this code (EX_IOERR); nothing else does.
STORAGE_FAULT = 74
# What a caller may be told.
CLEAN = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED,
         grpc.StatusCode.CANCELLED)
SHIM, MOST = None, 10_000


class FailNth(failpoints.Failpoints):
    """With the means of the other test, and none of its tests."""

    def setUp(self):
        super().setUp()
        self.control = self.folder.parent / f"{self.folder.name}.control"
        self.control.write_bytes(bytes(8))
        process = self.start("ingestion")
        self.apply_reference(process)
        process.end()

    def start_shimmed(self, kind):
        process = live_stack.Process(
            "ingestion", "--listen", "127.0.0.1:0", "--data-dir", self.folder,
            environment={"LD_PRELOAD": str(SHIM), "FAIL_KIND": kind,
                         "FAIL_CONTROL": str(self.control)})
        self.addCleanup(process.remove)
        return process

    def set_control(self, number):
        """In place: the file is mapped by the process."""
        with self.control.open("r+b") as control:
            control.write(struct.pack("=q", number))

    def try_nth(self, kind, nth):
        """Whether the import passed untouched."""
        key = f"fail-{kind}-{nth:08d}"
        process = self.start_shimmed(kind)
        before = self.releases(process)
        self.set_control(nth)
        answer = None
        try:
            answer = self.import_rows(process, key)
        except grpc.RpcError as error:
            self.assertIn(error.code(), CLEAN, error)
        left = struct.unpack("=q", self.control.read_bytes())[0]
        self.set_control(0)
        code = process.child.poll()
        self.assertIn(code, (None, STORAGE_FAULT), "ingestion died of it")
        process.remove()
        process = self.start("ingestion")
        self.assertIn(self.releases(process), (before, before + 1))
        again = self.import_rows(process, key)
        if answer is not None:
            self.assertEqual(again, answer, "an acknowledged import is gone")
        self.assertEqual(self.releases(process), before + 1)
        self.assertEqual(process.end(), 0)
        self.verify("ingestion")
        return left > 0

    def test_every_call_may_fail(self):
        for kind in KINDS:
            nth, untouched = 0, False
            while not untouched and nth < MOST:
                nth += 1
                with self.subTest(f"{kind} {nth}"):
                    untouched = self.try_nth(kind, nth)
            print(f"{kind}: {nth - untouched} failed", flush=True)


def load_tests(loader, _tests, _pattern):
    return loader.loadTestsFromName("test_every_call_may_fail", FailNth)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--shim", type=pathlib.Path, required=True)
    parser.add_argument("--most", type=int, default=MOST)
    options, rest = parser.parse_known_args()
    SHIM, MOST = options.shim.resolve(), options.most
    sys.argv[1:] = rest
    live_stack.main()
