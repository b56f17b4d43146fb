"""Our own rules for the manifests. A rule is a function of the rendered objects
that yields what is wrong; its first line says what it asks.
"""

RULES = {}
# What an overlay differs in on purpose.
EXCEPTIONS = {
    # Its keys and images are made for one test, and podman mounts no Secrets and
    # gives several replicas no port (deploy/overlays/ci).
    "ci": {"secrets_are_secrets", "ports_agree", "pinned_images"},
}


def rule(function):
    RULES[function.__name__] = function
    return function


def rules():
    # They register themselves when they are loaded.
    import lint_cluster  # noqa: F401
    import lint_network  # noqa: F401
    import lint_pods  # noqa: F401
    return RULES


def complaints(objects, overlay=""):
    """(rule, what is wrong) of everything that breaks a rule."""
    return [(name, text) for name, check in rules().items()
            if name not in EXCEPTIONS.get(overlay, ())
            for text in check(objects)]
