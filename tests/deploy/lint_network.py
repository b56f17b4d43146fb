"""Rules about who may talk to whom."""

from lint import rule
from lint_cluster import picked
from lint_pods import workloads
from manifests import of_kind

# Every way there is: from, to, port. A name in brackets is a label that a
# namespace must carry (value "true"), or the cluster's DNS.
EDGES = {
    ("[ingestion.peerage.example/client]", "ingestion", 7400),
    ("[ranking.peerage.example/client]", "ranking", 7401),
    ("[reporting.peerage.example/client]", "reporting", 7402),
    ("ranking", "ingestion", 7400),
    ("reporting", "ranking", 7401),
    ("ranking", "redis", 6379),
    ("reporting", "redis", 6379),
    ("[peerage.example/monitoring]", "ingestion", 7491),
    ("[peerage.example/monitoring]", "ranking", 7491),
    ("[peerage.example/monitoring]", "reporting", 7491),
    ("ranking", "[dns]", 53),
    ("reporting", "[dns]", 53),
}
DNS = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}},
       "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}}


def peers(objects, listed):
    """The names of those whom one `from` or `to` means."""
    if not listed:
        yield "[anyone]"
    for peer in listed or []:
        if set(peer) == {"podSelector"}:
            yield from picked(objects, peer["podSelector"])
        elif peer == DNS:
            yield "[dns]"
        elif set(peer) == {"namespaceSelector"} and list(
                peer["namespaceSelector"].get("matchLabels", {}).values()) == ["true"]:
            yield f"[{next(iter(peer['namespaceSelector']['matchLabels']))}]"
        else:
            yield f"[{peer}]"


def ways(objects, direction):
    """(own name, peer, port) of each rule of a direction."""
    other = "from" if direction == "ingress" else "to"
    for policy in of_kind(objects, "NetworkPolicy"):
        for own in picked(objects, policy["spec"]["podSelector"]):
            for each in policy["spec"].get(direction, []):
                for peer in peers(objects, each.get(other)):
                    for port in each.get("ports", [{"port": "any"}]):
                        yield own, peer, port["port"]


@rule
def default_deny(objects):
    """One policy picks every pod and lets nothing through; a policy that has
    rules of a direction governs that direction."""
    if not any(policy["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
               for policy in of_kind(objects, "NetworkPolicy")):
        yield "no NetworkPolicy denies everything by default"
    for policy in of_kind(objects, "NetworkPolicy"):
        for direction in ("ingress", "egress"):
            if policy["spec"].get(direction) and direction.capitalize() not in policy["spec"].get(
                    "policyTypes", []):
                yield f"{policy['metadata']['name']}: its {direction} rules do not count"


@rule
def exact_edges(objects):
    """Just the ways of the table; within the namespace both ends must agree."""
    inside = {name for name, _ in workloads(objects)}
    taken_in = {(peer, own, port) for own, peer, port in ways(objects, "ingress")}
    let_out = set(ways(objects, "egress"))
    for edge in sorted(EDGES - taken_in - {each for each in EDGES if each[1] == "[dns]"}):
        yield f"nobody lets in {edge}"
    for edge in sorted(each for each in EDGES - let_out if each[0] in inside):
        yield f"nobody lets out {edge}"
    for edge in sorted((taken_in | let_out) - EDGES, key=str):
        yield f"a way that should not be: {edge}"
