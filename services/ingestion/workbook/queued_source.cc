#include "services/ingestion/workbook/queued_source.h"

#include "absl/strings/str_cat.h"

namespace peerage::ingestion::workbook {

RowQueue::Kind QueuedSource::Front() {
  while (queue_.front() == RowQueue::Kind::kNothing && !ended_) {
    queue_.Release();
    const MaybeRefusal refusal = Pump(ended_);
    // What was complete before the refusal is still given out.
    if (refusal) Refuse(*refusal);
    if (ended_) queue_.EndSheet();
  }
  return queue_.front();
}

void QueuedSource::Refuse(const Refusal& refusal) {
  ended_ = true;
  violations_.Add({.value = refusal.value,
                   .rule = refusal.rule,
                   .what_to_do = absl::StrCat(refusal.what_to_do, "; the reading stopped here")});
}

const Sheet* QueuedSource::NextSheet() {
  while (true) {
    const RowQueue::Kind front = Front();
    if (front == RowQueue::Kind::kNothing) return nullptr;
    if (front != RowQueue::Kind::kSheet) {
      // Of a sheet that nobody wants to read on.
      queue_.Skip();
      continue;
    }
    sheet_ = queue_.TakeSheet();
    return &sheet_;
  }
}

const TableRow* QueuedSource::NextRow() {
  while (true) {
    switch (Front()) {
      case RowQueue::Kind::kRow:
        return &queue_.TakeRow();
      case RowQueue::Kind::kViolation:
        violations_.Add(queue_.TakeFinding());
        break;
      case RowQueue::Kind::kWarning:
        warnings_.Add(queue_.TakeFinding());
        break;
      case RowQueue::Kind::kSheet:
      case RowQueue::Kind::kNothing:
        return nullptr;
    }
  }
}

}  // namespace peerage::ingestion::workbook
