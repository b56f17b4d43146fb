"""One ingestion and two replicas of ranking with loaded figures, each on a port
that it keeps when it is started again; and a caller's system that calls them."""

import json
import pathlib
import subprocess
import sys

import grpc

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "security")]
import awkward_rows_test as rows  # noqa: E402
import live_stack  # noqa: E402
from contract import Contract  # noqa: E402

DATASET = "paper-2020-01"
STANDING = (DATASET, "essex", "all-crime-offences", "2020-01")


class Servers:
    """Processes of ours over one folder of data, by name; none runs at first."""

    def __init__(self, test_class):
        self.stack = live_stack.loaded_stack(test_class, DATASET)
        self.data = self.stack.directory / "stack"
        self.ports = {}
        self.running = {}
        test_class.addClassCleanup(self.remove)

    def address(self, name):
        if name not in self.ports:
            self.ports[name] = live_stack.free_port()
        return f"127.0.0.1:{self.ports[name]}"

    def start(self, name, *arguments):
        """`name` is a program's, with a number behind it when there are several."""
        program = name.rstrip("0123456789")
        towards = {"ingestion": (), "ranking": ("--ingestion", self.address("ingestion")),
                   "reporting": ("--ranking", self.address("ranking1"))}[program]
        if program != "ranking":
            towards += ("--data-dir", self.data / program)
        self.running[name] = live_stack.Process(
            program, "--listen", self.address(name), *towards, *arguments, log=self.log_of(name))
        # `peerage`, as the stack runs it, talks to the first of each.
        if not name.endswith("2"):
            self.stack.environment[f"PEERAGE_{program.upper()}"] = self.address(name)
        return self.running[name]

    def log_of(self, name):
        return self.stack.directory / f"{name}.log"

    def kill(self, name):
        self.running.pop(name).remove()

    def end(self, name):
        """SIGTERM; the exit code."""
        process = self.running.pop(name)
        try:
            return process.end()
        finally:
            process.remove()

    def remove(self):
        for name in list(self.running):
            self.kill(name)


class Caller:
    """steady_caller in the background, until `finish`."""

    def __init__(self, *addresses, rate=250, timeout_ms=1000, most_seconds=120):
        self.process = subprocess.Popen(
            [live_stack.BIN / ".." / "tests" / "steady_caller", "--ranking", ",".join(addresses),
             "--rate", str(rate), "--timeout-ms", str(timeout_ms), "--seconds",
             str(most_seconds), *STANDING],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def finish(self):
        """What it saw."""
        out, err = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, err
        seen = json.loads(out)
        print(seen, file=sys.stderr)
        return seen

    def remove(self):
        self.process.kill()
        self.process.communicate()


def message(name):
    """The class of a message of the contract."""
    return Contract(live_stack.BIN / "peerage.binpb").message(name)


def standing_request():
    """STANDING as the bytes of a GetStandingRequest."""
    dataset, force, measure, period = STANDING
    request = message("peerage.ranking.v1.GetStandingRequest")(
        dataset_id=dataset, force_id=force, measure_id=measure)
    request.period.end_month = period
    return request.SerializeToString()


def ask(address, request, seconds=5):
    """GetStanding without retries: the answer's bytes and trailing metadata."""
    with grpc.insecure_channel(address, [("grpc.use_local_subchannel_pool", 1)]) as channel:
        call = channel.unary_unary("/peerage.ranking.v1.RankingService/GetStanding")
        answer, done = call.with_call(request, timeout=seconds)
        return answer, dict(done.trailing_metadata())
