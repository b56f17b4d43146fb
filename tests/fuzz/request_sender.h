// Bytes as calls of one server, over a real connection on loopback.
//
// The first byte chooses the method, the rest is its request: one message, or
// where the method takes a stream, messages each behind two bytes of length,
// the high one first. Methods come from the contract's descriptors, so a new
// one is called without a word here; tests/fuzz/reach_test.cc demands a seed for
// it.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/status.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace peerage::fuzz {

// The byte that names a method, made of its name: it stays when others come.
uint8_t MethodByte(std::string_view method);

class RequestSender {
 public:
  using Messages = std::vector<std::unique_ptr<google::protobuf::Message>>;

  // All methods of the services named in full. Stops the process when two have
  // the same byte.
  explicit RequestSender(const std::vector<std::string>& service_full_names);

  // Connects to a server, and leaves the one before.
  void Connect(const std::string& address);

  // Makes the call that the bytes mean and demands what every answer owes: a
  // status that blames no fault of ours, messages that say the same when they
  // are written again. Bytes that are no request are not sent. `mend` may
  // change the messages first, to get behind a checksum.
  void Send(std::string_view bytes, const std::function<void(Messages&)>& mend = {});

 private:
  const google::protobuf::MethodDescriptor& MethodOf(uint8_t byte) const;
  void Call(const google::protobuf::MethodDescriptor& method, const Messages& requests);

  // The method of the next byte that one has, going round.
  std::map<uint8_t, const google::protobuf::MethodDescriptor*> methods_;
  std::unique_ptr<grpc::GenericStub> stub_;
};

}  // namespace peerage::fuzz
