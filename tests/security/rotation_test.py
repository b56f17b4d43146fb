#!/usr/bin/python3
"""Certificates change under load, first the servers' own and then the CA, and
no call fails."""

import pathlib
import socket
import ssl
import tempfile
import threading
import time
import unittest

import grpc
from contract import Contract
from cryptography import x509
from secured_stack import SecuredStack, live_stack, mkcerts

POLICY = """
version: 1
callers:
- identity: spiffe://peerage.example/admin
  roles: [admin]
  quota: {calls_per_second: 1000000, burst: 1000000, concurrent: 1000}
- identity: spiffe://peerage.example/svc/ranking
  roles: [service]
  methods: [peerage.ingestion.v1.IngestionService/FollowReleases]
  datasets: ["*"]
"""
SERVERS = ("ingestion", "ranking")
SECONDS_TO_SERVE = 60
# Calls go on for so long after each step.
SECONDS_OF_LOAD = 2


class Load:
    """Calls without pause, each second one on a connection of its own. What they
    trust and show may be changed meanwhile."""

    def __init__(self, stack, contract):
        self.stack = stack
        self.contract = contract
        service = contract.pool.FindServiceByName("peerage.operations.v1.OperationsService")
        self.method = service.FindMethodByName("GetStatus")
        self.request = contract.factory.GetPrototype(self.method.input_type)()
        self.shown = stack.certificate("admin")
        self.trusted = [stack.authority]
        self.calls = 0
        self.failures = []
        self.ending = threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(server,)) for server in SERVERS]

    def connect(self, server):
        credentials = grpc.ssl_channel_credentials(
            b"".join(mkcerts.pem(authority.certificate) for authority in self.trusted),
            self.shown.key, self.shown.chain)
        return grpc.secure_channel(self.stack.processes[server].address, credentials,
                                   options=[("grpc.use_local_subchannel_pool", 1)])

    def status(self, channel):
        return self.contract.call(channel, self.method, [self.request], timeout=5)[0]

    def run(self, server):
        with self.connect(server) as lasting:
            while not self.ending.is_set():
                try:
                    with self.connect(server) as fresh:
                        self.status(fresh)
                    for _ in range(20):
                        self.status(lasting)
                except grpc.RpcError as error:
                    self.failures.append(f"{server}: {error.code()} {error.details()}")
                self.calls += 21

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        for thread in self.threads:
            thread.join()


class Rotation(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="peerage-rotation-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.stack = SecuredStack(self.folder, POLICY, self.folder)
        self.addCleanup(self.stack.remove)
        for server in SERVERS:
            self.stack.start_one(server)
        self.contract = Contract(live_stack.BIN / "peerage.binpb")

    def served_serial(self, server, certificate):
        """The serial number of the certificate that a server shows."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_alpn_protocols(["h2"])
        (self.folder / "client.pem").write_bytes(certificate.chain + certificate.key)
        context.load_cert_chain(self.folder / "client.pem")
        host, port = self.stack.processes[server].address.split(":")
        with socket.create_connection((host, int(port)), timeout=10) as plain, \
                context.wrap_socket(plain) as secured:
            shown = secured.getpeercert(binary_form=True)
        return x509.load_der_x509_certificate(shown).serial_number

    def install(self, load, authority, trusted):
        """New certificates for both servers, which must be served in time."""
        for server in SERVERS:
            serial = self.stack.install(server, authority,
                                        [each.certificate for each in trusted])
            self.assertTrue(live_stack.until(
                lambda: self.served_serial(server, load.shown) == serial, SECONDS_TO_SERVE),
                f"{server} does not serve its new certificate")
        time.sleep(SECONDS_OF_LOAD)

    def test_leaf_and_ca_change_and_no_call_fails(self):
        old, new = self.stack.authority, mkcerts.Authority.make("Peerage next CA", 7)
        with Load(self.stack, self.contract) as load:
            with load.connect("ranking") as channel:
                self.assertTrue(live_stack.until(lambda: load.status(channel).ready))
            self.install(load, old, [old])
            # Both CAs are trusted by all before anybody shows the new one.
            load.trusted = [old, new]
            self.install(load, old, [old, new])
            self.install(load, new, [old, new])
            load.shown = self.stack.certificate("admin", authority=new)
            time.sleep(SECONDS_OF_LOAD)
            load.trusted = [new]
            self.install(load, new, [new])
            with load.connect("ranking") as channel:
                status = load.status(channel)
        print(f"{load.calls} calls")
        self.assertEqual(load.failures, [])
        self.assertGreater(load.calls, 1000)
        self.assertTrue(status.ready)
        self.assertFalse(status.stale)

    def test_the_old_ca_is_refused_once_it_is_gone(self):
        new = mkcerts.Authority.make("Peerage next CA", 7)
        with Load(self.stack, self.contract) as load:
            load.trusted = [self.stack.authority, new]
            load.shown = self.stack.certificate("admin")
            self.install(load, new, [self.stack.authority, new])
        load.trusted = [new]
        for server in SERVERS:
            self.stack.install(server, new, [new.certificate])

        def refused():
            with load.connect("ranking") as channel:
                try:
                    load.status(channel)
                except grpc.RpcError as error:
                    return error.code() == grpc.StatusCode.UNAVAILABLE
            return False
        self.assertTrue(live_stack.until(refused, SECONDS_TO_SERVE))


if __name__ == "__main__":
    live_stack.main()
