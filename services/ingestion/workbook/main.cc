// peerage-workbook: reads one workbook from stdin and writes its rows to stdout
// (row_stream.h). peerage-ingestion starts it for every workbook; it gives up
// what it does not need before it touches a byte of the file.
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include "services/ingestion/findings.h"
#include "services/ingestion/workbook/child_limits.h"
#include "services/ingestion/workbook/open_workbook.h"
#include "services/ingestion/workbook/row_stream_writer.h"
#include "services/ingestion/workbook/sandbox.h"

namespace {

using peerage::ingestion::Findings;
using peerage::ingestion::workbook::kExitNoMemory;

constexpr int kExitUsage = 64;
constexpr int kExitNoLimits = 70;
constexpr int kExitNoInput = 66;

constexpr char kUsage[] =
    "Usage: peerage-workbook LIMITS <WORKBOOK\n\n"
    "Reads an XLSX or ODS workbook and writes its rows to stdout as frames\n"
    "(services/ingestion/workbook/row_stream.h). peerage-ingestion starts it.\n\n"
    "LIMITS  columns=64,cell_bytes=32768,rows=1000000,...: each limit of\n"
    "        services/ingestion/table_source.h\n";

// Nothing when stdin is no file, or too large to be held.
std::optional<std::string_view> MapInput() {
  struct stat status {};
  if (fstat(STDIN_FILENO, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  if (status.st_size == 0) return std::string_view();
  const auto size = static_cast<size_t>(status.st_size);
  const void* bytes = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  if (bytes == MAP_FAILED) return std::nullopt;
  return std::string_view(static_cast<const char*>(bytes), size);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string argument = argc == 2 ? argv[1] : "";
  if (argument == "--help") return std::fputs(kUsage, stdout) < 0 ? 1 : 0;
  const auto limits = peerage::ingestion::workbook::ParseLimits(argument);
  if (!limits) {
    std::fputs(kUsage, stderr);
    return kExitUsage;
  }
  if (!peerage::ingestion::workbook::GiveUpRights(*limits)) return kExitNoLimits;
  std::set_new_handler([] { _exit(kExitNoMemory); });
  const std::optional<std::string_view> bytes = MapInput();
  if (!bytes) return kExitNoInput;

  Findings violations;
  Findings warnings;
  const auto source =
      peerage::ingestion::workbook::OpenWorkbook(*bytes, *limits, violations, warnings);
  peerage::ingestion::workbook::RowStreamWriter writer(STDOUT_FILENO);
  return peerage::ingestion::workbook::WriteAll(source.get(), violations, warnings, writer) ? 0 : 1;
}
