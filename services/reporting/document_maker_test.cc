#include "services/reporting/document_maker.h"

#include <gtest/gtest.h>

#include "tests/testing/fake_byte_cache.h"

namespace peerage::reporting {
namespace {

v1::Report MakeReport() {
  v1::Report report;
  report.set_id("rep-1");
  report.set_force_id("essex");
  report.set_dataset_id("open-data");
  report.set_reporting_month("2019-12");
  report.set_seq(7);
  report.set_digest("d1");
  return report;
}

class DocumentMakerTest : public ::testing::Test {
 protected:
  static bool Equal(const ReportDocument& a, const ReportDocument& b) {
    return a.media_type == b.media_type && a.file_name == b.file_name && a.bytes == b.bytes;
  }

  testing::FakeByteCache cache_;
  DocumentMaker maker_{cache_, "p1"};
  const v1::Report report_ = MakeReport();
};

TEST_F(DocumentMakerTest, MakesADocumentOnceAndGivesItAgain) {
  for (const v1::ReportFormat format :
       {v1::REPORT_FORMAT_JSON, v1::REPORT_FORMAT_CSV, v1::REPORT_FORMAT_HTML}) {
    const auto made = MakeDocument(report_, format);
    EXPECT_TRUE(Equal(*maker_.Make(report_, format), *made));
    EXPECT_TRUE(Equal(*maker_.Make(report_, format), *made));
  }
  EXPECT_EQ(cache_.puts("document"), 3);
  EXPECT_EQ(cache_.hits(), 3);
}

TEST_F(DocumentMakerTest, ANewProgramAndAnotherReportAreRenderedAnew) {
  ASSERT_TRUE(maker_.Make(report_, v1::REPORT_FORMAT_CSV).ok());
  ASSERT_TRUE(DocumentMaker(cache_, "p2").Make(report_, v1::REPORT_FORMAT_CSV).ok());
  v1::Report other = report_;
  other.set_digest("d2");
  ASSERT_TRUE(maker_.Make(other, v1::REPORT_FORMAT_CSV).ok());
  EXPECT_EQ(cache_.hits(), 0);
}

TEST_F(DocumentMakerTest, WhatIsNoDocumentIsMadeAnew) {
  const auto made = maker_.Make(report_, v1::REPORT_FORMAT_CSV);
  cache_.Overwrite("\xff");
  EXPECT_TRUE(Equal(*maker_.Make(report_, v1::REPORT_FORMAT_CSV), *made));
}

TEST_F(DocumentMakerTest, AFormatThatIsNoneIsRefused) {
  EXPECT_TRUE(
      absl::IsInvalidArgument(maker_.Make(report_, v1::REPORT_FORMAT_UNSPECIFIED).status()));
}

}  // namespace
}  // namespace peerage::reporting
