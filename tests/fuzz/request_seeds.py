#!/usr/bin/python3
"""The seeds of the x_requests fuzzers, readable. `--write` puts them into
corpus/ as the bytes that request_sender.h describes; without it, this is a test:
each seed lies there as it is here, and every method of the contract has one.
Other files of the corpus are finds."""

import argparse
import hashlib
import pathlib
import struct
import sys

from google.protobuf import text_format

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "security"))
from contract import Contract  # noqa: E402

# By package: the folder of the fuzzer that calls its services.
FUZZERS = {
    "peerage.catalog.v1": "ranking_requests",
    "peerage.ingestion.v1": "ingestion_requests",
    "peerage.operations.v1": "ranking_requests",
    "peerage.ranking.v1": "ranking_requests",
    "peerage.reporting.v1": "reporting_requests",
}

REFERENCE = """
  idempotency_key: "another-key-0123" reason: "a word"
  reference {
    dataset_id: "open-data" name: "Open data"
    terms { source: "s" licence: "l" attribution: "a" marking: "OFFICIAL" }
    areas { id: "essex" name: "Essex" kind: AREA_KIND_FORCE ons_code: "E23000028" }
    areas { id: "sussex" name: "Sussex" aliases: "Sussex Police" kind: AREA_KIND_FORCE }
    areas { id: "city-of-london" name: "City of London" kind: AREA_KIND_FORCE }
    series { id: "homicide" name: "offences" may_be_negative: true }
    series { id: "population" name: "population" population: true }
    measures {
      id: "homicides" name: "Homicides" kind: MEASURE_KIND_RATE_PER_POP numerator_series: "homicide"
      denominator_series: "population" window_months: 12 multiplier: 1000 unit: "per 1,000 pop."
      direction: DIRECTION_LOWER_IS_BETTER frequency_months: 3 value_decimals: 2 change_decimals: 2
      words { subject: "crime" event_singular: "offence" event_plural: "offences" up: "rise" down: "fall" }
      definition: "d" definition_version: 1 source: "s"
    }
    groups { id: "g" name: "G" member_ids: "essex" member_ids: "sussex" default_for: "essex" source: "s" }
    aspirations { force_id: "essex" measure_id: "homicides" text: "best" valid_from: "2018-08" target { best {} } }
  }"""
DATED_REFERENCE = REFERENCE.rstrip()[:-1] + """
    areas {
      id: "kent" name: "Kent" kind: AREA_KIND_FORCE valid_from: "1974-04" valid_to: "2030-03"
      former_names { name: "Mid Kent" valid_to: "1974-03" }
    }
    events {
      id: "event" name: "Event" date: "2019-10-23" force_id: "essex" reason: "r" source: "s"
      parts { series_id: "homicide" count: 39 }
    }
    annotations {
      id: "remark" date: "2017-04-01" kind: ANNOTATION_KIND_COUNTING_RULE measure_ids: "homicides"
      area_ids: "kent" text: "t" source: "s" breaks_series: true
    }
    calendar { date: "2020-04-23" period_end: "2019-12" title: "t" source: "s" confirmed: true }
  } expected_seq: 1"""
TABLE = """quarter_end,force_id,indicator,offences
2019-12,city-of-london,Homicide,0
2019-12,essex,Homicide,%s
2019-12,sussex,Homicide,3
"""
HEADER = """header { dataset_id: "open-data" format: "ho-quarterly-indicators" kind: %s
  idempotency_key: "another-key-0123" reason: "%s" file_name: "figures.csv" row_count: 3 }"""
CREATE = """
  idempotency_key: "%s" force_id: "essex" dataset_id: "paper-2020-01"
  reporting_month: "2020-01" title: "Aspirational MSG Positions"
  lines { priority_area: "Priority 1" measure_id: "all-crime-offences" label: "All Crime" }"""
# The one report that the fuzzer's archive holds: its id is made of who made it
# and the key.
REPORT = "rep-" + hashlib.sha256(b"local\n0123456789abcdef").hexdigest()[:16]


def data(text):
    return f'data: "{text_format.text_encoding.CEscape(text, as_utf8=True)}"'


# "Method what": the request, or those of a stream.
SEEDS = {
    "ImportRelease accepted": [HEADER % ("RELEASE_KIND_FINAL", ""), data(TABLE % "2")],
    "ImportRelease unchanged": [HEADER % ("RELEASE_KIND_FINAL", ""), data(TABLE % "1")],
    "ImportRelease correction-in-parts": [
        HEADER % ("RELEASE_KIND_CORRECTION", "recount"), data((TABLE % "2")[:60]),
        data((TABLE % "2")[60:])],
    "ImportRelease refused": [HEADER % ("RELEASE_KIND_PROVISIONAL", ""), data(TABLE % "1e400")],
    "ImportRelease two-headers": [HEADER % ("RELEASE_KIND_FINAL", "")] * 2,
    "ImportRelease no-header": [data("bytes")],
    "ImportReference changed": REFERENCE,
    "ImportReference dated": DATED_REFERENCE,
    "ImportReference empty": "",
    "GetReference newest": 'dataset_id: "open-data"',
    "GetReference after-one": 'dataset_id: "open-data" seq: 1',
    "GetRelease second": "seq: 2",
    "GetRelease negative": "seq: -9223372036854775808",
    "ListReleases first-page": 'dataset_id: "open-data" page_size: 1',
    "ListReleases next-page": 'page_size: 1000 page_token: "1"',
    "ExportRelease figures": "seq: 2",
    "ExportRelease everything": "seq: 1 everything_known: true",
    "DiffReleases all": 'dataset_id: "open-data" to_seq: 2',
    "DiffReleases next-page": """
        dataset_id: "open-data" from_seq: 1 to_seq: 2 series_ids: "homicide" page_size: 1
        page_token: "3/homicide/2019-12/essex" """,
    "DiffReleases backwards": 'dataset_id: "open-data" from_seq: 2 to_seq: 1',
    "FollowReleases history": "",
    "FollowReleases from-one": "from_seq: 1",
    "FollowReleases beyond": "from_seq: 9223372036854775807",
    "GetStanding default": 'dataset_id: "test" force_id: "a" measure_id: "all-crime-offences"',
    "GetStanding of-a-period": """
        dataset_id: "test" force_id: "b" measure_id: "all-crime-solved-rate" group_id: "four"
        period { end_month: "2019-06" months: 12 } compare_with_period: "2018-06" history_points: 5
        method { average_method: 1 include_self: true minimum_members: 2 } seq: 3""",
    "GetStanding of-a-list": """
        dataset_id: "test" force_id: "a" measure_id: "all-crime-offences" reporting_month: "2020-01"
        force_ids { force_ids: ["a", "b", "city"] } known_on: "1970-01-03" min_seq: 1""",
    "GetStanding waits": 'dataset_id: "test" force_id: "a" min_seq: 9',
    "ListStandings paper": """
        dataset_id: "test" force_id: "a" reporting_month: "2020-01" history_points: 2
        previous_reporting_month: "2019-10" measure_ids: "all-crime-offences" """,
    "ListStandings unknown-measure": """
        dataset_id: "test" force_id: "a" reporting_month: "2020-01" measure_ids: "x" """,
    "GetLeagueTable value": """
        dataset_id: "test" force_id: "a" measure_id: "all-crime-offences"
        period { end_month: "2019-12" months: 12 } basis: LEAGUE_TABLE_BASIS_VALUE""",
    "GetLeagueTable change": """
        dataset_id: "test" force_id: "a" group_id: "four" measure_id: "all-crime-solved-rate"
        period { end_month: "2019-12" months: 12 } basis: LEAGUE_TABLE_BASIS_CHANGE""",
    "ListPositions five": """
        dataset_id: "test" force_id: "c" measure_id: "all-crime-offences" points: 5
        period { end_month: "2018-12" }""",
    "ListRevisions of-force": """
        dataset_id: "test" force_id: "a" measure_ids: "all-crime-offences" seq: 4""",
    "ListRevisions known-on": 'dataset_id: "test" known_on: "1970-01-04"',
    "ListDatasets all": "page_size: 10",
    "ListForces known-on": 'dataset_id: "test" known_on: "1970-01-04" page_size: 2',
    "ListMeasures next-page": 'dataset_id: "test" page_size: 1 page_token: "1"',
    "ListSimilarGroups of-force": 'dataset_id: "test" force_id: "a" page_size: 2 seq: 1',
    "ListPeriods of-measure": 'dataset_id: "test" measure_id: "all-crime-offences" min_seq: 2',
    "ListAspirations of-force": 'dataset_id: "test" force_id: "a"',
    "ListAnnotations of-force": 'dataset_id: "test" force_id: "a" measure_id: "all-crime-offences"',
    "ListExceptionalEvents of-force": 'dataset_id: "test" force_id: "a" page_size: 1',
    "ListReleaseCalendar from": 'dataset_id: "test" from_date: "2020-02-29" seq: 1',
    "GetStatus status": "",
    "CreateReport reused-key": CREATE % "0123456789abcdef",
    "CreateReport another": CREATE % "another-key-0123" + ' report_to: "x" as_of_seq: 7',
    "CreateReport empty": "",
    "GetReport kept": f'report_id: "{REPORT}"',
    "ListReports of-force": 'force_id: "essex" dataset_id: "paper-2020-01" page_size: 1',
    "ExportReport json": f'report_id: "{REPORT}" format: REPORT_FORMAT_JSON',
    "ExportReport csv": f'report_id: "{REPORT}" format: REPORT_FORMAT_CSV',
    "ExportReport html": f'report_id: "{REPORT}" format: REPORT_FORMAT_HTML',
}


def method_byte(name):
    """As MethodByte in request_sender.cc."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value >> 24


def seed_bytes(contract, method, requests):
    message = contract.factory.GetPrototype(method.input_type)
    first = bytes([method_byte(method.name)])
    if isinstance(requests, str):
        return first + text_format.Parse(requests, message()).SerializeToString()
    parts = (text_format.Parse(text, message()).SerializeToString() for text in requests)
    return first + b"".join(struct.pack(">H", len(part)) + part for part in parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="where peerage.binpb lies")
    parser.add_argument("--write", action="store_true", help="put the seeds into corpus/")
    args = parser.parse_args()
    contract = Contract(args.bin / "peerage.binpb")
    methods = {method.name: method for method in contract.methods()}
    wrong = [f"{method.full_name} has no seed; give it one" for name, method in methods.items()
             if not any(title.split()[0] == name for title in SEEDS)]
    for title, requests in SEEDS.items():
        method = methods[title.split()[0]]
        folder = HERE / "corpus" / FUZZERS[method.containing_service.file.package]
        path = folder / title.replace(" ", "-")
        expected = seed_bytes(contract, method, requests)
        if args.write:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(expected)
        elif not path.is_file() or path.read_bytes() != expected:
            wrong.append(f"{path} is not what it is here; run this with --write")
    print("\n".join(wrong) or f"{len(SEEDS)} seeds, {len(methods)} methods")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
