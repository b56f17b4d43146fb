// ONS's names of offence classes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace peerage::ingestion {

// The series of an offence class as ONS writes it: "all-crime-offences" for the
// total, otherwise the name as a slug that ends in "-offences". Nothing for a
// name that is not one of ONS's 23, letter for letter.
std::optional<std::string> OnsOffenceSeries(std::string_view offence);

}  // namespace peerage::ingestion
