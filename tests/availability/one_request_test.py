#!/usr/bin/python3
"""What happened to one request of a caller's can be found in the logs of every
service that took part: by its request id, and by the trace it belongs to."""

import json
import unittest

import grpc
import replicas
from replicas import live_stack

CREATE = "/peerage.reporting.v1.ReportingService/CreateReport"
REQUEST_ID = "from-a-caller.1"
TRACE_ID = "0af7651916cd43dd8448eb211c80319c"


class OneRequest(unittest.TestCase):

    def setUp(self):
        self.servers = replicas.Servers(type(self))
        for name in ("ingestion", "ranking1", "reporting"):
            self.assertTrue(live_stack.until(self.servers.start(name).serving), name)

    def make_report(self, *metadata):
        request = replicas.message("peerage.reporting.v1.CreateReportRequest")(
            idempotency_key="a-report-to-be-found", force_id="essex",
            dataset_id=replicas.DATASET, reporting_month="2020-01",
            lines=[{"priority_area": "Crime", "measure_id": "all-crime-offences"}])
        with grpc.insecure_channel(self.servers.address("reporting")) as channel:
            channel.unary_unary(CREATE)(request.SerializeToString(), metadata=metadata, timeout=10)

    def calls(self, name):
        """The calls in a server's log, of which every line is JSON."""
        lines = map(json.loads, self.servers.log_of(name).read_text().splitlines())
        return [line for line in lines if line["event"] == "call"]

    def test_it_is_found_in_every_log(self):
        self.make_report(("x-request-id", REQUEST_ID),
                         ("traceparent", f"00-{TRACE_ID}-b7ad6b7169203331-01"))
        for name, method in (("reporting", "CreateReport"), ("ranking1", "ListStandings")):
            with self.subTest(name):
                found = [(call["request_id"], call["trace_id"]) for call in self.calls(name)
                         if call["method"] == method]
                self.assertEqual(found, [(REQUEST_ID, TRACE_ID)])


if __name__ == "__main__":
    live_stack.main()
