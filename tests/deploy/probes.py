"""A container's probes, asked as a kubelet asks them."""

import socket

import grpc

SECONDS = 3
SERVING = b"\x08\x01"


def passes(probe, host, port):
    """Whether a startupProbe, livenessProbe or readinessProbe succeeds at an
    address; the two forms that are in use."""
    if "grpc" in probe:
        return answers_serving(f"{host}:{port}", probe["grpc"].get("service", ""))
    assert "tcpSocket" in probe, f"a probe of another form is new here: {probe}"
    return accepts(host, port)


def answers_serving(address, service):
    # A HealthCheckRequest: field 1, the service's name.
    request = bytes([0x0A, len(service)]) + service.encode() if service else b""
    with grpc.insecure_channel(address) as channel:
        try:
            answer = channel.unary_unary("/grpc.health.v1.Health/Check")(request, timeout=SECONDS)
        except grpc.RpcError:
            return False
    return answer == SERVING


def accepts(host, port):
    try:
        with socket.create_connection((host, port), timeout=SECONDS):
            return True
    except OSError:
        return False
