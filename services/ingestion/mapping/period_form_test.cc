#include "services/ingestion/mapping/period_form.h"

#include <gtest/gtest.h>

namespace peerage::ingestion {
namespace {

using core::Month;

struct Case {
  PeriodForm form;
  const char* text;
  PeriodText read;
};

TEST(PeriodForm, ReadsWhatItsExampleShows) {
  for (const auto& [name, form] : PeriodForms()) {
    EXPECT_TRUE(ParsePeriod(form, ExampleOf(form))) << name;
    EXPECT_EQ(NameOf(form), name);
  }
}

TEST(PeriodForm, ReadsAsTablesWrite) {
  const Month december(2019, 12);
  const Month march(2019, 3);
  const Case cases[] = {
      {PeriodForm::kMonth, "2019-12", {december, {}, {}}},
      {PeriodForm::kMonth, "2019-12-31", {december, 31, {}}},
      {PeriodForm::kMonth, "2020-02-29", {Month(2020, 2), 29, {}}},
      {PeriodForm::kQuarterEnd, "2019-12", {december, {}, {}}},
      {PeriodForm::kDayMonthYear, "31-12-2019", {december, 31, {}}},
      {PeriodForm::kDayMonthYear, "31/12/2019", {december, 31, {}}},
      {PeriodForm::kDayMonthYear, "3/4/2019", {Month(2019, 4), 3, {}}},
      {PeriodForm::kDayMonthYear, "2019-12-31", {december, 31, {}}},
      {PeriodForm::kDayMonthWords, "31 December 2019", {december, 31, {}}},
      {PeriodForm::kDayMonthWords, "31 Dec 2019", {december, 31, {}}},
      {PeriodForm::kMonthWords, "Dec 2019", {december, {}, {}}},
      {PeriodForm::kMonthWords, "DECEMBER 2019", {december, {}, {}}},
      {PeriodForm::kMonthWords, "Dec-19", {december, {}, {}}},
      {PeriodForm::kMonthWords, "Dec '19", {december, {}, {}}},
      {PeriodForm::kMonthWords, "Sept 2019", {Month(2019, 9), {}, {}}},
      {PeriodForm::kMonthWords, "2019-12-01", {december, 1, {}}},
      {PeriodForm::kFinancialQuarter, "2015/16 1", {Month(2015, 6), {}, 3}},
      {PeriodForm::kFinancialQuarter, "2015/16 4", {Month(2016, 3), {}, 3}},
      {PeriodForm::kFinancialQuarter, "2015-16 Q3", {Month(2015, 12), {}, 3}},
      {PeriodForm::kFinancialQuarter, "2015/2016, Quarter 2", {Month(2015, 9), {}, 3}},
      {PeriodForm::kFinancialQuarter, "1999/00 4", {Month(2000, 3), {}, 3}},
      {PeriodForm::kCalendarQuarter, "2019 Q4", {december, {}, 3}},
      {PeriodForm::kCalendarQuarter, "Q1 2019", {march, {}, 3}},
      {PeriodForm::kCalendarQuarter, "2019 1", {march, {}, 3}},
      {PeriodForm::kMonthRange, "Apr to Jun 2019", {Month(2019, 6), {}, 3}},
      {PeriodForm::kMonthRange, "April 2018 to March 2019", {march, {}, 12}},
      {PeriodForm::kMonthRange, "Oct-Dec 2019", {december, {}, 3}},
      {PeriodForm::kMonthRange, "Oct \xE2\x80\x93 Dec 2019", {december, {}, 3}},
      {PeriodForm::kMonthRange, "Dec to Feb 2020", {Month(2020, 2), {}, 3}},
      {PeriodForm::kMonthRange, "May to May 2019", {Month(2019, 5), {}, 1}},
      {PeriodForm::kYearEnding, "Year ending Mar 2019", {march, {}, 12}},
      {PeriodForm::kYearEnding, "year ending 31 March 2019", {march, 31, 12}},
      {PeriodForm::kYearEnding, "y/e Mar-19", {march, {}, 12}},
      {PeriodForm::kYearEnding, "12 months to March 2019", {march, {}, 12}},
      {PeriodForm::kFinancialYear, "2018/19", {march, {}, 12}},
      {PeriodForm::kFinancialYear, "2018-2019", {march, {}, 12}},
      {PeriodForm::kFinancialYear, "1999-00", {Month(2000, 3), {}, 12}},
      {PeriodForm::kCalendarYear, "2019", {december, {}, 12}},
      {PeriodForm::kMidYear, "2018", {Month(2018, 6), {}, 12}}};
  for (const Case& c : cases) EXPECT_EQ(ParsePeriod(c.form, c.text), c.read) << c.text;
}

TEST(PeriodForm, KeepsThePublishersDayForItsReaderToSay) {
  EXPECT_EQ(ParsePeriod(PeriodForm::kDayMonthYear, "30-12-2017"),
            (PeriodText{Month(2017, 12), 30, {}}));
}

TEST(PeriodForm, ReadsNothingElse) {
  const std::pair<PeriodForm, const char*> cases[] = {
      {PeriodForm::kMonth, ""},
      {PeriodForm::kMonth, "2019"},
      {PeriodForm::kMonth, "2019-13"},
      {PeriodForm::kMonth, "2019-00"},
      {PeriodForm::kMonth, "2019-1"},
      {PeriodForm::kMonth, "2019-12-32"},
      {PeriodForm::kMonth, "2019-02-29"},
      {PeriodForm::kMonth, "2019-12 x"},
      {PeriodForm::kMonth, "2019-12-"},
      {PeriodForm::kMonth, "1899-12"},
      {PeriodForm::kMonth, "2200-12"},
      {PeriodForm::kMonth, "20190-12"},
      {PeriodForm::kQuarterEnd, "2019-11"},
      {PeriodForm::kDayMonthYear, "12/31/2019"},
      {PeriodForm::kDayMonthYear, "31-12-19"},
      {PeriodForm::kDayMonthYear, "2019-12"},
      {PeriodForm::kDayMonthWords, "31 Decembre 2019"},
      {PeriodForm::kDayMonthWords, "30 February 2020"},
      {PeriodForm::kMonthWords, "Dec"},
      {PeriodForm::kMonthWords, "Ma 2019"},
      {PeriodForm::kMonthWords, "Dec 119"},
      {PeriodForm::kFinancialQuarter, "2015/17 1"},
      {PeriodForm::kFinancialQuarter, "2015/16 5"},
      {PeriodForm::kFinancialQuarter, "2015/16 0"},
      {PeriodForm::kFinancialQuarter, "2015/16"},
      {PeriodForm::kCalendarQuarter, "Q1"},
      {PeriodForm::kCalendarQuarter, "Q5 2019"},
      {PeriodForm::kMonthRange, "Apr 2019"},
      {PeriodForm::kMonthRange, "Jun 2019 to Apr 2019"},
      {PeriodForm::kMonthRange, "Jan 2000 to Jan 2010"},
      {PeriodForm::kYearEnding, "March 2019"},
      {PeriodForm::kYearEnding, "Year ending 2019"},
      {PeriodForm::kFinancialYear, "2018"},
      {PeriodForm::kFinancialYear, "2018/20"},
      {PeriodForm::kFinancialYear, "2018/2018"},
      {PeriodForm::kCalendarYear, "19"},
      {PeriodForm::kCalendarYear, "2019.0"},
      {PeriodForm::kMidYear, "mid-2018"}};
  for (const auto& [form, text] : cases) {
    EXPECT_EQ(ParsePeriod(form, text), std::nullopt) << NameOf(form) << " of '" << text << "'";
  }
}

}  // namespace
}  // namespace peerage::ingestion
