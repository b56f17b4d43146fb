#!/usr/bin/python3
"""The real programs take what the manifests give them: the arguments, policy,
certificates and keys of each overlay. Nothing is changed but the folders that
volumes are mounted at and the addresses.
"""

import base64
import copy
import datetime
import functools
import pathlib
import subprocess
import sys
import tempfile
import unittest

import manifests
import probes
from manifests import containers, named, pod

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "e2e"), str(TESTS / "security")]
import live_stack  # noqa: E402
from secured_stack import DAY, mkcerts  # noqa: E402

PORTS = {"redis": 6379, "ingestion": 7400, "ranking": 7401, "reporting": 7402}
LISTENERS = ("--listen", "--health-listen", "--metrics-listen")
PROBES = ("startupProbe", "livenessProbe", "readinessProbe")


class Overlay:
    """The Deployments of an overlay as processes; use as a context."""

    def __init__(self, objects):
        self.objects = copy.deepcopy(objects)
        self.authority = mkcerts.Authority.make("cert-manager of a test", 7)
        self.processes = {}
        # HOST:PORT of a Service, and where that is instead.
        self.elsewhere = {}

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="peerage-arguments-")
        self.folder = pathlib.Path(self._folder.name)
        return self

    def __exit__(self, *_):
        for process in self.processes.values():
            process.remove()
        self._folder.cleanup()

    def container(self, name):
        return containers(named(self.objects, "Deployment", name))[0]

    def log(self, name):
        return (self.folder / f"{name}.log").read_text()

    def start(self, name):
        """Returns when it says where it listens."""
        arguments = self.arguments(name)
        try:
            process = live_stack.Process(name, *arguments, log=self.folder / f"{name}.log")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.log(name)}") from None
        self.processes[name] = process
        process.health_port = int(process.said("health on port"))
        port = process.address.rpartition(":")[2]
        # By the name that every server's certificate has.
        self.elsewhere[f"{name}:{PORTS[name]}"] = f"localhost:{port}"

    def start_redis(self):
        """Returns when it passes the manifest's readiness probe."""
        port = live_stack.free_port()
        self.processes["redis"] = Redis(port, self.arguments("redis"), self.folder)
        probe = self.container("redis")["readinessProbe"]
        if not live_stack.until(lambda: probes.passes(probe, "127.0.0.1", port)):
            raise AssertionError(f"redis is not ready: {self.log('redis')}")
        self.elsewhere[f"redis:{PORTS['redis']}"] = f"127.0.0.1:{port}"

    def arguments(self, name):
        """As the manifest has them, but for places on this machine."""
        mounts = self.mount(name)
        made = []
        for argument in self.container(name)["args"]:
            flag, equals, value = argument.rpartition("=")
            place = "127.0.0.1:0" if flag in LISTENERS else self.here(value, mounts)
            made.append(flag + equals + place)
        return made

    def here(self, value, mounts):
        """An argument's value, unless it is a Service's address or a path below a
        mount: then where that is on this machine."""
        for address, instead in self.elsewhere.items():
            if value in (address, f"dns:///{address}"):
                return value.replace(address, instead)
        for path, folder in mounts.items():
            if value == path or value.startswith(f"{path}/"):
                return value.replace(path, str(folder), 1)
        return value

    def mount(self, name):
        """Makes the folders that a container finds mounted: path -> folder."""
        volumes = {each["name"]: each for each in pod(named(self.objects, "Deployment",
                                                            name))["volumes"]}
        mounts = {}
        for mount in self.container(name)["volumeMounts"]:
            folder = self.folder / name / mount["name"]
            folder.mkdir(parents=True)
            for file, content in self.files(volumes[mount["name"]]).items():
                (folder / file).write_bytes(content)
            mounts[mount["mountPath"]] = folder
        return mounts

    def files(self, volume):
        """What a volume holds when its pod starts: name -> bytes."""
        if "configMap" in volume:
            data = named(self.objects, "ConfigMap", volume["configMap"]["name"])["data"]
            return {name: text.encode() for name, text in data.items()}
        if "secret" in volume:
            secret = named(self.objects, "Secret", volume["secret"]["secretName"])
            if secret is None:
                return self.issued(volume["secret"]["secretName"])
            return {name: base64.b64decode(text) for name, text in secret["data"].items()}
        return {}

    def issued(self, secret):
        """What cert-manager would put into a Secret."""
        spec = next(each["spec"] for each in manifests.of_kind(self.objects, "Certificate")
                    if each["spec"]["secretName"] == secret)
        now = datetime.datetime.utcnow()
        certificate, key = self.authority.issue(spec["uris"], spec["dnsNames"], now - DAY,
                                                now + DAY)
        return {"tls.crt": mkcerts.pem(certificate), "tls.key": mkcerts.key_pem(key),
                "ca.crt": mkcerts.pem(self.authority.certificate)}

    def passes(self, name, kind):
        """Whether a probe of the manifest succeeds in time."""
        probe, port = self.container(name)[kind], self.processes[name].health_port
        return live_stack.until(lambda: probes.passes(probe, "127.0.0.1", port))

    def reaches_redis(self, name):
        return live_stack.until(lambda: '"redis reached"' in self.log(name))


class Redis:
    """Debian's redis-server with the manifest's settings and users."""

    def __init__(self, port, arguments, folder):
        # What the settings name themselves.
        users = folder / "redis" / "users" / "users.acl"
        with (folder / "redis.log").open("wb") as log:
            self.child = subprocess.Popen(
                ["redis-server", *arguments, "--port", str(port), "--bind", "127.0.0.1",
                 "--aclfile", users, "--dir", folder],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def remove(self):
        self.child.kill()
        self.child.wait()


@functools.cache
def rendered():
    """Each overlay's objects, by its name."""
    with manifests.Tree() as tree:
        return {name: tree.render(f"overlays/{name}") for name in manifests.OVERLAYS}


class Started:
    """What must be true of an overlay once all of it runs."""

    @classmethod
    def setUpClass(cls):
        cls.overlay = cls.enterClassContext(Overlay(rendered()[cls.name]))
        cls.overlay.start_redis()
        for service in manifests.SERVICES:
            cls.overlay.start(service)

    def test_services_pass_their_probes(self):
        for service in manifests.SERVICES:
            for kind in PROBES:
                with self.subTest(f"{service}: {kind}"):
                    self.assertTrue(self.overlay.passes(service, kind), self.overlay.log(service))

    def test_what_caches_reaches_redis(self):
        for service in ("ranking", "reporting"):
            with self.subTest(service):
                self.assertTrue(self.overlay.reaches_redis(service), self.overlay.log(service))


class Plain(Started, unittest.TestCase):
    name = "plain"


class CertManager(Started, unittest.TestCase):
    name = "cert-manager"


class SingleNode(Started, unittest.TestCase):
    name = "single-node"


class Ci(Started, unittest.TestCase):
    name = "ci"


class Faults(unittest.TestCase):
    """That a manifest and the programs do not go together is seen."""

    def test_every_overlay_is_started(self):
        self.assertEqual({each.name for each in Started.__subclasses__()},
                         set(manifests.OVERLAYS))

    def test_a_flag_that_is_gone_is_found(self):
        with Overlay(rendered()["plain"]) as overlay:
            overlay.container("ingestion")["args"].append("--gone=1")
            with self.assertRaisesRegex(AssertionError, "exit code 78(.|\n)*--gone"):
                overlay.start("ingestion")

    def test_a_policy_with_a_method_that_is_gone_is_found(self):
        with Overlay(rendered()["cert-manager"]) as overlay:
            policy = named(overlay.objects, "ConfigMap", "access-policy")["data"]
            policy["policy.yaml"] = policy["policy.yaml"].replace("FollowReleases", "ReadReleases")
            with self.assertRaisesRegex(AssertionError, "exit code 78(.|\n)*ReadReleases"):
                overlay.start("ingestion")


if __name__ == "__main__":
    live_stack.main()
