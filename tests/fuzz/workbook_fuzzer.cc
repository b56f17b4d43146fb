// Bytes as a workbook: zip file, XLSX, ODS. Whatever they are, what is read keeps
// the promises of table_source.h, and the row stream tells the same.
#include <cstdint>

#include "tests/fuzz/read_workbook.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  peerage::fuzz::CheckWorkbook({reinterpret_cast<const char*>(data), size});
  return 0;
}
