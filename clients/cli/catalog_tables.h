// The catalogue's answers as tables.
#pragma once

#include <string>

#include "clients/cli/terminal.h"
#include "peerage/catalog/v1/catalog_service.pb.h"

namespace peerage::cli {

std::string RenderCatalog(const Terminal&, const catalog::v1::ListDatasetsResponse& response);
std::string RenderCatalog(const Terminal&, const catalog::v1::ListForcesResponse& response);
std::string RenderCatalog(const Terminal&, const catalog::v1::ListMeasuresResponse& response);
std::string RenderCatalog(const Terminal&, const catalog::v1::ListSimilarGroupsResponse& response);
std::string RenderCatalog(const Terminal&, const catalog::v1::ListPeriodsResponse& response);
std::string RenderCatalog(const Terminal&, const catalog::v1::ListAspirationsResponse& response);
std::string RenderCatalog(const Terminal&, const catalog::v1::ListAnnotationsResponse& response);
std::string RenderCatalog(const Terminal&,
                          const catalog::v1::ListExceptionalEventsResponse& response);
std::string RenderCatalog(const Terminal&,
                          const catalog::v1::ListReleaseCalendarResponse& response);

}  // namespace peerage::cli
