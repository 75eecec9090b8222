// Which date comparisons can hold together: leap days, and circles of bounds that only real days decide.
#include "interpreter/analyzer/calendar.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace comity::analyzer {
namespace {

using model::DurationUnit;

Instant day(int year, unsigned month, unsigned of_month) { return instant_of(model::Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{of_month}}); }

const Moved plus_5_years{false, false, {{5, DurationUnit::years}}, 0};
const Moved minus_5_years{false, false, {{-5, DurationUnit::years}}, 0};

// Two dates of any year: y >= x plus 5 years, and so on.
bool can_hold(const Moved& first, bool first_is_of_y, bool first_holds, const Moved& second, bool second_is_of_y, bool second_holds) {
  DateSystem system;
  const auto x = system.add_date(false, first_instant(false), last_instant(false));
  const auto y = system.add_date(false, first_instant(false), last_instant(false));
  system.add(first_is_of_y ? y : x, first_is_of_y ? x : y, first, first_holds);
  system.add(second_is_of_y ? y : x, second_is_of_y ? x : y, second, second_holds);
  return system.solve().has_value();
}

TEST(CalendarTest, MovesAndLeadsBack) {
  EXPECT_EQ(plus_5_years.of(day(2008, 2, 29)), day(2013, 2, 28));
  // 28 and 29 February 2008 both lead to 28 February 2013: the first of them is the least.
  EXPECT_EQ(plus_5_years.least_with(day(2013, 2, 28)), day(2008, 2, 28));
  EXPECT_EQ(plus_5_years.least_with(day(2013, 3, 1)), day(2008, 3, 1));
  // Nothing leads to 29 February 2012; 1 March 2007 is the first to lead no earlier.
  EXPECT_EQ(plus_5_years.least_with(day(2012, 2, 29)), day(2007, 3, 1));
}

TEST(CalendarTest, ADateAndTimeCountsAsItsDay) {
  const Moved of_day{true, false, {}, 0};   // a time no earlier than a date
  EXPECT_EQ(of_day.of(day(2013, 1, 1)), day(2013, 1, 1) * 1440);
  const Moved of_time{false, true, {}, 0};  // a date no earlier than a time
  EXPECT_EQ(of_time.of(day(2013, 1, 1) * 1440 + 1439), day(2013, 1, 1));
  EXPECT_EQ(of_time.least_with(day(2013, 1, 2)), day(2013, 1, 2) * 1440);
}

// `x is on or after y minus 5 years` and `y is on or before x plus 5 years`: each holds without the other only on leap days.
// y = 29 February 2012, x = 28 February 2007: 2012 minus 5 years is 28 February 2007, so the first holds; x plus 5 years
// is 28 February 2012, before y, so the second does not.
TEST(CalendarTest, TheTwoSpellingsOfAWindowDifferOnLeapDays) {
  const Moved after_x_plus_5{false, false, {{5, DurationUnit::years}}, 1};  // y is after x plus 5 years
  EXPECT_TRUE(can_hold(minus_5_years, false, true, after_x_plus_5, true, true));
  // The other way round: x before y minus 5 years, and y on or before x plus 5 years. From x + 5 years >= y follows
  // x >= y - 5 years, day for day, also on leap days: never.
  EXPECT_FALSE(can_hold(minus_5_years, false, false, after_x_plus_5, true, false));
}

TEST(CalendarTest, CirclesThatAddTimeHaveNoSolution) {
  const Moved next{false, false, {}, 1};
  EXPECT_FALSE(can_hold(next, true, true, next, false, true));
  const Moved same{false, false, {}, 0};
  EXPECT_TRUE(can_hold(same, true, true, same, false, true));
}

// 4 years are 1461 days but for those around 1900, 2100 and so on, which have 1460.
TEST(CalendarTest, ACenturyWithoutLeapDayIsFound) {
  const Moved plus_4_years{false, false, {{4, DurationUnit::years}}, 0};
  const Moved back_1460_days{false, false, {}, -1460};
  DateSystem system;
  const auto x = system.add_date(false, day(1950, 1, 1), day(2400, 1, 1));
  const auto y = system.add_date(false, day(1950, 1, 1), day(2400, 1, 1));
  system.add(y, x, plus_4_years, true);    // y >= x plus 4 years
  system.add(x, y, back_1460_days, true);  // x >= y minus 1460 days
  const auto solution = system.solve();
  ASSERT_TRUE(solution);
  // The first such x after 1950 is 1 March 2096: four years on is 1 March 2100, 1460 days later. (From 29 February 2096 it is
  // 28 February 2100, 1460 days as well: that is the first.)
  EXPECT_EQ((*solution)[x], day(2096, 2, 29));
}

TEST(CalendarTest, DifferentDatesAreKeptApart) {
  DateSystem system;
  const auto a = system.add_date(false, day(2013, 1, 1), day(2013, 1, 2));
  const auto b = system.add_date(false, day(2013, 1, 1), day(2013, 1, 2));
  system.add_different(a, b);
  const auto two = system.solve();
  ASSERT_TRUE(two);
  EXPECT_NE((*two)[a], (*two)[b]);
  const auto c = system.add_date(false, day(2013, 1, 1), day(2013, 1, 2));
  system.add_different(a, c);
  system.add_different(b, c);
  EXPECT_FALSE(system.solve());
}

}  // namespace
}  // namespace comity::analyzer
