"""The three servers with mutual TLS and a policy, over data that a plaintext
stack brought in before.

    stack = SecuredStack(folder, policy_text, data=loaded.directory / "stack")
    with stack.channel("ranking", stack.certificate("force/essex/perf")) as channel:
        ...
"""

import datetime
import importlib.machinery
import importlib.util
import pathlib
import sys
import urllib.request

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import live_stack  # noqa: E402

DAY = datetime.timedelta(days=1)

# One caller who may read, and what ranking needs to have something to read.
READER_POLICY = """
version: 1
callers:
- {identity: spiffe://peerage.example/reader, roles: [reader]}
- identity: spiffe://peerage.example/svc/ranking
  roles: [service]
  methods: [peerage.ingestion.v1.IngestionService/FollowReleases]
  datasets: ["*"]
"""


def _load_mkcerts():
    loader = importlib.machinery.SourceFileLoader(
        "mkcerts", str(live_stack.ROOT / "tools" / "mkcerts"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("mkcerts", loader))
    loader.exec_module(module)
    return module


mkcerts = _load_mkcerts()


def uri(path):
    return f"spiffe://peerage.example/{path}"


class Certificate:
    """What a caller shows; PEM."""

    def __init__(self, certificate, key):
        self.chain = mkcerts.pem(certificate)
        self.key = mkcerts.key_pem(key)
        self.serial_number = certificate.serial_number


class SecuredStack:

    SERVERS = ("ingestion", "ranking", "reporting")

    def __init__(self, folder, policy, data, cache=()):
        """`cache`: what those are told of Redis that know it."""
        self.folder = folder
        self.cache = cache
        self.data = data
        self.authority = mkcerts.Authority.make("Peerage test CA", 7)
        self.policy = folder / "policy.yaml"
        self.policy.write_text(policy)
        self.processes = {}
        self.metrics_ports = {}
        for name in self.SERVERS:
            self.install(name)

    def install(self, name, authority=None, trusted=None):
        """Puts a new certificate into a server's directory; its serial number."""
        now = datetime.datetime.utcnow()
        certificate, key = (authority or self.authority).issue(
            [uri(f"svc/{name}")], mkcerts.names_of(f"svc/{name}"), now - DAY, now + DAY)
        mkcerts.install(self.folder / "tls" / name, certificate, key,
                        trusted or [self.authority.certificate])
        return certificate.serial_number

    def start(self):
        for name in self.SERVERS:
            self.start_one(name)
        return self

    def start_one(self, name, *arguments):
        towards = {"ingestion": [], "ranking": ["--ingestion", "ingestion"],
                   "reporting": ["--ranking", "ranking"]}[name]
        if towards:
            towards = [towards[0], self.processes[towards[1]].address]
        if name != "ranking":
            towards += ["--data-dir", self.data / name]
        if name != "ingestion":
            towards += self.cache
        self.processes[name] = live_stack.Process(
            name, "--listen", "127.0.0.1:0", "--tls-dir", self.folder / "tls" / name,
            "--policy", self.policy, "--metrics-listen", "127.0.0.1:0", "--drain-delay", "0",
            *towards, *arguments, log=self.folder / f"{name}.log")
        self.metrics_ports[name] = self.processes[name].said("metrics on port")

    def remove(self):
        for process in self.processes.values():
            process.remove()

    def certificate(self, *paths, begins=-DAY, ends=DAY, authority=None):
        """For an identity below the trust domain; for none or two when `paths`
        says so."""
        now = datetime.datetime.utcnow()
        return Certificate(*(authority or self.authority).issue(
            [uri(path) for path in paths], [], now + begins, now + ends))

    def tls_dir(self, path, authority=None):
        """A directory to call from with --tls-dir, for an identity below the
        trust domain."""
        now = datetime.datetime.utcnow()
        certificate, key = (authority or self.authority).issue(
            [uri(path)], [], now - DAY, now + DAY)
        directory = self.folder / "callers" / path.replace("/", "-")
        mkcerts.install(directory, certificate, key, [self.authority.certificate])
        return directory

    def channel(self, server, certificate=None, trusted=None):
        """To one server; without a certificate when none is given."""
        credentials = grpc.ssl_channel_credentials(
            mkcerts.pem((trusted or self.authority).certificate),
            certificate and certificate.key, certificate and certificate.chain)
        return grpc.secure_channel(
            self.processes[server].address, credentials,
            # Each channel shakes hands for itself.
            options=[("grpc.use_local_subchannel_pool", 1)])

    def metrics(self, server):
        """What Prometheus reads of one server, as text."""
        port = self.metrics_ports[server]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            return answer.read().decode()

    def logs(self):
        return "".join((self.folder / f"{name}.log").read_text() for name in self.SERVERS)
