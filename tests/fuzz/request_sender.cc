#include "tests/fuzz/request_sender.h"

#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <utility>

#include "tests/fuzz/demand.h"

namespace peerage::fuzz {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

// A call that waits for a release must not wait for long.
constexpr std::chrono::milliseconds kDeadline{200};

std::unique_ptr<Message> Parse(const Descriptor* type, std::string_view bytes) {
  std::unique_ptr<Message> message(MessageFactory::generated_factory()->GetPrototype(type)->New());
  const bool parsed = message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return parsed ? std::move(message) : nullptr;
}

// Nothing, unless all of the bytes are messages.
RequestSender::Messages RequestsOf(const MethodDescriptor& method, std::string_view bytes) {
  RequestSender::Messages requests;
  do {
    std::string_view part = bytes;
    if (method.client_streaming()) {
      if (bytes.size() < 2) return {};
      const size_t size = static_cast<uint8_t>(bytes[0]) * size_t{256} +  //
                          static_cast<uint8_t>(bytes[1]);
      part = bytes.substr(2, size);
      bytes.remove_prefix(2 + part.size());
    } else {
      bytes = {};
    }
    requests.push_back(Parse(method.input_type(), part));
    if (requests.back() == nullptr) return {};
  } while (!bytes.empty());
  return requests;
}

grpc::ByteBuffer ToBuffer(const Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return {&slice, 1};
}

void CheckAnswer(const MethodDescriptor& method, const grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  Demand(buffer.DumpToSingleSlice(&slice).ok(), "an answer is in one piece");
  const std::string_view bytes(reinterpret_cast<const char*>(slice.begin()), slice.size());
  const std::unique_ptr<Message> answer = Parse(method.output_type(), bytes);
  Demand(answer != nullptr, "an answer can be read");
  Demand(answer->SerializeAsString() == bytes, "an answer says the same when written again");
}

void CheckStatus(const MethodDescriptor& method, const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::UNIMPLEMENTED:
    case grpc::StatusCode::DATA_LOSS:
      Demand(false, method.full_name() + " blames itself: " + status.error_message());
      break;
    default:
      break;
  }
}

}  // namespace

uint8_t MethodByte(std::string_view method) {
  // The highest byte of FNV-1a.
  uint32_t hash = 2166136261;
  for (const char c : method) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619;
  return static_cast<uint8_t>(hash >> 24);
}

RequestSender::RequestSender(const std::vector<std::string>& service_full_names) {
  // A line for each call would drown what the fuzzer says.
  spdlog::set_level(spdlog::level::off);
  for (const std::string& name : service_full_names) {
    const auto* service = DescriptorPool::generated_pool()->FindServiceByName(name);
    Demand(service != nullptr, "the contract has " + name);
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      Demand(methods_.emplace(MethodByte(method->name()), method).second,
             method->full_name() + " has a byte of its own");
    }
  }
}

void RequestSender::Connect(const std::string& address) {
  stub_ = std::make_unique<grpc::GenericStub>(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
}

const MethodDescriptor& RequestSender::MethodOf(uint8_t byte) const {
  const auto found = methods_.lower_bound(byte);
  return *(found == methods_.end() ? methods_.begin() : found)->second;
}

void RequestSender::Send(std::string_view bytes, const std::function<void(Messages&)>& mend) {
  if (bytes.empty()) return;
  const MethodDescriptor& method = MethodOf(static_cast<uint8_t>(bytes[0]));
  Messages requests = RequestsOf(method, bytes.substr(1));
  if (requests.empty()) return;
  if (mend) mend(requests);
  Call(method, requests);
}

// One way for all four kinds of methods: on the wire they are the same.
void RequestSender::Call(const MethodDescriptor& method, const Messages& requests) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kDeadline);
  grpc::CompletionQueue queue;
  const auto done = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    Demand(queue.Next(&tag, &ok), "the queue is open");
    return ok;
  };
  const auto call = stub_->PrepareCall(
      &context, "/" + method.service()->full_name() + "/" + method.name(), &queue);
  call->StartCall(nullptr);
  bool open = done();
  for (size_t i = 0; open && i < requests.size(); ++i) {
    call->Write(ToBuffer(*requests[i]), nullptr);
    open = done();
  }
  if (open) {
    call->WritesDone(nullptr);
    open = done();
  }
  grpc::ByteBuffer answer;
  while (open) {
    call->Read(&answer, nullptr);
    open = done();
    if (open) CheckAnswer(method, answer);
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  done();
  CheckStatus(method, status);
}

}  // namespace peerage::fuzz
