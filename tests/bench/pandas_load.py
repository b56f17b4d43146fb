#!/usr/bin/python3
"""Makes observations.csv queryable with pandas, as an analyst would, and prints
what that took as one JSON line.

Columns of few words are read as categories and dates while reading, which is
faster and smaller than strings. Then: no figure stands twice, no part is larger
than its whole; and one table a measure and period with a column a force, for
numerators and for denominators. Sums over twelve months, which Peerage makes
as well, are left out.
"""

import json
import pathlib
import sys
import time

import pandas


def load(path):
    frame = pandas.read_csv(
        path, parse_dates=["period_end"],
        dtype={"measure": "category", "force": "category", "status": "category",
               "period_months": "int16", "numerator": "float64", "denominator": "float64",
               "standard_error": "float64"})
    if frame.duplicated(["measure", "force", "period_end"]).any():
        raise SystemExit("a figure stands twice")
    proportions = frame["denominator"].notna()
    if (frame.loc[proportions, "numerator"] > frame.loc[proportions, "denominator"]).any():
        raise SystemExit("a part is larger than its whole")
    keys = ["measure", "period_end"]
    numerators = frame.pivot(index=keys, columns="force", values="numerator")
    denominators = frame[proportions].pivot(index=keys, columns="force", values="denominator")
    return len(frame), numerators, denominators


def main():
    began, used = time.perf_counter(), time.process_time()
    rows, numerators, _ = load(sys.argv[1])
    seconds, used = time.perf_counter() - began, time.process_time() - used
    status = pathlib.Path("/proc/self/status").read_text()
    peak = int(status.split("VmHWM:")[1].split()[0]) * 1024
    print(json.dumps({"rows": rows, "planes": len(numerators), "seconds": seconds,
                      "cpu_seconds": used, "peak_bytes": peak}))


if __name__ == "__main__":
    main()
