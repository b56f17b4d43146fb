#include "services/ingestion/workbook/xlsx_source.h"

#include <utility>

namespace peerage::ingestion::workbook {

MaybeRefusal XlsxSource::Pump(bool& ended) {
  if (!std::exchange(begun_, true)) return ReadBook();
  if (part_.is_open()) return part_.Feed();
  if (next_ < book_.sheets.size()) return OpenNextSheet();
  ended = true;
  return std::nullopt;
}

MaybeRefusal XlsxSource::ReadBook() {
  if (MaybeRefusal refusal = ReadXlsxBook(*zip_, limits_, book_, warnings_)) return refusal;
  if (book_.shared_strings_part.empty()) return std::nullopt;
  return strings_.Read(*zip_, book_.shared_strings_part, limits_);
}

MaybeRefusal XlsxSource::OpenNextSheet() {
  const XlsxSheetPart& sheet = book_.sheets[next_++];
  if (MaybeRefusal refusal = queue_.BeginSheet(sheet.sheet)) return refusal;
  handler_ = std::make_unique<XlsxSheetHandler>(book_, strings_, limits_.cell_bytes, queue_);
  return part_.Open(*zip_, sheet.part, *handler_, limits_);
}

}  // namespace peerage::ingestion::workbook
