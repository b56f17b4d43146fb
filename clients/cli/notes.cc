#include "clients/cli/notes.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/paragraph.h"
#include "services/core/annotation.h"
#include "services/core/terms_words.h"

namespace peerage::cli {
namespace {

std::string Bullet(const Terminal& terminal, Tone tone, const std::string& text) {
  return Paragraph(terminal, tone, text, "* ", "  ");
}

// Whether a caveat names the annotation's break.
bool IsSaid(const types::v1::Standing& standing, const types::v1::Annotation& annotation) {
  return std::any_of(standing.caveats().begin(), standing.caveats().end(), [&](const auto& caveat) {
    return caveat.kind() == types::v1::CAVEAT_KIND_SERIES_BREAK &&
           absl::StrContains(caveat.text(), annotation.text());
  });
}

}  // namespace

std::vector<std::string> CaveatTexts(const std::vector<types::v1::Standing>& standings) {
  std::vector<std::string> texts;
  const auto add = [&texts](const std::string& text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
  };
  for (const auto& standing : standings) {
    for (const auto& caveat : standing.caveats()) add(caveat.text());
  }
  for (const auto& standing : standings) {
    for (const auto& annotation : standing.annotations()) {
      if (!IsSaid(standing, annotation)) add(AnnotationWords(annotation));
    }
  }
  return texts;
}

std::string AnnotationWords(const types::v1::Annotation& annotation) {
  const auto day = core::Day::Parse(annotation.date());
  return core::AnnotationWords({.date = day.value_or(core::Day()),
                                .text = annotation.text(),
                                .source = annotation.source()});
}

std::string NextDataWords(const types::v1::CalendarEntry& entry) {
  const auto day = core::Day::Parse(entry.date());
  return core::NextDataWords(
      {.date = day.value_or(core::Day()), .title = entry.title(), .confirmed = entry.confirmed()});
}

std::string UseWords(const types::v1::DatasetTerms& terms) {
  return core::UseWords(terms.audience(),
                        terms.outside_naming() != types::v1::OUTSIDE_NAMING_ANONYMOUS,
                        core::Day::Parse(terms.publishable_from()));
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
  if (const std::string use = UseWords(terms); !use.empty()) {
    notes += Bullet(terminal, Tone::kDim, use);
  }
  notes += Bullet(terminal, Tone::kDim,
                  absl::StrCat(terms.marking(), terms.marking().empty() ? "" : ". ",
                               "As known at release ", seq, "."));
  return notes;
}

}  // namespace peerage::cli
