#!/usr/bin/python3
"""Fills the disk under ingestion (a tmpfs of 16 MiB in a mount namespace of its
own): the import that does not fit is refused and says why, reads go on, and
once there is room the next import succeeds without a restart.
"""

import os
import pathlib
import subprocess
import sys

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import failpoints_test as failpoints  # noqa: E402
from failpoints_test import live_stack  # noqa: E402

INSIDE = "PEERAGE_TEST_INSIDE_NAMESPACE"
DISK = "16m"
BALLAST_BYTES = 6 << 20
MOST_IMPORTS = 20_000


class DiskFull(failpoints.Failpoints):

    def setUp(self):
        super().setUp()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", self.folder],
                       check=True)
        self.addCleanup(subprocess.run, ["umount", "--lazy", self.folder], check=True)

    def import_big(self, process, number):
        """A release of many periods, none like another's."""
        lines = ["measure,force,period_end,period_months,numerator,denominator"]
        for month in range(240):
            end = f"{1998 + month // 12}-{month % 12 + 1:02d}-28"
            lines += [f"offences,{force},{end},12,{number * 7919 + month * 31 + place},1000"
                      for place, force in enumerate(failpoints.rows.FORCES)]
        return self.import_bytes(process, f"disk-full-{number:08d}",
                                 ("\n".join(lines) + "\n").encode())

    def stored(self, process):
        """Everything that followers get, up to the head."""
        head = self.releases(process)
        path = "/peerage.ingestion.v1.IngestionService/FollowReleases"
        parse = self.contract.message("peerage.ingestion.v1.FollowReleasesResponse").FromString
        request = self.message("peerage.ingestion.v1.FollowReleasesRequest")
        steps = []
        with grpc.insecure_channel(process.address) as channel:
            stream = channel.unary_stream(path, lambda m: m.SerializeToString(), parse)(
                request, timeout=60)
            for step in stream:
                if not step.HasField("heartbeat"):
                    steps.append(step)
                if step.HasField("commit") and step.commit.seq == head:
                    stream.cancel()
                    return steps
        raise AssertionError("the stream ended early")

    def test_a_full_disk_refuses_and_forgets_nothing(self):
        ballast = self.folder / "ballast"
        ballast.write_bytes(bytes(BALLAST_BYTES))
        process = self.start("ingestion")
        self.apply_reference(process)
        answers, refused = [], None
        while refused is None:
            self.assertLess(len(answers), MOST_IMPORTS)
            try:
                answers.append(self.import_big(process, len(answers)))
            except grpc.RpcError as error:
                refused = error
        print(f"{len(answers)} imports fitted", flush=True)
        self.assertEqual(refused.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)
        self.assertEqual(self.contract.reason(refused), "STORAGE_FULL")
        self.assertGreater(len(answers), 3)
        self.assertEqual(self.releases(process), len(answers) + 1)
        kept = self.stored(process)
        commits = [step.commit for step in kept if step.HasField("commit")]
        self.assertEqual(commits[1:], [answer.accepted.release for answer in answers])
        ballast.unlink()
        self.assertTrue(self.import_big(process, len(answers)).HasField("accepted"))
        self.assertEqual(self.releases(process), len(answers) + 2)
        self.assertEqual(self.stored(process)[:len(kept)], kept)
        self.assertIsNone(process.child.poll())
        self.assertEqual(process.end(), 0)
        self.verify("ingestion")


def load_tests(loader, _tests, _pattern):
    return loader.loadTestsFromName("test_a_full_disk_refuses_and_forgets_nothing", DiskFull)


if __name__ == "__main__":
    if INSIDE not in os.environ:
        os.execvpe("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable,
                               *sys.argv], {**os.environ, INSIDE: "1"})
    live_stack.main()
