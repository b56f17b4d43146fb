"""What `deploy/` says once kustomize has put it together."""

import functools
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tools" / "manifests" / "node_modules"
# The program itself: its wrapper in JavaScript costs more than the rendering.
KUSTOMIZE = TOOLS / "@install-binary" / "kustomize-linux-x64" / "kustomize-linux-x64"
OVERLAYS = ("plain", "cert-manager", "single-node", "ci")
SERVICES = ("ingestion", "ranking", "reporting")


class Tree:
    """A copy of deploy/ with secrets of its own; use as a context."""

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="peerage-deploy-")
        self.path = pathlib.Path(self._folder.name) / "deploy"
        shutil.copytree(ROOT / "deploy", self.path, ignore=shutil.ignore_patterns("secrets"))
        self.plant_secrets()
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def plant_secrets(self):
        """Files where the overlays look for them, as a person makes them."""
        for overlay in OVERLAYS:
            subprocess.run([ROOT / "tools" / "cluster-secrets", overlay, "--deploy", self.path],
                           check=True, stdout=subprocess.DEVNULL, timeout=60)

    def render(self, folder):
        """The objects of `base` or of `overlays/NAME`."""
        done = subprocess.run([KUSTOMIZE, "build", self.path / folder], capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=60)
        if done.returncode != 0:
            raise AssertionError(f"kustomize build {folder}: {done.stderr}")
        return [each for each in yaml.safe_load_all(done.stdout) if each]


@functools.cache
def project_version():
    return re.search(r"project\(peerage VERSION ([\d.]+)",
                     (ROOT / "CMakeLists.txt").read_text()).group(1)


def wrong_fields(objects):
    """Fields that Kubernetes does not have, and values of a wrong type."""
    done = subprocess.run(["node", pathlib.Path(__file__).with_name("check_fields.mjs")],
                          input=json.dumps(objects), capture_output=True, text=True, timeout=60)
    if done.returncode not in (0, 1) or done.stderr:
        raise AssertionError(f"check_fields.mjs: {done.stderr}")
    return done.stdout.splitlines()


def of_kind(objects, kind):
    return [each for each in objects if each["kind"] == kind]


def named(objects, kind, name):
    for each in of_kind(objects, kind):
        if each["metadata"]["name"] == name:
            return each
    return None


def pod(deployment):
    return deployment["spec"]["template"]["spec"]


def pod_labels(deployment):
    return deployment["spec"]["template"]["metadata"]["labels"]


def containers(deployment):
    return pod(deployment)["containers"] + pod(deployment).get("initContainers", [])


def flags(container):
    """--name=value arguments as a dictionary."""
    pairs = (argument.partition("=") for argument in container.get("args", []))
    return {name: value for name, _, value in pairs if name.startswith("--")}


def selects(selector, labels):
    """Whether a label selector picks these labels; the forms that are in use."""
    if any(labels.get(key) != value for key, value in selector.get("matchLabels", {}).items()):
        return False
    for each in selector.get("matchExpressions", []):
        assert each["operator"] == "In", f"a selector's operator {each['operator']} is new here"
        if labels.get(each["key"]) not in each["values"]:
            return False
    return True
