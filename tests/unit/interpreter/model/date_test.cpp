// The calendar, worked out by hand: every expectation here was counted on paper, none was computed.
#include "interpreter/model/date.hpp"

#include <gtest/gtest.h>

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace comity::model {
namespace {

Moment moment(std::string_view text) {
  if (const auto date = parse_date(text)) return *date;
  const auto time = parse_date_time(text);
  EXPECT_TRUE(time.has_value()) << text;
  return time.value_or(DateTime{});
}

Date day(std::string_view text) { return parse_date(text).value(); }

// --- reading

TEST(ParseDateTest, TakesEveryDayOfTheCalendarAndNoOther) {
  for (const char* good : {"2013-03-01", "2012-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2013-12-31", "2013-01-31"}) {
    const auto date = parse_date(good);
    ASSERT_TRUE(date.has_value()) << good;
    EXPECT_EQ(to_string(*date), good);
  }
  const std::vector<std::string> bad{
      "2013-02-29",                                             // no leap year
      "1900-02-29",                                             // nor is a century
      "2013-04-31", "2013-13-01", "2013-00-10", "2013-01-00", "2013-01-32", "0000-01-01",
      "2013-1-1",   "13-01-01",   "2013/01/01", "2013-01-01 ", " 2013-01-01", "2013-01-01T00:00", "20130101", "",
      "2013-01-0a", "+013-01-01", "-013-01-01", "2013-01--1", "\xEF\xBC\x92" "013-01-01"};
  for (const std::string& text : bad) EXPECT_EQ(parse_date(text), std::nullopt) << text;
}

TEST(ParseDateTest, TakesATimeAsWritten) {
  for (const char* good : {"2013-03-01T17:05", "2013-03-01T17:05Z", "2013-03-01T17:05-08:00", "2013-03-01T17:05+14:00"}) {
    const auto time = parse_date_time(good);
    ASSERT_TRUE(time.has_value()) << good;
    EXPECT_EQ(to_string(*time), "2013-03-01T17:05") << good;  // the offset moves nothing
  }
  EXPECT_EQ(to_string(*parse_date_time("2013-03-01T00:00")), "2013-03-01T00:00");
  EXPECT_EQ(to_string(*parse_date_time("2013-03-01T23:59")), "2013-03-01T23:59");
  for (const char* bad : {"2013-03-01T24:00", "2013-03-01T17:60", "2013-03-01T17", "2013-03-01T7:05", "2013-03-01T17:05:00",
                          "2013-03-01 17:05", "2013-03-01T17:05z", "2013-03-01T17:05+8:00", "2013-03-01T17:05+15:00",
                          "2013-03-01T17:05+08", "2013-03-01T17:05 Z", "2013-02-29T17:05", "2013-03-01", "T17:05", ""}) {
    EXPECT_EQ(parse_date_time(bad), std::nullopt) << bad;
  }
}

// --- moving

struct ShiftCase {
  const char* from;
  std::int64_t count;
  DurationUnit unit;
  const char* expected;
};

void expect_shifts(const std::vector<ShiftCase>& cases) {
  for (const ShiftCase& test : cases) {
    EXPECT_EQ(to_string(shifted(moment(test.from), {test.count, test.unit})), test.expected)
        << test.from << " and " << test.count;
  }
}

TEST(ShiftedTest, ByYears) {
  constexpr DurationUnit years = DurationUnit::years;
  expect_shifts({
      {"2013-03-15", 10, years, "2023-03-15"},
      {"2013-03-15", -10, years, "2003-03-15"},
      {"2012-02-29", 1, years, "2013-02-28"},  // no 29th: the 28th
      {"2012-02-29", 4, years, "2016-02-29"},
      {"2012-02-29", -1, years, "2011-02-28"},
      {"2012-02-29", -4, years, "2008-02-29"},
      {"2012-02-29", 0, years, "2012-02-29"},
      {"2000-02-29", -100, years, "1900-02-28"},
      {"2000-02-29", 400, years, "2400-02-29"},
      {"2011-02-28", 1, years, "2012-02-28"},  // and not the 29th
      {"2013-02-28", -1, years, "2012-02-28"},
      {"2012-12-31", 1, years, "2013-12-31"},
      {"2012-02-29T08:15", 1, years, "2013-02-28T08:15"},
      {"2013-03-01T23:59", -5, years, "2008-03-01T23:59"},
  });
}

TEST(ShiftedTest, ByDays) {
  constexpr DurationUnit days = DurationUnit::days;
  expect_shifts({
      {"2012-02-28", 1, days, "2012-02-29"},
      {"2012-02-28", 2, days, "2012-03-01"},
      {"2013-02-28", 1, days, "2013-03-01"},
      {"2012-12-31", 1, days, "2013-01-01"},
      {"2013-01-01", -1, days, "2012-12-31"},
      {"2013-03-01", -365, days, "2012-03-01"},
      {"2012-03-01", -365, days, "2011-03-02"},  // 29 February 2012 lies between
      {"2013-01-15", 30, days, "2013-02-14"},
      {"2013-01-31", 28, days, "2013-02-28"},
      {"2013-01-15", 0, days, "2013-01-15"},
      {"2012-02-28T23:30", 1, days, "2012-02-29T23:30"},
      {"2000-01-01", 366, days, "2001-01-01"},
      {"1900-02-28", 1, days, "1900-03-01"},
  });
}

TEST(ShiftedTest, ByHoursOverMidnightAndMonthEnds) {
  constexpr DurationUnit hours = DurationUnit::hours;
  expect_shifts({
      {"2012-11-02T17:00", 48, hours, "2012-11-04T17:00"},
      {"2013-01-31T23:30", 1, hours, "2013-02-01T00:30"},
      {"2013-01-31T23:00", 1, hours, "2013-02-01T00:00"},
      {"2012-02-28T12:00", 24, hours, "2012-02-29T12:00"},
      {"2013-02-28T12:00", 24, hours, "2013-03-01T12:00"},
      {"2013-01-01T00:30", -1, hours, "2012-12-31T23:30"},
      {"2013-01-01T00:00", -1, hours, "2012-12-31T23:00"},
      {"2013-03-01T00:00", -24, hours, "2013-02-28T00:00"},
      {"2013-03-01T00:00", -25, hours, "2013-02-27T23:00"},
      {"2013-03-10T01:00", 2, hours, "2013-03-10T03:00"},  // the clocks change that night; law counts what is written
      {"2013-01-01T00:00", 8760, hours, "2014-01-01T00:00"},
      {"2013-06-15T09:45", 0, hours, "2013-06-15T09:45"},
  });
}

// The longest spans that a policy may write, from the first and the last day that a record may state.
TEST(ShiftedTest, TheLongestSpansStayInOrder) {
  const Moment first = day("0001-01-01");
  const Moment last = day("9999-12-31");
  EXPECT_TRUE(std::is_lt(compare(shifted(first, {-most_years, DurationUnit::years}), first)));
  EXPECT_TRUE(std::is_gt(compare(shifted(last, {most_years, DurationUnit::years}), last)));
  EXPECT_TRUE(std::is_lt(compare(shifted(first, {-most_days, DurationUnit::days}), first)));
  EXPECT_TRUE(std::is_gt(compare(shifted(last, {most_days, DurationUnit::days}), last)));
  const Moment midnight = moment("9999-12-31T00:00");
  EXPECT_TRUE(std::is_gt(compare(shifted(midnight, {most_hours, DurationUnit::hours}), midnight)));
}

// --- comparing

struct OrderCase {
  const char* a;
  const char* b;
  int order;  // -1, 0, 1
};

TEST(CompareTest, ADateAndTimeCountsAsItsDayBesideADate) {
  const std::vector<OrderCase> cases{
      {"2013-03-01", "2013-03-02", -1},
      {"2013-03-01", "2013-03-01", 0},
      {"2013-03-01T00:00", "2013-03-01", 0},
      {"2013-03-01T23:59", "2013-03-01", 0},
      {"2013-03-01T23:59", "2013-03-02", -1},
      {"2013-03-02T00:00", "2013-03-01", 1},
      {"2013-03-01T10:00", "2013-03-01T10:01", -1},
      {"2013-03-01T10:00", "2013-03-01T10:00", 0},
      {"2013-03-02T00:00", "2013-03-01T23:59", 1},
      {"2013-03-01T10:00-08:00", "2013-03-01T10:00+02:00", 0},  // as written on the local clock
      {"1999-12-31", "2000-01-01", -1},
      {"0999-01-01", "1000-01-01", -1},
  };
  const auto sign = [](std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
  for (const OrderCase& test : cases) {
    EXPECT_EQ(sign(compare(moment(test.a), moment(test.b))), test.order) << test.a << " and " << test.b;
    EXPECT_EQ(sign(compare(moment(test.b), moment(test.a))), -test.order) << test.b << " and " << test.a;
  }
}

// --- counting

struct CountCase {
  const char* from;
  const char* to;
  int years;
  std::int64_t days;
};

TEST(BetweenTest, CountsWholeYearsAndDays) {
  const std::vector<CountCase> cases{
      {"2003-03-15", "2013-03-15", 10, 3653},  // three leap days: 2004, 2008, 2012
      {"2003-03-16", "2013-03-15", 9, 3652},
      {"2003-03-14", "2013-03-15", 10, 3654},
      {"2013-03-15", "2013-03-15", 0, 0},
      {"2013-03-15", "2013-03-16", 0, 1},
      {"2012-02-29", "2013-02-28", 1, 365},  // the day on which the year is up
      {"2012-02-29", "2013-02-27", 0, 364},
      {"2012-02-29", "2016-02-28", 3, 1460},
      {"2012-02-29", "2016-02-29", 4, 1461},
      {"2013-01-01", "2012-01-01", 0, -366},  // the other way round
  };
  for (const CountCase& test : cases) {
    EXPECT_EQ(whole_years_between(day(test.from), day(test.to)), test.years) << test.from << " to " << test.to;
    EXPECT_EQ(days_between(day(test.from), day(test.to)), test.days) << test.from << " to " << test.to;
  }
}

}  // namespace
}  // namespace comity::model
