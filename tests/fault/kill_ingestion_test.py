#!/usr/bin/python3
"""Kills ingestion with -9 at random moments during imports, and checks that
every acknowledged release is there, none is half there, the same key gives the
first answer byte for byte, and seq has no gaps.

    kill_ingestion_test.py --bin build/release/bin [--kills 50] [--seed N]
"""
import argparse
import hashlib
import importlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

import grpc

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SERVICE = "/peerage.ingestion.v1.IngestionService/"
FORCES = [f"force-{i:02d}" for i in range(40)]
RESTART_SECONDS = 5
ANSWER_SECONDS = 10


def load_messages(directory):
    """The contract's messages as Python, made by protoc."""
    protos = os.path.join(ROOT, "protos")
    subprocess.run(
        ["protoc", f"--python_out={directory}", "-I", protos,
         "peerage/access/v1/access.proto", "peerage/ingestion/v1/ingestion_service.proto",
         "peerage/types/v1/reference.proto"],
        check=True)
    sys.path.insert(0, directory)
    return (importlib.import_module("peerage.ingestion.v1.ingestion_service_pb2"),
            importlib.import_module("peerage.types.v1.reference_pb2"))


class Ingestion:
    """One ingestion process after the other, on one data directory."""

    def __init__(self, program, data_dir, log):
        self.program, self.data_dir, self.log = program, data_dir, log
        self.process = None

    def start(self):
        began = time.monotonic()
        self.process = subprocess.Popen(
            [self.program, "--listen", "127.0.0.1:0", "--data-dir", self.data_dir],
            stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on "), f"ingestion did not start: {line!r}"
        took = time.monotonic() - began
        assert took < RESTART_SECONDS, f"restart took {took:.1f} s"
        self.channel = grpc.insecure_channel(line.split()[-1])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def close(self):
        self.channel.close()


def make_reference(types):
    """A dataset of forty forces and the four series of the Home Office."""
    reference = types.DatasetReference(dataset_id="killed", name="Killed")
    reference.terms.source = reference.terms.licence = "made by a test"
    reference.terms.attribution = "Made by a test."
    reference.terms.marking = "OFFICIAL"
    for force in FORCES:
        reference.areas.add(id=force, name=force, kind=types.AREA_KIND_FORCE)
    for series in ("all-crime", "violence-with-injury", "drug-trafficking", "homicide"):
        reference.series.add(id=series, name="offences")
    return reference


def make_file(number):
    """Forty quarters of one indicator, different for each number."""
    rows = ["quarter_end,force_id,indicator,offences"]
    for quarter in range(40):
        end = f"{2010 + quarter // 4}-{quarter % 4 * 3 + 3:02d}"
        for i, force in enumerate(FORCES):
            rows.append(f"{end},{force},All crime excl. fraud,{number * 1000 + quarter * 40 + i}")
    return ("\n".join(rows) + "\n").encode()


class Client:
    def __init__(self, ingestion, messages):
        self.ingestion, self.messages = ingestion, messages

    def import_file(self, number):
        """Returns the answer's bytes."""
        data = make_file(number)
        header = self.messages.ImportReleaseHeader(
            dataset_id="killed", format="ho-quarterly-indicators",
            kind=self.messages.RELEASE_KIND_FINAL,
            idempotency_key=f"kill-test-key-{number:06d}",
            sha256=hashlib.sha256(data).digest(), file_name=f"{number}.csv")

        def parts():
            yield self.messages.ImportReleaseRequest(header=header)
            for at in range(0, len(data), 16384):
                yield self.messages.ImportReleaseRequest(data=data[at:at + 16384])

        call = self.ingestion.channel.stream_unary(
            SERVICE + "ImportRelease",
            request_serializer=self.messages.ImportReleaseRequest.SerializeToString,
            response_deserializer=bytes)
        return call(parts(), timeout=ANSWER_SECONDS)

    def unary(self, method, request, response):
        call = self.ingestion.channel.unary_unary(
            SERVICE + method, request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString)
        return call(request, timeout=ANSWER_SECONDS)

    def apply_reference(self, reference):
        self.unary("ImportReference",
                   self.messages.ImportReferenceRequest(
                       reference=reference, idempotency_key="kill-test-reference"),
                   self.messages.ImportReferenceResponse)

    def releases(self):
        token, found = "", []
        while True:
            page = self.unary("ListReleases",
                              self.messages.ListReleasesRequest(page_size=1000, page_token=token),
                              self.messages.ListReleasesResponse)
            found.extend(page.releases)
            token = page.next_page_token
            if not token:
                assert page.head_seq == len(found), "head_seq is not the number of releases"
                return found

    def chunks_by_seq(self, head):
        """What followers get: the chunks before each commit."""
        call = self.ingestion.channel.unary_stream(
            SERVICE + "FollowReleases",
            request_serializer=self.messages.FollowReleasesRequest.SerializeToString,
            response_deserializer=self.messages.FollowReleasesResponse.FromString)
        stream = call(self.messages.FollowReleasesRequest(), timeout=60)
        chunks, pending = {}, []
        if head > 0:
            for step in stream:
                if step.HasField("chunk"):
                    pending.append(step.chunk)
                elif step.HasField("commit"):
                    chunks[step.commit.seq], pending = pending, []
                    if step.commit.seq == head:
                        break
        stream.cancel()
        return chunks


def parse(messages, answer):
    response = messages.ImportReleaseResponse.FromString(answer)
    assert response.HasField("accepted"), f"refused: {response}"
    return response.accepted


def check(client, messages, acknowledged):
    releases = client.releases()
    assert [r.seq for r in releases] == list(range(1, len(releases) + 1)), "seq has gaps"
    by_seq = {r.seq: r for r in releases}
    for number, answer in acknowledged.items():
        release = parse(messages, answer).release
        assert by_seq.get(release.seq) == release, f"acknowledged file {number} is gone"
    names = [r.file_name for r in releases if r.file_name]
    assert len(names) == len(set(names)), "a file was committed twice"
    chunks = client.chunks_by_seq(len(releases))
    for release in releases[1:]:
        held = chunks[release.seq]
        assert held and held[0].first_period == "2010-03", f"release {release.seq} is half there"
        assert held[-1].last_period == "2019-12", f"release {release.seq} is half there"
    return len(releases)


def verify(ingestion):
    """The store proves itself, every digest and the audit's chain."""
    done = subprocess.run([ingestion.program, "--data-dir", ingestion.data_dir, "--verify"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def run(args, directory):
    messages, types = load_messages(directory)
    rng = random.Random(args.seed)
    with open(os.path.join(directory, "ingestion.log"), "w", encoding="utf-8") as log:
        ingestion = Ingestion(os.path.join(args.bin, "peerage-ingestion"),
                              os.path.join(directory, "data"), log)
        client = Client(ingestion, messages)
        ingestion.start()
        try:
            client.apply_reference(make_reference(types))
            began = time.monotonic()
            client_answer = client.import_file(0)
            one_import = time.monotonic() - began
            acknowledged, lost, number = {0: client_answer}, 0, 1
            for _ in range(args.kills):
                # Within the next few imports, at any moment of one of them.
                timer = threading.Timer(rng.uniform(0, 4 * one_import), ingestion.kill)
                timer.start()
                while True:
                    try:
                        acknowledged[number] = client.import_file(number)
                        number += 1
                    except grpc.RpcError as error:
                        assert error.code() in (grpc.StatusCode.UNAVAILABLE,
                                                grpc.StatusCode.CANCELLED), error
                        break
                timer.join()
                ingestion.close()
                ingestion.start()
                before = check(client, messages, acknowledged)
                # The answer that was lost: the same key finds out.
                again = client.import_file(number)
                accepted = parse(messages, again).release.seq <= before
                lost += accepted
                acknowledged[number] = again
                number += 1
                replayed = rng.choice(list(acknowledged))
                assert client.import_file(replayed) == acknowledged[replayed], \
                    f"another answer for file {replayed}"
            for each, answer in acknowledged.items():
                assert client.import_file(each) == answer, f"another answer for file {each}"
            total = check(client, messages, acknowledged)
            verify(ingestion)
            print(f"{args.kills} kills, {total} releases, "
                  f"{lost} committed whose answer was lost: nothing lost, nothing half")
        finally:
            ingestion.close()
            ingestion.kill()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True, help="directory of the programs")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    args = parser.parse_args()
    print(f"seed {args.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="peerage-kill-") as directory:
        run(args, directory)


if __name__ == "__main__":
    main()
