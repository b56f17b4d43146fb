#!/usr/bin/python3
"""Who may call what: every method of the contract, as every kind of caller, on
what is its own and what is another's, equals rights.txt.

`--update` writes rights.txt anew; look at what changed before you commit it.
"""

import hashlib
import pathlib
import sys
import tempfile
import unittest

import grpc
from contract import Contract
from secured_stack import DAY, SecuredStack, live_stack, mkcerts

sys.path.insert(0, str(live_stack.ROOT / "tests" / "e2e"))
import awkward_rows_test as rows  # noqa: E402

TABLE = pathlib.Path(__file__).resolve().parent / "rights.txt"
OPEN, RESTRICTED = "open-figures", "restricted-figures"
OWN, OTHER = "essex", "kent"

POLICY = f"""
version: 1
restricted_datasets: [{RESTRICTED}]
callers:
- {{identity: spiffe://peerage.example/reader, roles: [reader]}}
- {{identity: spiffe://peerage.example/named-reader, roles: [reader], datasets: [{RESTRICTED}]}}
- {{identity: spiffe://peerage.example/author, roles: [author], forces: [{OWN}]}}
- {{identity: spiffe://peerage.example/publisher, roles: [publisher], forces: [{OWN}]}}
- {{identity: spiffe://peerage.example/ingester, roles: [ingester], datasets: [{OPEN}]}}
- {{identity: spiffe://peerage.example/admin, roles: [admin]}}
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
- {{identity: spiffe://peerage.example/old, roles: [admin]}}
"""
CALLERS = ("reader", "named-reader", "author", "publisher", "ingester", "admin", "svc/ranking",
           "svc/reporting", "stranger")
# Each would be the author, but for its certificate.
BAD_CERTIFICATES = ("none", "expired", "not-yet", "foreign-ca", "no-uri", "two-uris")

# What a word of the table stands for.
WORDS = {
    "OK": "yes",
    "PERMISSION_DENIED NOT_ALLOWED": "denied",
    "NOT_FOUND UNKNOWN_DATASET": "hidden",
    "NOT_FOUND UNKNOWN_REPORT": "hidden",
    "NOT_FOUND UNKNOWN_RELEASE": "hidden",
    "UNAUTHENTICATED UNAUTHENTICATED": "unknown",
    "UNAVAILABLE": "no-tls",
}
HEAD = """\
# Who may call what. Made by tests/security/rights_test.py --update; checked by
# every run of it.
#   yes      the call was answered
#   denied   PERMISSION_DENIED: not with this role, or not for this force
#   hidden   NOT_FOUND: as if it were not there
#   unknown  UNAUTHENTICATED: the certificate names nobody
#   no-tls   UNAVAILABLE: the handshake failed
# Objects: "own" is an open dataset or the force essex, for which author and
# publisher act; "other" is a restricted dataset, for which named-reader is
# named, or the force kent.
"""


class Requests:
    """What each method is asked, on what is the caller's own and on what is not.
    A method that stands in no line here fails the test."""

    def __init__(self, contract, reports):
        self.contract = contract
        self.reports = reports

    def of(self, method):
        """[(object, messages)] of a method."""
        one = self.contract.factory.GetPrototype(method.input_type)
        fields = {field.name for field in method.input_type.fields}
        if method.name == "ImportRelease":
            return [("own", self.upload(OPEN)), ("other", self.upload(RESTRICTED))]
        if method.name == "ImportReference":
            return [(which, [self.reference(one, dataset)])
                    for which, dataset in (("own", OPEN), ("other", RESTRICTED))]
        if method.name == "CreateReport":
            return [(which, [self.report(one, force, dataset)])
                    for which, force, dataset in (("own", OWN, OPEN), ("other", OTHER, OPEN),
                                                  ("restricted", OWN, RESTRICTED))]
        if "report_id" in fields:
            form = {"format": 1} if "format" in fields else {}
            return [(which, [one(report_id=self.reports[force], **form)])
                    for which, force in (("own", OWN), ("other", OTHER))]
        if method.name in ("GetRelease", "ExportRelease"):
            return [("own", [one(seq=2)]), ("other", [one(seq=4)])]
        if "dataset_id" in fields and method.name not in ("ListReports", "ListReleases"):
            return [(which, [self.figures(one, fields, dataset)])
                    for which, dataset in (("own", OPEN), ("other", RESTRICTED))]
        if method.name in ("ListReports", "ListReleases", "ListDatasets", "FollowReleases",
                           "GetStatus"):
            return [("-", [one()])]
        raise AssertionError(f"say in Requests.of what {method.full_name} is asked")

    def figures(self, message, fields, dataset):
        request = message(dataset_id=dataset)
        if "force_id" in fields:
            request.force_id = OWN
        if "measure_id" in fields:
            request.measure_id = "offences"
        if "period" in fields:
            request.period.end_month = "2019-12"
        if "reporting_month" in fields:
            request.reporting_month = "2020-01"
        if "to_seq" in fields:
            request.to_seq = 4
        return request

    def report(self, message, force, dataset):
        return message(idempotency_key=f"rights-{force}-{dataset}", force_id=force,
                       dataset_id=dataset, reporting_month="2020-01",
                       lines=[{"priority_area": "Crime", "measure_id": "offences"}])

    def reference(self, message, dataset):
        return message(idempotency_key=f"rights-reference-{dataset}",
                       reference=self.references[dataset])

    def upload(self, dataset):
        message = self.contract.message("peerage.ingestion.v1.ImportReleaseRequest")
        data = self.files[dataset]
        return [message(header={"dataset_id": dataset, "format": "tidy", "kind": 1,
                                "idempotency_key": f"rights-upload-{dataset}",
                                "sha256": hashlib.sha256(data).digest(),
                                "file_name": "rows.csv"}),
                message(data=data)]


class Rights(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="peerage-rights-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.contract = Contract(live_stack.BIN / "peerage.binpb")
        loaded = live_stack.Stack()
        cls.addClassCleanup(loaded.remove)
        cls.load(loaded)
        cls.stack = SecuredStack(cls.folder, POLICY, loaded.directory / "stack")
        cls.addClassCleanup(cls.stack.remove)
        cls.stack.start()
        cls.wait_until_ranked()

    @classmethod
    def wait_until_ranked(cls):
        service = cls.contract.pool.FindServiceByName("peerage.operations.v1.OperationsService")
        method = service.FindMethodByName("GetStatus")
        ask = cls.contract.factory.GetPrototype(method.input_type)
        with cls.stack.channel("ranking", cls.stack.certificate("admin")) as channel:
            assert live_stack.until(
                lambda: cls.contract.call(channel, method, [ask()])[0].ready)

    @classmethod
    def load(cls, loaded):
        """Two datasets, and a report of each of two forces, by the local caller."""
        loaded.start()
        try:
            for dataset in (OPEN, RESTRICTED):
                loaded.load_tidy(rows.reference(dataset, rows.OFFENCES), [
                    ("offences", force, "2019-12-31", 1000 + place, 1000)
                    for place, force in enumerate(rows.FORCES)])
            reports = {force: cls.make_report(loaded, force) for force in (OWN, OTHER)}
            cls.requests = Requests(cls.contract, reports)
            cls.requests.files = {dataset: (loaded.directory / dataset / "rows.csv").read_bytes()
                                  for dataset in (OPEN, RESTRICTED)}
            cls.requests.references = cls.stored_references(loaded)
        finally:
            loaded.stop()

    @classmethod
    def make_report(cls, loaded, force):
        service = cls.contract.pool.FindServiceByName("peerage.reporting.v1.ReportingService")
        method = service.FindMethodByName("CreateReport")
        request = Requests(cls.contract, {}).report(
            cls.contract.factory.GetPrototype(method.input_type), force, OPEN)
        with grpc.insecure_channel(loaded.environment["PEERAGE_REPORTING"]) as channel:
            return cls.contract.call(channel, method, [request])[0].report.id

    @classmethod
    def stored_references(cls, loaded):
        """The reference of each dataset, as ingestion hands it to ranking."""
        path = "/peerage.ingestion.v1.IngestionService/FollowReleases"
        request = cls.contract.message("peerage.ingestion.v1.FollowReleasesRequest")()
        parse = cls.contract.message("peerage.ingestion.v1.FollowReleasesResponse").FromString
        found = {}
        with grpc.insecure_channel(loaded.environment["PEERAGE_INGESTION"]) as channel:
            steps = channel.unary_stream(path, lambda m: m.SerializeToString(), parse)(request)
            for step in steps:
                if step.HasField("reference"):
                    found[step.reference.dataset_id] = step.reference
                if len(found) == 2:
                    steps.cancel()
                    return found
        raise AssertionError("ingestion holds no reference")

    def server_of(self, method):
        package = method.containing_service.full_name.split(".")[1]
        return {"catalog": "ranking", "operations": "ranking"}.get(package, package)

    def certificates(self):
        """Caller's name -> certificate."""
        make = self.stack.certificate
        foreign = mkcerts.Authority.make("Another CA", 7)
        return {
            **{caller: make(caller) for caller in CALLERS},
            "none": None,
            "expired": make("author", begins=-2 * DAY, ends=-DAY / 24),
            "not-yet": make("author", begins=DAY / 24, ends=DAY),
            "foreign-ca": make("author", authority=foreign),
            "no-uri": make(),
            "two-uris": make("author", "admin"),
        }

    def rows(self):
        """[(method, object, [word for each caller])]."""
        certificates = self.certificates()
        channels = {}
        for caller, certificate in certificates.items():
            for server in SecuredStack.SERVERS:
                channels[caller, server] = self.stack.channel(server, certificate)
        try:
            for method in self.contract.methods():
                for which, messages in self.requests.of(method):
                    yield (method.name, which,
                           [self.word(channels[caller, self.server_of(method)], method, messages)
                            for caller in certificates])
        finally:
            for channel in channels.values():
                channel.close()

    def word(self, channel, method, messages):
        outcome = self.contract.outcome(channel, method, messages)
        return WORDS.get(outcome, outcome.replace(" ", ":"))

    def test_the_table_holds(self):
        lines = [["method", "object", *CALLERS, *BAD_CERTIFICATES]]
        lines += [[method, which, *words] for method, which, words in self.rows()]
        widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
        table = HEAD + "".join(
            "  ".join(word.ljust(width) for word, width in zip(line, widths)).rstrip() + "\n"
            for line in lines)
        if UPDATE:
            TABLE.write_text(table)
        self.assertEqual(table, TABLE.read_text())

    def answer(self, caller, server, service, method):
        """What a caller is told who asks for nothing in particular."""
        found = self.contract.pool.FindServiceByName(service).FindMethodByName(method)
        ask = self.contract.factory.GetPrototype(found.input_type)
        with self.stack.channel(server, self.stack.certificate(caller)) as channel:
            return self.contract.call(channel, found, [ask()])[0]

    def test_a_list_leaves_out_what_is_hidden(self):
        datasets = {caller: [dataset.id for dataset in self.answer(
            caller, "ranking", "peerage.catalog.v1.CatalogService", "ListDatasets").datasets]
            for caller in ("reader", "named-reader")}
        self.assertEqual(datasets, {"reader": [OPEN], "named-reader": [RESTRICTED]})
        releases = self.answer("reader", "ingestion", "peerage.ingestion.v1.IngestionService",
                               "ListReleases").releases
        self.assertEqual({release.dataset_id for release in releases}, {OPEN})
        reports = self.answer("author", "reporting", "peerage.reporting.v1.ReportingService",
                              "ListReports").reports
        self.assertEqual({report.force_id for report in reports}, {OWN})

    def test_without_a_policy_there_is_no_start(self):
        self.check_refusal("--policy", "--tls-dir", self.folder / "tls" / "ingestion")

    def test_with_a_policy_that_is_gone_there_is_no_start(self):
        self.check_refusal("gone.yaml", "--tls-dir", self.folder / "tls" / "ingestion",
                           "--policy", self.folder / "gone.yaml")

    def check_refusal(self, named, *arguments):
        done = live_stack.subprocess.run(
            [live_stack.BIN / "peerage-ingestion", "--listen", "127.0.0.1:0", "--data-dir",
             self.folder / "unused", *arguments], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 78)
        self.assertIn(named, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1)


UPDATE = "--update" in sys.argv
if __name__ == "__main__":
    sys.argv = [argument for argument in sys.argv if argument != "--update"]
    live_stack.main()
