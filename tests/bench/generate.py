#!/usr/bin/python3
"""Makes a data set of a size for the benchmark: the same seed, the same bytes.

    tests/bench/generate.py --size M --seed 1 DIR

writes into DIR reference.yaml; observations.csv, tidy rows in the order of
published files (period, force, measure); and next-quarter.csv, what comes after
them. Forces and figures are invented: each force has a level of its own in
each measure, and moves around it by a fifth. Four measures in five are sums of
twelve months as such, one in five is a proportion with a denominator in each
row; about one figure in a thousand is missing or suppressed, and the last year
is provisional.
"""

import argparse
import calendar
import dataclasses
import pathlib
import random


@dataclasses.dataclass(frozen=True)
class Size:
    forces: int
    measures: int
    periods: int
    # How many months each period spans.
    months: int


SIZES = {
    # For the benchmark's own test.
    "XS": Size(forces=5, measures=5, periods=8, months=3),
    "S": Size(forces=43, measures=12, periods=72, months=3),
    "M": Size(forces=363, measures=60, periods=180, months=1),
}
DATASET = "bench"
FIRST_YEAR = 2008
COLUMNS = ("measure,force,period_end,period_months,numerator,denominator,status,standard_error")


def is_proportion(measure):
    return measure % 5 == 4


def force_id(force):
    return f"force-{force + 1:03}"


def measure_id(measure):
    return f"measure-{measure + 1:02}"


def write_reference(path, size):
    lines = [f"dataset: {DATASET}", "name: Invented figures", "built_in_groups: true", "terms:",
             "  source: tests/bench/generate.py", "  licence: MIT",
             "  attribution: invented, says nothing about any force", "  marking: OFFICIAL",
             "areas:"]
    for force in range(size.forces):
        lines += [f"  - id: {force_id(force)}", f"    name: Force {force + 1:03}",
                  "    kind: force"]
    lines.append("series:")
    for measure in range(size.measures):
        lines += [f"  - id: {measure_id(measure)}.numerator", "    name: offences",
                  "    source: invented"]
        if is_proportion(measure):
            lines += [f"  - id: {measure_id(measure)}.denominator", "    name: offences",
                      "    source: invented"]
    lines.append("measures:")
    for measure in range(size.measures):
        name = measure_id(measure)
        proportion = is_proportion(measure)
        lines += [
            f"  - id: {name}", f"    name: Measure {measure + 1:02}",
            "    kind: proportion" if proportion else "    kind: percent-of-hours",
            f"    numerator: [{name}.numerator]"]
        if proportion:
            lines.append(f"    denominator: [{name}.denominator]")
        lines += [
            "    window_months: 12", f"    multiplier: {100 if proportion else 1}",
            "    unit: '%'" if proportion else "    unit: hours",
            "    direction: " + ("higher-is-better" if proportion else "lower-is-better"),
            f"    frequency_months: {size.months}",
            "    value_decimals: 1", "    change_decimals: 1",
            "    words: {subject: crime, event_singular: offence, event_plural: offences,"
            " up: increase, down: reduce}",
            "    definition: Invented.", "    source: invented"]
    path.write_text("\n".join(lines) + "\n")


def write_rows(path, size, levels, periods, provisional_from, draw):
    """`draw()` gives the next number from 0 up to, not including, 1."""
    with open(path, "w", newline="") as out:
        out.write(COLUMNS + "\n")
        for period in periods:
            last = FIRST_YEAR * 12 + (period + 1) * size.months - 1
            year, month = divmod(last, 12)
            day = calendar.monthrange(year, month + 1)[1]
            end = f"{year}-{month + 1:02}-{day},{size.months}"
            status = "provisional" if period >= provisional_from else ""
            lines = []
            for force in range(size.forces):
                for measure in range(size.measures):
                    number = draw()
                    row = f"{measure_id(measure)},{force_id(force)},{end},"
                    if number < 0.001:
                        row += ",," + ("missing," if number < 0.0005 else "suppressed,")
                    else:
                        count = int(levels[force][measure] * (0.8 + 0.4 * number))
                        whole = count + int(number * 1000) + 1 if is_proportion(measure) else ""
                        row += f"{count},{whole},{status},"
                    lines.append(row)
            out.write("\n".join(lines) + "\n")


def generate(folder, size, seed):
    folder.mkdir(parents=True, exist_ok=True)
    # random() of one seed is the same in every version of Python.
    draw = random.Random(seed).random
    write_reference(folder / "reference.yaml", size)
    levels = [[draw() ** 4 * 20000 for _ in range(size.measures)] for _ in range(size.forces)]
    a_year = 12 // size.months
    a_quarter = 3 // size.months
    write_rows(folder / "observations.csv", size, levels, range(size.periods),
               size.periods - a_year, draw)
    write_rows(folder / "next-quarter.csv", size, levels,
               range(size.periods, size.periods + a_quarter), 0, draw)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    generate(arguments.folder, SIZES[arguments.size], arguments.seed)


if __name__ == "__main__":
    main()
