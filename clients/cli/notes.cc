#include "clients/cli/notes.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/paragraph.h"
#include "clients/cli/words.h"

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

std::string Sentence(const std::string& text) {
  return absl::StrCat(text, absl::EndsWith(text, ".") ? "" : ".");
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
  return absl::StrCat(DayWords(annotation.date()), ": ", Sentence(annotation.text()),
                      " Source: ", Sentence(annotation.source()));
}

std::string NextDataWords(const types::v1::CalendarEntry& entry) {
  return absl::StrCat(DayWords(entry.date()),
                      entry.confirmed() ? ": " : " (provisional): ", entry.title());
}

std::string UseWords(const types::v1::DatasetTerms& terms) {
  std::vector<std::string> words;
  if (!terms.audience().empty()) words.push_back("For " + Sentence(terms.audience()));
  if (terms.outside_naming() == types::v1::OUTSIDE_NAMING_ANONYMOUS) {
    words.emplace_back("Other forces are not named to anybody else.");
  }
  if (!terms.publishable_from().empty()) {
    words.push_back(
        absl::StrCat("Not to be published before ", DayWords(terms.publishable_from()), "."));
  }
  return absl::StrJoin(words, " ");
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
