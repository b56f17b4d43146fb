#include "services/ingestion/figure_status.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/scaled_number.h"

namespace peerage::ingestion {
namespace {

using core::ObservationStatus;

constexpr int kStandardErrorDecimals = 6;
constexpr std::pair<const char*, ObservationStatus> kStatuses[] = {
    {"final", ObservationStatus::kFinal},
    {"provisional", ObservationStatus::kProvisional},
    {"missing", ObservationStatus::kMissing},
    {"suppressed", ObservationStatus::kSuppressed},
    {"withdrawn", ObservationStatus::kWithdrawn}};

}  // namespace

std::string StatusName(ObservationStatus status) {
  for (const auto& [name, value] : kStatuses) {
    if (value == status) return name;
  }
  return "";
}

std::optional<ObservationStatus> ReadStatus(RowReader& row, ObservationStatus otherwise) {
  const std::string_view text = row.Cell("status");
  if (text.empty()) return otherwise;
  for (const auto& [name, value] : kStatuses) {
    if (text == name) return value;
  }
  row.RefuseValue("status", "a status is final, provisional, missing, suppressed or withdrawn",
                  "write one of these words, or leave the cell empty");
  return std::nullopt;
}

bool ReadStandardError(RowReader& row, std::optional<int64_t>& millionths) {
  const std::string_view text = row.Cell("standard_error");
  if (text.empty()) return true;
  if (!row.MayBeNumber("standard_error")) return false;
  int64_t value = 0;
  std::optional<NumberProblem> problem = ParseScaled(text, kStandardErrorDecimals, value);
  if (!problem && value < 0) problem = {"a standard error is not negative", "correct it"};
  if (problem) {
    row.Refuse("standard_error", std::move(problem->rule), std::move(problem->what_to_do));
    return false;
  }
  millionths = value;
  return true;
}

bool CheckEmpty(RowReader& row,  // NOLINT(readability-use-anyofallof): it says which.
                std::initializer_list<const char*> columns) {
  for (const char* column : columns) {
    if (row.Cell(column).empty()) continue;
    row.Refuse(column,
               absl::StrCat("a row that is ", std::string(row.Cell("status")), " has no figures"),
               "empty the cell, or change the status");
    return false;
  }
  return true;
}

}  // namespace peerage::ingestion
