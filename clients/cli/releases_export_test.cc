#include "clients/cli/releases_export.h"

#include <gtest/gtest.h>

namespace peerage::cli {
namespace {

TEST(ReleasesExport, AFigureIsALine) {
  ingestion::v1::ExportReleaseResponse part;
  auto* figure = part.add_figures();
  figure->set_series_id("satisfied.numerator");
  figure->set_area_id("essex");
  figure->set_period_end("2019-12");
  figure->set_period_months(12);
  figure->set_figure("705.52");
  figure->set_status("provisional");
  figure->set_standard_error("0.0125");
  figure = part.add_figures();
  figure->set_series_id("satisfied.numerator");
  figure->set_area_id("kent");
  figure->set_period_end("2019-12");
  figure->set_period_months(12);
  figure->set_status("withdrawn");
  EXPECT_EQ(ExportHeader() + ExportLines(part),
            "series,force,period_end,period_months,value,status,standard_error\n"
            "satisfied.numerator,essex,2019-12,12,705.52,provisional,0.0125\n"
            "satisfied.numerator,kent,2019-12,12,,withdrawn,\n");
}

}  // namespace
}  // namespace peerage::cli
