#!/usr/bin/python3
"""The benchmark works: its data are the same for the same seed, and what loads
them finds them all, in process and through the servers. Says nothing of speed."""

import argparse
import csv
import importlib.machinery
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
BENCH = None
BIN = None


def load_run():
    """tests/bench/run as a module."""
    loader = importlib.machinery.SourceFileLoader("run", str(HERE / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run", loader))
    loader.exec_module(module)
    module.live_stack.BIN = BIN
    return module


class Bench(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-bench-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def generate(self, name, seed):
        subprocess.run([HERE / "generate.py", "--size", "XS", "--seed", str(seed),
                        self.folder / name], check=True)
        return {path.name: path.read_bytes() for path in (self.folder / name).iterdir()}

    def test_the_same_seed_makes_the_same_bytes(self):
        first = self.generate("first", 7)
        self.assertEqual(first, self.generate("again", 7))
        other = self.generate("other", 8)
        self.assertNotEqual(first["observations.csv"], other["observations.csv"])
        self.assertEqual(first["reference.yaml"], other["reference.yaml"])

    def test_all_that_was_made_is_loaded(self):
        made = self.generate("data", 1)
        rows = list(csv.DictReader(made["observations.csv"].decode().splitlines()))
        done = subprocess.run([BENCH, self.folder / "data"], capture_output=True, text=True,
                              timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(answer["rows"], len(rows))
        # One figure a row, and one more for each measure with a denominator.
        proportions = {row["measure"] for row in rows if row["denominator"]}
        self.assertEqual(answer["figures"],
                         len(rows) + sum(row["measure"] in proportions for row in rows))
        self.assertGreater(answer["at_rest_bytes"], 0)

    def test_a_bulk_load_and_a_quarter_come_through_the_servers(self):
        self.generate("data", 1)
        seen = load_run().through_grpc(self.folder / "data", self.folder / "servers")
        self.assertGreater(seen["seconds"], 0)
        self.assertGreater(seen["slowest_read_ms"], 0, "reads went on meanwhile")
        # The spool of the bulk load had no name.
        self.assertEqual({path.name.split(".")[0]
                          for path in (self.folder / "servers" / "store").iterdir()},
                         {"releases"})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bench", required=True, type=pathlib.Path)
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    given, rest = parser.parse_known_args()
    BENCH = given.bench.resolve()
    BIN = given.bin.resolve()
    unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
