#!/usr/bin/python3
"""What `kubectl apply -k` would send: only fields that Kubernetes has, and
nothing that our own rules forbid. Each rule is shown a fault that it must find.
"""

import copy
import functools
import unittest

import lint
import manifests
from planted_faults import FAULTS


@functools.cache
def rendered():
    """deploy/base and each overlay, by name."""
    with manifests.Tree() as tree:
        made = {name: tree.render(f"overlays/{name}") for name in manifests.OVERLAYS}
        return {"base": tree.render("base"), **made}


class Manifests(unittest.TestCase):

    def test_have_only_fields_that_kubernetes_has(self):
        everything = [each for objects in rendered().values() for each in objects]
        self.assertEqual(manifests.wrong_fields(everything), [])

    def test_keep_the_rules(self):
        for name in manifests.OVERLAYS:
            with self.subTest(name):
                self.assertEqual(lint.complaints(rendered()[name], name), [])

    def test_base_makes_no_secret(self):
        self.assertEqual(manifests.of_kind(rendered()["base"], "Secret"), [])

    def test_ranking_has_three_replicas_in_ci_and_one_on_a_single_node(self):
        for overlay, replicas in (("ci", 3), ("single-node", 1)):
            ranking = manifests.named(rendered()[overlay], "Deployment", "ranking")
            self.assertEqual(ranking["spec"]["replicas"], replicas)


class FieldCheck(unittest.TestCase):
    """The check that stands in for the API server finds what that would drop."""

    def spoilt(self, change):
        objects = copy.deepcopy(rendered()["plain"])
        change(manifests.named(objects, "Deployment", "ranking"))
        return manifests.wrong_fields(objects)

    def test_finds_a_misspelt_field(self):
        def change(deployment):
            deployment["spec"]["template"]["spec"]["containers"][0]["readynessProbe"] = {}
        found = self.spoilt(change)
        self.assertEqual(len(found), 1)
        self.assertIn("readynessProbe: no such field in V1Container", found[0])

    def test_finds_a_value_of_a_wrong_type(self):
        def change(deployment):
            deployment["spec"]["replicas"] = "3"
        self.assertEqual(self.spoilt(change), [
            'Deployment/ranking.spec.replicas: "3" is not a number'])

    def test_finds_a_kind_of_another_version(self):
        def change(deployment):
            deployment["apiVersion"] = "apps/v1beta1"
        self.assertEqual(self.spoilt(change), [
            "Deployment/ranking: apps/v1beta1 Deployment is not a kind that is used here"])


class Lint(unittest.TestCase):
    """One test for each planted fault; they are added below."""

    def test_every_rule_has_a_planted_fault(self):
        self.assertEqual({rule for rule, _ in FAULTS}, set(lint.rules()))

    def finds(self, rule, plant):
        objects = copy.deepcopy(rendered()["plain"])
        plant(objects)
        self.assertIn(rule, {name for name, _ in lint.complaints(objects)})


for _rule, _plant in FAULTS:
    setattr(Lint, f"test_{_rule}_finds_{_plant.__name__}",
            lambda self, rule=_rule, plant=_plant: self.finds(rule, plant))


if __name__ == "__main__":
    unittest.main()
