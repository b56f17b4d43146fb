"""Rules about how the objects fit together: selectors, ports, files, numbers."""

import re

from lint import rule
from lint_pods import HEALTH_PORT, each_container, workloads
from manifests import containers, flags, named, of_kind, pod, pod_labels, selects

METRICS_PORT = 7491
ADDRESS = re.compile(r"^(?:dns:///)?([a-z][a-z0-9-]*):(\d+)$")


def picked(objects, selector):
    """The names of the Deployments whose pods a selector picks."""
    return {name for name, deployment in workloads(objects)
            if selects(selector, pod_labels(deployment))}


def scaled(objects):
    """Deployments that may have several replicas."""
    targets = {each["spec"]["scaleTargetRef"]["name"]
               for each in of_kind(objects, "HorizontalPodAutoscaler")}
    return {name for name, deployment in workloads(objects)
            if name in targets or deployment["spec"].get("replicas", 1) > 1}


@rule
def disruption_budgets(objects):
    """One budget for each Deployment, which a node's drain can meet."""
    for name, deployment in workloads(objects):
        found = [each for each in of_kind(objects, "PodDisruptionBudget")
                 if selects(each["spec"]["selector"], pod_labels(deployment))]
        if len(found) != 1:
            yield f"{name}: {len(found)} PodDisruptionBudgets"
        elif found[0]["spec"].get("maxUnavailable") != 1:
            yield f"{name}: its budget is not maxUnavailable: 1"


@rule
def one_namespace(objects):
    """Everything lives in `peerage`, which admits restricted pods only."""
    for each in objects:
        if each["kind"] != "Namespace" and each["metadata"].get("namespace") != "peerage":
            yield f"{each['kind']}/{each['metadata']['name']}: not in the namespace peerage"
    namespace = named(objects, "Namespace", "peerage")
    labels = namespace["metadata"].get("labels", {}) if namespace else {}
    if labels.get("pod-security.kubernetes.io/enforce") != "restricted":
        yield "the namespace does not enforce the profile restricted"


@rule
def headless_grpc(objects):
    """A Service for gRPC is headless: behind one address, one connection takes
    every call to one replica."""
    for service in of_kind(objects, "Service"):
        grpc = any(port.get("appProtocol") == "grpc" or port.get("name") == "grpc"
                   for port in service["spec"]["ports"])
        if grpc and service["spec"].get("clusterIP") != "None":
            yield f"the Service {service['metadata']['name']} is not headless"
    serving = {name for name, each in each_container(objects) if "--listen" in flags(each)}
    for name in serving:
        service = named(objects, "Service", name.split("/")[0])
        if service is None or service["spec"]["ports"][0].get("name") != "grpc":
            yield f"{name}: no Service with a port called grpc"


@rule
def one_writer(objects):
    """With a claim: one replica, and the old pod ends before the new starts."""
    for name, deployment in workloads(objects):
        claims = [volume["persistentVolumeClaim"]["claimName"]
                  for volume in pod(deployment).get("volumes", [])
                  if "persistentVolumeClaim" in volume]
        for claim in claims:
            if named(objects, "PersistentVolumeClaim", claim) is None:
                yield f"{name}: there is no claim {claim}"
            if deployment["spec"].get("strategy", {}).get("type") != "Recreate":
                yield f"{name}: has a claim and a strategy other than Recreate"
            if name in scaled(objects) or deployment["spec"].get("replicas") != 1:
                yield f"{name}: has a claim and not just one replica"


@rule
def autoscalers(objects):
    """What is scaled exists, asks for CPU, and sets no number of its own."""
    for each in of_kind(objects, "HorizontalPodAutoscaler"):
        spec, name = each["spec"], each["metadata"]["name"]
        target = named(objects, spec["scaleTargetRef"]["kind"], spec["scaleTargetRef"]["name"])
        if target is None:
            yield f"{name}: scales what does not exist"
            continue
        if "replicas" in target["spec"]:
            yield f"{name}: its target sets replicas, which every apply would restore"
        if not 2 <= spec.get("minReplicas", 1) < spec["maxReplicas"]:
            yield f"{name}: minReplicas is below 2 or not below maxReplicas"
        for container in containers(target):
            if "cpu" not in container.get("resources", {}).get("requests", {}):
                yield f"{name}: a share of CPU that {container['name']} does not request"


@rule
def spread(objects):
    """Replicas spread over nodes and zones."""
    for name in scaled(objects):
        deployment = named(objects, "Deployment", name)
        keys = {each["topologyKey"]
                for each in pod(deployment).get("topologySpreadConstraints", [])
                if selects(each["labelSelector"], pod_labels(deployment))}
        for key in {"kubernetes.io/hostname", "topology.kubernetes.io/zone"} - keys:
            yield f"{name}: not spread over {key}"


@rule
def selectors_match(objects):
    """Selectors pick what they are named after, and nothing else."""
    for name, deployment in workloads(objects):
        if picked(objects, deployment["spec"]["selector"]) != {name}:
            yield f"the Deployment {name} does not select its own pods alone"
    for kind, selector_of in (
            ("Service", lambda spec: {"matchLabels": spec.get("selector", {})}),
            ("PodDisruptionBudget", lambda spec: spec["selector"])):
        for each in of_kind(objects, kind):
            name = each["metadata"]["name"]
            if picked(objects, selector_of(each["spec"])) != {name}:
                yield f"the {kind} {name} does not select the pods of {name} alone"


@rule
def ports_agree(objects):
    """Services, flags and probes name ports that the containers have, and the
    addresses in flags are those of Services."""
    for name, container in each_container(objects):
        ports = {port["containerPort"] for port in container.get("ports", [])}
        for flag in ("--listen", "--health-listen", "--metrics-listen"):
            address = flags(container).get(flag)
            if address and int(address.rpartition(":")[2]) not in ports:
                yield f"{name}: {flag}={address} is not one of its ports"
        for flag in ("--ingestion", "--ranking", "--redis"):
            address = flags(container).get(flag)
            if address and not is_service(objects, address):
                yield f"{name}: {flag}={address} is no Service"
        wanted = {"--health-listen": HEALTH_PORT, "--metrics-listen": METRICS_PORT}
        for flag, port in wanted.items():
            if "--listen" in flags(container) and not flags(container).get(flag, "").endswith(
                    f":{port}"):
                yield f"{name}: {flag} is not port {port}"
    for service in of_kind(objects, "Service"):
        name = service["metadata"]["name"]
        deployment = named(objects, "Deployment", name)
        if deployment is None:
            continue
        offered = {port["name"]: port["containerPort"]
                   for port in containers(deployment)[0].get("ports", [])}
        for port in service["spec"]["ports"]:
            if offered.get(port["targetPort"]) != port["port"]:
                yield f"the Service {name}: port {port['port']} is not one of its pods'"


def is_service(objects, address):
    found = ADDRESS.match(address)
    service = named(objects, "Service", found.group(1)) if found else None
    return service is not None and int(found.group(2)) in {
        port["port"] for port in service["spec"]["ports"]}


@rule
def files_agree(objects):
    """What flags and mounts name is there: volumes, Secrets, ConfigMaps."""
    for name, deployment in workloads(objects):
        volumes = {each["name"] for each in pod(deployment).get("volumes", [])}
        mounts = [mount for each in containers(deployment) for mount in each["volumeMounts"]]
        for volume in volumes ^ {mount["name"] for mount in mounts}:
            yield f"{name}: the volume {volume} is not both defined and mounted"
        paths = [mount["mountPath"] for mount in mounts]
        for container in containers(deployment):
            for value in [*flags(container).values(), *container.get("args", [])]:
                if value.startswith("/") and not any(
                        value == path or value.startswith(f"{path}/") for path in paths):
                    yield f"{name}: {value} is not below a mount"
        for volume in pod(deployment).get("volumes", []):
            config = volume.get("configMap", {}).get("name")
            if config and named(objects, "ConfigMap", config) is None:
                yield f"{name}: there is no ConfigMap {config}"
            secret = volume.get("secret", {}).get("secretName")
            if secret and secret not in secrets_made(objects):
                yield f"{name}: nobody makes the Secret {secret}"


def secrets_made(objects):
    return ({each["metadata"]["name"] for each in of_kind(objects, "Secret")}
            | {each["spec"]["secretName"] for each in of_kind(objects, "Certificate")})


@rule
def secrets_are_secrets(objects):
    """What is secret lies in Secrets, which only their readers can read."""
    for each in of_kind(objects, "ConfigMap"):
        for key in each.get("data", {}):
            if key.endswith(".key") or key in ("key", "password", "users.acl"):
                yield f"the ConfigMap {each['metadata']['name']} holds {key}"
    for name, deployment in workloads(objects):
        for volume in pod(deployment).get("volumes", []):
            if "secret" in volume and volume["secret"].get("defaultMode") != 0o440:
                yield f"{name}: the Secret {volume['secret']['secretName']} is not mode 0440"
        for path in ("--tls-dir", "--redis-password-file", "--cache-key-file"):
            value = flags(containers(deployment)[0]).get(path)
            if value and not comes_from_secret(deployment, value):
                yield f"{name}: {path}={value} does not come from a Secret"


def comes_from_secret(deployment, path):
    secret_volumes = {each["name"] for each in pod(deployment)["volumes"] if "secret" in each}
    return any(mount["name"] in secret_volumes and f"{path}/".startswith(f"{mount['mountPath']}/")
               for mount in containers(deployment)[0]["volumeMounts"])
