#include "clients/cli/command_line.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "clients/cli/idempotency.h"
#include "clients/cli/import_outcome.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/report_create.h"
#include "clients/cli/subject_flags.h"
#include "clients/cpp/fake_method.h"
#include "clients/cpp/random_key.h"
#include "peerage/ranking/v1/ranking_service.pb.h"

namespace peerage::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::internal::CaptureStderr;
using ::testing::internal::CaptureStdout;
using ::testing::internal::GetCapturedStderr;
using ::testing::internal::GetCapturedStdout;

struct Outcome {
  int code;
  std::string out;
  std::string err;
};

Outcome RunCommand(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "peerage");
  for (const char* variable : {"PEERAGE_INGESTION", "PEERAGE_RANKING", "PEERAGE_REPORTING"}) {
    unsetenv(variable);  // NOLINT(concurrency-mt-unsafe): one thread
  }
  CaptureStdout();
  CaptureStderr();
  const int code = RunCommandLine(static_cast<int>(arguments.size()), arguments.data());
  return {code, GetCapturedStdout(), GetCapturedStderr()};
}

TEST(CommandLine, HelpEndsWellAndEveryCommandHasAnExample) {
  EXPECT_EQ(RunCommand({"--help"}).code, kDone);
  const std::vector<std::vector<const char*>> commands = {{"import"},
                                                          {"reference", "apply"},
                                                          {"reference", "diff"},
                                                          {"reference", "export"},
                                                          {"releases", "list"},
                                                          {"releases", "show"},
                                                          {"releases", "diff"},
                                                          {"releases", "export"},
                                                          {"releases", "revisions"},
                                                          {"catalog", "datasets"},
                                                          {"catalog", "forces"},
                                                          {"catalog", "measures"},
                                                          {"catalog", "groups"},
                                                          {"catalog", "periods"},
                                                          {"catalog", "aspirations"},
                                                          {"catalog", "annotations"},
                                                          {"catalog", "events"},
                                                          {"catalog", "calendar"},
                                                          {"standing"},
                                                          {"standings"},
                                                          {"league"},
                                                          {"positions"},
                                                          {"report", "create"},
                                                          {"report", "show"},
                                                          {"report", "list"},
                                                          {"report", "export"},
                                                          {"status"}};
  for (auto command : commands) {
    command.push_back("--help");
    const Outcome outcome = RunCommand(command);
    EXPECT_EQ(outcome.code, kDone) << command[0];
    EXPECT_THAT(outcome.out, HasSubstr("Example")) << command[0];
  }
}

TEST(CommandLine, WrongUsageIsExitCodeTwoAndNamesWhatIsWrong) {
  EXPECT_EQ(RunCommand({}).code, kWrongUsage);
  const Outcome unknown = RunCommand({"frob"});
  EXPECT_EQ(unknown.code, kWrongUsage);
  EXPECT_THAT(unknown.err, HasSubstr("frob"));
  EXPECT_EQ(RunCommand({"catalog"}).code, kWrongUsage);
  EXPECT_THAT(RunCommand({"catalog", "farces", "--dataset", "x"}).err, HasSubstr("farces"));
  EXPECT_THAT(RunCommand({"standing", "--dataset", "d", "--force", "f"}).err,
              HasSubstr("--measure"));
}

TEST(CommandLine, SaysWhatAMistypedWordMayHaveMeant) {
  EXPECT_EQ(RunCommand({"standng"}).err,
            "peerage: \"standng\" is no command of peerage; did you mean standing?\n");
  EXPECT_THAT(RunCommand({"catalog", "forcse"}).err, HasSubstr("did you mean forces?"));
  EXPECT_THAT(RunCommand({"standing", "--foce", "essex"}).err, HasSubstr("did you mean --force?"));
  EXPECT_THAT(RunCommand({"xyzzy"}).err, HasSubstr("peerage --help lists them"));
}

TEST(CommandLine, PrintsItsVersion) {
  const Outcome outcome = RunCommand({"--version"});
  EXPECT_EQ(outcome.code, kDone);
  EXPECT_THAT(outcome.out, ::testing::StartsWith("peerage "));
}

TEST(CommandLine, WantsNumbersInAShortSentence) {
  for (const std::vector<const char*>& arguments :
       std::vector<std::vector<const char*>>{{"releases", "show", "abc"},
                                             {"releases", "show", "99999999999999999999"},
                                             {"catalog", "datasets", "--min-seq", "x"}}) {
    const Outcome outcome = RunCommand(arguments);
    EXPECT_EQ(outcome.code, kWrongUsage);
    EXPECT_THAT(outcome.err, HasSubstr("is no release's number"));
    EXPECT_LT(outcome.err.size(), 160U);
  }
}

TEST(CommandLine, APaperIsMadeAsKnownAfterAReleaseAndAgainstANamedGroup) {
  const std::vector<const char*> create = {"report",  "create",  "--file", "x.yaml",
                                           "--month", "2019-12", "--as-of"};
  auto as_of = create;
  as_of.push_back("2020-01-01");
  EXPECT_THAT(RunCommand(as_of).err, HasSubstr("not on a day"));
  auto group = create;
  group.back() = "--group";
  group.push_back("kent,sussex");
  EXPECT_THAT(RunCommand(group).err, HasSubstr("a group with a name"));
}

TEST(CommandLine, ADocumentNeedsANameAndIsNoResponse) {
  const std::vector<const char*> command = {"report", "export", "rep-1", "--format", "html"};
  auto unnamed = command;
  unnamed.insert(unnamed.end(), {"--output", ""});
  EXPECT_EQ(RunCommand(unnamed).code, kWrongUsage);
  auto json = command;
  json.push_back("--json");
  EXPECT_THAT(RunCommand(json).err, HasSubstr("--format json"));
}

TEST(CommandLine, OutputThatCannotBeWrittenIsAFailure) {
  fflush(stdout);
  const int kept = dup(STDOUT_FILENO);
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  dup2(full, STDOUT_FILENO);
  CaptureStderr();
  const int code = Print("lost");
  const std::string err = GetCapturedStderr();
  dup2(kept, STDOUT_FILENO);
  close(full);
  close(kept);
  EXPECT_EQ(code, kFailed);
  EXPECT_THAT(err, HasSubstr("No space left on device"));
}

TEST(Session, ARefusalNamesItsReasonForScripts) {
  const absl::Status status = client::ServiceError(absl::StatusCode::kNotFound, "UNKNOWN_GROUP",
                                                   "no group x: ListSimilarGroups names them");
  Session session;
  session.request_id = "run-1";
  CaptureStderr();
  Fail(session, status);
  // Methods are not for people.
  EXPECT_EQ(GetCapturedStderr(), "peerage: no group x: peerage catalog groups names them\n");
  session.json = true;
  CaptureStderr();
  Fail(session, status);
  EXPECT_THAT(GetCapturedStderr(), HasSubstr(" (reason UNKNOWN_GROUP, request id run-1)\n"));
}

TEST(Session, SaysWhenFiguresMayBeOld) {
  CaptureStderr();
  NoteStaleness({.stale = false, .age = std::chrono::seconds(3)});
  NoteStaleness({.stale = true, .age = std::chrono::seconds(17)});
  EXPECT_EQ(GetCapturedStderr(),
            "peerage: ranking has not heard from ingestion for 17 s: figures may be old\n");
}

TEST(CommandLine, ChecksMonthsAndDaysBeforeAsking) {
  const Outcome month = RunCommand(
      {"standing", "--dataset", "d", "--force", "f", "--measure", "m", "--period", "2019-13"});
  EXPECT_EQ(month.code, kWrongUsage);
  EXPECT_THAT(month.err, HasSubstr("write YYYY-MM"));
  const Outcome as_of = RunCommand({"catalog", "datasets", "--as-of", "yesterday"});
  EXPECT_EQ(as_of.code, kWrongUsage);
  EXPECT_THAT(as_of.err, HasSubstr("YYYY-MM-DD"));
}

TEST(CommandLine, SaysHowToNameAService) {
  const Outcome outcome = RunCommand({"releases", "list"});
  EXPECT_EQ(outcome.code, kWrongUsage);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("PEERAGE_INGESTION"), HasSubstr("--ingestion")));
}

TEST(CommandLine, AServiceThatIsNotThereIsAFailureWithWhatToDo) {
  const Outcome outcome = RunCommand({"catalog", "datasets", "--json", "--ranking", "127.0.0.1:1"});
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("ranking service at 127.0.0.1:1"), HasSubstr("start")));
}

TEST(CommandLine, StatusWantsToKnowWhereAnyServiceIs) {
  const Outcome outcome = RunCommand({"status"});
  EXPECT_EQ(outcome.code, kWrongUsage);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("--ingestion, --ranking or --reporting"),
                                 HasSubstr("PEERAGE_RANKING")));
  EXPECT_EQ(RunCommand({"status", "--ranking", "nowhere"}).code, kWrongUsage);
}

TEST(CommandLine, StatusNamesEachReplicaThatIsNotThere) {
  const Outcome outcome = RunCommand({"status", "--ranking", "127.0.0.1:1,127.0.0.1:2"});
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("ranking  127.0.0.1:1  cannot be reached"),
                                 HasSubstr("ranking  127.0.0.1:2  cannot be reached")));
}

TEST(CommandLine, AFileThatIsNotThereIsNamed) {
  const Outcome outcome = RunCommand({"reference", "apply", "/nowhere/reference.yaml"});
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("/nowhere/reference.yaml"), HasSubstr("No such file")));
}

TEST(CommandLine, ACorrectionNeedsItsReason) {
  const Outcome outcome = RunCommand({"import", "--dataset", "d", "--format", "tidy", "--kind",
                                      "correction", "x.csv", "--ingestion", "127.0.0.1:1"});
  EXPECT_EQ(outcome.code, kWrongUsage);
  EXPECT_THAT(outcome.err, HasSubstr("--reason"));
}

TEST(CommandLine, AFileIsReadInOneWay) {
  const std::vector<const char*> start = {"import", "--dataset", "d", "x.csv"};
  const auto refused = [&](std::vector<const char*> more) {
    std::vector<const char*> arguments = start;
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = RunCommand(arguments);
    EXPECT_EQ(outcome.code, kWrongUsage);
    return outcome.err;
  };
  EXPECT_THAT(refused({}), HasSubstr("--format NAME, or --mapping FILE"));
  EXPECT_THAT(refused({"--format", "tidy", "--mapping", "m.yaml"}), HasSubstr("--mapping FILE"));
  EXPECT_THAT(refused({"--format", "tidy", "--suggest-mapping"}), HasSubstr("leave --format"));
}

TEST(CommandLine, AMappingFileThatIsNotThereIsNamed) {
  const Outcome outcome =
      RunCommand({"import", "--dataset", "d", "--mapping", "/nowhere/m.yaml", "x.csv"});
  EXPECT_EQ(outcome.code, kFailed);
  EXPECT_THAT(outcome.err, HasSubstr("/nowhere/m.yaml"));
}

TEST(ImportOutcome, NamesTheSheetAndTheMappingFile) {
  ingestion::v1::ImportReleaseResponse response;
  auto& violation = *response.mutable_refused()->add_violations();
  violation.set_file("extract.yaml");
  violation.set_line(3);
  violation.set_column("period.form");
  response.mutable_refused()->set_violations_total(1);
  EXPECT_THAT(RenderOutcome({}, "dir/extract.xlsx", response),
              AllOf(HasSubstr("extract.yaml: refused for 1 fault"), Not(HasSubstr("Sheet"))));
  violation.set_file("extract.xlsx");
  violation.set_sheet("Table 1");
  EXPECT_THAT(RenderOutcome({}, "dir/extract.xlsx", response),
              AllOf(HasSubstr("dir/extract.xlsx: refused"), HasSubstr("Table 1")));
}

TEST(ImportOutcome, SaysWhatWouldBeAccepted) {
  ingestion::v1::ImportReleaseResponse response;
  auto& valid = *response.mutable_valid();
  valid.set_rows_accepted(2);
  valid.add_series_ids("all-crime");
  valid.set_first_period("2019-09");
  valid.set_last_period("2019-12");
  EXPECT_EQ(RenderOutcome({}, "x.csv", response),
            "x.csv: would be accepted, 2 rows of all-crime, 2019-09 to 2019-12; nothing was "
            "kept\n");
}

TEST(SubjectFlags, AGroupIsAnIdOrForcesWithCommas) {
  EXPECT_THAT(ForceIdsOf("essex-a"), IsEmpty());
  EXPECT_THAT(ForceIdsOf("kent,sussex"), ElementsAre("kent", "sussex"));
  EXPECT_THAT(ForceIdsOf("kent,"), ElementsAre("kent"));
  EXPECT_THAT(ForceIdsOf(" kent , sussex"), ElementsAre("kent", "sussex"));
}

TEST(SubjectFlags, FillARequest) {
  SubjectFlags flags{.dataset = "open-data", .force = "essex", .group = "a,b"};
  flags.knowledge.as_of = "2026-01-31";
  flags.average = "pooled";
  flags.exclude_self = true;
  flags.minimum_members = 5;
  ranking::v1::GetStandingRequest request;
  ApplySubject(flags, request);
  EXPECT_EQ(request.force_ids().force_ids_size(), 2);
  EXPECT_EQ(request.known_on(), "2026-01-31");
  EXPECT_EQ(request.method().average_method(), types::v1::AVERAGE_METHOD_POOLED);
  EXPECT_FALSE(request.method().include_self());
  EXPECT_EQ(request.method().minimum_members(), 5);
}

TEST(SubjectFlags, AsOfANumberIsASeq) {
  ranking::v1::GetStandingRequest request;
  ApplyAsOf({.as_of = "3", .min_seq = 2}, request);
  EXPECT_EQ(request.seq(), 3);
  EXPECT_EQ(request.min_seq(), 2);
}

TEST(ReportRequest, FlagsComeBeforeTheFile) {
  const ReportFile file{
      .dataset = "open-data", .title = "Plan", .force = "essex", .group = "essex-a"};
  const auto own = MakeReportRequest({.month = "2019-12"}, file);
  ASSERT_TRUE(own.ok());
  EXPECT_EQ(own->title(), "Plan");
  EXPECT_EQ(own->group_id(), "essex-a");
  const auto other = MakeReportRequest({.force = "kent", .month = "2019-12"}, file);
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(other->force_id(), "kent");
  // Essex's title and group are not Kent's.
  EXPECT_EQ(other->title(), "");
  EXPECT_EQ(other->group_id(), "");
}

TEST(ReportRequest, NeedsDatasetAndForce) {
  EXPECT_FALSE(MakeReportRequest({}, {.force = "essex"}).ok());
  EXPECT_FALSE(MakeReportRequest({}, {.dataset = "open-data"}).ok());
}

TEST(Idempotency, AFileHasOneKeyAndAnotherFileAnother) {
  ingestion::v1::ImportReleaseHeader header;
  header.set_dataset_id("open-data");
  const std::string key = KeyOfFile(header, "a,b\n");
  EXPECT_EQ(CheckKey(key), "");
  EXPECT_EQ(KeyOfFile(header, "a,b\n"), key);
  EXPECT_NE(KeyOfFile(header, "a,c\n"), key);
  header.set_expected_seq(7);
  EXPECT_EQ(KeyOfFile(header, "a,b\n"), key) << "a condition, no content";
  header.set_dataset_id("other");
  EXPECT_NE(KeyOfFile(header, "a,b\n"), key);
  EXPECT_EQ(CheckKey(client::RandomKey()), "");
  EXPECT_NE(client::RandomKey(), client::RandomKey());
}

TEST(Idempotency, ChecksAKey) {
  EXPECT_NE(CheckKey("too-short"), "");
  EXPECT_NE(CheckKey(std::string(65, 'a')), "");
  EXPECT_NE(CheckKey("with space 123456"), "");
}

TEST(ImportOutcome, ARefusalIsATable) {
  ingestion::v1::ImportReleaseResponse response;
  auto* refused = response.mutable_refused();
  refused->set_violations_total(2);
  auto* violation = refused->add_violations();
  violation->set_line(17);
  violation->set_column("force");
  violation->set_value("Exess");
  violation->set_rule("not a force of this dataset");
  violation->set_what_to_do("write essex");
  EXPECT_EQ(RenderOutcome({}, "x.csv", response),
            "x.csv: refused for 2 faults; nothing of it was kept\n"
            "Line  Column  Found  Rule                         What to do\n"
            "─────────────────────────────────────────────────────────────\n"
            "  17  force   Exess  not a force of this dataset  write essex\n"
            "and 1 more\n");
}

TEST(ImportOutcome, AFaultOfManyLinesNamesTheFirst) {
  ingestion::v1::ImportReleaseResponse response;
  auto* violation = response.mutable_refused()->add_violations();
  violation->set_line(17);
  violation->set_lines(1058);
  EXPECT_THAT(RenderOutcome({}, "x.csv", response), HasSubstr("\n17, 1,057 more"));
}

TEST(ImportOutcome, AnAcceptedFileIsALine) {
  ingestion::v1::ImportReleaseResponse response;
  auto* accepted = response.mutable_accepted();
  accepted->set_rows_accepted(8944);
  accepted->mutable_release()->set_seq(3);
  accepted->mutable_release()->set_first_period("2012-06");
  accepted->mutable_release()->set_last_period("2025-12");
  EXPECT_THAT(RenderOutcome({}, "x.csv", response),
              HasSubstr("x.csv: release 3, 8,944 rows, periods 2012-06 to 2025-12"));
  accepted->set_rows_accepted(1);
  accepted->mutable_release()->set_first_period("2025-12");
  EXPECT_THAT(RenderOutcome({}, "x.csv", response), HasSubstr("1 row, period 2025-12, known"));
}

TEST(Progress, ABarGrowsToTheEnd) {
  EXPECT_EQ(Progress::Bar("f", 0, 100), "f  [..............................]  0%");
  EXPECT_EQ(Progress::Bar("f", 50, 100), "f  [###############...............]  50%");
  EXPECT_EQ(Progress::Bar("f", 0, 0), "f  [##############################]  100%");
}

}  // namespace
}  // namespace peerage::cli
