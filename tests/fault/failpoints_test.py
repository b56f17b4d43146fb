#!/usr/bin/python3
"""Kills the service that stores, and lets it fail, at every named failpoint, and
checks each time that nothing is half there, that the same key finds out what
became of the call, and that the store proves itself afterwards.
"""

import hashlib
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import unittest

import grpc

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "security")]
import awkward_rows_test as rows  # noqa: E402
import live_stack  # noqa: E402
from contract import Contract  # noqa: E402

DATASET = "failpoints"
# The places at which what was asked for is durable already.
AFTER_COMMIT = ("commit-done", "import-answer", "archive-done", "report-answer")
READY_SECONDS = 5


def places():
    """Every failpoint, as a server names them."""
    done = subprocess.run([live_stack.BIN / "peerage-ingestion", "--data-dir", "/nonexistent/x"],
                          env={**os.environ, "PEERAGE_FAILPOINT": "?:kill"},
                          capture_output=True, text=True)
    with_none = re.search(r"there are ([a-z, -]+);", done.stderr)
    assert with_none, done.stderr
    return with_none.group(1).split(", ")


class Failpoints(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.contract = Contract(live_stack.BIN / "peerage.binpb")
        cls.stack = live_stack.Stack()
        cls.addClassCleanup(cls.stack.remove)
        cls.stack.start()
        cls.addClassCleanup(cls.stack.stop)
        cls.stack.load_tidy(rows.reference(DATASET, rows.OFFENCES), [
            ("offences", force, "2019-12-31", 1000 + place, 1000)
            for place, force in enumerate(rows.FORCES)])
        cls.ranking = cls.stack.environment["PEERAGE_RANKING"]

    def setUp(self):
        # The stack's own ingestion goes on for ranking; the one that dies has a
        # store of its own.
        self.folder = self.stack.directory / self.id().rsplit(".", 1)[1]
        self.folder.mkdir()

    def start(self, name, failpoint=None):
        began = time.monotonic()
        process = live_stack.Process(
            name, "--listen", "127.0.0.1:0", "--data-dir", self.folder,
            *(["--ranking", self.ranking] if name == "reporting" else []),
            environment={"PEERAGE_FAILPOINT": failpoint} if failpoint else {})
        self.addCleanup(process.remove)
        self.assertLess(time.monotonic() - began, READY_SECONDS)
        return process

    def call(self, process, service, method, requests):
        found = self.contract.pool.FindServiceByName(service).FindMethodByName(method)
        with grpc.insecure_channel(process.address) as channel:
            return self.contract.call(channel, found, requests)[0]

    def message(self, name, **fields):
        return self.contract.message(name)(**fields)

    def verify(self, name):
        done = subprocess.run([live_stack.BIN / f"peerage-{name}", "--data-dir", self.folder,
                               "--verify", *(["--ranking", "127.0.0.1:1"]
                                             if name == "reporting" else [])],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def try_each(self, name, prefixes, change, count):
        """At every place: `change` with a new key dies or fails there, and later
        succeeds with the same key, exactly once. `count` says how many there
        are."""
        tried = [place for place in places() if place.startswith(prefixes)]
        self.assertGreater(len(tried), 5)
        for number, place in enumerate(tried):
            for action in ("kill", "error"):
                with self.subTest(f"{place}:{action}"):
                    self.try_one(name, place, action, f"{place}-{action}-{number:06d}", change,
                                 count)

    def try_one(self, name, place, action, key, change, count):
        process = self.start(name)
        before = count(process)
        process.end(signal.SIGKILL)
        armed = self.start(name, f"{place}:{action}")
        with self.assertRaises(grpc.RpcError) as failed:
            change(armed, key)
        self.assertEqual(failed.exception.code(), grpc.StatusCode.UNAVAILABLE)
        if action == "kill":
            self.assertEqual(armed.child.wait(timeout=10), -signal.SIGKILL)
        else:
            armed.end(signal.SIGKILL)
        process = self.start(name)
        self.assertEqual(count(process), before + (place in AFTER_COMMIT))
        first = change(process, key)
        self.assertEqual(count(process), before + 1)
        self.assertEqual(change(process, key), first, "the same key has another answer")
        self.assertEqual(count(process), before + 1)
        self.assertEqual(process.end(), 0)
        self.verify(name)

    def apply_reference(self, process):
        reference = self.stack.directory / DATASET / "reference.yaml"
        subprocess.run([live_stack.BIN / "peerage", "reference", "apply", reference],
                       env={**os.environ, "PEERAGE_INGESTION": process.address}, check=True,
                       capture_output=True)

    def import_rows(self, process, key):
        """A release whose content the key decides."""
        figure = int(hashlib.sha256(key.encode()).hexdigest()[:6], 16)
        lines = ["measure,force,period_end,period_months,numerator,denominator"]
        lines += [f"offences,{force},2019-12-31,12,{figure},1000" for force in rows.FORCES]
        return self.import_bytes(process, key, ("\n".join(lines) + "\n").encode())

    def import_bytes(self, process, key, data):
        header = {"dataset_id": DATASET, "format": "tidy", "kind": 1, "idempotency_key": key,
                  "sha256": hashlib.sha256(data).digest(), "file_name": f"{key}.csv"}
        request = "peerage.ingestion.v1.ImportReleaseRequest"
        answer = self.call(process, "peerage.ingestion.v1.IngestionService", "ImportRelease",
                           [self.message(request, header=header),
                            self.message(request, data=data)])
        self.assertTrue(answer.HasField("accepted"), answer)
        return answer

    def releases(self, process):
        answer = self.call(process, "peerage.ingestion.v1.IngestionService", "ListReleases",
                           [self.message("peerage.ingestion.v1.ListReleasesRequest",
                                         page_size=1000)])
        self.assertEqual([release.seq for release in answer.releases],
                         list(range(1, answer.head_seq + 1)), "seq has gaps")
        return answer.head_seq

    def test_ingestion_dies_or_fails_at_every_place_of_an_import(self):
        process = self.start("ingestion")
        self.apply_reference(process)
        process.end()
        self.try_each("ingestion", ("import-", "commit-"), self.import_rows, self.releases)

    def make_report(self, process, key):
        answer = self.call(process, "peerage.reporting.v1.ReportingService", "CreateReport",
                           [self.message("peerage.reporting.v1.CreateReportRequest",
                                         idempotency_key=key, force_id="essex",
                                         dataset_id=DATASET, reporting_month="2020-01",
                                         lines=[{"priority_area": "Crime",
                                                 "measure_id": "offences"}])])
        return answer.report

    def reports(self, process):
        answer = self.call(process, "peerage.reporting.v1.ReportingService", "ListReports",
                           [self.message("peerage.reporting.v1.ListReportsRequest",
                                         page_size=1000)])
        return len(answer.reports)

    def test_reporting_dies_or_fails_at_every_place_of_a_report(self):
        self.try_each("reporting", ("report-", "archive-"), self.make_report, self.reports)

    def test_a_draft_is_shown_only_when_its_reading_is_on_record(self):
        process = self.start("reporting")
        report = self.make_report(process, "a-draft-to-be-read")
        process.end()
        audited = [int(re.search(r"(\d+) audit rows", self.verify("reporting")).group(1))]
        for place in [place for place in places() if place.startswith("record-")]:
            for action in ("kill", "error"):
                with self.subTest(f"{place}:{action}"):
                    armed = self.start("reporting", f"{place}:{action}")
                    with self.assertRaises(grpc.RpcError) as failed:
                        self.read(armed, report.id)
                    self.assertEqual(failed.exception.code(), grpc.StatusCode.UNAVAILABLE)
                    armed.remove()
                    process = self.start("reporting")
                    self.assertEqual(self.read(process, report.id), report)
                    self.assertEqual(process.end(), 0)
                    said = re.search(r"(\d+) audit rows", self.verify("reporting"))
                    audited.append(int(said.group(1)))
                    self.assertEqual(audited[-1] - audited[-2],
                                     2 if place == "record-done" else 1)

    def read(self, process, report_id):
        return self.call(process, "peerage.reporting.v1.ReportingService", "GetReport",
                         [self.message("peerage.reporting.v1.GetReportRequest",
                                       report_id=report_id)]).report

    def test_a_new_store_survives_death_at_every_place_of_its_making(self):
        for name in ("ingestion", "reporting"):
            for place in [place for place in places() if place.startswith("migrate-")]:
                with self.subTest(f"{name} {place}"):
                    with self.assertRaises(AssertionError):
                        self.start(name, f"{place}:kill")
                    self.start(name).end()
                    self.verify(name)
                    for file in self.folder.iterdir():
                        file.unlink()

    def test_every_place_belongs_to_one_of_these_tests(self):
        known = ("import-", "commit-", "report-", "archive-", "record-", "migrate-")
        self.assertEqual([place for place in places() if not place.startswith(known)], [])


if __name__ == "__main__":
    live_stack.main()
