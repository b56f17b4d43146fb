#!/usr/bin/python3
"""Takes backups of both stores while releases come in, and restores them: each is
the state after one sequence number, proves itself, and a stack on it answers
what the first one answers as known then."""

import pathlib
import subprocess
import sys
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import live_stack  # noqa: E402

BACKUPS = 3
HEADER = "measure,force,period_end,period_months,numerator,denominator\n"


def tool(name, *arguments):
    return subprocess.run([ROOT / "tools" / name, *arguments, "--bin", live_stack.BIN],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120)


class Backup(live_stack.TestCase):

    datasets = ("paper-2020-01",)

    def setUp(self):
        self.folder = self.stack.directory / self.id().rsplit(".", 1)[1]
        self.folder.mkdir()

    def import_releases(self, enough):
        """Imports one release after the other until it is enough."""
        number = 0
        while not enough.is_set():
            number += 1
            file = self.folder / "row.csv"
            file.write_text(f"{HEADER}public-confidence,essex,2020-03,12,{500 + number},1000\n"
                            "public-confidence,peer-a,2020-03,12,470,910\n")
            self.stack.text("import", "--dataset", "paper-2020-01", "--format", "tidy",
                            "--kind", "correction", "--reason", f"number {number}", file)

    def backups_during_ingest(self):
        enough = threading.Event()
        sender = threading.Thread(target=self.import_releases, args=(enough,))
        sender.start()
        try:
            for number in range(BACKUPS):
                done = tool("backup", "--dir", self.stack.directory / "stack",
                            "--to", self.folder / f"backup-{number}")
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("copied; verified: ", done.stdout)
        finally:
            enough.set()
            sender.join()
        return [self.folder / f"backup-{number}" for number in range(BACKUPS)]

    def restored(self, backup):
        """A stack that runs on a backup."""
        stack = live_stack.Stack()
        self.addCleanup(stack.remove)
        done = tool("restore", "--from", backup, "--dir", stack.directory / "stack")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.addCleanup(stack.stop)
        stack.start()
        stack.wait_until_ranked()
        return stack

    def test_a_restored_backup_is_the_state_after_one_seq(self):
        self.stack.text("report", "create", "--file",
                        live_stack.DATASETS / "paper-2020-01" / "report.yaml",
                        "--month", "2020-01")
        reports = self.stack.json("report", "list")
        backups = self.backups_during_ingest()
        heads = []
        for backup in backups:
            stack = self.restored(backup)
            releases = stack.json("releases", "list")
            heads.append(int(releases["headSeq"]))
            self.assertEqual(releases["releases"],
                             self.stack.json("releases", "list")["releases"][:heads[-1]])
            self.assertEqual(stack.json("report", "list"), reports)
            question = ("paper-2020-01", "essex", "public-confidence", "2019-09")
            self.assertEqual(stack.standing(*question),
                             self.stack.standing(*question, "--as-of", heads[-1]))
        self.assertEqual(heads, sorted(heads))

    def test_a_changed_backup_is_not_restored(self):
        done = tool("backup", "--dir", self.stack.directory / "stack", "--to", self.folder / "b")
        self.assertEqual(done.returncode, 0, done.stderr)
        log = self.folder / "b" / "releases.sqlite"
        damaged = bytearray(log.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        log.write_bytes(damaged)
        done = tool("restore", "--from", self.folder / "b", "--dir", self.folder / "stack")
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing was restored", done.stderr)
        self.assertFalse((self.folder / "stack").exists())

    def test_what_is_there_is_never_overwritten(self):
        stack = self.stack.directory / "stack"
        tool("backup", "--dir", stack, "--to", self.folder / "b")
        again = tool("backup", "--dir", stack, "--to", self.folder / "b")
        self.assertEqual(again.returncode, 1)
        self.assertIn("there already", again.stderr)
        done = tool("restore", "--from", self.folder / "b", "--dir", stack)
        self.assertEqual(done.returncode, 1)
        self.assertIn("there already", done.stderr)

    def test_what_lies_beside_an_old_store_is_in_the_way_too(self):
        stack = self.stack.directory / "stack"
        tool("backup", "--dir", stack, "--to", self.folder / "b")
        old = self.folder / "old" / "ingestion"
        old.mkdir(parents=True)
        (old / "releases.sqlite-wal").write_bytes(b"of another store")
        done = tool("restore", "--from", self.folder / "b", "--dir", self.folder / "old")
        self.assertEqual(done.returncode, 1)
        self.assertIn("releases.sqlite-wal is there already", done.stderr)
        self.assertFalse((old / "releases.sqlite").exists())

    def test_a_folder_without_one_of_the_stores_is_no_backup(self):
        stack = self.stack.directory / "stack"
        tool("backup", "--dir", stack, "--to", self.folder / "b")
        sums = self.folder / "b" / "SHA256SUMS"
        sums.write_text(sums.read_text().splitlines()[0] + "\n")
        done = tool("restore", "--from", self.folder / "b", "--dir", self.folder / "new")
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing was restored", done.stderr)

    def test_a_store_that_is_not_there_is_no_backup(self):
        done = tool("backup", "--dir", self.folder / "nothing", "--to", self.folder / "b")
        self.assertEqual(done.returncode, 1)
        self.assertIn("not copied: ", done.stdout)
        self.assertFalse((self.folder / "b").exists())


if __name__ == "__main__":
    live_stack.main()
