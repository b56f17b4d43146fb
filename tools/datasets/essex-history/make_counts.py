#!/usr/bin/python3
"""Makes tidy files of the same 12-month counts, as first published and as revised.

    make_counts.py [FOLDER]

Reads ONS's eight editions and the Home Office's quarters from the data sets
beside this one, and writes into FOLDER (default: where this script lies)

    counts_as_published_YYYY-MM.csv  one edition each, what ONS printed
    counts_revised_2018-2019.csv     the same eight periods, each the sum of four
                                     quarters of the Home Office

A force whose count ONS could not print is a row with status missing.
"""

import csv
import io
import pathlib
import sys

DATASETS = pathlib.Path(__file__).resolve().parents[1]
PUBLISHED = DATASETS / "ons-published"
QUARTERS = DATASETS / "open-data" / "ho_prc_quarterly_4_indicators_2012-2025.csv"
# Measure: its class in ONS's tables, its indicator in the Home Office's.
MEASURES = {
    "all-crime-offences": ("Total recorded crime (excluding fraud)", "All crime excl. fraud"),
    "violence-with-injury-offences": ("Violence with injury", "Violence with injury"),
    "homicide-offences": ("Homicide", "Homicide"),
}
COLUMNS = ("measure", "force", "period_end", "period_months", "numerator", "denominator",
           "status")


def rows_of(file):
    with file.open(newline="") as lines:
        yield from csv.DictReader(lines)


def row(measure, force, period, count):
    """A tidy row; without a count it is missing. The denominator is a population,
    which a file of its own brings."""
    return (measure, force, period, 12, count, "", "" if count != "" else "missing")


def editions():
    """Period: the rows of one edition."""
    measures = {ons: measure for measure, (ons, _) in MEASURES.items()}
    made = {}
    for file in sorted(PUBLISHED.glob("ons_pfa_as_published_*.csv")):
        for line in rows_of(file):
            if line["force_id"] and line["offence"] in measures:
                made.setdefault(line["period_end"], []).append(
                    row(measures[line["offence"]], line["force_id"], line["period_end"],
                        line["offences_12_months"]))
    return {period: sorted(made[period]) for period in sorted(made)}


def year_to(quarter):
    """The four quarters of the 12 months that end with this one."""
    year, month = map(int, quarter.split("-"))
    ends = [(year, month - back) if month > back else (year - 1, month + 12 - back)
            for back in (9, 6, 3, 0)]
    return [f"{y}-{m:02}" for y, m in ends]


def revised(periods):
    """The rows of the correction, every force of the Home Office's file."""
    measures = {indicator: measure for measure, (_, indicator) in MEASURES.items()}
    counts = {}
    for line in rows_of(QUARTERS):
        if line["indicator"] in measures:
            counts[measures[line["indicator"]], line["force_id"], line["quarter_end"]] = int(
                line["offences"])
    forces = sorted({force for _, force, _ in counts})
    return sorted(row(measure, force, period,
                      sum(counts[measure, force, quarter] for quarter in year_to(period)))
                  for measure in MEASURES for force in forces for period in periods)


def file_of(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def files():
    """Name: text of every file."""
    published = editions()
    made = {f"counts_as_published_{period}.csv": file_of(rows)
            for period, rows in published.items()}
    made["counts_revised_2018-2019.csv"] = file_of(revised(published))
    return made


def main():
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) == 2 else __file__)
    folder = folder if folder.is_dir() else folder.resolve().parent
    for name, text in files().items():
        (folder / name).write_text(text)


if __name__ == "__main__":
    main()
