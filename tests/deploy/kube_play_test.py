#!/usr/bin/python3
"""The overlay `ci` as podman plays it: import, rank, report, with mutual TLS and
the policy of the manifests; and what callers of ranking see when a replica goes.

    tools/images build --binaries build/release/bin --tag test
    tests/deploy/kube_play_test.py --bin build/release/bin \\
      --caller build/release/tests/steady_caller
"""

import argparse
import json
import os
import pathlib
import signal
import sys
import unittest

from played_cluster import AUTHOR, PROBES, PlayedCluster, SteadyCaller, wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATASET = "paper-2020-01"
DATA = ROOT / "tools" / "datasets" / DATASET
GOLDEN = json.loads((ROOT / "tests" / "golden" / f"{DATASET}.json").read_text())
STANDING = (DATASET, "essex", "all-crime-offences", "2020-01")
GET_STANDING = {"method": "peerage.ranking.v1.RankingService/GetStanding", "code": "OK"}
OPTIONS = argparse.Namespace()


class KubePlay(unittest.TestCase):
    """One cluster; the tests come in this order."""

    @classmethod
    def setUpClass(cls):
        cls.cluster = OPTIONS.cluster
        cls.cluster.start()
        cls.ranking = cls.cluster.pods["ranking"]
        cls.cluster.peerage("reference", "apply", DATA / "reference.yaml")
        cls.cluster.peerage("import", "--dataset", DATASET, "--format", "tidy",
                            DATA / "observations.csv")
        head = int(cls.cluster.json("releases", "list")["headSeq"])
        for pod in cls.ranking:
            wait_until(lambda: pod.count("peerage_ranking_snapshot_seq") == head, pod.logs)

    def standings(self, **options):
        return self.cluster.peerage("standings", "--dataset", DATASET, "--force", "essex",
                                    "--month", "2020-01", "--json", **options)

    def create_report(self, **options):
        return self.cluster.peerage("report", "create", "--file", DATA / "report.yaml", "--month",
                                    "2020-01", "--previous", "2019-10", "--json", **options)

    def answered(self, *pods):
        """How many calls for a standing these pods answered since they started."""
        return sum(pod.count("peerage_rpc_calls_total", **GET_STANDING) for pod in pods)

    def caller(self):
        return SteadyCaller(self.cluster, OPTIONS.caller, *STANDING)

    def wait_for_calls(self, number, *pods):
        """Returns when these pods have answered so many more."""
        before = self.answered(*pods)
        wait_until(lambda: self.answered(*pods) >= before + number)

    def freeze_with_calls_in_hand(self, victim, others):
        """Stops a program until calls wait in it: it answers too fast to be killed
        with any otherwise."""
        os.kill(victim.process(), signal.SIGSTOP)
        self.wait_for_calls(30, *others)

    def assert_no_call_was_lost(self, seen):
        self.assertEqual(seen["failures"], {}, seen)
        self.assertEqual(seen["distinct_answers"], 1, seen)

    def test_01_what_the_probes_ask_is_answered(self):
        for name in ("ingestion", "ranking", "reporting"):
            for pod in self.cluster.pods[name]:
                for kind in PROBES:
                    with self.subTest(f"{pod.name}: {kind}"):
                        self.assertTrue(pod.passes(kind))

    def test_02_pods_have_no_rights_and_the_manifests_limits(self):
        for pods in self.cluster.pods.values():
            for pod in pods:
                with self.subTest(pod.name):
                    status = pathlib.Path(f"/proc/{pod.process()}/status").read_text()
                    self.assertRegex(status, r"(?m)^Uid:\s10001\s10001\s10001\s10001$")
                    self.assertRegex(status, r"(?m)^CapEff:\s0{16}$")
                    self.assertRegex(status, r"(?m)^CapBnd:\s0{16}$")
                    self.assertRegex(status, r"(?m)^NoNewPrivs:\s1$")
                    made = pod.inspect()["HostConfig"]
                    self.assertTrue(made["ReadonlyRootfs"])
                    limit = pod.spec()["resources"]["limits"]["memory"]
                    self.assertEqual(f"{made['Memory'] >> 20}Mi", limit)

    def test_03_rankings_name_has_an_address_for_each_replica(self):
        listed = self.cluster.run("getent", "ahostsv4", "ranking")
        addresses = {line.split()[0] for line in listed.splitlines()}
        self.assertEqual(addresses, {pod.address() for pod in self.ranking})
        self.assertEqual(len(addresses), 3)

    def test_04_only_a_known_caller_with_that_right_gets_an_answer(self):
        self.assertTrue(self.standings())
        unknown = self.standings(identity="svc/ingestion", check=False)
        self.assertIn("reason NOT_ALLOWED", unknown.stderr)
        without_right = self.create_report(identity="ops/console", check=False)
        self.assertIn("reason NOT_ALLOWED", without_right.stderr)
        nobody = self.standings(identity=None, check=False)
        self.assertNotEqual(nobody.returncode, 0)

    def test_05_positions_are_the_papers(self):
        standings = json.loads(self.standings())["standings"]
        self.assertEqual({each["measureId"]: each["position"] for each in standings},
                         {each["measure"]: each["position"] for each in GOLDEN})

    def test_06_calls_of_one_caller_spread_over_three(self):
        before = {pod: self.answered(pod) for pod in self.ranking}
        with self.caller() as caller:
            self.wait_for_calls(600, *self.ranking)
            seen = caller.finish()
        self.assert_no_call_was_lost(seen)
        shares = [(self.answered(pod) - before[pod]) / seen["calls"] for pod in self.ranking]
        for share in shares:
            self.assertGreater(share, 0.2, shares)

    def test_07_a_pod_killed_costs_no_call(self):
        victim, *others = self.ranking
        with self.caller() as caller:
            self.wait_for_calls(200, victim)
            self.freeze_with_calls_in_hand(victim, others)
            victim.kill()
            self.addCleanup(victim.start)
            self.wait_for_calls(1500, *others)
            seen = caller.finish()
        self.assertFalse(victim.inspect()["State"]["Running"])
        self.assert_no_call_was_lost(seen)

    def test_08_a_program_killed_starts_again_and_is_called_again(self):
        first, victim, last = self.ranking
        with self.caller() as caller:
            self.wait_for_calls(200, victim)
            killed = victim.process()
            self.freeze_with_calls_in_hand(victim, (first, last))
            os.kill(killed, signal.SIGKILL)
            wait_until(lambda: victim.process() not in (0, killed) and victim.passes("startupProbe"))
            self.wait_for_calls(200, victim)
            seen = caller.finish()
        self.assert_no_call_was_lost(seen)

    def test_09_a_pod_told_to_end_drains_and_costs_no_call(self):
        leaving, *others = reversed(self.ranking)
        with self.caller() as caller:
            self.wait_for_calls(200, leaving)
            self.addCleanup(leaving.start)
            self.assertEqual(leaving.end(), 0)
            self.wait_for_calls(500, *others)
            seen = caller.finish()
        self.assert_no_call_was_lost(seen)

    def test_10_what_caches_reaches_redis_and_may_use_it(self):
        for pod in self.ranking + self.cluster.pods["reporting"]:
            with self.subTest(pod.name):
                self.assertIn('"redis reached"', pod.logs())
        wait_until(lambda: self.cluster.redis("GET", "peerage:quota:ranking:replicas").count("=")
                   == len(self.ranking))

    def test_11_a_document_made_once_is_found_in_the_cache(self):
        reporting, = self.cluster.pods["reporting"]
        report = json.loads(self.create_report(identity=AUTHOR))["report"]

        def export():
            return self.cluster.peerage("report", "export", report["id"], "--format", "html",
                                        "--output", "-", identity=AUTHOR)

        def hits(tier):
            return reporting.count("peerage_cache_hits_total", tier=tier)

        made = export()
        self.assertIn("Homicide", made)
        before = hits("memory")
        self.assertEqual(export(), made)
        self.assertGreater(hits("memory"), before)
        # A new program has nothing in its memory; Redis has what the old one made.
        self.assertEqual(reporting.end(), 0)
        reporting.start()
        self.assertEqual(hits("redis"), 0)
        self.assertEqual(export(), made)
        self.assertGreater(hits("redis"), 0)

    def test_12_what_ingestion_holds_outlives_its_pod(self):
        before = self.cluster.json("releases", "list")
        self.assertTrue(before["releases"])
        self.cluster.replace("ingestion")
        wait_until(lambda: self.cluster.pods["ingestion"][0].passes("readinessProbe"))
        self.assertEqual(self.cluster.json("releases", "list"), before)


def main():
    parser = argparse.ArgumentParser()
    built = ROOT / "build" / "release"
    parser.add_argument("--bin", type=pathlib.Path, default=built / "bin")
    parser.add_argument("--caller", type=pathlib.Path, default=built / "tests" / "steady_caller")
    _, rest = parser.parse_known_args(namespace=OPTIONS)
    OPTIONS.caller = OPTIONS.caller.resolve()
    # As Ctrl-C does, so that the cluster goes too; unittest swallows SystemExit.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with PlayedCluster(OPTIONS.bin.resolve()) as OPTIONS.cluster:
        unittest.main(module="__main__", argv=[sys.argv[0], *rest], verbosity=2)


if __name__ == "__main__":
    main()
