#include "services/runtime/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "services/runtime/method_rule.h"

namespace peerage::runtime {
namespace {

using ::testing::HasSubstr;

constexpr char kKent[] = "spiffe://peerage.example/force/kent/perf-hub";

MethodRule Needs(Permission permission) { return {.permission = permission}; }

std::shared_ptr<const Policy> Parsed(const std::string& callers) {
  auto policy = Policy::Parse(absl::StrCat("version: 1\ncallers:\n", callers));
  EXPECT_TRUE(policy.ok()) << policy.status();
  return *std::move(policy);
}

std::string Fault(const std::string& yaml) {
  const auto policy = Policy::Parse(yaml);
  return policy.ok() ? "" : std::string(policy.status().message());
}

std::string FaultOfCaller(const std::string& fields) {
  return Fault(absl::StrCat("version: 1\ncallers:\n- identity: ", kKent, "\n", fields));
}

TEST(Policy, GivesARoleItsPermissionsAndNoOthers) {
  const auto policy = Parsed(absl::StrCat("- {identity: '", kKent, "', roles: [reader]}\n"));
  const Rights* reader = policy->Find(kKent);
  ASSERT_NE(reader, nullptr);
  EXPECT_TRUE(reader->Allows(Needs(access::v1::PERMISSION_READ_FIGURES)));
  EXPECT_TRUE(reader->Allows(Needs(access::v1::PERMISSION_READ_STATUS)));
  EXPECT_FALSE(reader->Allows(Needs(access::v1::PERMISSION_IMPORT)));
  EXPECT_FALSE(reader->Allows(Needs(access::v1::PERMISSION_READ_REPORTS)));
  EXPECT_FALSE(reader->Allows(Needs(access::v1::PERMISSION_FOLLOW_RELEASES)));
  EXPECT_FALSE(reader->MayActFor("kent"));
}

TEST(Policy, KnowsNobodyWhomItDoesNotName) {
  const auto policy =
      Parsed("- {identity: 'spiffe://peerage.example/force/kent/*', roles: [reader]}");
  EXPECT_NE(policy->Find(kKent), nullptr);
  EXPECT_EQ(policy->Find("spiffe://peerage.example/force/kent"), nullptr);
  EXPECT_EQ(policy->Find("spiffe://peerage.example/force/kentish/perf-hub"), nullptr);
  EXPECT_EQ(policy->Find("spiffe://peerage.example.evil/force/kent/perf-hub"), nullptr);
  EXPECT_EQ(policy->Find("local"), nullptr);
  EXPECT_EQ(policy->Find(""), nullptr);
}

TEST(Policy, PrefersTheIdentityItselfAndThenTheLongestPattern) {
  const auto policy = Parsed(
      "- {identity: 'spiffe://peerage.example/force/*', roles: [reader]}\n"
      "- {identity: 'spiffe://peerage.example/force/kent/*', roles: [author], forces: [kent]}\n"
      "- {identity: 'spiffe://peerage.example/force/kent/old', roles: [admin]}\n");
  EXPECT_EQ(policy->Find("spiffe://peerage.example/force/kent/old")->roles, "admin");
  EXPECT_EQ(policy->Find(kKent)->roles, "author");
  EXPECT_EQ(policy->Find("spiffe://peerage.example/force/essex/x")->roles, "reader");
}

TEST(Policy, KeepsARestrictedDatasetFromWhoIsNotNamedForIt) {
  const auto policy = Policy::Parse(
      "version: 1\n"
      "restricted_datasets: [secret]\n"
      "callers:\n"
      "- {identity: 'spiffe://peerage.example/a', roles: [reader]}\n"
      "- {identity: 'spiffe://peerage.example/b', roles: [reader], datasets: [secret]}\n"
      "- {identity: 'spiffe://peerage.example/c', roles: [reader], datasets: ['*']}\n");
  ASSERT_TRUE(policy.ok()) << policy.status();
  const Rights* open = (*policy)->Find("spiffe://peerage.example/a");
  EXPECT_TRUE(open->MayUseDataset("open-data"));
  EXPECT_FALSE(open->MayUseDataset("secret"));
  const Rights* named = (*policy)->Find("spiffe://peerage.example/b");
  EXPECT_TRUE(named->MayUseDataset("secret"));
  EXPECT_FALSE(named->MayUseDataset("open-data"));
  EXPECT_TRUE((*policy)->Find("spiffe://peerage.example/c")->MayUseDataset("secret"));
}

TEST(Policy, GivesAServiceItsListedMethodsAlone) {
  const auto policy = Parsed(
      "- identity: spiffe://peerage.example/svc/ranking\n"
      "  roles: [service]\n"
      "  methods: [peerage.ingestion.v1.IngestionService/FollowReleases]\n");
  const Rights* service = policy->Find("spiffe://peerage.example/svc/ranking");
  MethodRule follow{.full_name = "peerage.ingestion.v1.IngestionService/FollowReleases",
                    .permission = access::v1::PERMISSION_FOLLOW_RELEASES};
  EXPECT_TRUE(service->Allows(follow));
  EXPECT_FALSE(service->Allows(Needs(access::v1::PERMISSION_READ_FIGURES)));
  EXPECT_EQ(service->quota, Quota());
}

TEST(Policy, WithoutAQuotaThereIsTheOneTheHeaderShows) {
  const auto policy = Parsed(absl::StrCat("- {identity: '", kKent, "', roles: [reader]}\n"));
  EXPECT_EQ(policy->Find(kKent)->quota, (Quota{500, 1000, 100, int64_t{512} << 20}));
}

TEST(Policy, AQuotaChangesOnlyTheLinesItHas) {
  const auto policy = Parsed(absl::StrCat("- {identity: '", kKent,
                                          "', roles: [reader], class: bulk, "
                                          "quota: {calls_per_second: 0.5}}\n"));
  EXPECT_EQ(policy->Find(kKent)->quota.calls_per_second, 0.5);
  EXPECT_EQ(policy->Find(kKent)->quota.burst, 1000);
  EXPECT_EQ(policy->Find(kKent)->call_class, CallClass::kBulk);
}

TEST(Policy, AMisspeltWordIsAnErrorWithItsLine) {
  EXPECT_THAT(FaultOfCaller("  roles: [reader]\n  datasetz: [a]\n"),
              HasSubstr("line 5: 'datasetz' is not known in a caller"));
  EXPECT_THAT(FaultOfCaller("  roles: [raeder]\n"), HasSubstr("role 'raeder' is not one of"));
  EXPECT_THAT(FaultOfCaller("  roles: [reader]\n  class: fast\n"), HasSubstr("class 'fast'"));
  EXPECT_THAT(FaultOfCaller("  roles: [service]\n  methods: [a.B/C]\n"),
              HasSubstr("method 'a.B/C' is not in the contract"));
  EXPECT_THAT(Fault("version: 2\ncallers: []\n"), HasSubstr("version: 1"));
  EXPECT_THAT(Fault("version: 1\n"), HasSubstr("list of callers"));
  EXPECT_THAT(Fault("version: 1\ncallers: [\n"), HasSubstr("not sound YAML"));
  EXPECT_THAT(Fault(""), HasSubstr("must be a map"));
  EXPECT_THAT(Fault("version: 1\ncallers: []\n---\nrestricted_datasets: [a]\n"),
              HasSubstr("more than one document"));
  EXPECT_THAT(Fault("version: 1\nrestricted_datasets: a\ncallers: []\n"),
              HasSubstr("restricted_datasets must be a list"));
}

TEST(Policy, ARoleThatActsNeedsItsScope) {
  EXPECT_THAT(FaultOfCaller("  roles: [author]\n"), HasSubstr("forces: [kent]"));
  EXPECT_THAT(FaultOfCaller("  roles: [reader]\n  forces: [kent]\n"),
              HasSubstr("forces has no meaning"));
  EXPECT_THAT(FaultOfCaller("  roles: [ingester]\n"), HasSubstr("datasets: [open-data]"));
  EXPECT_THAT(FaultOfCaller("  roles: [service]\n"), HasSubstr("methods listed"));
  EXPECT_THAT(FaultOfCaller("  roles: [author]\n  forces: ['*', kent]\n"), HasSubstr("no *"));
  EXPECT_THAT(FaultOfCaller("  roles: []\n"), HasSubstr("at least one word"));
}

TEST(Policy, ANumberOfAQuotaIsAboveZero) {
  for (const char* number : {"0", "-1", ".nan", ".inf", "many", "[1]", "1e10"}) {
    EXPECT_THAT(FaultOfCaller(absl::StrCat("  roles: [reader]\n  quota: {burst: ", number, "}\n")),
                HasSubstr("burst must be a number above 0"))
        << number;
  }
}

TEST(Policy, AnIdentityStandsOnce) {
  const std::string line = absl::StrCat("- {identity: '", kKent, "', roles: [reader]}\n");
  EXPECT_THAT(Fault(absl::StrCat("version: 1\ncallers:\n", line, line)), HasSubstr("stands twice"));
}

TEST(Identity, IsASpiffeUriWithAPath) {
  EXPECT_TRUE(IsIdentity(kKent));
  EXPECT_TRUE(IsIdentity("spiffe://peerage.example/svc"));
  for (const char* not_one :
       {"", "local", "spiffe://", "spiffe://peerage.example", "spiffe://peerage.example/",
        "spiffe:///a", "https://peerage.example/a", "spiffe://peerage.example/a//b",
        "spiffe://peerage.example/../b", "spiffe://peerage.example/a b",
        "spiffe://peerage.example/*", "spiffe://peerage.example/a?x=1"}) {
    EXPECT_FALSE(IsIdentity(not_one)) << not_one;
  }
  EXPECT_FALSE(IsIdentity("spiffe://peerage.example/" + std::string(255, 'a')));
}

}  // namespace
}  // namespace peerage::runtime
