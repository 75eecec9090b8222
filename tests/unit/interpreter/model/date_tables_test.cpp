// Date arithmetic in tables, worked out by hand around the places where calendars go wrong: 29 February,
// the ends of months, years that end a century, the first and the last year. The tables are of the kind
// that Catala's date library and the test suites of other calendars hold, for the language's one rounding
// rule: 29 February moved by years is 28 February where there is no 29th.
#include <gtest/gtest.h>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/date.hpp"

namespace comity::model {
namespace {

using std::chrono::sys_days;

Date day(std::string_view text) { return parse_date(text).value(); }

Moment moment(std::string_view text) {
  if (const auto date = parse_date(text)) return *date;
  return parse_date_time(text).value();
}

struct Row {
  const char* from;
  std::int64_t count;
  const char* expected;
};

void expect_rows(DurationUnit unit, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const Moment moved = shifted(moment(row.from), {row.count, unit});
    EXPECT_EQ(to_string(moved), row.expected) << row.from << " and " << row.count;
  }
}

TEST(DateTablesTest, YearsFrom29February) {
  expect_rows(DurationUnit::years, {
      {"2004-02-29", 0, "2004-02-29"},
      {"2004-02-29", 1, "2005-02-28"},
      {"2004-02-29", 2, "2006-02-28"},
      {"2004-02-29", 3, "2007-02-28"},
      {"2004-02-29", 4, "2008-02-29"},
      {"2004-02-29", 5, "2009-02-28"},
      {"2004-02-29", -1, "2003-02-28"},
      {"2004-02-29", -2, "2002-02-28"},
      {"2004-02-29", -3, "2001-02-28"},
      {"2004-02-29", -4, "2000-02-29"},
      {"2004-02-29", 18, "2022-02-28"},  // of age
      {"2004-02-29", 21, "2025-02-28"},
      {"2004-02-29T23:59", 1, "2005-02-28T23:59"},
      {"2004-02-29T00:00", -1, "2003-02-28T00:00"},
  });
}

TEST(DateTablesTest, YearsBeside29February) {
  expect_rows(DurationUnit::years, {
      {"2003-02-28", 1, "2004-02-28"},  // not the last day of the month
      {"2005-02-28", -1, "2004-02-28"},
      {"2003-03-01", 1, "2004-03-01"},
      {"2005-03-01", -1, "2004-03-01"},
      {"2004-02-28", 1, "2005-02-28"},
      {"2004-03-01", 1, "2005-03-01"},
      {"2004-03-01", -1, "2003-03-01"},
  });
}

TEST(DateTablesTest, YearsOverCenturies) {
  expect_rows(DurationUnit::years, {
      {"2000-02-29", 100, "2100-02-28"},  // 2100 is no leap year
      {"2000-02-29", 200, "2200-02-28"},
      {"2000-02-29", 300, "2300-02-28"},
      {"2000-02-29", 400, "2400-02-29"},
      {"2000-02-29", -100, "1900-02-28"},  // nor was 1900
      {"2000-02-29", -200, "1800-02-28"},
      {"2000-02-29", -300, "1700-02-28"},
      {"2000-02-29", -400, "1600-02-29"},
      {"1896-02-29", 4, "1900-02-28"},  // eight years from one 29 February to the next
      {"1896-02-29", 8, "1904-02-29"},
      {"1904-02-29", -4, "1900-02-28"},
      {"1904-02-29", -8, "1896-02-29"},
      {"1996-02-29", 4, "2000-02-29"},
      {"2096-02-29", 4, "2100-02-28"},
      {"2096-02-29", 8, "2104-02-29"},
      {"2104-02-29", -4, "2100-02-28"},
  });
}

TEST(DateTablesTest, YearsFromTheEndsOfOtherMonths) {
  expect_rows(DurationUnit::years, {
      {"2013-01-31", 1, "2014-01-31"},
      {"2013-04-30", -1, "2012-04-30"},
      {"2012-12-31", 1, "2013-12-31"},
      {"2012-12-31", -1, "2011-12-31"},
      {"2013-01-01", -1, "2012-01-01"},
  });
}

TEST(DateTablesTest, YearsInTheFirstAndTheLastYear) {
  expect_rows(DurationUnit::years, {
      {"0001-01-01", 1, "0002-01-01"},
      {"0001-01-01", 9998, "9999-01-01"},
      {"0004-02-29", -3, "0001-02-28"},
      {"0004-02-29", 1, "0005-02-28"},
      {"9999-12-31", -1, "9998-12-31"},
      {"9999-12-31", -9998, "0001-12-31"},
      {"9996-02-29", 3, "9999-02-28"},
  });
}

// So a sum of years is not years of sums: the law names one span, and it is moved by at once.
TEST(DateTablesTest, OnceByFourYearsIsNotFourTimesByOne) {
  Moment moved = day("2004-02-29");
  for (int i = 0; i < 4; ++i) moved = shifted(moved, {1, DurationUnit::years});
  EXPECT_EQ(to_string(moved), "2008-02-28");
  EXPECT_EQ(to_string(shifted(day("2004-02-29"), {4, DurationUnit::years})), "2008-02-29");
}

TEST(DateTablesTest, DaysAround29February) {
  expect_rows(DurationUnit::days, {
      {"2004-02-28", 1, "2004-02-29"},
      {"2004-02-28", 2, "2004-03-01"},
      {"2004-02-29", 1, "2004-03-01"},
      {"2004-03-01", -1, "2004-02-29"},
      {"2004-03-01", -2, "2004-02-28"},
      {"2003-02-28", 1, "2003-03-01"},
      {"2003-03-01", -1, "2003-02-28"},
      {"2003-03-01", 365, "2004-02-29"},  // ends on the leap day
      {"2003-02-28", 365, "2004-02-28"},
      {"2003-03-01", 366, "2004-03-01"},
      {"2004-02-28", 366, "2005-02-28"},
      {"2004-02-29", 365, "2005-02-28"},
      {"2004-02-29", 366, "2005-03-01"},
      {"2004-03-01", 365, "2005-03-01"},
      {"2005-03-01", -366, "2004-02-29"},
      {"1900-02-28", 1, "1900-03-01"},
      {"1900-03-01", -1, "1900-02-28"},
      {"2000-02-28", 1, "2000-02-29"},
      {"2000-03-01", -1, "2000-02-29"},
      {"2100-02-28", 1, "2100-03-01"},
      {"2100-03-01", -1, "2100-02-28"},
      {"2400-02-28", 1, "2400-02-29"},
  });
}

TEST(DateTablesTest, DaysOverTheEndsOfMonths) {
  expect_rows(DurationUnit::days, {
      {"2013-01-31", 1, "2013-02-01"},  {"2013-03-31", 1, "2013-04-01"},  {"2013-04-30", 1, "2013-05-01"},
      {"2013-05-31", 1, "2013-06-01"},  {"2013-06-30", 1, "2013-07-01"},  {"2013-07-31", 1, "2013-08-01"},
      {"2013-08-31", 1, "2013-09-01"},  {"2013-09-30", 1, "2013-10-01"},  {"2013-10-31", 1, "2013-11-01"},
      {"2013-11-30", 1, "2013-12-01"},  {"2013-12-31", 1, "2014-01-01"},  {"2013-02-01", -1, "2013-01-31"},
      {"2013-05-01", -1, "2013-04-30"}, {"2013-08-01", -1, "2013-07-31"}, {"2014-01-01", -1, "2013-12-31"},
      {"2013-01-31", 31, "2013-03-03"},  // 28 in February, 3 in March
      {"2012-01-31", 31, "2012-03-02"},  // 29 in February, 2 in March
      {"2013-03-31", 30, "2013-04-30"},
      {"2013-03-31", -31, "2013-02-28"},
      {"2012-03-31", -31, "2012-02-29"},
  });
}

TEST(DateTablesTest, DaysOverYearsAndCenturies) {
  expect_rows(DurationUnit::days, {
      {"1999-12-31", 366, "2000-12-31"},
      {"2000-12-31", 365, "2001-12-31"},
      {"1900-01-01", 36'524, "2000-01-01"},   // 24 leap days: 1904 to 1996
      {"2000-01-01", 36'525, "2100-01-01"},   // 25: 2000 to 2096
      {"2000-01-01", 146'097, "2400-01-01"},  // 97 in four centuries
      {"0001-01-01", 365, "0002-01-01"},
      {"0001-01-01", 3'652'058, "9999-12-31"},  // 9,999 years of 365 days, 2,424 leap days, less the day it starts on
      {"9999-12-31", -364, "9999-01-01"},
      {"9999-12-31", 1, "10000-01-01"},
  });
}

TEST(DateTablesTest, HoursOverTheEndsOfMonths) {
  expect_rows(DurationUnit::hours, {
      {"2012-02-28T23:00", 1, "2012-02-29T00:00"},
      {"2012-02-28T23:00", 25, "2012-03-01T00:00"},
      {"2012-02-29T23:00", 1, "2012-03-01T00:00"},
      {"2012-02-29T23:59", 1, "2012-03-01T00:59"},
      {"2013-02-28T23:00", 1, "2013-03-01T00:00"},
      {"2012-03-01T00:00", -1, "2012-02-29T23:00"},
      {"2013-03-01T00:00", -1, "2013-02-28T23:00"},
      {"2012-03-01T12:00", -24, "2012-02-29T12:00"},
      {"2012-03-01T12:00", -48, "2012-02-28T12:00"},
      {"1900-02-28T23:59", 1, "1900-03-01T00:59"},
      {"2000-02-28T23:59", 1, "2000-02-29T00:59"},
      {"2100-02-28T12:00", 24, "2100-03-01T12:00"},
      {"2013-04-30T17:00", 48, "2013-05-02T17:00"},
      {"2013-12-30T17:00", 48, "2014-01-01T17:00"},
      {"2014-01-01T17:00", -48, "2013-12-30T17:00"},
      {"2013-05-31T20:30", 100, "2013-06-05T00:30"},  // four days and four hours
      {"2013-01-15T09:00", 720, "2013-02-14T09:00"},  // thirty days
      {"2012-02-15T09:00", 720, "2012-03-16T09:00"},  // thirty days, over a 29th
      {"2012-01-01T00:00", 8'784, "2013-01-01T00:00"},  // a leap year
      {"2012-01-01T00:00", 8'760, "2012-12-31T00:00"},
      {"9999-12-31T23:00", 1, "10000-01-01T00:00"},
      {"0001-01-01T01:00", -1, "0001-01-01T00:00"},
  });
}

// The years that a person born on 29 February, or beside it, has completed.
TEST(DateTablesTest, Ages) {
  struct Age {
    const char* born;
    const char* on;
    int years;
  };
  const std::vector<Age> rows{
      {"2004-02-29", "2005-02-27", 0},  {"2004-02-29", "2005-02-28", 1},  {"2004-02-29", "2022-02-27", 17},
      {"2004-02-29", "2022-02-28", 18}, {"2004-02-29", "2022-03-01", 18}, {"2004-02-29", "2024-02-28", 19},
      {"2004-02-29", "2024-02-29", 20}, {"2004-02-28", "2022-02-28", 18}, {"2004-03-01", "2022-02-28", 17},
      {"2004-03-01", "2022-03-01", 18}, {"1896-02-29", "1900-02-28", 4},  {"1896-02-29", "1900-02-27", 3},
      {"1994-12-31", "2012-12-30", 17}, {"1994-12-31", "2012-12-31", 18}, {"0001-01-01", "9999-12-31", 9998},
  };
  for (const Age& row : rows) {
    EXPECT_EQ(whole_years_between(day(row.born), day(row.on)), row.years) << row.born << " on " << row.on;
  }
}

// What Catala's library tests as properties, on every day of two centuries and more: moving keeps the order of days,
// what rounding takes away is one day, and days and hours can be taken back.
TEST(DateTablesTest, MovingKeepsTheOrderOfDays) {
  for (sys_days at = day("1895-12-31"); at < sys_days{day("2105-01-01")}; at += std::chrono::days{1}) {
    const Date today{at};
    const Date tomorrow{at + std::chrono::days{1}};
    for (const std::int64_t years : {-100, -5, -4, -1, 1, 4, 5, 18, 100}) {
      const Moment moved = shifted(today, {years, DurationUnit::years});
      const Date back = std::get<Date>(shifted(moved, {-years, DurationUnit::years}));
      ASSERT_TRUE(std::is_lteq(compare(moved, shifted(tomorrow, {years, DurationUnit::years})))) << to_string(today);
      ASSERT_LE(days_between(back, today), to_string(today).ends_with("02-29") ? 1 : 0) << to_string(today);
      ASSERT_GE(days_between(back, today), 0) << to_string(today);
    }
    const Moment noon = DateTime{today, 720};
    ASSERT_EQ(shifted(shifted(today, {1'000, DurationUnit::days}), {-1'000, DurationUnit::days}), Moment{today});
    ASSERT_EQ(shifted(shifted(noon, {1'000, DurationUnit::hours}), {-1'000, DurationUnit::hours}), noon);
    ASSERT_EQ(shifted(noon, {48, DurationUnit::hours}), shifted(noon, {2, DurationUnit::days}));
  }
}

}  // namespace
}  // namespace comity::model
