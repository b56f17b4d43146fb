"""The contract as the build leaves it, peerage.binpb: its methods, and message
classes by their full names."""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

import grpc


class Contract:

    def __init__(self, path):
        files = descriptor_pb2.FileDescriptorSet.FromString(path.read_bytes())
        self.pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self.pool.Add(file)
        self.factory = message_factory.MessageFactory(self.pool)
        self.services = [f"{file.package}.{service.name}"
                         for file in files.file if file.package.startswith("peerage.")
                         for service in file.service]

    def message(self, name):
        return self.factory.GetPrototype(self.pool.FindMessageTypeByName(name))

    def methods(self):
        """Every method of every service of ours."""
        for service in self.services:
            yield from self.pool.FindServiceByName(service).methods

    def call(self, channel, method, requests, timeout=10):
        """The answers to one call as a list; `requests` holds one message, or
        those of a stream. Of a stream that never ends only the first answer."""
        proto = descriptor_pb2.MethodDescriptorProto()
        method.CopyToProto(proto)
        path = f"/{method.containing_service.full_name}/{method.name}"
        serialize = self.factory.GetPrototype(method.input_type).SerializeToString
        parse = self.factory.GetPrototype(method.output_type).FromString
        if proto.client_streaming:
            return [channel.stream_unary(path, serialize, parse)(iter(requests), timeout=timeout)]
        if proto.server_streaming:
            answers = channel.unary_stream(path, serialize, parse)(requests[0], timeout=timeout)
            first = [next(answers)]
            answers.cancel()
            return first
        return [channel.unary_unary(path, serialize, parse)(requests[0], timeout=timeout)]

    def reason(self, error):
        """The reason of docs/api.md's table; empty when no server of ours said it."""
        details = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b"")
        info = self.message("google.rpc.ErrorInfo")()
        for detail in self.message("google.rpc.Status").FromString(details).details:
            if detail.type_url.endswith("/google.rpc.ErrorInfo"):
                info.ParseFromString(detail.value)
        return info.reason

    def outcome(self, channel, method, requests):
        """"OK", or "CODE" or "CODE REASON" of an error."""
        try:
            self.call(channel, method, requests)
        except grpc.RpcError as error:
            return f"{error.code().name} {self.reason(error)}".rstrip()
        return "OK"
