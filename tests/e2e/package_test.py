#!/usr/bin/python3
"""The C++ library as others get it: the lines of docs/api.md install it into a folder
outside our tree, and build and run docs/examples/cpp against it."""

import pathlib
import re
import subprocess
import sys
import tempfile

import live_stack

sys.path.insert(0, str(live_stack.ROOT / "tests" / "security"))
from secured_stack import READER_POLICY, SecuredStack  # noqa: E402

EXAMPLES = live_stack.ROOT / "docs" / "examples"
API = live_stack.ROOT / "docs" / "api.md"
README = live_stack.ROOT / "clients" / "cpp" / "README.md"
SUBJECT = ("open-data", "essex", "all-crime-offences", "2019-12")


def run(*arguments):
    return subprocess.run([*map(str, arguments)], capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=120)


def must(*arguments):
    done = run(*arguments)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")
    return done.stdout


def stripped(text):
    return "\n".join(line.strip() for line in text.strip().splitlines())


class Package(live_stack.TestCase):

    datasets = ("open-data",)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory(prefix="peerage-package-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        # What the document's lines find in our tree.
        (cls.folder / "build").mkdir()
        (cls.folder / "build" / "release").symlink_to(live_stack.BIN.parent)
        (cls.folder / "docs").symlink_to(live_stack.ROOT / "docs")
        cls.printed = cls.run_document_block("cmake --install")
        cls.prefix = cls.folder / "build" / "prefix"
        cls.build = cls.folder / "build" / "example" / "build"

    @classmethod
    def run_document_block(cls, beginning):
        """What the lines of docs/api.md that begin so print, run as they stand."""
        blocks = re.findall(r"^```sh\n(.*?)^```", API.read_text(), flags=re.M | re.S)
        block, = (block for block in blocks if block.startswith(beginning))
        done = subprocess.run(["bash", "-euc", block], cwd=cls.folder, capture_output=True,
                              text=True, env=cls.stack.environment, stdin=subprocess.DEVNULL,
                              timeout=500)
        if done.returncode != 0:
            raise AssertionError(f"{block}\n{done.stdout}{done.stderr}")
        return done.stdout

    def ask(self, *subject, ranking=None, flags=()):
        ranking = ranking or self.stack.environment["PEERAGE_RANKING"]
        return run(self.build / "standing", *flags, "--ranking", ranking, *subject)

    def ask_python(self, *subject):
        return run(EXAMPLES / "standing.py", "--contract",
                   self.prefix / "share" / "peerage" / "peerage.binpb", "--ranking",
                   self.stack.environment["PEERAGE_RANKING"], *subject)

    def test_both_examples_print_where_essex_stands(self):
        python = self.run_document_block("docs/examples/standing.py")
        self.assertIn("Essex: 91.56 per 1,000 pop., 8 of 8", python)
        self.assertTrue(self.printed.endswith("\n" + python), self.printed)

    def test_the_examples_own_tests_have_passed(self):
        self.assertIn("100% tests passed, 0 tests failed out of 1", self.printed)

    def test_the_example_names_the_reason_of_an_error(self):
        subject = ("open-data", "esex", *SUBJECT[2:])
        done = self.ask(*subject)
        self.assertEqual(done.returncode, 1)
        self.assertIn("NOT_FOUND UNKNOWN_FORCE", done.stderr)
        self.assertEqual(done.stderr, self.ask_python(*subject).stderr)

    def test_the_example_shows_its_certificate(self):
        folder = self.folder / "secured"
        folder.mkdir()
        secured = SecuredStack(folder, READER_POLICY, folder)
        self.addCleanup(secured.remove)
        for server in ("ingestion", "ranking"):
            secured.start_one(server)
        ranking = secured.processes["ranking"].address
        # It holds no data; whoever is told so was let in.
        flags = ("--tls-dir", secured.tls_dir("reader"))
        self.assertTrue(live_stack.until(lambda: self.ask(
            *SUBJECT, ranking=ranking, flags=flags).stderr.startswith("NOT_FOUND")))
        self.assertTrue(self.ask(*SUBJECT, ranking=ranking).stderr.startswith("UNAVAILABLE"))

    def test_no_header_wants_one_that_is_not_installed(self):
        headers = sorted(header.relative_to(self.prefix / "include")
                         for header in self.prefix.glob("include/**/*.h"))
        file = self.folder / "all_headers.cc"
        file.write_text("".join(f'#include "{header}"\n' for header in headers))
        must("c++", "-std=c++20", "-fsyntax-only", f"-I{self.prefix / 'include'}", file)

    def test_the_package_may_be_moved(self):
        for file in self.prefix.glob("lib/cmake/Peerage/*"):
            for folder in (live_stack.ROOT, self.prefix):
                self.assertNotIn(str(folder), file.read_text(), file)

    def test_the_contract_is_complete(self):
        protos = live_stack.ROOT / "protos"
        for proto in protos.rglob("*.proto"):
            installed = self.prefix / "share" / "peerage" / "protos" / proto.relative_to(protos)
            self.assertEqual(installed.read_bytes(), proto.read_bytes())

    def test_the_readme_quotes_the_example(self):
        example = [stripped(file.read_text()) for file in (EXAMPLES / "cpp").iterdir()]
        blocks = re.findall(r"^```(?:cpp|cmake)\n(.*?)^```", README.read_text(),
                            flags=re.M | re.S)
        self.assertNotEqual(blocks, [])
        for block in blocks:
            self.assertTrue(any(stripped(block) in text for text in example), block)


if __name__ == "__main__":
    live_stack.main()
