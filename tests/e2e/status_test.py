#!/usr/bin/python3
"""`peerage status` asks each replica of the three services how it is."""

import json
import pathlib
import signal
import tempfile
import unittest

import live_stack


class Status(live_stack.TestCase):

    datasets = ("paper-2020-01",)

    def replicas(self):
        return {replica["service"]: replica for replica in self.stack.json("status")["replicas"]}

    def test_three_servers_are_three_rows(self):
        rows = [row.split()[:3] for row in self.stack.text("status").splitlines()[2:]]
        self.assertEqual(rows, [[name, self.stack.environment[f"PEERAGE_{name.upper()}"], "ready"]
                                for name in ("ingestion", "ranking", "reporting")])

    def test_ranking_knows_what_ingestion_holds(self):
        head = self.stack.json("releases", "list")["headSeq"]
        replicas = self.replicas()
        self.assertEqual(replicas["ingestion"]["status"]["seq"], head)
        self.assertEqual(replicas["ranking"]["status"]["seq"], head)
        self.assertLess(int(replicas["ranking"]["status"]["snapshotAgeSeconds"]), 15)

    def test_what_does_not_apply_is_unset(self):
        status = self.replicas()["reporting"]["status"]
        self.assertNotIn("seq", status)
        self.assertNotIn("snapshotAgeSeconds", status)

    def test_an_address_of_another_service_is_named(self):
        done = self.stack.run("status", "--ranking", self.stack.environment["PEERAGE_REPORTING"])
        self.assertEqual(done.returncode, 1)
        self.assertIn("here listens reporting", done.stdout)

    def test_a_name_without_an_address_is_a_row(self):
        done = self.stack.run("status", "--reporting", "dns:///reporting.invalid:7402", "--json")
        self.assertEqual(done.returncode, 1)
        states = [replica["state"] for replica in json.loads(done.stdout)["replicas"]]
        self.assertEqual(states, ["READY", "READY", "UNREACHABLE"])

    def test_an_identity_may_be_claimed(self):
        done = self.stack.run("status", "--as", "spiffe://peerage.example/nobody", "--json")
        self.assertEqual(done.returncode, 1)
        for replica in json.loads(done.stdout)["replicas"]:
            self.assertEqual(replica["state"], "REFUSED")
            self.assertEqual(replica["error"]["code"], "PERMISSION_DENIED")

    def test_what_is_no_address_is_wrong_usage(self):
        done = self.stack.run("status", "--ranking", "nowhere")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("\"nowhere\" is not HOST:PORT", done.stderr)


class Replicas(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-e2e-")
        self.addCleanup(folder.cleanup)
        self.ingestion = self.run_server("ingestion", "--data-dir", pathlib.Path(folder.name))
        self.rankings = [self.run_server("ranking", "--ingestion", self.ingestion.address)
                         for _ in range(2)]
        self.assertTrue(live_stack.until(lambda: all(map(live_stack.Process.serving,
                                                         self.rankings))))
        self.stack = live_stack.Stack()
        self.addCleanup(self.stack.remove)
        for name in ("INGESTION", "RANKING", "REPORTING"):
            self.stack.environment.pop(f"PEERAGE_{name}", None)

    def run_server(self, name, *arguments):
        process = live_stack.Process(name, "--listen", "127.0.0.1:0", *arguments)
        self.addCleanup(process.remove)
        return process

    def ask(self, *flags):
        both = ",".join(ranking.address for ranking in self.rankings)
        return self.stack.run("status", "--ranking", both, *flags)

    def test_two_replicas_are_two_rows(self):
        done = self.ask()
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = [row.split()[:3] for row in done.stdout.splitlines()[2:]]
        self.assertEqual(rows, [["ranking", ranking.address, "ready"]
                                for ranking in self.rankings])

    def test_a_dead_one_is_named_and_the_other_still_told_of(self):
        dead, alive = self.rankings
        dead.end(signal.SIGKILL)
        done = self.ask()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, f"ranking +{dead.address} +cannot be reached +start it")
        self.assertRegex(done.stdout, f"ranking +{alive.address} +ready")

    def test_one_that_stands_still_is_named_in_time(self):
        stuck, alive = self.rankings
        stuck.child.send_signal(signal.SIGSTOP)
        done = self.ask()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, f"{stuck.address} +cannot be reached +did not answer in time")
        self.assertRegex(done.stdout, f"{alive.address} +ready")

    def test_one_that_has_not_caught_up_is_not_ready(self):
        self.rankings.append(self.run_server("ranking", "--ingestion", "127.0.0.1:1"))
        done = self.ask("--json")
        self.assertEqual(done.returncode, 1)
        states = [replica["state"] for replica in json.loads(done.stdout)["replicas"]]
        self.assertEqual(states, ["READY", "READY", "NOT_READY"])

    def test_one_that_lost_sight_of_ingestion_is_stale(self):
        self.ingestion.end(signal.SIGKILL)
        self.assertTrue(live_stack.until(lambda: "stale" in self.ask().stdout, seconds=40))
        self.assertEqual(self.ask().returncode, 1)

    def test_without_any_address_it_is_wrong_usage(self):
        done = self.stack.run("status")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("--ingestion, --ranking or --reporting", done.stderr)


if __name__ == "__main__":
    live_stack.main()
