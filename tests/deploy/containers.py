"""podman for a test: what it starts has a name of its own and is gone when the
test is done, whatever happened; every command is bounded in time.
"""

import json
import os
import pathlib
import secrets
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENVIRONMENT = dict(os.environ,
                   CONTAINERS_CONF=str(ROOT / "deploy" / "images" / "containers.conf"))
# What the manifests ask of a cluster, asked of podman.
HARDENED = ("--read-only", "--cap-drop=ALL", "--security-opt", "no-new-privileges",
            "--memory", "256m", "--pids-limit", "200")


def call(*command, seconds=120, check=True):
    """What a command prints. It must succeed, unless check is False; then the
    finished process is given instead."""
    done = subprocess.run([str(part) for part in command], env=ENVIRONMENT, text=True,
                          capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds)
    if not check:
        return done
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: exit code {done.returncode}\n"
                             f"{done.stderr}")
    return done.stdout


def podman(*arguments, **options):
    return call("podman", *arguments, **options)


def fresh_name():
    return f"peerage-test-{secrets.token_hex(4)}"


class Namespace:
    """A network with nothing in it but loopback, for containers that talk to
    each other as if on one machine."""

    def __init__(self):
        self.name = fresh_name()
        call("ip", "netns", "add", self.name)
        call("ip", "-n", self.name, "link", "set", "lo", "up")

    def path(self):
        return f"/run/netns/{self.name}"

    def run(self, *command, **options):
        """A program of this machine, run inside."""
        return call("ip", "netns", "exec", self.name, *command, **options)

    def remove(self):
        call("ip", "netns", "delete", self.name)


class Container:
    """A running container of one image."""

    def __init__(self, image, arguments=(), options=()):
        self.name = fresh_name()
        podman("run", "--detach", "--name", self.name, *HARDENED, *options, image, *arguments)

    def inspect(self):
        return json.loads(podman("inspect", self.name))[0]

    def logs(self):
        """What it said on both its outputs."""
        done = podman("logs", self.name, check=False)
        return done.stdout + done.stderr

    def end(self, seconds):
        """SIGTERM, and SIGKILL after so many seconds; gives the exit code."""
        podman("stop", "--time", seconds, self.name, seconds=seconds + 30)
        return self.inspect()["State"]["ExitCode"]

    def remove(self):
        podman("rm", "--force", "--time", "0", "--volumes", self.name)
