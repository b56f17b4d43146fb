#include "services/ingestion/ons_published_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "services/ingestion/stored_figures.h"
#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

using core::Month;
using core::ObservationStatus;
using ::testing::HasSubstr;

constexpr char kColumns[] =
    "period_end,area_code,force_id,area_name,offence,offences_12_months,population,"
    "population_mid_year,rate_per_1000_printed\n";
constexpr char kFormat[] = "ons-published";

// Rows of the year to December 2019 as ONS printed them.
constexpr char kEssex[] = "2019-12,E23000028,essex,Essex,Robbery,1736,1832800,2018,0.947209442\n";
constexpr char kEssexDrugs[] =
    "2019-12,E23000028,essex,Essex,Drug offences,5789,1832800,2018,3.158637939\n";
constexpr char kCity[] =
    "2019-12,E23000034,city-of-london,\"London, City of\",Robbery,94,8700,2018,\n";
constexpr char kSussex[] = "2019-12,E23000033,sussex,Sussex,Robbery,..,,2018,..\n";
constexpr char kWales[] = "2019-12,W92000004,,Wales,Robbery,1234,3138600,2018,0.393169\n";

class OnsPublishedReaderTest : public testing::ImportFixture {
 protected:
  OnsPublishedReaderTest() { Apply(Reference()); }

  static core::DatasetReference Reference() {
    core::DatasetReference reference = testing::MakeImportReference();
    reference.areas[3].ons_code = "W92000004";
    for (core::Series& series : reference.series) {
      series.population_by_period = series.population;
    }
    for (const char* id : {"robbery-offences", "drug-offences"}) {
      reference.series.push_back({.id = id, .name = "offences"});
      reference.series.push_back(
          {.id = std::string(id) + ".printed", .name = "rate", .decimals = 9, .source = "ONS"});
    }
    return reference;
  }

  v1::ImportReleaseResponse Import(const std::string& rows) {
    return ImportFixture::Import(kFormat, kColumns + rows);
  }

  // "line column value: rule" of the only violation.
  std::string Refusal(const std::string& rows) {
    const auto response = Import(rows);
    if (response.refused().violations_total() != 1) return response.ShortDebugString();
    const v1::ImportViolation& v = response.refused().violations(0);
    return absl::StrCat(v.line(), " ", v.column(), " ", v.value(), ": ", v.rule());
  }

  core::Observation Stored(const std::string& series, const std::string& area) {
    const store::DatasetState state = *log_.ReadDataset("open-data");
    StoredFigures stored(log_, state);
    const auto scope = stored.Find(series, Month(2019, 12));
    if (scope.ok() && *scope != nullptr) {
      for (const core::Observation& o : (*scope)->observations) {
        if (o.area_id == area) return o;
      }
    }
    ADD_FAILURE() << "nothing stored of " << area << " in " << series;
    return {};
  }
};

// kEssex with one text in it replaced.
std::string With(const std::string& from, const std::string& to) {
  std::string row = kEssex;
  const size_t at = row.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return row.replace(at, from.size(), to);
}

TEST_F(OnsPublishedReaderTest, KeepsCountPopulationAndPrintedRate) {
  const auto response = Import(std::string(kEssex) + kEssexDrugs + kCity + kSussex);
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_EQ(response.accepted().rows_accepted(), 4);
  EXPECT_EQ(Stored("robbery-offences", "essex").value, 1736);
  EXPECT_EQ(Stored("robbery-offences.printed", "essex").value, 947209442);
  EXPECT_EQ(Stored("population", "essex").value, 1832800);
  EXPECT_EQ(Stored("drug-offences", "essex").value, 5789);
}

TEST_F(OnsPublishedReaderTest, WhereNoRateIsPrintedThereIsNone) {
  ASSERT_TRUE(Import(std::string(kEssex) + kCity + kSussex).has_accepted());
  EXPECT_EQ(Stored("robbery-offences", "city-of-london").value, 94);
  EXPECT_EQ(Stored("robbery-offences.printed", "city-of-london").status,
            ObservationStatus::kMissing);
}

TEST_F(OnsPublishedReaderTest, BlankFiguresAreMissingAndNamed) {
  const auto response = Import(std::string(kEssex) + kCity + kSussex);
  ASSERT_EQ(response.accepted().warnings_total(), 1);
  const v1::ImportViolation& warning = response.accepted().warnings(0);
  EXPECT_EQ(warning.line(), 4);
  EXPECT_EQ(warning.value(), "Sussex");
  EXPECT_EQ(warning.rule(), "1 row has no count: stored as missing");
  for (const char* series : {"robbery-offences", "robbery-offences.printed", "population"}) {
    EXPECT_EQ(Stored(series, "sussex").status, ObservationStatus::kMissing) << series;
  }
}

TEST_F(OnsPublishedReaderTest, ANationIsStored) {
  ASSERT_TRUE(Import(std::string(kEssex) + kWales).has_accepted());
  EXPECT_EQ(Stored("robbery-offences", "wales").value, 1234);
  EXPECT_EQ(Stored("population", "wales").value, 3138600);
}

TEST_F(OnsPublishedReaderTest, AStoredNationMayNotVanish) {
  ASSERT_TRUE(Import(std::string(kEssex) + kWales).has_accepted());
  const auto response = Import(kEssex);
  ASSERT_TRUE(response.has_refused());
  EXPECT_THAT(response.refused().violations(0).rule(), HasSubstr("no row for Wales"));
}

TEST_F(OnsPublishedReaderTest, ARateWithinAHundredthOfAPerCentIsAccepted) {
  // 1,736 / 1,832.8 is 0.947184...; a hundredth of a per cent is 0.0000947.
  EXPECT_TRUE(Import(With("0.947209442", "0.947278")).has_accepted());
}

TEST_F(OnsPublishedReaderTest, ARateTwoHundredthsOfAPerCentOffIsRefused) {
  EXPECT_EQ(Refusal(With("0.947209442", "0.947374")),
            "2 rate_per_1000_printed 0.947374: a printed rate is count / population x 1,000 "
            "within 0.01%; these make 0.947185");
  EXPECT_THAT(Refusal(With("0.947209442", "0.946995")), HasSubstr("within 0.01%"));
}

TEST_F(OnsPublishedReaderTest, ASmallCountsRateIsRecomputedToo) {
  EXPECT_THAT(Refusal(With("1736,1832800,2018,0.947209442", "3,1832800,2018,0.002")),
              HasSubstr("within 0.01%; these make 0.001637"));
  EXPECT_TRUE(
      Import(With("1736,1832800,2018,0.947209442", "0,1832800,2018,0.000000000")).has_accepted());
}

TEST_F(OnsPublishedReaderTest, NothingDividesByAPopulationOfZero) {
  EXPECT_EQ(Refusal(With(",1832800,", ",0,")),
            "2 rate_per_1000_printed 0.947209442: a rate is printed where there is a count and a "
            "population above zero");
}

TEST_F(OnsPublishedReaderTest, ARateWithoutACountIsRefused) {
  EXPECT_THAT(Refusal(With(",1736,", ",,")), HasSubstr("2 rate_per_1000_printed 0.947209442: "));
  EXPECT_THAT(Refusal(With(",1736,", ",..,")), HasSubstr("where there is a count"));
}

TEST_F(OnsPublishedReaderTest, ACountWithoutAPopulationIsRefused) {
  EXPECT_THAT(Refusal(With(",1832800,2018,0.947209442", ",,2018,")),
              HasSubstr("2 population : a count stands with the population"));
}

TEST_F(OnsPublishedReaderTest, AnAreaHasOnePopulationInAPeriod) {
  std::string drugs = kEssexDrugs;
  drugs.replace(drugs.find("1832800"), 7, "1832700");
  EXPECT_EQ(Refusal(kEssex + drugs),
            "3 population 1832700: an area has one population in a period; line 2 gives 1832800");
}

TEST_F(OnsPublishedReaderTest, AnUnknownOffenceClassIsRefused) {
  EXPECT_EQ(Refusal(With("Robbery", "Robbery offences")),
            "2 offence Robbery offences: ONS's tables have no offence class of this name");
}

TEST_F(OnsPublishedReaderTest, BothSeriesOfAClassAreDeclared) {
  const auto response = Import(With("Robbery", "Homicide"));
  ASSERT_EQ(response.refused().violations_total(), 2);
  EXPECT_EQ(response.refused().violations(0).rule(),
            "it makes series 'homicide-offences', which the dataset does not declare");
  EXPECT_THAT(response.refused().violations(1).rule(), HasSubstr("'homicide-offences.printed'"));
}

TEST_F(OnsPublishedReaderTest, AClassStandsOnceForAnArea) {
  EXPECT_EQ(Refusal(std::string(kEssex) + kCity + kEssex),
            "4 offence Robbery: an offence class of an area stands once for a period; it stands "
            "in line 2 as well");
}

TEST_F(OnsPublishedReaderTest, ANationHasNoForceId) {
  EXPECT_EQ(Refusal(With("E23000028,essex,Essex", "W92000004,wales,Wales")),
            "2 force_id wales: Wales is no force: its rows have no force_id");
  EXPECT_EQ(Refusal(With("E23000028,essex,Essex", "W92000004,essex,Wales")),
            "2 area_name Wales: the row's force_id is that of Essex");
}

TEST_F(OnsPublishedReaderTest, AForceHasItsId) {
  EXPECT_EQ(Refusal(With(",essex,", ",,")),
            "2 force_id : a force's row gives its force_id; only a nation's is empty");
}

TEST_F(OnsPublishedReaderTest, CodeAndNameAreThoseOfTheForce) {
  EXPECT_THAT(Refusal(With("E23000028", "E23000033")), HasSubstr("the ONS code of Essex is"));
  EXPECT_THAT(Refusal(With(",Essex,", ",Sussex,")), HasSubstr("2 area_name Sussex"));
  EXPECT_THAT(Refusal(With(",Essex,", ",Esex,")), HasSubstr("no declared force"));
}

TEST_F(OnsPublishedReaderTest, MistypedPeriodsAreRefused) {
  EXPECT_THAT(Refusal(With("2019-12", "2019-11")), HasSubstr("a quarter ends in March"));
  EXPECT_THAT(Refusal(With("2019-12", "2019-21")), HasSubstr("named by its last month"));
  EXPECT_THAT(Refusal(With("2019-12", "Dec 19")), HasSubstr("named by its last month"));
}

TEST_F(OnsPublishedReaderTest, TheMidYearIsTheOneThatThePeriodStandsOn) {
  EXPECT_EQ(Refusal(With(",2018,", ",2017,")),
            "2 population_mid_year 2017: a rate of the year to December 2019 stands on the newest "
            "mid-year at least 12 months before: 2018");
  EXPECT_THAT(Refusal(With("2019-12", "2019-03")), HasSubstr("2 population_mid_year 2018"));
}

TEST_F(OnsPublishedReaderTest, FiguresAreDigits) {
  EXPECT_THAT(Refusal(With(",1736,", ",\"1,736\",")), HasSubstr("no thousands separators"));
  EXPECT_THAT(Refusal(With(",1736,", ",-1736,")), HasSubstr("are not negative"));
  EXPECT_THAT(Refusal(With("0.947209442", "0.9472094421")), HasSubstr("keeps 9 decimals"));
}

TEST_F(OnsPublishedReaderTest, AWrongHeaderIsRefused) {
  const auto response =
      ImportFixture::Import(kFormat, "period_end,area_code,force_id,area_name,offence,count\n");
  ASSERT_TRUE(response.has_refused());
  EXPECT_THAT(response.refused().violations(0).rule(),
              HasSubstr("format 'ons-published' has no such column"));
}

TEST_F(OnsPublishedReaderTest, MidYearEstimatesAreNoPopulationsByPeriod) {
  const auto response = ImportFixture::Import(
      "ons-population", "force_id,ons_code,mid_year,population\nessex,E23000028,2018,1832800\n");
  ASSERT_TRUE(response.has_refused());
  EXPECT_THAT(response.refused().violations(0).rule(), HasSubstr("not by period"));
}

TEST_F(OnsPublishedReaderTest, StoredPopulationsStayByPeriod) {
  ASSERT_TRUE(Import(std::string(kEssex) + kCity).has_accepted());
  core::DatasetReference reference = Reference();
  for (core::Series& series : reference.series) series.population_by_period = false;
  v1::ImportReferenceRequest request;
  *request.mutable_reference() = wire::ToProto(reference);
  request.set_idempotency_key(NextKey());
  const absl::Status status = references_.Apply(sender_, request).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("populations by period; keep that"));
}

TEST_F(OnsPublishedReaderTest, PopulationsByPeriodAreDeclared) {
  core::DatasetReference reference = Reference();
  for (core::Series& series : reference.series) series.population_by_period = false;
  Apply(reference);
  EXPECT_THAT(Refusal(kEssex), HasSubstr("population_by_period: true"));
}

}  // namespace
}  // namespace peerage::ingestion
