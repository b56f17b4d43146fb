#include "clients/cpp/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/addresses.h"
#include "clients/cpp/metadata.h"
#include "clients/cpp/route.h"
#include "clients/cpp/target.h"
#include "clients/cpp/tls.h"

namespace peerage::client {
namespace {

grpc::ChannelArguments Arguments(const std::string& authority) {
  grpc::ChannelArguments arguments;
  arguments.SetLoadBalancingPolicyName("round_robin");
  // This library retries; a service's DNS entry has no say.
  arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 10'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 3'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  // A service that was just started is found at once, a new replica soon.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  arguments.SetInt(GRPC_ARG_DNS_MIN_TIME_BETWEEN_RESOLUTIONS_MS, 5'000);
  // A proxy from the environment never stands between services of one house.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // TLS holds the server's certificate against it.
  arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, authority);
  return arguments;
}

absl::Status CheckIdentity(const Target& target, const ConnectOptions& options) {
  if (options.as.empty()) return absl::OkStatus();
  if (!options.tls_dir.empty()) {
    return absl::InvalidArgumentError(
        "another identity cannot be claimed with TLS: the certificate says who calls");
  }
  if (!target.loopback) {
    return absl::InvalidArgumentError(
        absl::StrCat("to call as another identity is for tests within this machine, and ",
                     target.dialled, " is not in it; use a certificate"));
  }
  return CheckMetadata("the identity", options.as);
}

}  // namespace

absl::StatusOr<Connection> Connect(const std::string& target, const ConnectOptions& options) {
  const auto parsed = ParseTarget(target);
  if (!parsed.ok()) return parsed.status();
  if (auto identity = CheckIdentity(*parsed, options); !identity.ok()) return identity;
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (!options.tls_dir.empty()) {
    auto tls = TlsChannelCredentials(options.tls_dir);
    if (!tls.ok()) return tls.status();
    credentials = *std::move(tls);
  }
  const std::string authority =
      options.server_name.empty() ? parsed->endpoints.front() : options.server_name;
  const auto dial = [credentials, arguments = Arguments(authority)](const std::string& dialled) {
    return grpc::CreateCustomChannel(dialled, credentials, arguments);
  };
  return Connection{target, std::make_shared<Route>(parsed->dialled, options.as, dial)};
}

absl::StatusOr<std::vector<Connection>> ConnectToEach(const std::string& target,
                                                      const ConnectOptions& options) {
  const auto parsed = ParseTarget(target);
  if (!parsed.ok()) return parsed.status();
  // A name is not believed to be this machine for what it resolves to.
  if (auto identity = CheckIdentity(*parsed, options); !identity.ok()) return identity;
  const auto addresses = AddressesOf(*parsed);
  if (!addresses.ok()) return addresses.status();
  ConnectOptions named = options;
  if (named.server_name.empty()) named.server_name = parsed->endpoints.front();
  std::vector<Connection> connections;
  for (const std::string& address : *addresses) {
    auto connection = Connect(address, named);
    if (!connection.ok()) return connection.status();
    connections.push_back(*std::move(connection));
  }
  return connections;
}

}  // namespace peerage::client
