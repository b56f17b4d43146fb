"""Rules about one pod: what it may do, what it is given, how it starts and ends."""

from lint import rule
from manifests import containers, flags, named, of_kind, pod, project_version

USER = 10001
VOLUME_KINDS = {"configMap", "secret", "emptyDir", "persistentVolumeClaim"}
# How long a server drains (services/runtime/server.h).
DRAIN_SECONDS = 25
HEALTH_PORT = 7490


def workloads(objects):
    for deployment in of_kind(objects, "Deployment"):
        yield deployment["metadata"]["name"], deployment


def each_container(objects):
    for name, deployment in workloads(objects):
        for container in containers(deployment):
            yield f"{name}/{container['name']}", container


@rule
def restricted_profile(objects):
    """The Pod Security profile `restricted`, field by field."""
    for name, deployment in workloads(objects):
        security = pod(deployment).get("securityContext", {})
        if security.get("runAsNonRoot") is not True:
            yield f"{name}: runAsNonRoot is not true"
        if security.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{name}: seccompProfile is not RuntimeDefault"
        for field in ("hostNetwork", "hostPID", "hostIPC"):
            if pod(deployment).get(field):
                yield f"{name}: {field}"
    for name, container in each_container(objects):
        security = container.get("securityContext", {})
        if security.get("allowPrivilegeEscalation") is not False:
            yield f"{name}: allowPrivilegeEscalation is not false"
        if security.get("capabilities") != {"drop": ["ALL"]}:
            yield f"{name}: capabilities are not just drop: [ALL]"
        if security.get("privileged"):
            yield f"{name}: privileged"
        for field in ("runAsNonRoot", "seccompProfile"):
            if field in security:
                yield f"{name}: {field} belongs to the pod"


@rule
def known_user(objects):
    """User and groups are the images' 10001, so that volumes can be read."""
    for name, deployment in workloads(objects):
        for field in ("runAsUser", "runAsGroup", "fsGroup"):
            if pod(deployment).get("securityContext", {}).get(field) != USER:
                yield f"{name}: {field} is not {USER}"
    for name, container in each_container(objects):
        if {"runAsUser", "runAsGroup"} & set(container.get("securityContext", {})):
            yield f"{name}: another user than the pod's"


@rule
def read_only_root(objects):
    """The root file system is read-only."""
    for name, container in each_container(objects):
        if container.get("securityContext", {}).get("readOnlyRootFilesystem") is not True:
            yield f"{name}: readOnlyRootFilesystem is not true"


@rule
def resources_bounded(objects):
    """CPU and memory are requested and limited; scratch space is limited."""
    for name, container in each_container(objects):
        for kind in ("requests", "limits"):
            for what in ("cpu", "memory"):
                if what not in container.get("resources", {}).get(kind, {}):
                    yield f"{name}: no {kind} of {what}"
    for name, deployment in workloads(objects):
        for volume in pod(deployment).get("volumes", []):
            if "emptyDir" in volume and "sizeLimit" not in (volume["emptyDir"] or {}):
                yield f"{name}: the emptyDir {volume['name']} has no sizeLimit"


@rule
def probes(objects):
    """Three probes; of a service by gRPC at the health port, where only the
    readiness probe asks whether it is ready: restarting does not bring back a
    dependency that is away."""
    for name, container in each_container(objects):
        for kind in ("startupProbe", "livenessProbe", "readinessProbe"):
            if kind not in container:
                yield f"{name}: no {kind}"
                continue
            if "--health-listen" not in flags(container):
                continue
            probe = container[kind].get("grpc", {})
            if probe.get("port") != HEALTH_PORT:
                yield f"{name}: the {kind} does not call port {HEALTH_PORT} by gRPC"
            if probe.get("service") != (None if kind == "readinessProbe" else "live"):
                yield f"{name}: the {kind} asks for the service {probe.get('service')}"


@rule
def pinned_images(objects):
    """Every image is that of this version, which `tools/images` makes."""
    for name, container in each_container(objects):
        tag = container["image"].rpartition("/")[2].partition(":")[2]
        if tag != project_version():
            yield f"{name}: the image {container['image']} is not that of {project_version()}"


@rule
def nothing_of_the_host(objects):
    """No path and no port of the node; only volumes that the profile allows."""
    for name, deployment in workloads(objects):
        for volume in pod(deployment).get("volumes", []):
            for kind in set(volume) - {"name"} - VOLUME_KINDS:
                yield f"{name}: the volume {volume['name']} is a {kind}"
    for name, container in each_container(objects):
        for port in container.get("ports", []):
            if "hostPort" in port:
                yield f"{name}: hostPort {port['hostPort']}"


@rule
def no_token(objects):
    """An account of its own for each, and no token of it anywhere."""
    for name, deployment in workloads(objects):
        account = pod(deployment).get("serviceAccountName")
        found = named(objects, "ServiceAccount", account)
        if account != name or found is None:
            yield f"{name}: the ServiceAccount is {account}, not one of its own"
        elif found.get("automountServiceAccountToken") is not False:
            yield f"{name}: its ServiceAccount mounts a token"
        if pod(deployment).get("automountServiceAccountToken") is not False:
            yield f"{name}: mounts a token"


@rule
def no_environment(objects):
    """Settings are flags and files. The environment is where secrets leak."""
    for name, deployment in workloads(objects):
        if pod(deployment).get("enableServiceLinks") is not False:
            yield f"{name}: enableServiceLinks puts every Service into the environment"
    for name, container in each_container(objects):
        for field in ("env", "envFrom"):
            if container.get(field):
                yield f"{name}: {field}"


@rule
def no_sub_path(objects):
    """Whole directories are mounted: what comes by subPath is never refreshed."""
    for name, container in each_container(objects):
        for mount in container.get("volumeMounts", []):
            if {"subPath", "subPathExpr"} & set(mount):
                yield f"{name}: {mount['mountPath']} is mounted by subPath"


@rule
def grace_outlasts_drain(objects):
    """preStop and the drain end before the pod is killed; services have both."""
    for name, deployment in workloads(objects):
        container = containers(deployment)[0]
        if "--drain-delay" not in flags(container) and "--listen" not in flags(container):
            continue
        sleep = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
        if sleep < 1:
            yield f"{name}: no preStop"
        if not 0 < float(flags(container).get("--drain-delay", 0)) < DRAIN_SECONDS:
            yield f"{name}: no --drain-delay"
        if pod(deployment).get("terminationGracePeriodSeconds", 30) <= sleep + DRAIN_SECONDS:
            yield f"{name}: is killed before {sleep} s of preStop and {DRAIN_SECONDS} s of drain"
