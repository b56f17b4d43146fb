#!/usr/bin/python3
"""What no tracked file may hold: paths of somebody's machine, words that mean
unfinished work, and `msg` as a name in C++ (in a gRPC program it means message;
the group is called similar_group). Prints "file:line: rule"; exit code 1 when
there is any.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The bracketed letters keep these rules from finding themselves.
EVERYWHERE = [
    (re.compile(r"(^|[^\w.])/([h]ome|[r]oot|[w]ork|[U]sers)/\w"), "a path of one machine"),
    (re.compile(r"\b(T[O]DO|F[I]XME|X[X]X|H[A]CK)\b"), "a word that means unfinished work"),
]
CPP = [(re.compile(r"(?<![.>])\b(\w*_)?[m]sg(_\w*)?\b"),
        "`msg` as a name; say similar_group or message")]
STRING = re.compile(r'"(\\.|[^"\\])*"')
# Other people's texts and data.
SKIPPED = re.compile(r"(^tests/fuzz/corpus/.*|package-lock\.json|\.csv|\.png|\.binpb)$")
# spdlog has a class called log_msg; a member after a dot may be a library's.
SPDLOG_ROOM = "services/runtime/"


def tracked_files():
    """Everything git would commit, new files included."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], cwd=ROOT, check=True, capture_output=True)
    return sorted(set(filter(None, listed.stdout.decode().split("\0"))))


def broken_rules(path, line):
    for pattern, rule in EVERYWHERE:
        if pattern.search(line):
            yield rule
    if path.endswith((".cc", ".h")) and not path.startswith(SPDLOG_ROOM):
        code = STRING.sub('""', line).split("//")[0]
        for pattern, rule in CPP:
            if pattern.search(code):
                yield rule


def main():
    wrong = 0
    for path in tracked_files():
        file = ROOT / path
        if SKIPPED.search(path) or not file.is_file():
            continue
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            for rule in broken_rules(path, line):
                print(f"{path}:{number}: {rule}")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
