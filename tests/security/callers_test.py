#!/usr/bin/python3
"""Callers from outside show their certificate: `peerage status` and the Python
example over mutual TLS."""

import datetime
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from secured_stack import DAY, READER_POLICY, SecuredStack, live_stack, mkcerts, uri

EXAMPLE = live_stack.ROOT / "docs" / "examples" / "standing.py"


def run(*arguments):
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("PEERAGE_")}
    return subprocess.run([*map(str, arguments)], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=60, env=environment)


class Callers(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="peerage-callers-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.stack = SecuredStack(cls.folder, READER_POLICY, cls.folder)
        cls.addClassCleanup(cls.stack.remove)
        cls.stack.start()
        cls.reader = cls.stack.tls_dir("reader")
        cls.stranger = cls.stack.tls_dir("stranger")
        assert live_stack.until(lambda: cls.status(cls.reader).returncode == 0)

    @classmethod
    def status(cls, tls_dir, *flags):
        addresses = [word for name in SecuredStack.SERVERS
                     for word in (f"--{name}", cls.stack.processes[name].address)]
        return run(live_stack.BIN / "peerage", "status", *addresses, "--tls-dir", tls_dir, *flags)

    def states(self, tls_dir):
        return {replica["state"]
                for replica in json.loads(self.status(tls_dir, "--json").stdout)["replicas"]}

    def example(self, *flags):
        return run(EXAMPLE, "--contract", live_stack.BIN / "peerage.binpb", "--ranking",
                   self.stack.processes["ranking"].address, *flags,
                   "nothing-loaded", "essex", "all-crime-offences", "2019-12")

    def test_status_tells_whom_the_policy_names(self):
        self.assertEqual(self.states(self.reader), {"READY"})

    def test_status_tells_a_stranger_nothing(self):
        self.assertEqual(self.states(self.stranger), {"REFUSED"})

    def test_a_certificate_of_another_authority_reaches_nobody(self):
        foreign = self.stack.tls_dir("foreign", mkcerts.Authority.make("Foreign CA", 7))
        self.assertEqual(self.states(foreign), {"UNREACHABLE"})

    def test_an_address_behind_a_name_has_the_names_certificate(self):
        # A name whose one address needs no name server: numbers as C reads them.
        name = "0x7f.1"
        now = datetime.datetime.utcnow()
        certificate, key = self.stack.authority.issue([uri("svc/ranking")], [name], now - DAY,
                                                      now + DAY)
        mkcerts.install(self.folder / "named", certificate, key,
                        [self.stack.authority.certificate])
        ranking = live_stack.Process(
            "ranking", "--listen", "127.0.0.1:0", "--tls-dir", self.folder / "named", "--policy",
            self.stack.policy, "--ingestion", self.stack.processes["ingestion"].address)
        self.addCleanup(ranking.remove)
        port = ranking.address.rsplit(":", 1)[1]

        def ask(host):
            return run(live_stack.BIN / "peerage", "status", "--tls-dir", self.reader,
                       "--ranking", f"{host}:{port}")
        self.assertTrue(live_stack.until(lambda: ask(name).returncode == 0), ask(name).stdout)
        self.assertIn(f"127.0.0.1:{port}", ask(name).stdout)
        self.assertIn("cannot be reached", ask("127.0.0.1").stdout)

    def test_the_python_example_shows_its_certificate(self):
        for flags, error in ((("--tls-dir", self.reader), "NOT_FOUND UNKNOWN_DATASET"),
                             (("--tls-dir", self.stranger), "PERMISSION_DENIED NOT_ALLOWED"),
                             ((), "UNAVAILABLE ")):
            with self.subTest(flags):
                done = self.example(*flags)
                self.assertEqual(done.returncode, 1)
                self.assertTrue(done.stderr.startswith(error), done.stderr)


if __name__ == "__main__":
    live_stack.main()
