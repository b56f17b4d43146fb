// Lists come in pages; a person wants all of them.
#pragma once

#include <functional>

#include "absl/status/statusor.h"

namespace peerage::cli {

// Calls until no page is left, and puts the pages together as one response
// without a token.
template <class Request, class Response>
absl::StatusOr<Response> FetchAll(
    Request request, const std::function<absl::StatusOr<Response>(const Request&)>& call) {
  request.set_page_size(1000);
  Response all;
  do {
    const absl::StatusOr<Response> page = call(request);
    if (!page.ok()) return page.status();
    request.set_page_token(page->next_page_token());
    all.MergeFrom(*page);
  } while (!request.page_token().empty());
  all.clear_next_page_token();
  return all;
}

}  // namespace peerage::cli
