#!/usr/bin/python3
"""Splits ONS's tables as published into one file an edition.

    split_editions.py ons_pfa_as_published_2018-2019.csv [FOLDER]

Writes ons_pfa_as_published_YYYY-MM.csv for each period_end, every line as it
was, into FOLDER (default: where this script lies). Joining the files in order
gives the source back, byte for byte.
"""

import hashlib
import pathlib
import sys

NAME = "ons_pfa_as_published_{}.csv"
# Of the source of the files beside this script.
SOURCE_SHA256 = "dee60122706149832d3cc5df54f61e789e25661e40fc31e699418fafd577375c"


def split(source):
    """The editions' bytes by period, oldest first. A source whose periods do
    not stand in order is refused: joining could not give it back."""
    header, *lines = source.splitlines(keepends=True)
    editions = {}
    for line in lines:
        period = line[:line.index(b",")].decode()
        editions.setdefault(period, header)
        editions[period] += line
    if join(editions.values()) != source or list(editions) != sorted(editions):
        raise ValueError("the rows are not sorted by period_end")
    return editions


def join(editions):
    """The source again: the header once, then each edition's rows."""
    joined = b""
    for edition in editions:
        header, rows = edition.split(b"\n", 1)
        joined += rows if joined else header + b"\n" + rows
    return joined


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    source = pathlib.Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(source).hexdigest() != SOURCE_SHA256:
        print("note: this is not the source of the files in the repository", file=sys.stderr)
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else pathlib.Path(__file__).parent
    for period, edition in split(source).items():
        (folder / NAME.format(period)).write_bytes(edition)


if __name__ == "__main__":
    main()
