#include "services/ingestion/headed_rows.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace peerage::ingestion {
namespace {

// One sheet from memory.
class OneSheet : public TableSource {
 public:
  OneSheet(std::string name, std::vector<std::vector<std::string>> rows)
      : sheet_{.name = std::move(name)}, rows_(std::move(rows)) {}

  const Sheet* NextSheet() override { return &sheet_; }
  const TableRow* NextRow() override {
    if (next_ == rows_.size()) return nullptr;
    cells_.clear();
    for (const std::string& text : rows_[next_]) {
      cells_.push_back({text.empty() ? CellKind::kEmpty : CellKind::kText, text});
    }
    row_ = {static_cast<int64_t>(++next_), cells_};
    return &row_;
  }

 private:
  Sheet sheet_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<Cell> cells_;
  TableRow row_;
  size_t next_ = 0;
};

TEST(HeadedRows, ARowOfAWorkbookMayEndEarlyButNotLate) {
  OneSheet source("Table 1", {{"a", "b", ""}, {"1"}, {"1", "2", "3"}, {"1", "2", ""}});
  Findings violations;
  HeadedRows rows(source, *source.NextSheet(), violations);
  EXPECT_EQ(rows.columns(), (std::vector<std::string>{"a", "b"}));
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.At(0).text, "1");
  EXPECT_EQ(rows.At(1).kind, CellKind::kEmpty);
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.line(), 4);
  EXPECT_FALSE(rows.Next());
  EXPECT_EQ(rows.rows(), 2);
  ASSERT_EQ(violations.total(), 1);
  EXPECT_EQ(violations.InFileOrder()[0].line, 3);
}

TEST(HeadedRows, ALineOfCsvHasAsManyCellsAsItsHeader) {
  OneSheet source("", {{"a", "b"}, {"1"}, {"1", "2"}});
  Findings violations;
  HeadedRows rows(source, *source.NextSheet(), violations);
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.line(), 3);
  EXPECT_EQ(violations.InFileOrder()[0].line, 2);
}

TEST(HeadedRows, AnEmptySheetHasNoColumns) {
  OneSheet source("Notes", {});
  Findings violations;
  HeadedRows rows(source, *source.NextSheet(), violations);
  EXPECT_TRUE(rows.columns().empty());
  EXPECT_FALSE(rows.Next());
  EXPECT_TRUE(violations.empty());
}

}  // namespace
}  // namespace peerage::ingestion
