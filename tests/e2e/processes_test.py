#!/usr/bin/python3
"""The processes themselves: order of start, orderly end, wrong flags, and the
same bytes for the same request."""

import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import unittest

import live_stack


class Processes(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_server(self, name, *arguments):
        process = live_stack.Process(name, *arguments)
        self.addCleanup(process.remove)
        return process

    def test_ranking_started_before_ingestion_becomes_ready(self):
        port = live_stack.free_port()
        ranking = self.run_server("ranking", "--listen", "127.0.0.1:0",
                                  "--ingestion", f"127.0.0.1:{port}")
        self.assertFalse(ranking.serving())
        self.run_server("ingestion", "--listen", f"127.0.0.1:{port}",
                        "--data-dir", self.folder / "ingestion")
        self.assertTrue(live_stack.until(ranking.serving))

    def test_a_signal_ends_each_server_with_zero(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(number.name):
                ingestion = self.run_server("ingestion", "--listen", "127.0.0.1:0",
                                            "--data-dir", self.folder / "ingestion")
                ranking = self.run_server("ranking", "--listen", "127.0.0.1:0",
                                          "--ingestion", ingestion.address)
                reporting = self.run_server("reporting", "--listen", "127.0.0.1:0",
                                            "--data-dir", self.folder / "reporting",
                                            "--ranking", ranking.address)
                self.assertTrue(live_stack.until(ranking.serving))
                self.assertEqual([server.end(number)
                                  for server in (reporting, ranking, ingestion)], [0, 0, 0])

    def test_a_second_signal_ends_it_at_once(self):
        ingestion = self.run_server("ingestion", "--listen", "127.0.0.1:0", "--drain-delay", "20",
                                    "--data-dir", self.folder / "ingestion")
        ingestion.child.send_signal(signal.SIGTERM)
        self.assertTrue(live_stack.until(lambda: not ingestion.serving()))
        self.assertIsNone(ingestion.child.poll())
        began = time.monotonic()
        self.assertEqual(ingestion.end(), 128 + signal.SIGTERM)
        self.assertLess(time.monotonic() - began, 10)

    def test_a_taken_port_is_said(self):
        first = self.run_server("ingestion", "--listen", "127.0.0.1:0",
                                "--data-dir", self.folder / "first")
        second = subprocess.run(
            [live_stack.BIN / "peerage-ingestion", "--listen", first.address,
             "--data-dir", self.folder / "second"], capture_output=True, text=True, timeout=30)
        self.assertNotEqual(second.returncode, 0)
        self.assertIn(first.address.rsplit(":", 1)[1], second.stderr)

    def test_a_bad_configuration_ends_with_78_and_one_line(self):
        for name, arguments in (
                ("ingestion", ("--colour", "red")),
                ("ingestion", ("--listen", "0.0.0.0:7400", "--data-dir", self.folder)),
                ("ingestion", ("--listen", "nowhere", "--data-dir", self.folder)),
                ("ranking", ("--listen", "127.0.0.1:0", "--ingestion", "nowhere")),
                ("reporting", ("--listen", "127.0.0.1:0", "--data-dir", self.folder,
                               "--ranking", "nowhere"))):
            with self.subTest(f"{name} {arguments[:2]}"):
                done = subprocess.run([live_stack.BIN / f"peerage-{name}", *map(str, arguments)],
                                      capture_output=True, text=True, timeout=30)
                self.assertEqual(done.returncode, 78)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)


class Restart(live_stack.TestCase):

    datasets = ("paper-2020-01",)

    def ask(self):
        return self.stack.text("standings", "--dataset", "paper-2020-01", "--force", "essex",
                               "--month", "2020-01", "--json")

    def test_the_same_request_at_the_same_seq_gives_the_same_bytes(self):
        first = self.ask()
        self.assertEqual(self.ask(), first)
        self.stack.stop()
        self.stack.start()
        self.assertEqual(self.ask(), first)

    def test_starting_twice_changes_nothing(self):
        before = dict(self.stack.environment)
        self.stack.start()
        self.assertEqual(self.stack.environment, before)

    def test_a_taken_port_stops_the_stack_with_words(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = subprocess.run(
                [live_stack.STACK, "start", "--dir", self.stack.directory / "other",
                 "--bin", live_stack.BIN, "--port-base", str(port)],
                capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"port {port}", done.stderr)


if __name__ == "__main__":
    live_stack.main()
