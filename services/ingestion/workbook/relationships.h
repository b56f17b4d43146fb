// How the parts of an XLSX workbook point at one another (ECMA-376 part 2, 9.3).
// Names of parts are never guessed: writers choose them as they like.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/refusal.h"
#include "services/ingestion/workbook/zip_file.h"

namespace peerage::ingestion::workbook {

struct Relationship {
  std::string id;
  // The last step of its type: "worksheet", "sharedStrings".
  std::string type;
  // The part's name in the zip file; as it stands when external.
  std::string target;
  bool external = false;
};

// Those of `part`, in their order; of the package when it is empty. None when
// the file has none.
MaybeRefusal ReadRelationships(ZipFile& zip, const std::string& part, const TableLimits& limits,
                               std::vector<Relationship>& relationships);

// The first of the type; null when there is none.
const Relationship* FindType(const std::vector<Relationship>& relationships, std::string_view type);

}  // namespace peerage::ingestion::workbook
