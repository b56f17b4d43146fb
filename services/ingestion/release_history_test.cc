// Export and diff: what releases hold, and what changed between them.
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "services/ingestion/release_diff.h"
#include "services/ingestion/release_export.h"
#include "services/ingestion/source_export.h"
#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

constexpr char kHeader[] =
    "measure,force,period_end,period_months,numerator,denominator,status,standard_error\n";

// Tidy rows of "solved-rate": outcomes and, with two decimals, offences.
class ReleaseHistory : public testing::ImportFixture {
 protected:
  ReleaseHistory() { Apply(testing::MakeImportReference()); }

  int64_t Take(const std::string& rows, v1::ReleaseKind kind = v1::RELEASE_KIND_FINAL) {
    const std::string bytes = kHeader + rows;
    v1::ImportReleaseHeader header = Header("tidy", bytes);
    header.set_kind(kind);
    if (kind == v1::RELEASE_KIND_CORRECTION) header.set_reason("recount");
    const v1::ImportReleaseResponse response = Import(header, bytes);
    EXPECT_TRUE(response.has_accepted()) << response.ShortDebugString();
    return response.accepted().release().seq();
  }

  // "solved-rate.numerator essex 2019-12 5 final", one a figure.
  std::vector<std::string> Export(int64_t seq, bool everything) {
    std::vector<std::string> rows;
    const absl::Status status =
        ExportFigures(log_, *log_.Get(seq), everything, [&](const v1::ExportReleaseResponse& part) {
          for (const v1::ReleaseFigure& f : part.figures()) {
            rows.push_back(absl::StrJoin({f.series_id(), f.area_id(), f.period_end(), f.figure(),
                                          f.status(), f.standard_error()},
                                         " "));
          }
          return absl::OkStatus();
        });
    EXPECT_TRUE(status.ok()) << status;
    return rows;
  }

  absl::StatusOr<v1::DiffReleasesResponse> Diff(int64_t from, int64_t to, int page_size = 0,
                                                const std::string& token = "") {
    v1::DiffReleasesRequest request;
    request.set_dataset_id("open-data");
    request.set_from_seq(from);
    request.set_to_seq(to);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return DiffFigures(log_, request);
  }
};

constexpr char kFirst[] =
    "solved-rate,city-of-london,2019-12,12,1,10.50,,\n"
    "solved-rate,essex,2019-12,12,5,20,,\n"
    "solved-rate,sussex,2019-12,12,,,missing,\n";

TEST_F(ReleaseHistory, ExportsARelease) {
  const int64_t seq = Take(kFirst);
  const std::vector<std::string> expected = {
      "solved-rate.denominator city-of-london 2019-12 10.50 final ",
      "solved-rate.denominator essex 2019-12 20.00 final ",
      "solved-rate.denominator sussex 2019-12  missing ",
      "solved-rate.numerator city-of-london 2019-12 1 final ",
      "solved-rate.numerator essex 2019-12 5 final ",
      "solved-rate.numerator sussex 2019-12  missing "};
  EXPECT_EQ(Export(seq, false), expected);
}

TEST_F(ReleaseHistory, ExportsWhatWasKnownAfterARelease) {
  const int64_t first = Take(kFirst);
  const int64_t second = Take(
      "solved-rate,city-of-london,2020-03,12,2,10,,\n"
      "solved-rate,essex,2020-03,12,6,20,,\n"
      "solved-rate,sussex,2020-03,12,4,9,provisional,\n");
  const int64_t third = Take("solved-rate,essex,2019-12,12,7,20,,\n", v1::RELEASE_KIND_CORRECTION);
  EXPECT_EQ(Export(second, true).size(), 12u);
  EXPECT_EQ(Export(second, true)[7], "solved-rate.numerator essex 2019-12 5 final ");
  EXPECT_EQ(Export(third, true)[7], "solved-rate.numerator essex 2019-12 7 final ");
  EXPECT_EQ(Export(third, false).size(), 6u);
  EXPECT_EQ(Export(first, true), Export(first, false));
}

TEST_F(ReleaseHistory, ExportsStandardErrorsAsTheyWereWritten) {
  const int64_t seq = Take(
      "satisfied,city-of-london,2019-12,12,1,10.50,,0.0125\n"
      "satisfied,essex,2019-12,12,5,20,,1\n"
      "satisfied,sussex,2019-12,12,4,20,,0\n");
  const std::vector<std::string> rows = Export(seq, false);
  EXPECT_EQ(rows[3], "satisfied.numerator city-of-london 2019-12 1 final 0.0125");
  EXPECT_EQ(rows[4], "satisfied.numerator essex 2019-12 5 final 1");
  EXPECT_EQ(rows[5], "satisfied.numerator sussex 2019-12 4 final 0");
}

TEST_F(ReleaseHistory, DeclarationsAreNoFigures) {
  const absl::Status status =
      ExportFigures(log_, *log_.Get(1), false, [](const auto&) { return absl::OkStatus(); });
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
}

TEST_F(ReleaseHistory, AReaderThatHasGoneEndsAnExport) {
  const int64_t seq = Take(kFirst);
  EXPECT_TRUE(absl::IsCancelled(ExportFigures(
      log_, *log_.Get(seq), false, [](const auto&) { return absl::CancelledError("gone"); })));
}

TEST_F(ReleaseHistory, TellsWhatACorrectionChanged) {
  const int64_t first = Take(kFirst);
  const int64_t second = Take(
      "solved-rate,essex,2019-12,12,5,19.25,,\n"
      "solved-rate,sussex,2019-12,12,4,8,,\n",
      v1::RELEASE_KIND_CORRECTION);
  const auto diff = Diff(first, second);
  ASSERT_TRUE(diff.ok()) << diff.status();
  ASSERT_EQ(diff->total(), 3);
  const v1::FigureChange& essex = diff->changes(0);
  EXPECT_EQ(essex.series_id(), "solved-rate.denominator");
  EXPECT_EQ(essex.measure_ids(0), "solved-rate");
  EXPECT_EQ(essex.area_id(), "essex");
  EXPECT_EQ(essex.before().figure(), "20.00");
  EXPECT_EQ(essex.after().figure(), "19.25");
  EXPECT_EQ(essex.difference(), "-0.75");
  EXPECT_EQ(essex.seq(), second);
  // Got a value: no difference to speak of.
  EXPECT_EQ(diff->changes(1).before().status(), "missing");
  EXPECT_EQ(diff->changes(1).after().figure(), "8.00");
  EXPECT_EQ(diff->changes(1).difference(), "");
  EXPECT_EQ(diff->changes(2).series_id(), "solved-rate.numerator");
}

TEST_F(ReleaseHistory, NothingChangesFromAReleaseToItself) {
  const int64_t first = Take(kFirst);
  EXPECT_EQ(Diff(first, first)->total(), 0);
  EXPECT_EQ(Diff(0, 1)->total(), 0);
}

TEST_F(ReleaseHistory, BeforeAllThereWasNothing) {
  const int64_t first = Take(kFirst);
  const auto diff = Diff(0, first);
  ASSERT_EQ(diff->total(), 6);
  EXPECT_FALSE(diff->changes(0).has_before());
  EXPECT_TRUE(diff->changes(0).has_after());
}

TEST_F(ReleaseHistory, PagesOfAnySizeGiveTheSameChanges) {
  Take(kFirst);
  const int64_t second = Take(
      "solved-rate,city-of-london,2020-03,12,2,10,,\n"
      "solved-rate,essex,2020-03,12,6,20,,\n"
      "solved-rate,sussex,2020-03,12,4,9,provisional,\n");
  const v1::DiffReleasesResponse whole = *Diff(0, second);
  ASSERT_EQ(whole.changes_size(), 12);
  EXPECT_TRUE(whole.next_page_token().empty());
  for (const int size : {1, 2, 3, 5, 11, 12}) {
    v1::DiffReleasesResponse pages;
    std::string token;
    do {
      const auto page = Diff(0, second, size, token);
      ASSERT_TRUE(page.ok()) << page.status();
      EXPECT_EQ(page->total(), 12);
      EXPECT_LE(page->changes_size(), size);
      token = page->next_page_token();
      pages.mutable_changes()->MergeFrom(page->changes());
    } while (!token.empty());
    EXPECT_EQ(pages.changes_size(), 12) << size;
    for (int i = 0; i < pages.changes_size(); ++i) {
      EXPECT_EQ(pages.changes(i).SerializeAsString(), whole.changes(i).SerializeAsString());
    }
  }
}

TEST_F(ReleaseHistory, AskingWrongIsSaid) {
  const int64_t first = Take(kFirst);
  EXPECT_TRUE(absl::IsInvalidArgument(Diff(first, 1).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Diff(-1, first).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Diff(0, first, 1001).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Diff(0, first, 0, "3").status()));
  EXPECT_TRUE(absl::IsNotFound(Diff(0, first + 1).status()));
  v1::DiffReleasesRequest request;
  request.set_dataset_id("open-data");
  request.set_to_seq(first);
  request.add_series_ids("burglary");
  EXPECT_TRUE(absl::IsInvalidArgument(DiffFigures(log_, request).status()));
  request.set_dataset_id("unknown");
  EXPECT_TRUE(absl::IsNotFound(DiffFigures(log_, request).status()));
}

TEST_F(ReleaseHistory, TermsStandInTheFirstPartAndInTheDiff) {
  const int64_t seq = Take(kFirst);
  std::vector<std::string> attributions;
  ASSERT_TRUE(ExportFigures(log_, *log_.Get(seq), false, [&](const auto& part) {
                attributions.push_back(part.terms().attribution());
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(attributions.front(), "Contains public sector information.");
  EXPECT_EQ(Diff(0, seq)->terms().attribution(), "Contains public sector information.");
}

TEST_F(ReleaseHistory, TheSourceComesBackByteForByte) {
  std::string rows = kFirst;
  // Blank lines at the end are no rows; with them it takes two parts.
  rows.append(size_t{600} << 10, '\n');
  const int64_t seq = Take(rows);
  std::string source;
  const auto take = [&](const v1::ExportReleaseResponse& part) {
    EXPECT_LE(part.source_bytes().size(), size_t{512} << 10);
    source += part.source_bytes();
    return absl::OkStatus();
  };
  ASSERT_TRUE(ExportSource(log_, *log_.Get(seq), take).ok());
  EXPECT_EQ(source, kHeader + rows);
  EXPECT_TRUE(absl::IsFailedPrecondition(ExportSource(log_, *log_.Get(1), take)));
}

}  // namespace
}  // namespace peerage::ingestion
