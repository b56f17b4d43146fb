#include "clients/cli/reference_yaml_writer.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "clients/cli/local_file.h"
#include "clients/cli/reference_yaml.h"
#include "clients/cli/yaml_faults.h"

namespace peerage::cli {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using types::v1::DatasetReference;

DatasetReference Read(const std::string& text) {
  YamlFindings findings;
  DatasetReference reference = ReadReferenceYaml(text, findings);
  EXPECT_TRUE(findings.clean()) << RenderFaults("f", findings);
  return reference;
}

std::string TextOf(const std::string& file) {
  const auto text = ReadFile(std::string(PEERAGE_SOURCE_DIR "/") + file);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *text : "";
}

void ExpectReadBackEqual(const DatasetReference& reference) {
  const std::string written = WriteReferenceYaml(reference, "A comment");
  std::string difference;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(Read(written), reference)) << difference << written;
}

TEST(ReferenceYamlWriter, WhatItWritesIsReadBackEqual) {
  for (const std::string dataset : {"open-data", "ons-published", "paper-2020-01"}) {
    ExpectReadBackEqual(Read(TextOf("tools/datasets/" + dataset + "/reference.yaml")));
  }
}

TEST(ReferenceYamlWriter, EveryKeyOfTheDocumentSurvives) {
  const std::string page = TextOf("docs/reference-yaml.md");
  const size_t begin = page.find("```yaml\n") + 8;
  ExpectReadBackEqual(Read(page.substr(begin, page.find("```", begin) - begin)));
}

TEST(ReferenceYamlWriter, AwkwardTextsSurvive) {
  for (const char* text : {"a: b",        "# no comment",
                           "- x",         "%",
                           "@home",       "*star",
                           "&and",        "!",
                           "[",           "{x",
                           "true",        "null",
                           "~",           "yes",
                           "1e3",         "2019-12",
                           "'",           "\"",
                           "\\",          "two\nlines",
                           " spaces ",    "tab\there",
                           "Dyfed–Powys", "\xF0\x9F\x9A\x93",
                           "a, b",        "x #y",
                           "? q",         "| bar",
                           "> fold",      "`",
                           "---"}) {
    DatasetReference reference = Read(TextOf("tools/datasets/paper-2020-01/reference.yaml"));
    reference.set_name(text);
    reference.mutable_areas(0)->add_aliases(text);
    reference.mutable_measures(0)->mutable_words()->set_subject(text);
    ExpectReadBackEqual(reference);
  }
}

TEST(ReferenceYamlWriter, BeginsWithWhatItIs) {
  EXPECT_THAT(WriteReferenceYaml(Read(TextOf("tools/datasets/open-data/reference.yaml")),
                                 "Release 3\nand more"),
              StartsWith("# Release 3?and more\n"));
}

TEST(ReferenceYamlWriter, ABlankLineStandsBeforeEachSection) {
  const std::string text =
      WriteReferenceYaml(Read(TextOf("tools/datasets/paper-2020-01/reference.yaml")), "Release 3");
  for (const char* section : {"terms", "areas", "series", "measures", "groups", "events"}) {
    EXPECT_THAT(text, HasSubstr(std::string("\n\n") + section + ":\n"));
  }
}

TEST(ReferenceYamlWriter, WordsThatAreNoFormGiveWayToTheTargetsOwn) {
  DatasetReference reference;
  auto& aspiration = *reference.add_aspirations();
  aspiration.set_text("to be the fourth");
  aspiration.mutable_target()->mutable_rank_at_least()->set_position(4);
  EXPECT_THAT(WriteReferenceYaml(reference, ""), HasSubstr("target: 4th in MSG\n"));
}

}  // namespace
}  // namespace peerage::cli
