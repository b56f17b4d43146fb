#include "services/ingestion/series_reader.h"

#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "services/ingestion/release_export.h"
#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

constexpr char kHeader[] = "series,force,period_end,period_months,value,status,standard_error\n";

class SeriesReaderTest : public testing::ImportFixture {
 protected:
  SeriesReaderTest() { Apply(testing::MakeImportReference()); }

  // The release as a file of format "series".
  std::string Export(int64_t seq, bool everything = false) {
    std::string file = kHeader;
    const absl::Status status =
        ExportFigures(log_, *log_.Get(seq), everything, [&](const v1::ExportReleaseResponse& part) {
          for (const v1::ReleaseFigure& f : part.figures()) {
            absl::StrAppend(&file,
                            absl::StrJoin({f.series_id(), f.area_id(), f.period_end(),
                                           absl::StrCat(f.period_months()), f.figure(), f.status(),
                                           f.standard_error()},
                                          ","),
                            "\n");
          }
          return absl::OkStatus();
        });
    EXPECT_TRUE(status.ok()) << status;
    return file;
  }

  v1::Release Accepted(const std::string& format, const std::string& file) {
    const v1::ImportReleaseResponse response = Import(format, file);
    EXPECT_TRUE(response.has_accepted()) << response.ShortDebugString();
    return response.accepted().release();
  }

  static std::string OnlyRule(const v1::ImportReleaseResponse& response) {
    if (response.refused().violations_total() != 1) return response.ShortDebugString();
    const v1::ImportViolation& v = response.refused().violations(0);
    return absl::StrCat(v.line(), " ", v.column(), ": ", v.rule());
  }
};

constexpr char kTidy[] =
    "measure,force,period_end,period_months,numerator,denominator,status,standard_error\n"
    "satisfied,city-of-london,2019-12,12,,,suppressed,\n"
    "satisfied,essex,2019-12,12,5,20.25,provisional,0.0125\n"
    "satisfied,sussex,2019-12,12,4,20,,0\n";

TEST_F(SeriesReaderTest, WhatIsExportedGoesInAgainEqual) {
  const v1::Release release = Accepted("tidy", kTidy);
  const std::string file = Export(release.seq());
  const v1::ImportReleaseResponse again = Import("series", file);
  EXPECT_TRUE(again.accepted().unchanged()) << again.ShortDebugString();
  EXPECT_EQ(again.accepted().release().seq(), release.seq());
}

TEST_F(SeriesReaderTest, InAnotherLogTheContentIsTheSame) {
  const v1::Release release = Accepted("tidy", kTidy);
  const std::string file = Export(release.seq());
  store::MemoryReleaseLog other(Now);
  const ReferenceEngine references(other);
  v1::ImportReferenceRequest declared;
  *declared.mutable_reference() = wire::ToProto(testing::MakeImportReference());
  declared.set_idempotency_key(NextKey());
  ASSERT_TRUE(references.Apply(sender_, declared).ok());
  const ImportEngine imports(other, formats_, Now);
  const auto copied = imports.Import(sender_, Header("series", file), file);
  ASSERT_TRUE(copied.ok() && copied->has_accepted()) << copied.status();
  EXPECT_EQ(copied->accepted().release().content_digest(), release.content_digest());
}

TEST_F(SeriesReaderTest, NationsAndNegativeFiguresGoInAgain) {
  const std::string file = std::string(kHeader) +
                           "homicide,city-of-london,2019-12,3,0,,\n"
                           "homicide,essex,2019-12,3,-1,,\n"
                           "homicide,sussex,2019-12,3,,withdrawn,\n"
                           "homicide,wales,2019-12,3,17,,\n";
  const v1::Release release = Accepted("series", file);
  EXPECT_EQ(release.rows(), 4);
  EXPECT_TRUE(Import("series", Export(release.seq())).accepted().unchanged());
  EXPECT_NE(Export(release.seq()).find("homicide,wales,2019-12,3,17,final,"), std::string::npos);
}

TEST_F(SeriesReaderTest, TheSourceOfASeriesStaysItsSource) {
  Accepted("tidy", kTidy);
  // Revised by an exchange file, then by the source again: both are welcome.
  std::string revised = Export(2);
  revised.replace(revised.find(",20.25,"), 7, ",21.25,");
  Accepted("series", revised);
  Accepted("tidy", kTidy);
  // And figures that only ever came by exchange have no source yet.
  Accepted("series", std::string(kHeader) + "all-crime,essex,2019-12,3,5,,\n");
  Accepted("ho-quarterly-indicators",
           "quarter_end,force_id,indicator,offences\n2019-12,essex,All crime excl. fraud,6\n");
}

TEST_F(SeriesReaderTest, SaysWhatIsWrongWithARow) {
  const auto rule = [&](const std::string& row) {
    return OnlyRule(Import("series", kHeader + row + "\n"));
  };
  EXPECT_EQ(rule("burglary,essex,2019-12,3,5,,"), "2 series: the dataset declares no such series");
  EXPECT_EQ(rule("all-crime,essex,2019-12,3,5.5,,"), "2 value: a count is whole");
  EXPECT_EQ(rule("all-crime,essex,2019-12,3,5,missing,"),
            "2 value: a row that is missing has no figures");
  EXPECT_EQ(rule("all-crime,essex,2019-12,3,5,gone,"),
            "2 status: a status is final, provisional, missing, suppressed or withdrawn");
  EXPECT_EQ(rule("all-crime,essex,2019-12,3,5,,-1"),
            "2 standard_error: a standard error is not negative");
}

TEST_F(SeriesReaderTest, PopulationsKeepTheirRule) {
  Accepted("series", std::string(kHeader) + "population,essex,2018-06,12,1832751,,\n");
  const auto other =
      Import("series", std::string(kHeader) + "population,essex,2018-06,12,1842751,,\n");
  EXPECT_NE(OnlyRule(other).find("differ by 0.1% at most"), std::string::npos) << OnlyRule(other);
}

}  // namespace
}  // namespace peerage::ingestion
