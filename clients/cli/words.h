// The words around figures. The figures themselves are display strings of the
// answer; nothing here rounds or formats one.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/force_names.h"
#include "clients/cli/table.h"
#include "peerage/types/v1/standing.pb.h"
#include "peerage/types/v1/value.pb.h"

namespace peerage::cli {

// "December 2019"; what is no month stays as it is.
std::string MonthWords(const std::string& month);
// "23 October 2019"; what is no day stays as it is.
std::string DayWords(const std::string& day);
// "12 months to December 2019".
std::string PeriodWords(const types::v1::Period& period);

// "8 of 8", or why there is none.
std::string PositionWords(const types::v1::Standing& standing);
// "8th of 8 as first published, 151,103": the place and the count then, or the
// value of a percentage and where the count is the same; "no position as first
// published" where it had none; empty where nothing was released since.
std::string FirstPublishedWords(const types::v1::Standing& standing);
// "29 of 42"; empty without a national position.
std::string NationalWords(const types::v1::Standing& standing);
// "remains 8", "improved from 5", "no new data since September 2019"; a
// contextual measure rises and falls, and is never better or worse.
Cell MovementCell(const types::v1::Standing& standing);
// "11.2%"; empty without an earlier year.
std::string YearWords(const types::v1::Standing& standing);
// "-24,259 offences" or "N/A - already better than average."; "not available"
// where there is none.
std::string ChangeWords(bool present, const types::v1::ChangeRequired& change);
// What the force set itself, and the verdict.
std::string TargetWords(const types::v1::Standing& standing);
Cell VerdictCell(const types::v1::Standing& standing);

// The positions as blocks, oldest left, best highest.
std::string Sparkline(
    const google::protobuf::RepeatedPtrField<types::v1::PositionPoint>& positions);

// "Essex's similar group of January 2014 (not verified)"; an ad-hoc group is
// its members by `names`.
std::string GroupWords(const types::v1::Group& group, const ForceNames& names);

}  // namespace peerage::cli
