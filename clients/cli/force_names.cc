#include "clients/cli/force_names.h"

#include "clients/cli/paging.h"
#include "clients/cpp/catalog_client.h"

namespace peerage::cli {

absl::StatusOr<ForceNames> FetchForceNames(const Session& session, const std::string& dataset,
                                           int64_t seq) {
  using catalog::v1::ListForcesRequest;
  using catalog::v1::ListForcesResponse;
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return connection.status();
  const client::CatalogClient catalog(*connection);
  ListForcesRequest request;
  request.set_dataset_id(dataset);
  request.set_seq(seq);
  const auto response = FetchAll<ListForcesRequest, ListForcesResponse>(
      request,
      [&](const ListForcesRequest& page) { return catalog.ListForces(page, Calling(session)); });
  if (!response.ok()) return response.status();
  ForceNames names;
  for (const auto& force : response->forces()) names[force.id()] = force.name();
  return names;
}

std::string NameOf(const ForceNames& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() ? id : found->second;
}

}  // namespace peerage::cli
