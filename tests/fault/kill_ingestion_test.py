#!/usr/bin/python3
"""kill -9 at any instant of imports: every acknowledged release is there, no
half release is, and the same key gives the first answer.

Two callers send files as fast as they can; after a random while the server is
killed and started again on the same data. `--kills N` says how often (50 unless
told), `--seed N` repeats a run's random choices.
"""

import argparse
import hashlib
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import grpc

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import live_stack  # noqa: E402

OPTIONS = argparse.Namespace(kills=50, seed=None)
FORCES = ("essex", "kent", "sussex", "surrey")

REFERENCE = f"""dataset: killed
name: Made for a test
terms: {{source: a test, licence: MIT, attribution: A test., marking: OFFICIAL}}
areas:
{chr(10).join(f"  - {{id: {force}, name: {force.title()}, kind: force}}" for force in FORCES)}
series:
  - {{id: rate.numerator, name: things, source: a test}}
  - {{id: rate.denominator, name: hours, source: a test}}
measures:
  - id: rate
    name: Rate
    kind: percent-of-hours
    numerator: [rate.numerator]
    denominator: [rate.denominator]
    window_months: 12
    multiplier: 100
    unit: "%"
    direction: lower-is-better
    frequency_months: 1
    value_decimals: 1
    change_decimals: 1
    words: {{subject: it, event_singular: hour, event_plural: hours, up: rise, down: fall}}
    definition: A percentage of hours.
    source: a test
groups:
  - {{id: four, name: Four, members: [{", ".join(FORCES)}], default_for: [essex], source: a test}}
"""


def month(index):
    """A period_end for each number: all months of 1990 to 2019."""
    return f"{1990 + index // 12 % 30}-{index % 12 + 1:02d}"


def file_bytes(index):
    """The index-th file: no two are alike, and the same index gives the same
    bytes, so a later look can tell what a release should hold."""
    rows = [f"rate,{force},{month(index)},12,{index * 7 + place},{1000 + index * 8}"
            for place, force in enumerate(FORCES)]
    return ("measure,force,period_end,period_months,numerator,denominator\n"
            + "\n".join(rows) + "\n").encode()


def contract(folder):
    """The contract's Python messages, made for this run by protoc."""
    protos = ROOT / "protos"
    names = [path.relative_to(protos).as_posix()
             for path in (protos / "peerage").rglob("*.proto")]
    subprocess.run(["protoc", f"--python_out={folder}", "-I", protos, *names], check=True)
    sys.path.insert(0, str(folder))
    from peerage.ingestion.v1 import ingestion_service_pb2
    return ingestion_service_pb2


class Caller:
    """Calls of ingestion over one connection."""

    def __init__(self, messages, address):
        self.messages = messages
        self.channel = grpc.insecure_channel(address)
        prefix = "/peerage.ingestion.v1.IngestionService/"
        self.import_release = self.channel.stream_unary(
            prefix + "ImportRelease",
            request_serializer=messages.ImportReleaseRequest.SerializeToString,
            response_deserializer=messages.ImportReleaseResponse.FromString)
        self.list_releases = self.channel.unary_unary(
            prefix + "ListReleases",
            request_serializer=messages.ListReleasesRequest.SerializeToString,
            response_deserializer=messages.ListReleasesResponse.FromString)

    def send(self, index):
        """The answer to the index-th file, or None when none came. Of two that
        meet, one loses the race and is told to try again."""
        content = file_bytes(index)
        header = self.messages.ImportReleaseHeader(
            dataset_id="killed", format="tidy", kind=self.messages.RELEASE_KIND_FINAL,
            idempotency_key=f"kill-test-file-{index:08d}",
            sha256=hashlib.sha256(content).digest(), row_count=len(FORCES),
            file_name=f"{index}.csv")
        parts = (self.messages.ImportReleaseRequest(header=header),
                 self.messages.ImportReleaseRequest(data=content))
        while True:
            try:
                answer = self.import_release(iter(parts), timeout=20)
            except grpc.RpcError as error:
                if error.code() == grpc.StatusCode.ABORTED:
                    continue
                if error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
                    return None
                raise AssertionError(
                    f"file {index}: {error.code()}: {error.details()}") from None
            if not answer.HasField("accepted"):
                raise AssertionError(f"file {index}: {answer}")
            return answer

    def releases(self):
        """Every release by seq."""
        found, token = {}, ""
        while True:
            answer = self.list_releases(self.messages.ListReleasesRequest(
                page_size=1000, page_token=token), timeout=20)
            found.update((release.seq, release) for release in answer.releases)
            token = answer.next_page_token
            if not token:
                return found


class KillIngestion(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-kill-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "python").mkdir()
        self.messages = contract(self.folder / "python")
        self.acknowledged = {}  # File index -> the first answer.
        self.unanswered = set()
        self.faults = []
        self.next_file = 0
        self.lock = threading.Lock()

    def start_server(self):
        server = live_stack.Process("ingestion", "--listen", "127.0.0.1:0",
                                    "--data-dir", self.folder / "data")
        self.addCleanup(server.remove)
        return server

    def apply_reference(self, server):
        file = self.folder / "reference.yaml"
        file.write_text(REFERENCE)
        subprocess.run([live_stack.BIN / "peerage", "--ingestion", server.address, "reference",
                        "apply", file], check=True, capture_output=True)

    def send_files(self, caller):
        """Sends new files until the server is gone."""
        try:
            while True:
                with self.lock:
                    index = self.next_file
                    self.next_file += 1
                answer = caller.send(index)
                with self.lock:
                    if answer is None:
                        self.unanswered.add(index)
                        return
                    self.acknowledged[index] = answer
        except AssertionError as fault:
            self.faults.append(fault)

    def send_until_killed(self, server, seconds):
        callers = [Caller(self.messages, server.address) for _ in range(2)]
        threads = [threading.Thread(target=self.send_files, args=(caller,))
                   for caller in callers]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        server.end(signal.SIGKILL)
        for thread in threads:
            thread.join()
        for caller in callers:
            caller.channel.close()
        self.assertEqual(self.faults, [])

    def check_the_log(self, caller):
        releases = caller.releases()
        self.assertEqual(sorted(releases), list(range(1, len(releases) + 1)), "a gap in seq")
        for index, answer in self.acknowledged.items():
            release = answer.accepted.release
            self.assertEqual(releases.get(release.seq), release, f"file {index}")
        for release in releases.values():
            if release.format == "tidy":
                index = int(release.file_name.removesuffix(".csv"))
                self.assertEqual(release.bytes_sha256, hashlib.sha256(file_bytes(index)).digest())
                self.assertEqual(release.rows, len(FORCES))

    def resolve_unanswered(self, caller):
        """Sending again finds out what became of a file: it is in once."""
        for index in sorted(self.unanswered):
            answer = caller.send(index)
            self.assertIsNotNone(answer, f"file {index}: the server is gone")
            self.acknowledged[index] = answer
        self.unanswered.clear()
        for index in list(self.acknowledged)[-5:]:
            self.assertEqual(caller.send(index).SerializeToString(deterministic=True),
                             self.acknowledged[index].SerializeToString(deterministic=True))

    def check_the_figures(self, server):
        """Ranking folds the whole log, which checks every digest, and the
        figures are those of the newest file of a month."""
        ranking = live_stack.Process("ranking", "--listen", "127.0.0.1:0",
                                     "--ingestion", server.address)
        self.addCleanup(ranking.remove)
        self.assertTrue(live_stack.until(ranking.serving))
        newest = {}
        for index, answer in self.acknowledged.items():
            held = newest.get(month(index))
            if held is None or answer.accepted.release.seq > held[0]:
                newest[month(index)] = (answer.accepted.release.seq, index)
        stack = live_stack.Stack()
        self.addCleanup(stack.remove)
        stack.environment["PEERAGE_RANKING"] = ranking.address
        for period, (_, index) in random.Random(1).sample(sorted(newest.items()),
                                                          min(10, len(newest))):
            value = stack.standing("killed", "kent", "rate", period, "--group", "four")["value"]
            self.assertEqual((value["numerator"], value["denominator"]),
                             (index * 7 + 1, 1000 + index * 8))

    def test_every_acknowledged_release_survives_every_kill(self):
        seed = OPTIONS.seed if OPTIONS.seed is not None else random.randrange(1 << 32)
        print(f"{OPTIONS.kills} kills, --seed {seed}")
        chance = random.Random(seed)
        server = self.start_server()
        self.apply_reference(server)
        for _ in range(OPTIONS.kills):
            self.send_until_killed(server, chance.uniform(0.005, 0.2))
            server = self.start_server()
            caller = Caller(self.messages, server.address)
            self.check_the_log(caller)
            self.resolve_unanswered(caller)
            caller.channel.close()
        print(f"{len(self.acknowledged)} releases acknowledged")
        self.assertGreater(len(self.acknowledged), OPTIONS.kills)
        self.check_the_figures(server)
        self.assertEqual(server.end(), 0)
        with sqlite3.connect(self.folder / "data" / "releases.sqlite") as store:
            self.assertEqual(store.execute("PRAGMA integrity_check").fetchall(), [("ok",)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=OPTIONS.kills)
    parser.add_argument("--seed", type=int)
    OPTIONS, sys.argv[1:] = parser.parse_known_args()
    live_stack.main()
