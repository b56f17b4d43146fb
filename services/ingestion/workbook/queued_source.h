// What XLSX and ODS have in common as table sources: parts are fed to a parser
// until a row is complete, and a refusal ends the reading once.
#pragma once

#include <memory>

#include "services/ingestion/findings.h"
#include "services/ingestion/table_source.h"
#include "services/ingestion/workbook/refusal.h"
#include "services/ingestion/workbook/row_queue.h"

namespace peerage::ingestion::workbook {

class QueuedSource : public TableSource {
 public:
  const Sheet* NextSheet() override;
  const TableRow* NextRow() override;

 protected:
  QueuedSource(const TableLimits& limits, Findings& violations, Findings& warnings)
      : queue_(limits), violations_(violations), warnings_(warnings) {}

  // Reads on by one piece and pushes what is complete. `ended` turns true when
  // there is no more.
  virtual MaybeRefusal Pump(bool& ended) = 0;

  RowQueue queue_;

 private:
  // What stands at the queue's front, which is filled as needed; kNothing at
  // the end of the file.
  RowQueue::Kind Front();
  void Refuse(const Refusal& refusal);

  Findings& violations_;
  Findings& warnings_;
  Sheet sheet_;
  bool ended_ = false;
};

}  // namespace peerage::ingestion::workbook
