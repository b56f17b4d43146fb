#include "clients/cli/subject_flags.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/core/month.h"

namespace peerage::cli {
namespace {

// A seq, or YYYY-MM-DD in form; whether the day exists is ranking's question.
std::string CheckAsOf(const std::string& text) {
  int64_t seq = 0;
  if (absl::SimpleAtoi(text, &seq) && seq >= 1) return "";
  const bool day = text.size() == 10 && text[7] == '-' && core::Month::Parse(text.substr(0, 7)) &&
                   absl::SimpleAtoi(text.substr(8), &seq);
  if (day) return "";
  return absl::StrCat("\"", text, "\" is neither a release's number nor a day as YYYY-MM-DD");
}

}  // namespace

void AddAsOfFlags(CLI::App& command, AsOfFlags& flags) {
  static const CLI::Validator is_as_of([](std::string& text) { return CheckAsOf(text); }, "",
                                       "as-of");
  command
      .add_option("--as-of", flags.as_of,
                  "Answer as known after this release (3) or at the end of this day (2026-01-31); "
                  "default: now")
      ->check(is_as_of)
      ->type_name("SEQ|YYYY-MM-DD");
  command
      .add_option("--min-seq", flags.min_seq,
                  "Refuse an answer that does not know at least this release")
      ->check(IsSeq())
      ->type_name("SEQ");
}

void AddSubjectFlags(CLI::App& command, SubjectFlags& flags) {
  command.add_option("--dataset", flags.dataset, "Dataset id, for example open-data")
      ->required()
      ->type_name("ID");
  command.add_option("--force", flags.force, "Force id, for example essex")
      ->required()
      ->type_name("ID");
  command
      .add_option("--group", flags.group,
                  "Whom to compare with: a group's id, or force ids with commas between "
                  "(kent,sussex); default: the force's own group")
      ->type_name("ID|FORCE,FORCE...");
  AddAsOfFlags(command, flags.knowledge);
  command
      .add_option("--average", flags.average,
                  "The group's average: mean-of-rates (default) or pooled")
      ->check(IsOneOf({"mean-of-rates", "pooled"}))
      ->type_name("RULE");
  command.add_flag("--exclude-self", flags.exclude_self, "Leave the force out of the average");
  command
      .add_option("--minimum-members", flags.minimum_members,
                  "How many members must have a figure for a position; default: all but one, or "
                  "90% of a group of more than 15")
      ->check(IsNumber(2, 100))
      ->type_name("N");
}

void AddMeasureFlag(CLI::App& command, std::string& measure) {
  command.add_option("--measure", measure, "Measure id, for example all-crime-offences")
      ->required()
      ->type_name("ID");
}

void AddPeriodFlag(CLI::App& command, std::string& period, const std::string& help) {
  command.add_option("--period", period, help)->check(IsMonth())->type_name("YYYY-MM");
}

std::vector<std::string> ForceIdsOf(const std::string& group) {
  if (!absl::StrContains(group, ',')) return {};
  std::vector<std::string> ids;
  for (const absl::string_view id : absl::StrSplit(group, ',', absl::SkipWhitespace())) {
    ids.emplace_back(absl::StripAsciiWhitespace(id));
  }
  return ids;
}

types::v1::MethodOptions MethodOf(const SubjectFlags& flags) {
  types::v1::MethodOptions method;
  if (flags.average == "pooled") method.set_average_method(types::v1::AVERAGE_METHOD_POOLED);
  if (flags.average == "mean-of-rates") {
    method.set_average_method(types::v1::AVERAGE_METHOD_MEAN_OF_RATES);
  }
  if (flags.exclude_self) method.set_include_self(false);
  if (flags.minimum_members) method.set_minimum_members(*flags.minimum_members);
  return method;
}

}  // namespace peerage::cli
