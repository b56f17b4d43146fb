#include "clients/cli/import_repeat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace peerage::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ingestion::v1::Release MakeRelease(int64_t seq, const std::string& series = "all-crime",
                                   const std::string& period = "2019-12") {
  ingestion::v1::Release release;
  release.set_seq(seq);
  release.add_series_ids(series);
  release.set_first_period(period);
  release.set_last_period(period);
  return release;
}

TEST(ImportRepeat, SaysThatNothingWasAdded) {
  ingestion::v1::ImportReleaseResponse::Accepted accepted;
  *accepted.mutable_release() = MakeRelease(6);
  EXPECT_EQ(RenderRepeat({}, "v1.csv", accepted, {}),
            "v1.csv: nothing was added: this file came in as release 6 on 1970-01-01 00:00:00 "
            "UTC\n");
}

TEST(ImportRepeat, SaysHowToBringBackWhatWasSuperseded) {
  ingestion::v1::ImportReleaseResponse::Accepted accepted;
  *accepted.mutable_release() = MakeRelease(6);
  ingestion::v1::ListReleasesResponse newer;
  *newer.add_releases() = MakeRelease(5);
  *newer.add_releases() = MakeRelease(6);
  EXPECT_THAT(RenderRepeat({}, "v1.csv", accepted, newer), Not(HasSubstr("--kind")));
  *newer.add_releases() = MakeRelease(7);
  EXPECT_THAT(RenderRepeat({}, "v1.csv", accepted, newer),
              HasSubstr("use --kind correction --reason TEXT"));
}

TEST(ImportRepeat, OtherFiguresSupersedeNothing) {
  EXPECT_TRUE(Supersedes(MakeRelease(7), MakeRelease(6)));
  EXPECT_FALSE(Supersedes(MakeRelease(7, "burglary"), MakeRelease(6)));
  EXPECT_FALSE(Supersedes(MakeRelease(7, "all-crime", "2020-03"), MakeRelease(6)));
  EXPECT_FALSE(Supersedes(MakeRelease(7, "all-crime", ""), MakeRelease(6)));
}

}  // namespace
}  // namespace peerage::cli
