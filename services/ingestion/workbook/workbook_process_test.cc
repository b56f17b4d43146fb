#include "services/ingestion/workbook/workbook_process.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "services/ingestion/workbook/child_limits.h"
#include "tests/testing/opened_workbook.h"

namespace peerage::ingestion::workbook {
namespace {

using peerage::testing::FindingTexts;
using peerage::testing::TableText;
using peerage::testing::XlsxParts;
using peerage::testing::ZipOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kProgram[] = PEERAGE_WORKBOOK_PROGRAM;
constexpr char kRow[] = "<row><c><v>1</v></c><c t='str'><v>x</v></c></row>";

struct Answer {
  std::vector<std::string> lines;
  std::vector<std::string> violations;
};

Answer Read(const std::string& program, const std::string& bytes, const TableLimits& limits = {}) {
  Findings violations;
  Findings warnings;
  const auto source = StartWorkbookProcess(program, bytes, limits, violations, warnings);
  if (!source.ok()) return {{std::string{source.status().message()}}, {}};
  Answer answer{TableText(**source), {}};
  answer.violations = FindingTexts(violations);
  return answer;
}

// A program that stands in for the reader.
class Script {
 public:
  explicit Script(const std::string& body) {
    path_ = std::filesystem::temp_directory_path() /
            ("peerage-workbook-test-" + std::to_string(getpid()));
    std::ofstream(path_) << "#!/bin/sh\n" << body << "\n";
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }
  ~Script() { std::filesystem::remove(path_); }
  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

bool HasChildren() { return waitpid(-1, nullptr, WNOHANG) != -1 || errno != ECHILD; }

TEST(WorkbookProcess, ReadsAWorkbook) {
  const Answer answer = Read(kProgram, ZipOf(XlsxParts(kRow)));
  EXPECT_THAT(answer.lines, ElementsAre("[Figures]", "1: #1|x"));
  EXPECT_THAT(answer.violations, IsEmpty());
  EXPECT_FALSE(HasChildren());
}

TEST(WorkbookProcess, ReadsSeveralAtOnce) {
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([i] {
      const std::string name = std::to_string(i);
      const Answer answer =
          Read(kProgram, ZipOf(XlsxParts("<row><c t='str'><v>" + name + "</v></c></row>")));
      EXPECT_THAT(answer.lines, ElementsAre("[Figures]", "1: " + name));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(HasChildren());
}

TEST(WorkbookProcess, PassesTheLimitsOn) {
  TableLimits limits;
  limits.columns = 1;
  EXPECT_THAT(Read(kProgram, ZipOf(XlsxParts(kRow)), limits).violations,
              ElementsAre(HasSubstr("a table has at most 1 columns")));
}

TEST(WorkbookProcess, EndsTheChildWhenNobodyReadsOn) {
  std::string rows;
  for (int i = 0; i < 100'000; ++i) rows += kRow;
  Findings violations;
  Findings warnings;
  auto source = StartWorkbookProcess(kProgram, ZipOf(XlsxParts(rows)), {}, violations, warnings);
  ASSERT_TRUE(source.ok());
  ASSERT_NE((*source)->NextSheet(), nullptr);
  ASSERT_NE((*source)->NextRow(), nullptr);
  source->reset();
  EXPECT_FALSE(HasChildren());
}

TEST(WorkbookProcess, ACrashIsAViolation) {
  const Script script("kill -SEGV $$");
  EXPECT_THAT(
      Read(script.path(), "x").violations,
      ElementsAre("0 : the reader of workbooks ended: a workbook can be read within 512 MiB "
                  "of memory and 30 s"));
  EXPECT_FALSE(HasChildren());
}

TEST(WorkbookProcess, SoIsAnEndWithoutAnAnswer) {
  EXPECT_THAT(Read("/bin/true", "x").violations, ElementsAre(HasSubstr("the reader of workbooks")));
  const Script nonsense("echo nonsense; echo nonsense");
  EXPECT_THAT(Read(nonsense.path(), "x").violations, ElementsAre(HasSubstr("too long an answer")));
}

TEST(WorkbookProcess, SoIsTheEndOfMemoryOrTime) {
  const Script memory("exit 75");
  EXPECT_THAT(Read(memory.path(), "x").violations, ElementsAre(HasSubstr("out of memory")));
  const Script killed("kill -KILL $$");
  EXPECT_THAT(Read(killed.path(), "x").violations, ElementsAre(HasSubstr("out of memory")));
  const Script time("kill -XCPU $$");
  EXPECT_THAT(Read(time.path(), "x").violations, ElementsAre(HasSubstr("out of time")));
}

TEST(WorkbookProcess, EndsAChildThatSaysNothing) {
  const Script script("exec sleep 600");
  TableLimits limits;
  limits.cpu_seconds = 1;
  EXPECT_THAT(Read(script.path(), "x", limits).violations, ElementsAre(HasSubstr("out of time")));
  EXPECT_FALSE(HasChildren());
}

TEST(WorkbookProcess, EndsAChildThatClosesItsAnswerAndStays) {
  const Script script("exec >&-; exec sleep 600");
  EXPECT_THAT(Read(script.path(), "x").violations, ElementsAre(HasSubstr("out of time")));
  EXPECT_FALSE(HasChildren());
}

TEST(WorkbookProcess, GivesTheChildNothingButTheFile) {
  // Open files are inherited unless somebody sees to it.
  const int leaked = open("/etc/passwd", O_RDONLY);  // NOLINT(android-cloexec-open)
  setenv("PEERAGE_TEST", "1", 1);                    // NOLINT(concurrency-mt-unsafe)
  const Script script(
      "ls -l /proc/$$/fd | grep -q passwd || test -n \"$PEERAGE_TEST\" || kill -XCPU $$");
  EXPECT_THAT(Read(script.path(), "x").violations, ElementsAre(HasSubstr("out of time")));
  close(leaked);
}

TEST(WorkbookProcess, AMissingProgramIsNotTheFilesFault) {
  EXPECT_THAT(Read("/nowhere/peerage-workbook", "x").lines,
              ElementsAre(HasSubstr("the reader of workbooks cannot be started")));
}

TEST(ChildLimits, AreOneArgument) {
  TableLimits limits;
  limits.rows = 7;
  limits.cpu_seconds = 120;
  const std::optional<TableLimits> parsed = ParseLimits(FormatLimits(limits));
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(FormatLimits(*parsed), FormatLimits(limits));
  for (const char* text : {"", "rows", "rows=", "rows=1", "rows=x", "rows=-1"}) {
    EXPECT_FALSE(ParseLimits(text).has_value()) << text;
  }
  EXPECT_FALSE(ParseLimits(FormatLimits(limits) + ",more=1").has_value());
  EXPECT_FALSE(ParseLimits(FormatLimits(limits) + ",rows=7").has_value());
}

}  // namespace
}  // namespace peerage::ingestion::workbook
