"""Faults to plant into good manifests, each for the rule that must find it."""

from manifests import containers, named, of_kind, pod

FAULTS = []


def fault(rule):
    """Registers a function that spoils objects as the rule's name forbids."""
    def register(function):
        FAULTS.append((rule, function))
        return function
    return register


def deployment(objects, name="ranking"):
    return named(objects, "Deployment", name)


def container(objects, name="ranking"):
    return containers(deployment(objects, name))[0]


def change_argument(objects, old, new, name="ranking"):
    container(objects, name)["args"] = [
        new if each == old else each for each in container(objects, name)["args"]]


@fault("restricted_profile")
def a_capability_is_kept(objects):
    container(objects)["securityContext"]["capabilities"] = {"drop": ["NET_RAW"]}


@fault("restricted_profile")
def the_nodes_network_is_used(objects):
    pod(deployment(objects))["hostNetwork"] = True


@fault("restricted_profile")
def system_calls_are_unconfined(objects):
    pod(deployment(objects))["securityContext"]["seccompProfile"] = {"type": "Unconfined"}


@fault("known_user")
def a_user_of_ones_own(objects):
    container(objects)["securityContext"]["runAsUser"] = 1000


@fault("read_only_root")
def the_root_can_be_written(objects):
    del container(objects)["securityContext"]["readOnlyRootFilesystem"]


@fault("resources_bounded")
def memory_without_a_limit(objects):
    del container(objects)["resources"]["limits"]["memory"]


@fault("resources_bounded")
def scratch_space_without_a_limit(objects):
    volume = pod(deployment(objects, "reporting"))["volumes"][-1]
    del volume["emptyDir"]["sizeLimit"]


@fault("probes")
def nobody_asks_whether_it_is_ready(objects):
    del container(objects)["readinessProbe"]


@fault("probes")
def it_is_restarted_because_ingestion_is_away(objects):
    del container(objects)["livenessProbe"]["grpc"]["service"]


@fault("pinned_images")
def the_latest_image(objects):
    container(objects)["image"] = "peerage-ranking:latest"


@fault("pinned_images")
def an_image_without_a_tag(objects):
    container(objects)["image"] = "registry.example:5000/peerage-ranking"


@fault("pinned_images")
def an_image_of_another_version(objects):
    container(objects)["image"] = "registry.example:5000/peerage-ranking:0.0.1"


@fault("nothing_of_the_host")
def a_path_of_the_node(objects):
    pod(deployment(objects))["volumes"][0] = {"name": "tls", "hostPath": {"path": "/etc"}}


@fault("nothing_of_the_host")
def a_port_of_the_node(objects):
    container(objects)["ports"][0]["hostPort"] = 7401


@fault("no_token")
def a_token_is_mounted(objects):
    del pod(deployment(objects))["automountServiceAccountToken"]


@fault("no_token")
def the_default_account(objects):
    del pod(deployment(objects))["serviceAccountName"]


@fault("no_environment")
def a_password_in_the_environment(objects):
    container(objects)["env"] = [{"name": "PASSWORD", "valueFrom": {
        "secretKeyRef": {"name": "redis-client", "key": "password"}}}]


@fault("no_sub_path")
def one_file_of_a_secret(objects):
    container(objects)["volumeMounts"][0]["subPath"] = "tls.crt"


@fault("grace_outlasts_drain")
def it_is_killed_while_it_drains(objects):
    pod(deployment(objects))["terminationGracePeriodSeconds"] = 30


@fault("grace_outlasts_drain")
def no_time_to_leave_the_names(objects):
    del container(objects)["lifecycle"]


@fault("disruption_budgets")
def no_budget(objects):
    objects.remove(named(objects, "PodDisruptionBudget", "ranking"))


@fault("disruption_budgets")
def a_budget_that_stops_every_drain(objects):
    named(objects, "PodDisruptionBudget", "ingestion")["spec"]["maxUnavailable"] = 0


@fault("one_namespace")
def outside_the_namespace(objects):
    named(objects, "Service", "ranking")["metadata"]["namespace"] = "default"


@fault("one_namespace")
def the_namespace_admits_everything(objects):
    del named(objects, "Namespace", "peerage")["metadata"]["labels"]


@fault("headless_grpc")
def all_calls_to_one_replica(objects):
    del named(objects, "Service", "ranking")["spec"]["clusterIP"]


@fault("one_writer")
def two_writers_of_one_volume(objects):
    deployment(objects, "ingestion")["spec"]["replicas"] = 2


@fault("one_writer")
def the_new_writer_meets_the_old(objects):
    deployment(objects, "reporting")["spec"]["strategy"] = {"type": "RollingUpdate"}


@fault("autoscalers")
def every_apply_undoes_the_scaling(objects):
    deployment(objects)["spec"]["replicas"] = 3


@fault("autoscalers")
def what_is_scaled_is_not_there(objects):
    named(objects, "HorizontalPodAutoscaler", "ranking")["spec"]["scaleTargetRef"]["name"] = "rank"


@fault("spread")
def all_replicas_in_one_zone(objects):
    pod(deployment(objects))["topologySpreadConstraints"].pop()


@fault("selectors_match")
def a_service_of_all_pods(objects):
    named(objects, "Service", "ranking")["spec"]["selector"] = {
        "app.kubernetes.io/part-of": "peerage"}


@fault("ports_agree")
def another_port_than_the_services(objects):
    change_argument(objects, "--listen=0.0.0.0:7401", "--listen=0.0.0.0:7411")


@fault("ports_agree")
def a_service_that_does_not_exist(objects):
    change_argument(objects, "--ranking=dns:///ranking:7401", "--ranking=dns:///rankings:7401",
                    "reporting")


@fault("files_agree")
def a_file_outside_the_mounts(objects):
    change_argument(objects, "--tls-dir=/etc/peerage/tls", "--tls-dir=/etc/peerage/certificates")


@fault("files_agree")
def a_secret_that_nobody_makes(objects):
    objects.remove(named(objects, "Secret", "ranking-tls"))


@fault("secrets_are_secrets")
def a_password_in_a_config_map(objects):
    of_kind(objects, "ConfigMap")[0]["data"]["password"] = "1234"


@fault("secrets_are_secrets")
def a_key_that_everybody_reads(objects):
    del pod(deployment(objects))["volumes"][0]["secret"]["defaultMode"]


@fault("default_deny")
def nothing_is_denied(objects):
    objects.remove(named(objects, "NetworkPolicy", "default-deny"))


@fault("default_deny")
def rules_that_do_not_count(objects):
    named(objects, "NetworkPolicy", "ranking")["spec"]["policyTypes"] = ["Ingress"]


@fault("exact_edges")
def anyone_may_call_ingestion(objects):
    named(objects, "NetworkPolicy", "ingestion")["spec"]["ingress"][0].pop("from")


@fault("exact_edges")
def reporting_calls_ingestion(objects):
    named(objects, "NetworkPolicy", "reporting")["spec"]["egress"][0]["to"] = [
        {"podSelector": {"matchLabels": {"app.kubernetes.io/name": "ingestion"}}}]


@fault("exact_edges")
def the_health_port_is_open(objects):
    named(objects, "NetworkPolicy", "ranking")["spec"]["ingress"][1]["ports"] = [{"port": 7490}]


@fault("exact_edges")
def ranking_may_not_ask_for_names(objects):
    objects.remove(named(objects, "NetworkPolicy", "dns"))
