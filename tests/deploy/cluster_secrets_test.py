#!/usr/bin/python3
"""What tools/cluster-secrets makes: keys that stay, and a user of Redis who can
do what a cache needs and nothing else (asked of a real Redis).
"""

import pathlib
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "cluster-secrets"
REDIS_CONF = ROOT / "deploy" / "base" / "config" / "redis.conf"


def make(deploy, *arguments):
    subprocess.run([TOOL, *arguments, "--deploy", deploy], check=True, timeout=60,
                   stdout=subprocess.DEVNULL)


class Folder(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-secrets-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.keys = self.folder / "components" / "keys" / "secrets"


class Files(Folder):

    def test_only_their_owner_reads_them(self):
        make(self.folder, "plain")
        files = [each for each in self.folder.rglob("*") if each.is_file()]
        self.assertGreater(len(files), 3)
        for each in files:
            self.assertEqual(each.stat().st_mode & 0o077, 0, each)

    def test_keys_stay_and_certificates_are_renewed(self):
        certificate = self.folder / "components" / "plain-tls" / "secrets" / "ranking" / "tls.crt"
        make(self.folder, "plain")
        before = (self.keys / "key").read_text(), certificate.read_text()
        make(self.folder, "plain")
        self.assertEqual((self.keys / "key").read_text(), before[0])
        self.assertNotEqual(certificate.read_text(), before[1])

    def test_new_keys_replace_the_old_ones(self):
        make(self.folder, "cert-manager")
        names = ("key", "password", "users.acl")
        before = [(self.keys / name).read_text() for name in names]
        make(self.folder, "cert-manager", "--new-keys")
        for name, old in zip(names, before):
            self.assertNotEqual((self.keys / name).read_text(), old)


class RedisUser(Folder):

    def setUp(self):
        super().setUp()
        make(self.folder, "cert-manager")
        self.password = (self.keys / "password").read_text().strip()
        self.socket = self.folder / "redis.sock"
        # The cluster's own settings, but for where it listens and reads users.
        server = subprocess.Popen(
            ["redis-server", REDIS_CONF, "--port", "0", "--bind", "127.0.0.1", "--unixsocket",
             self.socket, "--aclfile", self.keys / "users.acl", "--dir", self.folder],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)
        deadline = time.monotonic() + 20
        while self.ask("PING") != "PONG":
            self.assertIsNone(server.poll(), "redis-server ended")
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    def ask(self, *command, user="peerage"):
        login = ["--user", user, "--pass", self.password, "--no-auth-warning"] if user else []
        done = subprocess.run(["redis-cli", "-s", self.socket, *login, *command], text=True,
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=20)
        return done.stdout.strip()

    def test_can_cache(self):
        self.assertEqual(self.ask("SET", "peerage:a", "1", "EX", "60"), "OK")
        self.assertEqual(self.ask("GET", "peerage:a"), "1")
        self.assertEqual(self.ask("DEL", "peerage:a"), "1")

    def test_can_lease_quota_by_a_script(self):
        script = "redis.call('TIME') redis.call('SET', KEYS[1], 7) return redis.call('GET', KEYS[1])"
        self.assertEqual(self.ask("EVAL", script, "1", "peerage:quota:x"), "7")

    def test_can_do_nothing_else(self):
        for command in (("FLUSHALL",), ("KEYS", "*"), ("CONFIG", "GET", "*"), ("ACL", "LIST"),
                        ("SHUTDOWN",), ("GET", "other:a"), ("SET", "other:a", "1"),
                        ("EVAL", "return redis.call('KEYS', '*')", "0"),
                        ("EVAL", "return redis.call('GET', KEYS[1])", "1", "other:a")):
            with self.subTest(command):
                self.assertRegex(self.ask(*command), "NOPERM|can't run this command")

    def test_nobody_comes_in_without_a_password(self):
        self.assertIn("NOAUTH", self.ask("PING", user=None))


if __name__ == "__main__":
    unittest.main()
