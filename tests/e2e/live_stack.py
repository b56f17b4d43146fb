"""A stack of real processes for a test, and `peerage` run against it.

    class SomeTest(live_stack.TestCase):
        datasets = ("open-data",)

        def test_something(self):
            answer = self.stack.json("catalog", "datasets")

Each test class has a stack of its own in a temporary folder on free ports; it
is stopped, and the folder removed, when the class is done. Scripts are run as
`x_test.py --bin DIR`, DIR being where the programs lie.
"""

import argparse
import decimal
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATASETS = ROOT / "tools" / "datasets"
STACK = ROOT / "tools" / "stack"
BIN = ROOT / "build" / "release" / "bin"

# The files of each data set with the format they are read in, and further flags.
FILES = {
    "essex-history": (
        ("ons-population", "../open-data/ons_population_by_police_force_area_2002-2018.csv"),
        *(("tidy", f"counts_as_published_{year}-{month}.csv", "--kind", "provisional")
          for year in ("2018", "2019") for month in ("03", "06", "09", "12")),
        ("tidy", "counts_revised_2018-2019.csv", "--kind", "correction",
         "--reason", "Home Office, revised quarters of April 2026"),
    ),
    "open-data": (
        ("ons-population", "ons_population_by_police_force_area_2002-2018.csv"),
        ("ons-population", "ons_population_by_police_force_area_2024.csv"),
        ("ho-quarterly-indicators", "ho_prc_quarterly_4_indicators_2012-2025.csv"),
    ),
    "ons-published": tuple(
        ("ons-published", f"ons_pfa_as_published_{year}-{month}.csv")
        for year in ("2018", "2019") for month in ("03", "06", "09", "12")),
    "open-data-subgroups": (
        ("ons-population", "ons_population_by_police_force_area_2002-2018.csv"),
        ("ho-quarterly-subgroups", "ho_prc_quarterly_by_subgroup_2015-2021.csv"),
    ),
    "ons-rolling": (
        ("ons-population", "ons_population_by_police_force_area_2002-2018.csv"),
        ("ons-rolling", "ons_rec-crime-pfa_2003-2018.csv"),
    ),
    "outcomes-2017-18": (("ho-outcomes-by-type", "ho_outcomes_2017-18_by_subgroup.csv"),),
    "csew-asb": (("csew-asb", "csew_experienced_asb_2018-2019.csv"),),
    "paper-2020-01": (("tidy", "observations.csv"),),
}


class Stack:
    """Three servers and the means to talk to them."""

    def __init__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="peerage-e2e-"))
        self.environment = dict(os.environ)

    def start(self):
        self._stack("start", "--port-base", "0")
        for line in self._stack("env").splitlines():
            name, _, value = line.removeprefix("export ").partition("=")
            if name.startswith("PEERAGE_"):
                self.environment[name] = value

    def stop(self):
        self._stack("stop")

    def remove(self):
        shutil.rmtree(self.directory)

    def _stack(self, action, *arguments):
        done = subprocess.run(
            [STACK, action, "--dir", self.directory / "stack", "--bin", BIN, *arguments],
            capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            raise AssertionError(f"tools/stack {action}: {done.stderr}")
        return done.stdout

    def run(self, *arguments):
        """`peerage` as a person runs it, in the test's own directory: exit code,
        stdout, stderr."""
        return subprocess.run([BIN / "peerage", *map(str, arguments)], env=self.environment,
                              cwd=self.directory, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)

    def text(self, *arguments):
        """What a command prints; it must succeed."""
        done = self.run(*arguments)
        if done.returncode != 0:
            raise AssertionError(
                f"peerage {' '.join(map(str, arguments))}: exit code {done.returncode}\n"
                f"{done.stderr}")
        return done.stdout

    def json(self, *arguments):
        return json.loads(self.text(*arguments, "--json"))

    def load(self, dataset):
        """Applies a data set of tools/datasets and imports its files."""
        self.text("reference", "apply", DATASETS / dataset / "reference.yaml")
        for file_format, name, *flags in FILES[dataset]:
            self.text("import", "--dataset", dataset, "--format", file_format, *flags,
                      DATASETS / dataset / name)
        self.wait_until_ranked()

    def load_tidy(self, reference, rows):
        """Applies a reference.yaml given as text and imports tidy rows, each a
        tuple (measure, force, period_end, numerator, denominator)."""
        dataset = reference.split("dataset: ", 1)[1].split("\n", 1)[0]
        folder = self.directory / dataset
        folder.mkdir()
        (folder / "reference.yaml").write_text(reference)
        lines = ["measure,force,period_end,period_months,numerator,denominator"]
        lines += [f"{m},{f},{end},12,{n},{d}" for m, f, end, n, d in rows]
        (folder / "rows.csv").write_text("\n".join(lines) + "\n")
        self.text("reference", "apply", folder / "reference.yaml")
        self.text("import", "--dataset", dataset, "--format", "tidy", folder / "rows.csv")
        self.wait_until_ranked()

    def wait_until_ranked(self):
        """Returns when ranking has folded everything that ingestion holds."""
        head = int(self.json("releases", "list")["headSeq"])
        deadline = time.monotonic() + 20
        while int(self.json("catalog", "datasets")["seq"]) < head:
            if time.monotonic() > deadline:
                raise AssertionError(f"ranking has not reached seq {head} after 20 s")
            time.sleep(0.02)

    def standings(self, dataset, force, month, *arguments):
        """Measure id -> standing at a reporting month."""
        answer = self.json("standings", "--dataset", dataset, "--force", force,
                           "--month", month, *arguments)
        return {standing["measureId"]: standing for standing in answer["standings"]}

    def standing(self, dataset, force, measure, period, *arguments):
        return self.json("standing", "--dataset", dataset, "--force", force, "--measure", measure,
                         "--period", period, *arguments)["standing"]


def loaded_stack(test_class, dataset):
    """A stack that holds a data set and is stopped: its folder is there for a test
    that starts servers of its own, until the class is done."""
    stack = Stack()
    test_class.addClassCleanup(stack.remove)
    stack.start()
    try:
        stack.load(dataset)
    finally:
        stack.stop()
    return stack


class TestCase(unittest.TestCase):
    """A test class with a running stack and the data sets it names."""

    datasets = ()
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.stack = Stack()
        cls.addClassCleanup(cls.stack.remove)
        cls.addClassCleanup(cls.stack.stop)
        cls.stack.start()
        for dataset in cls.datasets:
            cls.stack.load(dataset)


class Process:
    """One server as a child, so that its exit code can be seen. Its log goes
    to a file, or nowhere; `environment` is added to this process's own."""

    def __init__(self, name, *arguments, log=os.devnull, environment=None):
        with open(log, "ab") as log_file:
            self.child = subprocess.Popen(
                [BIN / f"peerage-{name}", *map(str, arguments)],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log_file, text=True,
                env={**os.environ, **(environment or {})})
        try:
            self.address = self.said("listening on")
        except AssertionError:
            self.remove()
            raise AssertionError(f"{name} did not start: exit code {self.child.returncode}; "
                                 f"its log is {log}") from None
        assert re.fullmatch(r"127\.0\.0\.1:\d+", self.address), self.address

    def said(self, phrase):
        """What follows the phrase in the next line of its output."""
        line = self.child.stdout.readline()
        assert line.startswith(phrase + " "), f"{line!r} instead of {phrase!r}"
        return line.removeprefix(phrase).strip()

    def serving(self):
        import grpc
        with grpc.insecure_channel(self.address) as channel:
            check = channel.unary_unary("/grpc.health.v1.Health/Check")
            try:
                return check(b"", timeout=5) == b"\x08\x01"
            except grpc.RpcError:
                return False

    def end(self, number=signal.SIGTERM):
        """Sends the signal and gives the exit code."""
        self.child.send_signal(number)
        return self.child.wait(timeout=40)

    def remove(self):
        """Leaves nothing of it, in whatever state it is."""
        self.child.kill()
        self.child.wait()
        self.child.stdout.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds=20):
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def rounded(number, printed):
    """A double rounded half away from zero to the decimals of a printed text."""
    digits = decimal.Decimal(printed)
    exact = decimal.Decimal(repr(number))
    return exact.quantize(decimal.Decimal(1).scaleb(digits.as_tuple().exponent),
                          rounding=decimal.ROUND_HALF_UP)


def main(options=None):
    """Takes --bin from the command line, and a number for each attribute of
    `options` (--late-seconds for late_seconds), which is changed in place; hands
    the rest to unittest."""
    global BIN
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", type=pathlib.Path, default=BIN)
    for name, default in vars(options or argparse.Namespace()).items():
        parser.add_argument("--" + name.replace("_", "-"), type=type(default), default=default)
    given, rest = parser.parse_known_args()
    BIN = given.bin.resolve()
    if options:
        vars(options).update((name, getattr(given, name)) for name in vars(options))
    unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)
