"""The overlay `ci`, run by `podman kube play`: a pod for each replica, on one
network whose DNS knows the replicas of a service by its name, as a cluster's
DNS knows those of a headless Service.
"""

import contextlib
import copy
import json
import re
import subprocess
import time
import urllib.request

import yaml

import containers
import manifests
import probes
from containers import podman
from manifests import named, of_kind, pod, pod_labels

METRICS_PORT = 7491
PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
ADDRESSES = {"PEERAGE_INGESTION": "ingestion:7400", "PEERAGE_RANKING": "ranking:7401",
             "PEERAGE_REPORTING": "reporting:7402"}
# One of those whom the policy's example lets in.
AUTHOR = "force/essex/performance"
START_SECONDS = 60
# Puts the network's names in place of this machine's, for one program.
WITH_NAMES = 'mount --bind "$0" /etc/resolv.conf && exec "$@"'


class PlayedCluster:
    """Use as a context: all it makes is named after it, and nothing of it is left
    at the end, however far it came."""

    def __init__(self, programs):
        self.programs = programs
        self.name = containers.fresh_name()
        self.pods = {}

    def __enter__(self):
        self._ending = contextlib.ExitStack()
        self.tree = self._ending.enter_context(manifests.Tree())
        self._ending.callback(self.remove)
        return self

    def __exit__(self, *_):
        self._ending.close()

    def start(self):
        """Returns when every service is ready."""
        podman("network", "create", "--internal", self.name)
        network = json.loads(podman("network", "inspect", self.name))[0]
        self.names = self.tree.path / "resolv.conf"
        self.names.write_text(f"nameserver {network['subnets'][0]['gateway']}\n")
        containers.call(containers.ROOT / "tools" / "mkcerts", self.secrets(), AUTHOR)
        self.objects = self.render()
        for deployment in of_kind(self.objects, "Deployment"):
            self.play(deployment)
        for name in manifests.SERVICES:
            for each in self.pods[name]:
                wait_until(lambda: each.passes("readinessProbe"), each.logs)

    def render(self):
        """With names of its own, since podman has one room for the names of all
        pods and volumes; and with the force that the policy gives as an example,
        put in place as deploy/README.md says."""
        own = self.tree.path / "overlays" / "played"
        own.mkdir()
        policy = (self.tree.path / "base" / "config" / "policy.yaml").read_text()
        (own / "policy.yaml").write_text(re.sub(r"(?m)^  # (- identity:|  \w+:)", r"  \1", policy))
        (own / "kustomization.yaml").write_text(yaml.safe_dump({
            "resources": ["../ci"], "namePrefix": f"{self.name}-",
            "configMapGenerator": [{"name": "access-policy", "behavior": "replace",
                                    "files": ["policy.yaml"],
                                    "options": {"disableNameSuffixHash": True}}]}))
        return self.tree.render("overlays/played")

    def play(self, deployment):
        """Makes the pods of a Deployment, and what they mount unless it is there."""
        name = pod_labels(deployment)["app.kubernetes.io/name"]
        file = self.tree.path / f"{name}.yaml"
        file.write_text(yaml.safe_dump_all([*self.mounted(deployment), playable(deployment)]))
        podman("kube", "play", "--network", f"{self.name}:alias={name}", file)
        self.pods[name] = [Pod(self, name, number, deployment)
                           for number in range(deployment["spec"]["replicas"])]

    def mounted(self, deployment):
        """The ConfigMaps and claims of a Deployment; podman refuses a claim whose
        volume is there already."""
        there = self.listed("volume")
        for volume in pod(deployment)["volumes"]:
            claim = volume.get("persistentVolumeClaim", {}).get("claimName")
            if "configMap" in volume:
                yield named(self.objects, "ConfigMap", volume["configMap"]["name"])
            elif claim and claim not in there:
                yield named(self.objects, "PersistentVolumeClaim", claim)

    def replace(self, name):
        """Removes the pods of a Deployment and makes new ones."""
        for each in self.pods[name]:
            podman("pod", "rm", "--force", "--time", "0", each.name)
        self.play(self.pods[name][0].deployment)

    def remove(self):
        for name in self.listed("pod"):
            podman("pod", "rm", "--force", "--time", "0", name, check=False)
        for name in self.listed("volume"):
            podman("volume", "rm", "--force", name, check=False)
        podman("network", "rm", "--force", self.name, check=False)
        left = [name for kind in ("pod", "volume", "network") for name in self.listed(kind)]
        assert not left, f"these could not be removed: {left}"

    def listed(self, kind):
        """The names of the pods, volumes or networks that this made."""
        return podman(kind, "ls", "--filter", f"name={self.name}",
                      "--format", "{{.Name}}").splitlines()

    def run(self, *program, **options):
        """A program of this machine that finds the services by their names."""
        return containers.call(*self.inside(*program), **options)

    def inside(self, *program):
        return ["unshare", "--mount", "sh", "-c", WITH_NAMES, self.names, *program]

    def peerage(self, *arguments, identity="ops/console", **options):
        """`peerage` with an identity's certificate, or without one: what it
        prints."""
        settings = ["--unset=PEERAGE_TLS_DIR"]
        settings += [f"{name}={address}" for name, address in ADDRESSES.items()]
        if identity:
            settings.append(f"PEERAGE_TLS_DIR={self.certificate(identity)}")
        return self.run("env", *settings, self.programs / "peerage", *arguments, **options)

    def json(self, *arguments):
        return json.loads(self.peerage(*arguments, "--json"))

    def redis(self, *command):
        """What Redis answers the user of the services."""
        password = (self.secrets() / "password").read_text().strip()
        return self.run("env", f"REDISCLI_AUTH={password}", "redis-cli", "-h", "redis", "--user",
                        "peerage", *command)

    def certificate(self, identity):
        """The directory of an identity, as tools/mkcerts names it."""
        return self.secrets() / identity.removeprefix("svc/").replace("/", "-")

    def secrets(self):
        return self.tree.path / "overlays" / "ci" / "secrets"


def playable(deployment):
    """What podman can play of it. Its probes would be made by `nc`, which no
    image has; and a scratch volume would be shared by all that have one of that
    name."""
    deployment = copy.deepcopy(deployment)
    container = pod(deployment)["containers"][0]
    for kind in PROBES:
        del container[kind]
    for volume in pod(deployment)["volumes"]:
        if "emptyDir" in volume:
            mount = next(each for each in container["volumeMounts"]
                         if each["name"] == volume["name"])
            volume["name"] = mount["name"] = f"{deployment['metadata']['name']}-{volume['name']}"
    return deployment


class Pod:
    """One replica."""

    def __init__(self, cluster, service, number, deployment):
        self.cluster = cluster
        self.deployment = deployment
        self.name = f"{deployment['metadata']['name']}-pod-{number}"
        self.container = f"{self.name}-{service}"

    def spec(self):
        return pod(self.deployment)["containers"][0]

    def inspect(self):
        return json.loads(podman("inspect", self.container))[0]

    def logs(self):
        done = podman("logs", self.container, check=False)
        return done.stdout + done.stderr

    def address(self):
        infra = podman("pod", "inspect", "--format", "{{.InfraContainerID}}", self.name).strip()
        networks = json.loads(podman("inspect", infra))[0]["NetworkSettings"]["Networks"]
        return networks[self.cluster.name]["IPAddress"]

    def passes(self, kind):
        """Whether a probe of the manifest succeeds."""
        probe = self.spec()[kind]
        return probes.passes(probe, self.address(), probe["grpc"]["port"])

    def count(self, metric, **labels):
        """A metric's value, added up over all that have these labels."""
        url = f"http://{self.address()}:{METRICS_PORT}/metrics"
        with urllib.request.urlopen(url, timeout=10) as answer:
            lines = re.findall(rf"^{metric}(?:{{(.*)}})? (\S+)$", answer.read().decode(), re.M)
        wanted = {f'{name}="{value}"' for name, value in labels.items()}
        return sum(float(value) for found, value in lines if wanted <= set(found.split(",")))

    def process(self):
        """The process id of its program."""
        return self.inspect()["State"]["Pid"]

    def kill(self):
        """All of it at once, its address included, as when a node dies."""
        podman("pod", "kill", self.name)

    def start(self):
        podman("pod", "start", self.name)
        wait_until(lambda: self.passes("readinessProbe"), self.logs)

    def end(self):
        """SIGTERM, and SIGKILL when the pod's time is over; gives the exit code."""
        seconds = pod(self.deployment)["terminationGracePeriodSeconds"]
        podman("stop", "--time", seconds, self.container)
        return self.inspect()["State"]["ExitCode"]


class SteadyCaller:
    """A caller's system that asks ranking for one standing all the time, over
    connections that it keeps; use as a context."""

    def __init__(self, cluster, program, *standing):
        self.process = subprocess.Popen(
            [*cluster.inside(program, "--ranking", ADDRESSES["PEERAGE_RANKING"], "--tls-dir",
                             cluster.certificate("ops/console"), "--timeout-ms", "5000",
                             "--seconds", "120"), *standing],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()

    def finish(self):
        """Ends it, and says what it saw."""
        out, err = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, err
        return json.loads(out)


def wait_until(condition, explain=lambda: "", seconds=START_SECONDS):
    """Returns when the condition is true; fails when it does not get so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"did not come true within {seconds} s {explain()}"
        time.sleep(0.05)
