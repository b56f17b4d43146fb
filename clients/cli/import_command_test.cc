// What `peerage import` says it knows.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/command_line.h"
#include "clients/cli/output.h"
#include "clients/cpp/fake_ingestion.h"

namespace peerage::cli {
namespace {

using client::FakeUpload;
using ingestion::v1::ImportReleaseResponse;
using ingestion::v1::ListReleasesRequest;
using ingestion::v1::ListReleasesResponse;
using Seqs = std::vector<std::optional<int64_t>>;

// A log of ten releases, to which each file adds one.
class ImportCommand : public ::testing::Test {
 protected:
  ImportCommand() {
    std::ofstream(file_) << "a,b\n";
    ingestion_.list_releases.AnswerBy([this](const ListReleasesRequest&) {
      ListReleasesResponse response;
      response.set_head_seq(10 + ingestion_.import_release.calls());
      return response;
    });
    ingestion_.import_release.AnswerBy([](const FakeUpload&) {
      ImportReleaseResponse response;
      response.mutable_accepted()->mutable_release()->set_seq(99);
      return response;
    });
  }
  ~ImportCommand() override { std::remove(file_.c_str()); }

  // The expected_seq of each file that was sent; unset where none was.
  Seqs Import(std::vector<const char*> more) {
    const std::string address = ingestion_.address();
    std::vector<const char*> arguments = {"peerage",   "--ingestion", address.c_str(), "import",
                                          "--dataset", "d",           "--format",      "tidy"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(file_.c_str());
    ::testing::internal::CaptureStdout();
    EXPECT_EQ(RunCommandLine(static_cast<int>(arguments.size()), arguments.data()), kDone);
    ::testing::internal::GetCapturedStdout();
    Seqs seqs;
    for (const FakeUpload& upload : ingestion_.import_release.requests()) {
      seqs.push_back(upload.header.has_expected_seq()
                         ? std::optional<int64_t>(upload.header.expected_seq())
                         : std::nullopt);
    }
    return seqs;
  }

  client::FakeIngestion ingestion_;
  const std::string file_ =
      ::testing::TempDir() + "import_command_test_" + std::to_string(getpid()) + ".csv";
};

TEST_F(ImportCommand, ACorrectionReplacesWhatWasNewestWhenItWasSent) {
  EXPECT_EQ(Import({"--kind", "correction", "--reason", "recount"}), Seqs{10});
}

TEST_F(ImportCommand, EachFileFollowsTheOneBefore) {
  EXPECT_EQ(Import({"--kind", "correction", "--reason", "recount", file_.c_str()}), (Seqs{10, 11}));
}

TEST_F(ImportCommand, WhatTheSenderKnowsIsWhatHeSays) {
  EXPECT_EQ(Import({"--kind", "correction", "--reason", "recount", "--expected-seq", "0"}),
            Seqs{0});
}

TEST_F(ImportCommand, OtherKindsReplaceWhateverThereIs) {
  EXPECT_EQ(Import({}), Seqs{std::nullopt});
}

}  // namespace
}  // namespace peerage::cli
