#!/usr/bin/python3
"""Asks Peerage where a force stands, from Python and without generated code.

Needs Debian's python3-grpcio and python3-protobuf, a running ranking service and
the contract as `peerage.binpb`, which the build leaves beside the programs.

    standing.py --contract build/release/bin/peerage.binpb \\
        --ranking 127.0.0.1:7401 open-data essex all-crime-offences 2019-12

With --tls-dir it shows a certificate, as a server beyond this machine demands.
"""

import argparse
import pathlib
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


class Contract:
    """Message classes by their full names."""

    def __init__(self, path):
        files = descriptor_pb2.FileDescriptorSet()
        with open(path, "rb") as contract:
            files.ParseFromString(contract.read())
        self.pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self.pool.Add(file)
        self.factory = message_factory.MessageFactory(self.pool)

    def message(self, name):
        return self.factory.GetPrototype(self.pool.FindMessageTypeByName(name))

    def method(self, channel, service, name):
        """A unary method as a function from request to response."""
        found = self.pool.FindServiceByName(service).FindMethodByName(name)
        return channel.unary_unary(
            f"/{service}/{name}",
            request_serializer=lambda request: request.SerializeToString(),
            response_deserializer=self.factory.GetPrototype(found.output_type).FromString)


def reason_of(contract, error):
    """The reason of docs/api.md's table; empty when the call never arrived."""
    details = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b"")
    status = contract.message("google.rpc.Status").FromString(details)
    info = contract.message("google.rpc.ErrorInfo")()
    for detail in status.details:
        if detail.type_url.endswith("/google.rpc.ErrorInfo"):
            info.ParseFromString(detail.value)
    return info.reason


def open_channel(address, tls_dir):
    """Without a directory of certificates only servers of this machine answer."""
    if tls_dir is None:
        return grpc.insecure_channel(address)
    trusted, key, certificate = (
        (tls_dir / name).read_bytes() for name in ("ca.crt", "tls.key", "tls.crt"))
    return grpc.secure_channel(
        address, grpc.ssl_channel_credentials(trusted, key, certificate))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", 1)[0])
    parser.add_argument("--contract", required=True, help="path of peerage.binpb")
    parser.add_argument("--ranking", required=True, help="HOST:PORT of the ranking service")
    parser.add_argument("--tls-dir", type=pathlib.Path,
                        help="directory with tls.crt, tls.key and ca.crt for mutual TLS")
    for name in ("dataset", "force", "measure", "period"):
        parser.add_argument(name)
    options = parser.parse_args()

    contract = Contract(options.contract)
    request = contract.message("peerage.ranking.v1.GetStandingRequest")(
        dataset_id=options.dataset, force_id=options.force, measure_id=options.measure)
    request.period.end_month = options.period
    with open_channel(options.ranking, options.tls_dir) as channel:
        get_standing = contract.method(channel, "peerage.ranking.v1.RankingService", "GetStanding")
        try:
            standing = get_standing(request, timeout=5).standing
        except grpc.RpcError as error:
            print(f"{error.code().name} {reason_of(contract, error)}: {error.details()}",
                  file=sys.stderr)
            return 1
    # Numbers are shown as the service wrote them: there is one way of rounding.
    if standing.HasField("position"):
        print(f"{standing.force_name}: {standing.value.display}, {standing.position_display} of "
              f"{standing.ranked_of} in {standing.group.name}")
        print(f"to the average: {standing.change_to_average.display}")
    else:
        print(f"{standing.force_name}: {standing.value.display}, no position")
    for caveat in standing.caveats:
        print(f"* {caveat.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
