#!/usr/bin/python3
"""Who may include whom (ARCHITECTURE.md), held as a test.

Reads every C++ file under services/, clients/ and tests/ and prints
"file:line: rule" for each include that breaks a rule; exit code 1 when there
is any. `--root DIR` looks at another tree.
"""

import argparse
import pathlib
import re
import sys

# Room -> the rooms it may include. A room may always include itself. `protos`
# stands for the generated headers of the contract.
ALLOWED = {
    "services/core": set(),
    "services/store": {"services/core"},
    "services/cache": {"services/core"},
    "services/wire": {"services/core", "protos"},
    "services/runtime": {"services/cache", "protos"},
    "services/ingestion": {"services/core", "services/store", "services/cache",
                           "services/wire", "services/runtime", "clients/cpp", "protos"},
    "services/ranking": {"services/core", "services/store", "services/cache",
                         "services/wire", "services/runtime", "clients/cpp", "protos"},
    "services/reporting": {"services/core", "services/store", "services/cache",
                           "services/wire", "services/runtime", "clients/cpp", "protos"},
    "clients/cpp": {"protos"},
    "clients/cli": {"clients/cpp", "services/core", "protos"},
}

# Room -> what it may not include of the world, and why.
FOREIGN = {
    "services/core": (r"grpc|google/|sqlite3|zstd|spdlog|yaml-cpp|CLI/|openssl/|fstream|thread$",
                      "core is pure: std, Abseil and Boost.Multiprecision only"),
    "services/store": (r"grpc|google/", "the store knows neither gRPC nor protobuf"),
    "services/cache": (r"grpc|google/", "the cache knows neither gRPC nor protobuf"),
    "services/wire": (r"grpc|.*\.grpc\.pb\.h", "wire translates messages and speaks no gRPC"),
}

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"][^>"]+[>"])')
GENERATED = re.compile(r'"(peerage|google)/.*\.pb\.h"')
BACKEND = re.compile(r'"services/(store|cache)/(memory_[^"]*|sqlite/[^"]*|redis/[^"]*)"')
NAMELESS = {"common", "util", "utils", "helpers", "misc"}


def room_of(path):
    """The room a path relative to the root lies in, or None."""
    parts = path.split("/")
    if parts[0] == "tests":
        return "tests"
    return "/".join(parts[:2]) if parts[0] in ("services", "clients") and len(parts) > 2 else None


def broken_rules(path, include):
    """The rules that `include` (with its quotes) breaks in the file `path`."""
    room = room_of(path)
    name = path.rsplit("/", 1)[-1]
    is_test = name.endswith("_test.cc") or room == "tests"
    if room == "tests":
        return
    if room not in ALLOWED:
        yield f"{room} is no room of ARCHITECTURE.md; give it a line in tools/check_layers.py"
        return
    if room in FOREIGN and not is_test:
        pattern, reason = FOREIGN[room]
        if re.match(pattern, include.strip('<>"')):
            yield f"{include}: {reason}"
    if GENERATED.match(include):
        if "protos" not in ALLOWED[room]:
            yield f"{room} may not include generated protos: {include}"
        return
    if not include.startswith('"'):
        return
    target = room_of(include.strip('"'))
    if target is None:
        if "/" not in include:
            yield f'{include}: write includes from the root, as "services/core/month.h"'
    elif target == "tests":
        if not is_test:
            yield f"{room} may not include tests: {include}"
    elif target != room and target not in ALLOWED[room]:
        yield f"{room} may not include {target}: {include}"
    if BACKEND.match(include) and room != target and name != "main.cc" and not is_test:
        yield f"a concrete backend is named in a main.cc and nowhere else: {include}"


def check(root):
    """Yields "file:line: rule" for everything wrong in the tree."""
    for top in ("services", "clients", "tests"):
        for file in sorted((root / top).rglob("*")):
            path = file.relative_to(root).as_posix()
            if "node_modules" in path.split("/"):
                continue
            if file.is_dir():
                if file.name in NAMELESS:
                    yield f"{path}:1: no folder is called {file.name}; say what it holds"
                continue
            if file.suffix not in (".cc", ".h"):
                continue
            for number, line in enumerate(file.read_text().splitlines(), start=1):
                found = INCLUDE.match(line)
                if found:
                    for rule in broken_rules(path, found.group(1)):
                        yield f"{path}:{number}: {rule}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent)
    wrong = list(check(parser.parse_args().root))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
