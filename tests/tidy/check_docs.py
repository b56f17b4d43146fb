#!/usr/bin/python3
"""Documents keep up with the code: every method stands in docs/api.md and every
reason once, with the code that the services give it and what to do; every room has
a README, and no link or named file is missing. Prints "file:line: rule"; exit code
1 when there is any.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# [text](target), without web addresses and anchors.
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
# A path of ours in running text: docs/api.md, tools/stack, services/core/month.h.
NAMED = re.compile(r"(?<![\w/.<-])((?:docs|tools|tests|services|clients|protos|cmake)/"
                   r"[\w./-]*[\w])(?![\w*<{/])")
# | `UNKNOWN_FORCE`, `UNKNOWN_MEASURE` | NOT_FOUND | what to do |
ERROR_ROW = re.compile(r"\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \| ([A-Z_]+) \| [^|]*\w[^|]* \|")
GIVEN = re.compile(r"StatusCode::k(\w+),\s*(?:runtime::)?Reason::k(\w+)")
ROOMS = ("services/*", "clients/*", "protos", "protos/peerage/*", "tools/datasets/*")


def api_gaps():
    """What docs/api.md does not name, or names though it is gone."""
    api = (ROOT / "docs" / "api.md").read_text()
    for proto in sorted((ROOT / "protos" / "peerage").rglob("*_service.proto")):
        for method in re.findall(r"^  rpc (\w+)\(", proto.read_text(), flags=re.M):
            if not re.search(rf"\b{method}\b", api):
                yield f"docs/api.md:1: the method {method} is missing"
    yield from reason_gaps(api)


def reason_gaps(api):
    """Where the table of errors and services/runtime/error.h differ."""
    code = (ROOT / "services" / "runtime" / "error.cc").read_text()
    reasons = dict(re.findall(r'case Reason::k(\w+):\s+return "([A-Z_]+)";', code))
    rows = {}
    for number, line in enumerate(api.splitlines(), start=1):
        if not (row := ERROR_ROW.fullmatch(line)):
            continue
        for reason in re.findall(r"`([A-Z_]+)`", row.group(1)):
            if reason in rows:
                yield f"docs/api.md:{number}: the reason {reason} stands there twice"
            if reason not in reasons.values():
                yield (f"docs/api.md:{number}: the reason {reason} is not one of "
                       "services/runtime/error.h")
            rows[reason] = number, row.group(2)
    for reason in sorted(set(reasons.values()) - set(rows)):
        yield f"docs/api.md:1: the reason {reason} is missing"
    for name, given in codes_given().items():
        number, named = rows.get(reasons[name], (1, None))
        if named and given != {named}:
            yield (f"docs/api.md:{number}: {reasons[name]} comes with "
                   f"{', '.join(sorted(given))}, not {named}")


def codes_given():
    """Reason -> the codes that the services' code gives it, where both stand
    together."""
    given = {}
    for file in (ROOT / "services").rglob("*.cc"):
        if not file.name.endswith("_test.cc"):
            for code, reason in GIVEN.findall(file.read_text()):
                snake = re.sub(r"(?<!^)([A-Z])", r"_\1", code).upper()
                given.setdefault(reason, set()).add(snake)
    return given


def missing_readmes():
    for pattern in ROOMS:
        for folder in sorted(ROOT.glob(pattern)):
            if folder.is_dir() and not (folder / "README.md").exists():
                yield f"{folder.relative_to(ROOT)}/README.md:1: a room without a README"


def dead_names():
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others",
         "--exclude-standard", "*.md"], cwd=ROOT, check=True, capture_output=True, text=True)
    for path in sorted(set(listed.stdout.splitlines())):
        file = ROOT / path
        if not file.exists():
            continue
        for number, line in enumerate(file.read_text().splitlines(), start=1):
            for target in LINK.findall(line):
                if not (file.parent / target).exists():
                    yield f"{path}:{number}: {target} does not exist"
            for target in NAMED.findall(line):
                # "docs/adr/0001" names a decision by its number.
                if not list(ROOT.glob(target + "*")):
                    yield f"{path}:{number}: {target} does not exist"


def main():
    wrong = [*api_gaps(), *missing_readmes(), *dead_names()]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
