#!/usr/bin/python3
"""The images as a cluster runs them: small, without a shell, read-only, without
rights; called by gRPC, and ended by SIGTERM without losing what they hold.

    tools/images build --binaries build/dev/bin --tag test
    tests/deploy/images_test.py --tag test --bin build/dev/bin
"""

import argparse
import csv
import json
import os
import pathlib
import sys
import tempfile
import time
import unittest

import openpyxl

import containers

DATA = containers.ROOT / "tools" / "datasets" / "paper-2020-01"
SERVICES = ("ingestion", "ranking", "reporting")
IMAGES = SERVICES + ("redis",)
# Ingestion's has libxml2, for workbooks, and that has ICU's tables.
LARGEST_MB = {"ingestion": 80, "ranking": 40, "reporting": 40, "redis": 40}
GRACE_SECONDS = 40
OPTIONS = argparse.Namespace()


def image(name):
    return f"localhost/peerage-{name}:{OPTIONS.tag}"


def config(name):
    return json.loads(containers.podman("image", "inspect", image(name)))[0]


class Image(unittest.TestCase):
    """What each image is before it runs."""

    def test_is_small(self):
        for name in IMAGES:
            with self.subTest(name):
                self.assertLessEqual(config(name)["Size"] / 1e6, LARGEST_MB[name])

    def test_runs_as_nobody_known(self):
        for name in IMAGES:
            with self.subTest(name):
                self.assertEqual(config(name)["Config"]["User"], "10001:10001")

    def test_says_what_it_is(self):
        for name in IMAGES:
            with self.subTest(name):
                labels = config(name)["Labels"]
                self.assertEqual(labels["org.opencontainers.image.title"], f"peerage-{name}")
                self.assertEqual(labels["org.opencontainers.image.version"], OPTIONS.tag)
                self.assertTrue(labels["org.opencontainers.image.licenses"])

    def test_names_its_ports_and_signal(self):
        ports = {"ingestion": "7400/tcp", "ranking": "7401/tcp", "reporting": "7402/tcp",
                 "redis": "6379/tcp"}
        for name in IMAGES:
            with self.subTest(name):
                made = config(name)["Config"]
                self.assertIn(ports[name], made["ExposedPorts"])
                self.assertEqual(made["StopSignal"], "SIGTERM")

    def test_has_no_shell(self):
        for name in IMAGES:
            with self.subTest(name):
                done = containers.podman("run", "--rm", *containers.HARDENED, "--network", "none",
                                         "--entrypoint", "/bin/sh", image(name), check=False)
                self.assertEqual(done.returncode, 127)
                self.assertIn("/bin/sh", done.stderr)


class Running(unittest.TestCase):
    """The three services, each a hardened container, on one loopback."""

    @classmethod
    def setUpClass(cls):
        cls.network = containers.Namespace()
        cls.addClassCleanup(cls.network.remove)
        cls.started = {}
        cls.start("ingestion", "--listen", "127.0.0.1:7400", "--data-dir", "/var/lib/peerage")
        cls.start("ranking", "--listen", "127.0.0.1:7401", "--ingestion", "127.0.0.1:7400")
        cls.start("reporting", "--listen", "127.0.0.1:7402", "--data-dir", "/var/lib/peerage",
                  "--ranking", "127.0.0.1:7401")
        cls.peerage("reference", "apply", DATA / "reference.yaml")
        cls.peerage("import", "--dataset", "paper-2020-01", "--format", "tidy",
                    DATA / "observations.csv")

    @classmethod
    def start(cls, name, *arguments):
        options = ["--network", f"ns:{cls.network.path()}"]
        if name != "ranking":
            options += ["--volume", "/var/lib/peerage"]
        started = containers.Container(image(name), arguments, options)
        cls.addClassCleanup(started.remove)
        cls.started[name] = started

    @classmethod
    def peerage(cls, *arguments):
        """What the command prints; asked again while the services still start."""
        deadline = time.monotonic() + 30
        addresses = [f"PEERAGE_{name.upper()}=127.0.0.1:{7400 + at}"
                     for at, name in enumerate(SERVICES)]
        while True:
            done = cls.network.run("env", *addresses, OPTIONS.bin / "peerage", *arguments,
                                   check=False)
            if done.returncode == 0:
                return done.stdout
            if time.monotonic() > deadline:
                raise AssertionError(f"peerage {arguments}: {done.stderr}")
            time.sleep(0.1)

    def test_1_they_answer(self):
        standings = self.peerage("standings", "--dataset", "paper-2020-01", "--force", "essex",
                                 "--month", "2020-01")
        self.assertIn("Homicide", standings)
        report = self.peerage("report", "create", "--file", DATA / "report.yaml",
                              "--month", "2020-01", "--previous", "2019-10")
        self.assertIn("Homicide", report)

    def test_1_a_workbook_goes_in(self):
        book = openpyxl.Workbook()
        with open(DATA / "observations.csv", newline="") as file:
            for row in csv.reader(file):
                book.active.append(row)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "observations.xlsx"
            book.save(path)
            told = self.peerage("import", "--dataset", "paper-2020-01", "--format", "tidy", path)
        self.assertIn("nothing was added", told)

    def test_2_they_run_without_rights(self):
        for name, started in self.started.items():
            with self.subTest(name):
                status = self.status_of(started)
                self.assertEqual(status["Uid"].split()[0], "10001")
                self.assertEqual(int(status["CapEff"], 16), 0)
                self.assertEqual(int(status["CapBnd"], 16), 0)
                self.assertEqual(status["NoNewPrivs"], "1")
                self.assertTrue(started.inspect()["HostConfig"]["ReadonlyRootfs"])

    @staticmethod
    def status_of(started):
        pid = started.inspect()["State"]["Pid"]
        lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
        return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}

    def test_3_sigterm_ends_them_in_order(self):
        for name in reversed(SERVICES):
            with self.subTest(name):
                self.assertEqual(self.started[name].end(GRACE_SECONDS), 0)
                self.assertFalse(self.started[name].inspect()["State"]["OOMKilled"])


class Redis(unittest.TestCase):

    def test_answers_and_ends(self):
        network = containers.Namespace()
        self.addCleanup(network.remove)
        started = containers.Container(
            image("redis"), ("--save", "", "--bind", "127.0.0.1"),
            ("--network", f"ns:{network.path()}"))
        self.addCleanup(started.remove)
        deadline = time.monotonic() + 20
        while network.run("redis-cli", "ping", check=False).stdout != "PONG\n":
            self.assertLess(time.monotonic(), deadline, started.logs())
            time.sleep(0.1)
        self.assertEqual(started.end(GRACE_SECONDS), 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tag", default="test")
    parser.add_argument("--bin", type=pathlib.Path,
                        default=containers.ROOT / "build" / "release" / "bin")
    _, rest = parser.parse_known_args(namespace=OPTIONS)
    OPTIONS.bin = pathlib.Path(os.path.abspath(OPTIONS.bin))
    unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)


if __name__ == "__main__":
    main()
