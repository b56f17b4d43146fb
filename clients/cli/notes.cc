#include "clients/cli/notes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/cli/paragraph.h"
#include "clients/cpp/catalog_client.h"

namespace peerage::cli {
namespace {

std::string Bullet(const Terminal& terminal, Tone tone, const std::string& text) {
  return Paragraph(terminal, tone, text, "* ", "  ");
}

}  // namespace

absl::StatusOr<types::v1::DatasetTerms> FetchTerms(const Session& session,
                                                   const std::string& dataset, int64_t seq) {
  const auto connection = ConnectTo(session, "ranking");
  if (!connection.ok()) return connection.status();
  catalog::v1::ListDatasetsRequest request;
  request.set_page_size(1000);
  request.set_seq(seq);
  const auto response = client::CatalogClient(*connection).ListDatasets(request, Calling(session));
  if (!response.ok()) return response.status();
  for (const auto& listed : response->datasets()) {
    if (listed.id() == dataset) return listed.terms();
  }
  return absl::NotFoundError(absl::StrCat("the catalogue does not know dataset \"", dataset, "\""));
}

std::vector<std::string> CaveatTexts(const std::vector<types::v1::Standing>& standings) {
  std::vector<std::string> texts;
  for (const auto& standing : standings) {
    for (const auto& caveat : standing.caveats()) {
      if (std::find(texts.begin(), texts.end(), caveat.text()) == texts.end()) {
        texts.push_back(caveat.text());
      }
    }
  }
  return texts;
}

std::string RenderNotes(const Terminal& terminal, const std::vector<std::string>& texts,
                        const types::v1::DatasetTerms& terms, int64_t seq) {
  std::string notes;
  const bool said = std::find(texts.begin(), texts.end(), terms.notice()) != texts.end();
  if (!terms.notice().empty() && !said) notes += Bullet(terminal, Tone::kNotice, terms.notice());
  for (const std::string& text : texts) {
    notes += Bullet(terminal, text == terms.notice() ? Tone::kNotice : Tone::kPlain, text);
  }
  if (!terms.attribution().empty()) notes += Bullet(terminal, Tone::kDim, terms.attribution());
  notes += Bullet(terminal, Tone::kDim,
                  absl::StrCat(terms.marking(), terms.marking().empty() ? "" : ". ",
                               "As known at release ", seq, "."));
  return notes;
}

}  // namespace peerage::cli
