#!/usr/bin/python3
"""No server can be reached from elsewhere without mutual TLS."""

import ipaddress
import os
import pathlib
import subprocess
import tempfile
import unittest

from secured_stack import live_stack

OUTSIDE = ("0.0.0.0:0", "[::]:0", "peerage.example:7400")
# Of /proc/net/tcp: a socket that listens.
LISTEN = "0A"


def sockets_of(pid):
    """The inodes of a process's sockets."""
    folder = pathlib.Path(f"/proc/{pid}/fd")
    for descriptor in os.listdir(folder):
        target = os.readlink(folder / descriptor)
        if target.startswith("socket:["):
            yield target.removeprefix("socket:[").removesuffix("]")


def address_of(text):
    """An address as /proc/net/tcp writes it: words in the machine's order."""
    words = [text[start:start + 8] for start in range(0, len(text), 8)]
    return ipaddress.ip_address(b"".join(bytes.fromhex(word)[::-1] for word in words))


def listening():
    """inode -> address of every listening socket of this machine."""
    found = {}
    for table in ("tcp", "tcp6"):
        for line in pathlib.Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTEN:
                found[fields[9]] = address_of(fields[1].split(":")[0])
    return found


class Listeners(live_stack.TestCase):

    def test_a_stack_listens_on_this_machine_alone(self):
        addresses = listening()
        for record in sorted((self.stack.directory / "stack").glob("*.pid")):
            pid = record.read_text().split()[0]
            own = [addresses[inode] for inode in sockets_of(pid) if inode in addresses]
            with self.subTest(record.stem):
                self.assertTrue(own, "no listening socket was found")
                for address in own:
                    mapped = getattr(address, "ipv4_mapped", None)
                    self.assertTrue((mapped or address).is_loopback, address)


class Refusals(unittest.TestCase):

    def refuse(self, name, *arguments):
        with tempfile.TemporaryDirectory(prefix="peerage-listen-") as folder:
            needed = {"ingestion": ["--data-dir", folder], "ranking": ["--ingestion", "127.0.0.1:1"],
                      "reporting": ["--data-dir", folder, "--ranking", "127.0.0.1:1"]}[name]
            done = subprocess.run([live_stack.BIN / f"peerage-{name}", *needed, *arguments],
                                  capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_no_server_starts_elsewhere_without_mutual_tls(self):
        for name in ("ingestion", "ranking", "reporting"):
            for address in OUTSIDE:
                with self.subTest(f"{name} {address}"):
                    self.assertIn("mutual TLS", self.refuse(name, "--listen", address))

    def test_nor_when_a_file_of_the_certificates_is_missing(self):
        with tempfile.TemporaryDirectory(prefix="peerage-listen-") as folder:
            policy = pathlib.Path(folder) / "policy.yaml"
            policy.write_text("version: 1\ncallers: []\n")
            said = self.refuse("ranking", "--listen", "0.0.0.0:0", "--tls-dir", folder,
                               "--policy", policy)
        self.assertIn("tls.crt", said)

    def test_nor_do_health_and_metrics(self):
        for flag in ("--health-listen", "--metrics-listen"):
            with self.subTest(flag):
                self.assertIn("mutual TLS", self.refuse("ranking", flag, "0.0.0.0:0"))


if __name__ == "__main__":
    live_stack.main()
