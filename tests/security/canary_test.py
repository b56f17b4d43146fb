#!/usr/bin/python3
"""Secrets are planted where the servers hold them, and then looked for where
they must not be: logs, metrics, what the programs print, the texts of errors."""

import base64
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import grpc
from contract import Contract
from secured_stack import SecuredStack, live_stack

TESTS = live_stack.ROOT / "tests"
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "fault")]
import awkward_rows_test as rows  # noqa: E402
from redis_faults_test import RedisServer  # noqa: E402

END_USER = "canary.of.an.end.user"
REDIS_PASSWORD = "planted-password-of-redis"
CACHE_KEY = b"planted key of thirty-two bytes!"
# Figures that nothing else would print.
FIRST_FIGURE = 7_300_123
DATASET = "canary-figures"
PLANTED_TITLE = "Canary title of a draft"

POLICY = """
version: 1
callers:
- {identity: spiffe://peerage.example/author, roles: [author], forces: [essex]}
- {identity: spiffe://peerage.example/reader, roles: [reader]}
- identity: spiffe://peerage.example/svc/ranking
  roles: [service]
  methods: [peerage.ingestion.v1.IngestionService/FollowReleases]
  datasets: ["*"]
- identity: spiffe://peerage.example/svc/reporting
  roles: [service]
  methods:
  - peerage.ranking.v1.RankingService/ListStandings
  - peerage.ranking.v1.RankingService/GetStanding
  - peerage.ranking.v1.RankingService/ListPositions
  - peerage.catalog.v1.CatalogService/ListDatasets
  - peerage.catalog.v1.CatalogService/ListForces
  - peerage.catalog.v1.CatalogService/ListMeasures
  - peerage.catalog.v1.CatalogService/ListSimilarGroups
  datasets: ["*"]
"""


class Canaries(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="peerage-canary-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.contract = Contract(live_stack.BIN / "peerage.binpb")
        loaded = live_stack.Stack()
        cls.addClassCleanup(loaded.remove)
        loaded.start()
        try:
            loaded.load_tidy(rows.reference(DATASET, rows.OFFENCES), [
                ("offences", force, "2019-12-31", FIRST_FIGURE + place, 10_000_000)
                for place, force in enumerate(rows.FORCES)])
        finally:
            loaded.stop()
        cls.redis = RedisServer(password=REDIS_PASSWORD)
        cls.addClassCleanup(cls.redis.remove)
        cls.redis.start()
        (cls.folder / "redis-password").write_text(REDIS_PASSWORD)
        (cls.folder / "cache-key").write_bytes(base64.b64encode(CACHE_KEY))
        cls.stack = SecuredStack(
            cls.folder, POLICY, loaded.directory / "stack",
            ["--redis", cls.redis.address(), "--redis-user", "default", "--redis-password-file",
             cls.folder / "redis-password", "--cache-key-file", cls.folder / "cache-key"]).start()
        cls.addClassCleanup(cls.stack.remove)
        cls.said = cls.talk()

    @classmethod
    def method(cls, service, name):
        return cls.contract.pool.FindServiceByName(service).FindMethodByName(name)

    @classmethod
    def report_request(cls, **changes):
        message = cls.contract.message("peerage.reporting.v1.CreateReportRequest")
        fields = {"idempotency_key": "canary-report-0001", "force_id": "essex",
                  "dataset_id": DATASET, "reporting_month": "2020-01", "title": PLANTED_TITLE,
                  "lines": [{"priority_area": "Crime", "measure_id": "offences"}]}
        return message(**{**fields, **changes})

    @classmethod
    def talk(cls):
        """Calls that succeed and calls that fail; the texts of all errors."""
        reporting = "peerage.reporting.v1.ReportingService"
        create = cls.method(reporting, "CreateReport")
        get = cls.method(reporting, "GetReport")
        ask = cls.contract.message("peerage.reporting.v1.GetReportRequest")
        author, reader = cls.stack.certificate("author"), cls.stack.certificate("reader")
        texts = []

        def call(certificate, method, request):
            with cls.stack.channel("reporting", certificate) as channel:
                try:
                    return cls.contract.call(EndUser(channel), method, [request])[0]
                except grpc.RpcError as error:
                    texts.append(f"{error.details()} {error.trailing_metadata()}")
                    return None

        # Until ranking has read what ingestion holds.
        assert live_stack.until(lambda: call(author, create, cls.report_request()) is not None)
        report = call(author, create, cls.report_request()).report
        assert f"{FIRST_FIGURE:,}" in str(report), "the draft does not hold the planted figure"
        assert call(author, get, ask(report_id=report.id)) is not None
        refused = [(reader, get, ask(report_id=report.id)),
                   (author, get, ask(report_id="r-none")),
                   (author, create, cls.report_request(title="Another title")),
                   (author, create, cls.report_request(force_id="kent")),
                   (author, create, cls.report_request(reporting_month="1066-10"))]
        before = len(texts)
        for arguments in refused:
            assert call(*arguments) is None
        assert len(texts) == before + len(refused)
        return "\n".join(texts)

    def places(self):
        """Where secrets must not be."""
        yield "the texts of errors", self.said
        yield "the logs", self.stack.logs()
        for name in SecuredStack.SERVERS:
            yield f"{name}'s metrics", self.stack.metrics(name)

    def look_for(self, *secrets):
        for place, text in self.places():
            self.assertTrue(text, place)
            for secret in secrets:
                self.assertNotIn(secret, text, place)

    def test_the_looking_finds_what_is_there(self):
        self.assertIn("spiffe://peerage.example/reader", self.stack.logs())
        self.assertIn("CreateReport", self.stack.metrics("reporting"))
        self.assertIn("r-none", self.said)

    def test_no_private_key(self):
        keys = [path.read_text() for path in (self.folder / "tls").rglob("tls.key")]
        self.assertTrue(keys)
        for key in keys:
            lines = re.sub("-----.*-----", "", key).split()
            raw = base64.b64decode("".join(lines))
            self.look_for(*lines, raw.hex())

    def test_no_password_of_redis_and_no_key_of_the_cache(self):
        self.assertIn("redis reached", self.stack.logs())
        self.look_for(REDIS_PASSWORD, base64.b64encode(CACHE_KEY).decode(), CACHE_KEY.hex())
        for key, value in self.redis.values().items():
            self.assertNotIn(CACHE_KEY, value, key)

    def test_no_name_of_an_end_user(self):
        self.look_for(END_USER)

    def test_no_figure_and_no_title_of_a_draft(self):
        figures = [FIRST_FIGURE + place for place in range(len(rows.FORCES))]
        self.look_for(PLANTED_TITLE, "Another title",
                      *(str(figure) for figure in figures), *(f"{figure:,}" for figure in figures))

    def test_no_path_in_the_texts_of_errors(self):
        self.assertNotIn(str(self.stack.data), self.said)
        self.assertNotRegex(self.said, r"(?i)\b(select|insert|sqlite)\b")

    def test_no_core_file_is_written(self):
        for process in self.stack.processes.values():
            limits = pathlib.Path(f"/proc/{process.child.pid}/limits").read_text()
            self.assertRegex(limits, r"Max core file size +0 +0 ")

    def test_no_secret_stands_in_a_command_line_or_environment(self):
        for process in self.stack.processes.values():
            shown = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(process.child.pid)],
                                   capture_output=True, text=True, check=True).stdout
            self.assertIn("--tls-dir", shown)
            self.assertNotIn("PRIVATE KEY", shown)


class EndUser:
    """A channel whose calls name the person for whom they are made."""

    def __init__(self, channel):
        self.channel = channel

    def unary_unary(self, *arguments):
        call = self.channel.unary_unary(*arguments)
        return lambda request, timeout: call(request, timeout=timeout,
                                             metadata=(("x-end-user", END_USER),))


if __name__ == "__main__":
    live_stack.main()
