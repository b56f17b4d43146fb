#include "services/ingestion/import_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_replace.h"
#include "services/ingestion/release_messages.h"
#include "services/ingestion/stored_figures.h"
#include "services/runtime/status.h"
#include "tests/testing/import_fixture.h"

namespace peerage::ingestion {
namespace {

using core::Month;
using core::Observation;
using core::ObservationStatus;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kTidyHeader[] = "measure,force,period_end,period_months,numerator,denominator\n";
constexpr char kIndicators[] = "quarter_end,force_id,indicator,offences\n";
constexpr char kPopulation[] = "force_id,ons_code,mid_year,population\n";

class ImportEngineTest : public testing::ImportFixture {
 protected:
  ImportEngineTest() { Apply(testing::MakeImportReference()); }

  // The head's figures by area.
  std::map<std::string, Observation> Stored(const std::string& series, Month period) {
    const store::DatasetState state = *log_.ReadDataset("open-data");
    StoredFigures stored(log_, state);
    std::map<std::string, Observation> figures;
    const auto scope = stored.Find(series, period);
    if (!scope.ok() || *scope == nullptr) return figures;
    for (const Observation& o : (*scope)->observations) figures[o.area_id] = o;
    return figures;
  }

  v1::ImportReleaseResponse Correct(const std::string& format, const std::string& bytes) {
    v1::ImportReleaseHeader header = Header(format, bytes);
    header.set_kind(v1::RELEASE_KIND_CORRECTION);
    header.set_reason("the force sent revised figures");
    return Import(header, bytes);
  }

  // The only violation of a refused file, "line column value: rule".
  static std::string OnlyViolation(const v1::ImportReleaseResponse& response) {
    if (response.refused().violations_total() != 1) return response.ShortDebugString();
    const v1::ImportViolation& v = response.refused().violations(0);
    return absl::StrCat(v.line(), " ", v.column(), " ", v.value(), ": ", v.rule());
  }

  static constexpr char kQuarter[] =
      "quarter_end,force_id,indicator,offences\n"
      "2019-12,city-of-london,Homicide,0\n"
      "2019-12,essex,Homicide,-1\n"
      "2019-12,sussex,Homicide,3\n";
};

TEST_F(ImportEngineTest, KeepsWhatTheHomeOfficeCounted) {
  const auto response = Import("ho-quarterly-indicators", kQuarter);
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_EQ(response.accepted().rows_accepted(), 3);
  const auto figures = Stored("homicide", Month(2019, 12));
  EXPECT_EQ(figures.at("sussex").value, 3);
  EXPECT_EQ(figures.at("city-of-london").value, 0) << "zero is a value";
}

TEST_F(ImportEngineTest, ANegativeCountIsAcceptedWithAWarningWhereTheSeriesAllowsIt) {
  const auto response = Import("ho-quarterly-indicators", kQuarter);
  ASSERT_EQ(response.accepted().warnings_total(), 1);
  EXPECT_EQ(response.accepted().warnings(0).line(), 3);
  EXPECT_EQ(Stored("homicide", Month(2019, 12)).at("essex").value, -1);
}

TEST_F(ImportEngineTest, ANegativeCountIsRefusedElsewhere) {
  EXPECT_EQ(
      OnlyViolation(Import("ho-quarterly-indicators",
                           std::string(kIndicators) + "2019-12,essex,All crime excl. fraud,-5\n")),
      "2 offences -5: figures of series 'all-crime' are not negative");
}

TEST_F(ImportEngineTest, CityOfLondonIsFoundByItsOtherName) {
  const auto response =
      Import("ho-quarterly-indicators",
             std::string(kIndicators) + "2019-12,\"London, City of\",All crime excl. fraud,1800\n");
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_EQ(Stored("all-crime", Month(2019, 12)).at("city-of-london").value, 1800);
}

TEST_F(ImportEngineTest, ARatioOfCountsMayPassAHundredPerCent) {
  const auto response =
      Import("tidy", std::string(kTidyHeader) + "solved-rate,sussex,2018-03,12,454,442\n");
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_EQ(Stored("solved-rate.numerator", Month(2018, 3)).at("sussex").value, 454);
  EXPECT_EQ(Stored("solved-rate.denominator", Month(2018, 3)).at("sussex").value, 44200);
}

TEST_F(ImportEngineTest, APartLargerThanItsWholeIsRefused) {
  EXPECT_EQ(OnlyViolation(Import(
                "tidy", std::string(kTidyHeader) + "satisfied,sussex,2018-03,12,454,442.50\n")),
            "2 numerator 454: a part is not larger than its whole");
}

TEST_F(ImportEngineTest, WhatIsDividedByResidentsHasNoDenominatorOfItsOwn) {
  core::DatasetReference reference = testing::MakeImportReference();
  reference.measures[0].kind = core::MeasureKind::kRatePerPop;
  reference.measures[0].denominator_series = {"population"};
  Apply(reference);
  const auto response =
      Import("tidy", std::string(kTidyHeader) + "solved-rate,essex,2019-12,12,454,\n");
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_EQ(response.accepted().release().series_ids_size(), 1);
}

TEST_F(ImportEngineTest, AZeroDenominatorIsAFigure) {
  const auto response =
      Import("tidy", std::string(kTidyHeader) + "solved-rate,essex,2018-03,12,0,0\n");
  ASSERT_TRUE(response.has_accepted());
  EXPECT_EQ(Stored("solved-rate.denominator", Month(2018, 3)).at("essex").status,
            ObservationStatus::kFinal);
}

TEST_F(ImportEngineTest, AForceWithoutARowIsStoredAsMissingAndNamed) {
  const auto response =
      Import("ho-quarterly-indicators",
             std::string(kIndicators) + "2019-12,essex,All crime excl. fraud,5\n");
  ASSERT_EQ(response.accepted().warnings_total(), 1);
  EXPECT_EQ(response.accepted().warnings(0).rule(),
            "no row for City of London and Sussex: stored as missing");
  EXPECT_EQ(Stored("all-crime", Month(2019, 12)).at("sussex").status, ObservationStatus::kMissing);
}

TEST_F(ImportEngineTest, OfAForceOutsideItsMonthsNothingIsExpected) {
  core::DatasetReference reference = testing::MakeImportReference();
  for (core::Area& area : reference.areas) {
    if (area.id == "sussex") area.valid_to = Month(2019, 12);
  }
  Apply(reference);
  const std::string rows = "{},city-of-london,Homicide,0\n{},essex,Homicide,1\n";
  const auto until = [](std::string text, const std::string& month) {
    return std::string(kIndicators) + absl::StrReplaceAll(text, {{"{}", month}});
  };
  const auto inside = Import("ho-quarterly-indicators", until(rows, "2019-12"));
  EXPECT_EQ(inside.accepted().warnings_total(), 1) << inside.ShortDebugString();
  EXPECT_EQ(Stored("homicide", Month(2019, 12)).count("sussex"), 1);
  const auto outside = Import("ho-quarterly-indicators", until(rows, "2020-03"));
  EXPECT_EQ(outside.accepted().warnings_total(), 0) << outside.ShortDebugString();
  EXPECT_EQ(Stored("homicide", Month(2020, 3)).count("sussex"), 0);
}

TEST_F(ImportEngineTest, AForceThatHadAFigureMayNotVanish) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  const auto response = Import("ho-quarterly-indicators", std::string(kIndicators) +
                                                              "2019-12,essex,Homicide,1\n"
                                                              "2019-12,sussex,Homicide,1\n");
  EXPECT_THAT(OnlyViolation(response), HasSubstr("no row for City of London"));
}

TEST_F(ImportEngineTest, ACorrectionMayBePartial) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  const auto response =
      Correct("ho-quarterly-indicators", std::string(kIndicators) + "2019-12,essex,Homicide,4\n");
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_THAT(response.accepted().warnings(0).rule(), HasSubstr("2 others keep theirs"));
  EXPECT_EQ(Stored("homicide", Month(2019, 12)).at("essex").value, 4);
  EXPECT_EQ(Stored("homicide", Month(2019, 12)).at("sussex").value, 3);
}

TEST_F(ImportEngineTest, AWithdrawnRowTakesAFigureBack) {
  const std::string header =
      "measure,force,period_end,period_months,numerator,denominator,status\n";
  ASSERT_TRUE(Import("tidy", header + "solved-rate,essex,2018-03,12,1,2,\n").has_accepted());
  ASSERT_TRUE(Import("tidy", header + "solved-rate,essex,2018-03,12,,,withdrawn\n").has_accepted());
  EXPECT_EQ(Stored("solved-rate.numerator", Month(2018, 3)).at("essex").status,
            ObservationStatus::kWithdrawn);
}

TEST_F(ImportEngineTest, AnEmptyFigureWithoutAStatusIsRefused) {
  EXPECT_THAT(OnlyViolation(
                  Import("tidy", std::string(kTidyHeader) + "solved-rate,essex,2018-03,12,,442\n")),
              HasSubstr("2 numerator : an empty figure says nothing"));
}

TEST_F(ImportEngineTest, ARowTwiceIsRefusedWithBothLines) {
  const auto response =
      Import("ho-quarterly-indicators", std::string(kQuarter) + "2019-12,Essex,Homicide,-1\n");
  EXPECT_EQ(OnlyViolation(response),
            "5  essex, 2019-12, series homicide: a figure stands once in a file");
  EXPECT_THAT(response.refused().violations(0).what_to_do(), HasSubstr("line 3"));
}

TEST_F(ImportEngineTest, ALookalikeNameIsRefusedAndSaid) {
  const auto response = Import("ho-quarterly-indicators",
                               std::string(kIndicators) + "2019-12,E\xD1\x95sex,Homicide,1\n");
  EXPECT_THAT(OnlyViolation(response), HasSubstr("belong to another alphabet"));
  EXPECT_THAT(response.refused().violations(0).what_to_do(), HasSubstr("'essex'"));
}

TEST_F(ImportEngineTest, NationsAreSkippedAndCounted) {
  const auto response =
      Import("ho-quarterly-indicators", std::string(kQuarter) + "2019-12,Wales,Homicide,9\n");
  ASSERT_TRUE(response.has_accepted());
  EXPECT_EQ(response.accepted().warnings(1).rule(),
            "1 rows of areas that are no forces were skipped");
}

TEST_F(ImportEngineTest, AMeasureWhoseSeriesIsNotDeclaredIsRefused) {
  core::DatasetReference reference = testing::MakeImportReference();
  reference.measures[0].id = "sickness-rate";
  Apply(reference);
  EXPECT_THAT(Import("tidy", std::string(kTidyHeader) + "sickness-rate,essex,2018-03,12,1,2\n")
                  .ShortDebugString(),
              HasSubstr("make series \\'sickness-rate.numerator\\'"));
}

TEST_F(ImportEngineTest, PeriodsAreWithinReason) {
  for (const char* bad : {"1989-12", "2028-01", "31-12-2017", "2018-13", "2018-02-30", "2018"}) {
    const auto response =
        Import("tidy", absl::StrCat(kTidyHeader, "solved-rate,essex,", bad, ",12,1,2\n"));
    EXPECT_EQ(response.refused().violations_total(), 1) << bad;
    EXPECT_EQ(response.refused().violations(0).column(), "period_end") << bad;
  }
}

TEST_F(ImportEngineTest, ADayIsTakenAsItsMonthWithAWarningUnlessItIsTheLast) {
  const auto response = Import("tidy", std::string(kTidyHeader) +
                                           "solved-rate,essex,2017-12-30,12,1,2\n"
                                           "solved-rate,sussex,2017-12-31,12,1,2\n");
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_EQ(response.accepted().warnings(2).line(), 2);
  EXPECT_EQ(response.accepted().release().last_period(), "2017-12");
}

TEST_F(ImportEngineTest, ASeriesKeepsItsPeriodLength) {
  ASSERT_TRUE(Import("tidy", std::string(kTidyHeader) + "solved-rate,essex,2018-03,12,1,2\n")
                  .has_accepted());
  const auto response =
      Import("tidy", std::string(kTidyHeader) + "solved-rate,essex,2018-06,3,1,2\n");
  EXPECT_EQ(response.refused().violations_total(), 2) << "numerator and denominator";
  EXPECT_THAT(response.refused().violations(0).rule(), HasSubstr("holds periods of 12 months"));
}

TEST_F(ImportEngineTest, ASecondSourceOfASeriesIsRefused) {
  store::ReleaseDraft other;
  other.id = "r-other";
  other.dataset_id = "open-data";
  other.format = "another-format";
  other.scopes = {{"homicide", Month(2017, 3), 3, "digest"}};
  other.based_on_seq = 1;
  const auto committed = log_.Commit(other, {"local", "key", "digest"},
                                     [](const store::Committed&) { return std::string(); });
  ASSERT_TRUE(committed.ok());
  EXPECT_THAT(OnlyViolation(Import("ho-quarterly-indicators", kQuarter)),
              HasSubstr("DIFFERENT_SOURCE: series 'homicide' takes its figures from files of "
                        "format 'another-format'"));
}

TEST_F(ImportEngineTest, PopulationsOfOneVintageDifferByLittle) {
  const auto rows = [](int essex) {
    return absl::StrCat(kPopulation, "city-of-london,E23000034,2018,8700\n",
                        "essex,E23000028,2018,", essex, "\nsussex,E23000033,2018,1700000\n");
  };
  ASSERT_TRUE(Import("ons-population", rows(1'832'800)).has_accepted());
  EXPECT_TRUE(Import("ons-population", rows(1'834'632)).has_accepted());
  EXPECT_THAT(OnlyViolation(Import("ons-population", rows(1'840'000))),
              HasSubstr("3 population 1840000"));
  EXPECT_TRUE(Correct("ons-population", rows(1'840'000)).has_accepted());
  EXPECT_EQ(Stored("population", Month(2018, 6)).at("essex").value, 1'840'000);
}

TEST_F(ImportEngineTest, APopulationThatIsWithdrawnIsNoOtherFigure) {
  ASSERT_TRUE(Import("ons-population", std::string(kPopulation) + "essex,E23000028,2018,1832800\n")
                  .has_accepted());
  const auto withdrawn = Import("series",
                                "series,force,period_end,period_months,value,status\n"
                                "population,essex,2018-06,12,,withdrawn\n");
  ASSERT_TRUE(withdrawn.has_accepted()) << withdrawn.ShortDebugString();
  EXPECT_EQ(Stored("population", Month(2018, 6)).at("essex").status, ObservationStatus::kWithdrawn);
}

TEST_F(ImportEngineTest, ACodeOfAnotherForceIsRefused) {
  EXPECT_EQ(OnlyViolation(Import("ons-population",
                                 std::string(kPopulation) + "essex,E23000033,2018,1832800\n")),
            "2 ons_code E23000033: the ONS code of Essex is E23000028");
}

TEST_F(ImportEngineTest, ColumnsAreNamedInAnyOrderAndNoneIsUnknown) {
  EXPECT_TRUE(Import("tidy",
                     "force,measure,denominator,numerator,period_months,period_end\n"
                     "essex,solved-rate,2,1,12,2018-03\n")
                  .has_accepted());
  EXPECT_EQ(OnlyViolation(Import("ons-population", "force_id,ons_code,mid_year\nx,y,2018\n")),
            "1 population population: format 'ons-population' needs this column");
}

TEST_F(ImportEngineTest, TheOrderOfRowsMakesNoDifference) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  const auto response =
      Import("ho-quarterly-indicators", std::string(kIndicators) +
                                            "2019-12,sussex,Homicide,3\r\n"
                                            "2019-12,essex,Homicide,-1\r\n"
                                            "2019-12,city-of-london,Homicide,0\r\n");
  EXPECT_TRUE(response.accepted().unchanged());
  EXPECT_EQ(response.accepted().release().seq(), 2);
  EXPECT_EQ(*log_.Head(), 2);
}

TEST_F(ImportEngineTest, ARefusedFileLeavesNothingNotEvenItsKey) {
  const std::string bytes = std::string(kIndicators) + "2019-12,nowhere,Homicide,1\n";
  v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", bytes);
  ASSERT_TRUE(Import(header, bytes).has_refused());
  EXPECT_EQ(*log_.Head(), 1);
  header.set_sha256(wire::Sha256(kQuarter));
  EXPECT_TRUE(Import(header, kQuarter).has_accepted());
}

TEST_F(ImportEngineTest, ManyViolationsAreCountedAndAHundredKept) {
  std::string bytes = kIndicators;
  for (int i = 0; i < 250; ++i) bytes += "2019-12,essex,Homicide,1.5\n";
  const auto response = Import("ho-quarterly-indicators", bytes);
  EXPECT_EQ(response.refused().violations_total(), 250);
  ASSERT_EQ(response.refused().violations_size(), 100);
  EXPECT_EQ(response.refused().violations(99).line(), 101);
  EXPECT_EQ(response.refused().violations(0).file(), "figures.csv");
}

TEST_F(ImportEngineTest, AWrongNameIsOneViolationOnAllItsLines) {
  std::string bytes = kIndicators;
  for (int i = 0; i < 250; ++i) bytes += "2019-12,nowhere,Homicides,1\n";
  const auto response = Import("ho-quarterly-indicators", bytes);
  ASSERT_EQ(response.refused().violations_total(), 2) << "the force and the indicator";
  for (const v1::ImportViolation& violation : response.refused().violations()) {
    EXPECT_EQ(violation.line(), 2);
    EXPECT_EQ(violation.lines(), 250);
  }
}

TEST_F(ImportEngineTest, ARowCountThatDiffersIsRefused) {
  v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", kQuarter);
  header.set_row_count(4);
  EXPECT_EQ(OnlyViolation(Import(header, kQuarter)), "0  3 rows: the sender counted 4 rows");
}

TEST_F(ImportEngineTest, AReplayGivesTheFirstAnswerByteForByte) {
  const v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", kQuarter);
  const auto first = Import(header, kQuarter);
  ASSERT_TRUE(
      Correct("ho-quarterly-indicators", std::string(kIndicators) + "2019-12,essex,Homicide,4\n")
          .has_accepted());
  v1::ImportReleaseHeader again = header;
  again.set_row_count(3);
  again.set_file_name("renamed.csv");
  EXPECT_EQ(Import(again, kQuarter).SerializeAsString(), first.SerializeAsString());
}

TEST_F(ImportEngineTest, WhatChangedSinceTheSenderLookedIsNotReplaced) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  const std::string revised = std::string(kIndicators) +
                              "2019-12,city-of-london,Homicide,1\n"
                              "2019-12,essex,Homicide,2\n"
                              "2019-12,sussex,Homicide,3\n";
  v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", revised);
  header.set_expected_seq(1);
  const absl::Status status = imports_.Import(sender_, header, revised).status();
  EXPECT_TRUE(absl::IsAborted(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("homicide 2019-12 (release 2)"));
  EXPECT_EQ(runtime::ToGrpcStatus(status).error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(*log_.Head(), 2);
  header.set_expected_seq(2);
  EXPECT_TRUE(Import(header, revised).has_accepted());
  // Once it is in, the same request gives its first answer.
  EXPECT_EQ(Import(header, revised).accepted().release().seq(), 3);
}

TEST_F(ImportEngineTest, WhatTheSenderLookedAtIsNoPartOfTheKey) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  const std::string revised = std::string(kIndicators) +
                              "2019-12,city-of-london,Homicide,1\n"
                              "2019-12,essex,Homicide,2\n"
                              "2019-12,sussex,Homicide,3\n";
  v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", revised);
  header.set_expected_seq(2);
  const auto first = Import(header, revised);
  ASSERT_TRUE(first.has_accepted());
  header.set_expected_seq(3);
  EXPECT_EQ(Import(header, revised).SerializeAsString(), first.SerializeAsString());
  // What is answered already is not compared again.
  header.set_expected_seq(1);
  EXPECT_EQ(Import(header, revised).SerializeAsString(), first.SerializeAsString());
  header.clear_expected_seq();
  EXPECT_EQ(Import(header, revised).SerializeAsString(), first.SerializeAsString());
}

TEST_F(ImportEngineTest, AKeyUsedForAnotherFileIsRefused) {
  const v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", kQuarter);
  ASSERT_TRUE(Import(header, kQuarter).has_accepted());
  v1::ImportReleaseHeader other = header;
  other.set_kind(v1::RELEASE_KIND_PROVISIONAL);
  EXPECT_TRUE(absl::IsAlreadyExists(imports_.Import(sender_, other, kQuarter).status()));
}

TEST_F(ImportEngineTest, BytesOfAnotherDigestAreRefused) {
  const v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", "other bytes");
  EXPECT_TRUE(absl::IsInvalidArgument(imports_.Import(sender_, header, kQuarter).status()));
}

TEST_F(ImportEngineTest, ADatasetWithoutAReferenceIsUnknown) {
  v1::ImportReleaseHeader header = Header("tidy", kQuarter);
  header.set_dataset_id("nowhere");
  const absl::Status status = imports_.Import(sender_, header, kQuarter).status();
  EXPECT_TRUE(absl::IsNotFound(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("begins with its reference.yaml"));
  EXPECT_EQ(runtime::ToGrpcStatus(status).error_details().find("UNKNOWN_RELEASE"),
            std::string::npos);
  EXPECT_NE(runtime::ToGrpcStatus(status).error_details().find("UNKNOWN_DATASET"),
            std::string::npos);
}

TEST_F(ImportEngineTest, HeadersAreChecked) {
  const v1::ImportReleaseHeader good = Header("tidy", "");
  EXPECT_TRUE(imports_.CheckHeader(good).ok());
  const auto refused = [&](auto damage) {
    v1::ImportReleaseHeader header = good;
    damage(header);
    return absl::IsInvalidArgument(imports_.CheckHeader(header));
  };
  EXPECT_TRUE(refused([](auto& h) { h.clear_dataset_id(); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_format("xlsx"); }));
  EXPECT_TRUE(refused([](auto& h) { h.clear_kind(); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_kind(v1::RELEASE_KIND_REFERENCE); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_kind(v1::RELEASE_KIND_CORRECTION); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_idempotency_key("short"); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_idempotency_key("sixteen and blank"); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_sha256("abc"); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_file_name("../figures.csv"); }));
  EXPECT_TRUE(refused([](auto& h) { h.set_row_count(-1); }));
}

TEST_F(ImportEngineTest, ProvisionalFilesHoldProvisionalFigures) {
  v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", kQuarter);
  header.set_kind(v1::RELEASE_KIND_PROVISIONAL);
  ASSERT_TRUE(Import(header, kQuarter).has_accepted());
  EXPECT_EQ(Stored("homicide", Month(2019, 12)).at("sussex").status,
            ObservationStatus::kProvisional);
}

class ReferenceEngineTest : public ImportEngineTest {
 protected:
  absl::Status Apply(const core::DatasetReference& reference) {
    v1::ImportReferenceRequest request;
    *request.mutable_reference() = wire::ToProto(reference);
    request.set_idempotency_key(NextKey());
    return references_.Apply(sender_, request).status();
  }
};

TEST_F(ReferenceEngineTest, TheSameDeclarationsAreUnchanged) {
  ASSERT_TRUE(Apply(testing::MakeImportReference()).ok());
  EXPECT_EQ(*log_.Head(), 1);
}

TEST_F(ReferenceEngineTest, AReplayGivesTheFirstAnswerWhateverCameSince) {
  v1::ImportReferenceRequest first;
  *first.mutable_reference() = wire::ToProto(testing::MakeImportReference());
  first.set_idempotency_key(NextKey());
  const auto answer = references_.Apply(sender_, first);
  ASSERT_TRUE(answer.ok());
  // A series more, with figures: what the first request no longer declares.
  core::DatasetReference wider = testing::MakeImportReference();
  wider.series.push_back({.id = "sickness.numerator-2", .name = "hours"});
  wider.measures[0].numerator_series = {"all-crime"};
  ASSERT_TRUE(Apply(wider).ok());
  EXPECT_EQ(references_.Apply(sender_, first)->SerializeAsString(), answer->SerializeAsString());
  v1::ImportReferenceRequest other = first;
  *other.mutable_reference() = wire::ToProto(wider);
  EXPECT_TRUE(absl::IsAlreadyExists(references_.Apply(sender_, other).status()));
}

TEST_F(ReferenceEngineTest, BrokenRulesAreNamedByPath) {
  core::DatasetReference reference = testing::MakeImportReference();
  reference.measures[1].window_months = 0;
  const absl::Status status = Apply(reference);
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("measures[1].window_months"));
}

TEST_F(ReferenceEngineTest, StoredFiguresKeepTheirMeaning) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  core::DatasetReference reference = testing::MakeImportReference();
  reference.series[3].decimals = 1;
  EXPECT_TRUE(absl::IsInvalidArgument(Apply(reference)));
  reference = testing::MakeImportReference();
  reference.series.erase(reference.series.begin() + 3);
  EXPECT_TRUE(absl::IsInvalidArgument(Apply(reference)));
}

TEST_F(ImportEngineTest, ValidateOnlyGivesTheSameVerdictAndKeepsNothing) {
  const std::string good = kIndicators + std::string("2019-12,essex,Homicide,7\n");
  v1::ImportReleaseHeader header = Header("ho-quarterly-indicators", good);
  header.set_validate_only(true);
  header.clear_idempotency_key();
  const auto valid = Import(header, good);
  ASSERT_TRUE(valid.has_valid()) << valid.DebugString();
  EXPECT_EQ(valid.valid().rows_accepted(), 1);
  EXPECT_FALSE(valid.valid().unchanged());
  EXPECT_EQ(valid.valid().first_period(), "2019-12");
  EXPECT_EQ(*log_.Head(), 1);
  const auto kept = Import("ho-quarterly-indicators", good);
  ASSERT_TRUE(kept.has_accepted());
  EXPECT_EQ(kept.accepted().warnings_total(), valid.valid().warnings_total());
  EXPECT_TRUE(Import(header, good).valid().unchanged());

  const std::string bad = kIndicators + std::string("2019-12,essex,Homicide,seven\n");
  header.set_sha256(wire::Sha256(bad));
  EXPECT_EQ(Import(header, bad).refused().violations_total(), 1);
  EXPECT_EQ(*log_.Head(), 2);
}

TEST_F(ImportEngineTest, WarningsAndSourceBytesAreKeptWithTheRelease) {
  const std::string bytes = kIndicators + std::string("2019-12,essex,Homicide, 7\n");
  const auto accepted = Import("ho-quarterly-indicators", bytes).accepted();
  v1::GetReleaseResponse kept;
  ASSERT_TRUE(kept.ParseFromString(*log_.ReadRemarks(accepted.release().seq())));
  ASSERT_EQ(kept.warnings_size(), accepted.warnings_size());
  EXPECT_EQ(kept.warnings(0).rule(), accepted.warnings(0).rule());
  EXPECT_EQ(**log_.ReadSource(accepted.release().seq()), bytes);
}

class HeldAreasTest : public ReferenceEngineTest {
 protected:
  // Homicide in Essex from September to December 2019, nothing of Wales.
  HeldAreasTest() {
    EXPECT_TRUE(Import("ho-quarterly-indicators", std::string(kIndicators) +
                                                      "2019-09,essex,Homicide,2\n"
                                                      "2019-12,essex,Homicide,7\n")
                    .has_accepted());
  }
  // The answer when Essex is declared with these months.
  std::string Essex(std::optional<Month> from, std::optional<Month> to) {
    core::DatasetReference reference = testing::MakeImportReference();
    reference.areas[1].valid_from = from;
    reference.areas[1].valid_to = to;
    return std::string(Apply(reference).message());
  }
  static core::DatasetReference Without(size_t area) {
    core::DatasetReference reference = testing::MakeImportReference();
    reference.areas.erase(reference.areas.begin() + static_cast<std::ptrdiff_t>(area));
    return reference;
  }
};

TEST_F(HeldAreasTest, AnAreaThatHoldsFiguresStays) {
  const absl::Status status = Apply(Without(1));
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(
      std::string(status.message()),
      AllOf(HasSubstr("reference.areas"),
            HasSubstr("'essex' holds a figure of homicide in 2019-09"), HasSubstr("add it again")));
  EXPECT_EQ(*log_.Head(), 2);
}

TEST_F(HeldAreasTest, AnAreaWithoutFiguresMayGo) {
  EXPECT_TRUE(Apply(Without(3)).ok()) << "a nation of which nothing is held";
  core::DatasetReference reference = Without(3);
  reference.areas.erase(reference.areas.begin());
  EXPECT_TRUE(Apply(reference).ok()) << "a force whose figures are all missing";
}

TEST_F(HeldAreasTest, MonthsHoldTheFiguresThatAreHeld) {
  EXPECT_THAT(Essex(std::nullopt, Month(2019, 11)),
              AllOf(HasSubstr("reference.areas[1].valid_to"),
                    HasSubstr("'essex' holds a figure of homicide in 2019-12")));
  EXPECT_THAT(Essex(Month(2019, 10), std::nullopt),
              AllOf(HasSubstr("reference.areas[1].valid_from"), HasSubstr("in 2019-09")));
  EXPECT_EQ(Essex(Month(2019, 9), Month(2019, 12)), "") << "the first and the last month count";
}

class GetReferenceTest : public ReferenceEngineTest {
 protected:
  absl::StatusOr<v1::GetReferenceResponse> Get(std::optional<int64_t> seq = std::nullopt,
                                               const std::string& dataset = "open-data") {
    v1::GetReferenceRequest request;
    request.set_dataset_id(dataset);
    if (seq) request.set_seq(*seq);
    return references_.Get(request);
  }
  core::DatasetReference Renamed(const std::string& name) {
    core::DatasetReference reference = testing::MakeImportReference();
    reference.name = name;
    return reference;
  }
};

TEST_F(GetReferenceTest, GivesBackWhatWasApplied) {
  const auto got = Get();
  ASSERT_TRUE(got.ok()) << got.status();
  EXPECT_EQ(*wire::FromProto(got->reference()), testing::MakeImportReference());
  EXPECT_EQ(got->release().seq(), 1);
}

TEST_F(GetReferenceTest, GivesWhatWasInForceAfterARelease) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  ASSERT_TRUE(Apply(Renamed("Renamed")).ok());
  EXPECT_EQ(Get(2)->release().seq(), 1);
  EXPECT_EQ(Get(3)->reference().name(), "Renamed");
  EXPECT_EQ(Get()->release().seq(), 3);
}

TEST_F(GetReferenceTest, SaysWhatThereIsNot) {
  core::DatasetReference other = Renamed("Other");
  other.dataset_id = "other";
  ASSERT_TRUE(Apply(other).ok());
  EXPECT_TRUE(absl::IsNotFound(Get(1, "other").status())) << "declared later";
  EXPECT_TRUE(absl::IsNotFound(Get(3).status())) << "no such release";
  EXPECT_TRUE(absl::IsNotFound(Get(std::nullopt, "narnia").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Get(0).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Get(std::nullopt, "").status()));
}

class ExpectedSeqTest : public ReferenceEngineTest {
 protected:
  absl::Status ApplyAfter(int64_t expected_seq, const std::string& name) {
    v1::ImportReferenceRequest request;
    *request.mutable_reference() = wire::ToProto(testing::MakeImportReference());
    request.mutable_reference()->set_name(name);
    request.set_idempotency_key(NextKey());
    request.set_expected_seq(expected_seq);
    last_ = request;
    return references_.Apply(sender_, request).status();
  }
  v1::ImportReferenceRequest last_;
};

TEST_F(ExpectedSeqTest, AChangeOfWhatIsInForceIsApplied) {
  EXPECT_TRUE(ApplyAfter(1, "Renamed").ok());
  EXPECT_EQ(*log_.Head(), 2);
}

TEST_F(ExpectedSeqTest, AChangeOfAnythingElseChangesNothing) {
  ASSERT_TRUE(ApplyAfter(1, "Renamed").ok());
  for (const int64_t seq : {0, 1, 3}) {
    const absl::Status status = ApplyAfter(seq, "Renamed again");
    EXPECT_TRUE(absl::IsAborted(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("release 2 declares it now"));
  }
  EXPECT_EQ(*log_.Head(), 2);
}

TEST_F(ExpectedSeqTest, FiguresThatCameSinceAreNoChangeOfDeclarations) {
  ASSERT_TRUE(Import("ho-quarterly-indicators", kQuarter).has_accepted());
  EXPECT_TRUE(ApplyAfter(1, "Renamed").ok());
}

TEST_F(ExpectedSeqTest, AReplayIsAnsweredWhateverCameSince) {
  ASSERT_TRUE(ApplyAfter(1, "Renamed").ok());
  const v1::ImportReferenceRequest first = last_;
  ASSERT_TRUE(ApplyAfter(2, "Renamed again").ok());
  EXPECT_TRUE(references_.Apply(sender_, first).ok());
  v1::ImportReferenceRequest looked_again = first;
  looked_again.set_expected_seq(3);
  EXPECT_EQ(references_.Apply(sender_, looked_again)->release().seq(), 2);
}

TEST_F(ExpectedSeqTest, BelowZeroIsNoRelease) {
  EXPECT_TRUE(absl::IsInvalidArgument(ApplyAfter(-1, "Renamed")));
}

TEST_F(ImportEngineTest, AFormerNameMeansTheForceInItsMonthsOnly) {
  core::DatasetReference reference = testing::MakeImportReference();
  reference.areas[1].former_names = {{"Eastern Force", std::nullopt, Month(2018, 3)}};
  Apply(reference);
  EXPECT_TRUE(
      Import("tidy", std::string(kTidyHeader) + "solved-rate,Eastern Force,2018-03,12,1,2\n")
          .has_accepted());
  EXPECT_THAT(OnlyViolation(Import(
                  "tidy", std::string(kTidyHeader) + "solved-rate,Eastern Force,2018-06,12,1,2\n")),
              HasSubstr("'Eastern Force' was a name of Essex until 2018-03, and the period ends in "
                        "2018-06"));
}

constexpr char kMapping[] =
    "mapping: extract\n"
    "force: {column: Force}\n"
    "period: {column: Quarter, form: calendar-quarter}\n"
    "figures: [{column: Killed, series: homicide}]\n";
constexpr char kExtract[] = "Force,Quarter,Killed\nEssex,2019 Q4,7\nSussex,2019 Q4,3\n";

class ImportByMappingTest : public ImportEngineTest {
 protected:
  v1::ImportReleaseHeader Mapped(const std::string& mapping, const std::string& bytes = kExtract) {
    v1::ImportReleaseHeader header = Header("", bytes);
    header.set_mapping(mapping);
    header.set_mapping_file_name("extract.yaml");
    return header;
  }
};

TEST_F(ImportByMappingTest, AReleaseKeepsTheMappingsNameAsItsSource) {
  const v1::ImportReleaseHeader header = Mapped(kMapping);
  ASSERT_TRUE(imports_.CheckHeader(header).ok());
  const auto response = Import(header, kExtract);
  ASSERT_TRUE(response.has_accepted()) << response.ShortDebugString();
  EXPECT_EQ(response.accepted().release().format(), "mapping/extract");
  EXPECT_EQ(Stored("homicide", Month(2019, 12)).at("essex").value, 7);
  EXPECT_THAT(OnlyViolation(Import("ho-quarterly-indicators", kQuarter)),
              HasSubstr("DIFFERENT_SOURCE"));
}

TEST_F(ImportByMappingTest, FaultsOfTheMappingAreThatFiles) {
  const auto response = Import(Mapped("mapping: extract\nfigure: []\n"), kExtract);
  ASSERT_TRUE(response.has_refused());
  for (const v1::ImportViolation& violation : response.refused().violations()) {
    EXPECT_EQ(violation.file(), "extract.yaml");
  }
  EXPECT_EQ(*log_.Head(), 1);
}

TEST_F(ImportByMappingTest, AnotherMappingIsAnotherRequest) {
  const v1::ImportReleaseHeader header = Mapped(kMapping);
  ASSERT_TRUE(Import(header, kExtract).has_accepted());
  v1::ImportReleaseHeader other = header;
  other.set_mapping(absl::StrCat(kMapping, "title: another\n"));
  EXPECT_TRUE(absl::IsAlreadyExists(imports_.Import(sender_, other, kExtract).status()));
}

TEST_F(ImportByMappingTest, AFileIsReadInOneWay) {
  v1::ImportReleaseHeader header = Mapped(kMapping);
  header.set_format("tidy");
  EXPECT_TRUE(absl::IsInvalidArgument(imports_.CheckHeader(header)));
  header = Mapped("");
  EXPECT_TRUE(absl::IsInvalidArgument(imports_.CheckHeader(header)));
  header = Mapped(kMapping);
  header.set_mapping_file_name("../extract.yaml");
  EXPECT_TRUE(absl::IsInvalidArgument(imports_.CheckHeader(header)));
}

TEST_F(ImportByMappingTest, HowAFileCouldBeReadIsProposed) {
  v1::ImportReleaseHeader header = Mapped("");
  header.set_validate_only(true);
  ASSERT_TRUE(imports_.CheckHeader(header).ok());
  const auto open = Import(header, kExtract);
  EXPECT_THAT(open.suggested().mapping(), HasSubstr("force: {column: \"Force\"}"));
  EXPECT_FALSE(open.suggested().notes().empty());
  const v1::ImportReleaseHeader known = [&] {
    v1::ImportReleaseHeader question = Mapped("", kQuarter);
    question.set_validate_only(true);
    return question;
  }();
  EXPECT_EQ(Import(known, kQuarter).suggested().format(), "ho-quarterly-indicators");
  EXPECT_EQ(*log_.Head(), 1);
}

}  // namespace
}  // namespace peerage::ingestion
