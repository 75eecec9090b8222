// When holds end, worked out by hand: every row was counted on paper with a calendar, none was
// computed. The comments count: hours on each counted day up to the last, whose hour is the answer.
#include "interpreter/model/hold_clock.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity::model {
namespace {

constexpr HolidayReading observed = HolidayReading::observed;
constexpr HolidayReading legal = HolidayReading::legal;

DateTime at(std::string_view text) { return parse_date_time(text).value(); }

Term all_hours(std::int64_t hours) { return HoursTerm{hours, false, {}}; }
Term excluding(std::int64_t hours) { return HoursTerm{hours, true, {}}; }
const Term end_of_day = EndOfDayTerm{};

struct ClockCase {
  const char* start;
  std::int64_t hours;
  const char* expires;
};

template <typename MakeTerm>
void expect_expiries(MakeTerm term, HolidayReading reading, const std::vector<ClockCase>& cases) {
  for (const ClockCase& test : cases) {
    EXPECT_EQ(to_string(expiry_of(term(test.hours), at(test.start), reading)), test.expires)
        << test.hours << " hours from " << test.start;
  }
}

// --- every hour counts

TEST(HoldClockTest, WithoutExclusion) {
  expect_expiries(all_hours, observed, {
      {"2017-10-16T17:00", 48, "2017-10-18T17:00"},  // Monday to Wednesday
      {"2017-11-09T17:00", 48, "2017-11-11T17:00"},  // Thursday to Saturday, over a holiday
      {"2017-10-20T17:00", 48, "2017-10-22T17:00"},  // Friday to Sunday
      {"2017-10-21T17:00", 48, "2017-10-23T17:00"},  // Saturday to Monday
      {"2010-12-31T17:00", 48, "2011-01-02T17:00"},  // Friday to Sunday, over New Year
      {"2012-02-28T12:00", 24, "2012-02-29T12:00"},  // Tuesday to Wednesday
      {"2013-02-28T12:00", 24, "2013-03-01T12:00"},  // Thursday to Friday
      {"2013-01-15T10:00", 720, "2013-02-14T10:00"},  // 30 days: 16 to the end of January, 14 in February
      {"2017-10-16T23:01", 1, "2017-10-17T00:01"},    // Monday, Tuesday
      {"2017-10-16T17:00", 0, "2017-10-16T17:00"},
      {"2017-10-21T17:00", 0, "2017-10-21T17:00"},    // Saturday
  });
}

TEST(HoldClockTest, MidnightBelongsToTheDayThatItEnds) {
  expect_expiries(all_hours, observed, {
      {"2017-10-16T23:00", 1, "2017-10-16T24:00"},   // Monday
      {"2017-10-16T17:00", 7, "2017-10-16T24:00"},   // Monday
      {"2017-10-16T00:00", 24, "2017-10-16T24:00"},  // Monday
      {"2017-10-21T00:00", 48, "2017-10-22T24:00"},  // Saturday, Sunday
      {"2012-12-31T12:00", 12, "2012-12-31T24:00"},  // Monday
      {"2012-02-28T00:00", 48, "2012-02-29T24:00"},  // Tuesday, Wednesday
      {"2017-10-16T00:00", 0, "2017-10-16T00:00"},  // nothing was counted on the day before
  });
}

TEST(HoldClockTest, TheChangeToSummerTimeMovesNothing) {
  expect_expiries(all_hours, observed, {
      {"2013-03-09T17:00", 48, "2013-03-11T17:00"},  // Saturday to Monday; Sunday has 23 hours
      {"2013-03-09T02:30", 24, "2013-03-10T02:30"},  // a time that no clock shows that Sunday
      {"2012-11-03T17:00", 48, "2012-11-05T17:00"},  // Saturday to Monday; Sunday has 25 hours
  });
  expect_expiries(excluding, observed, {
      {"2013-03-08T17:00", 48, "2013-03-12T17:00"},  // Friday 7, Monday 24, Tuesday 17
      {"2012-11-02T17:00", 48, "2012-11-06T17:00"},  // Friday 7, Monday 24, Tuesday 17; election day is no holiday
  });
}

// --- excluding weekends: October 2017 has no holiday after Monday the 9th

TEST(HoldClockTest, WeekendsAreExcluded) {
  expect_expiries(excluding, observed, {
      {"2017-10-16T17:00", 48, "2017-10-18T17:00"},  // Monday 7, Tuesday 24, Wednesday 17
      {"2017-10-17T17:00", 48, "2017-10-19T17:00"},  // Tuesday 7, Wednesday 24, Thursday 17
      {"2017-10-18T17:00", 48, "2017-10-20T17:00"},  // Wednesday 7, Thursday 24, Friday 17
      {"2017-10-19T17:00", 48, "2017-10-23T17:00"},  // Thursday 7, Friday 24, Monday 17
      {"2017-10-20T17:00", 48, "2017-10-24T17:00"},  // Friday 7, Monday 24, Tuesday 17
      {"2017-10-20T17:00", 8, "2017-10-23T01:00"},   // Friday 7, Monday 1
      {"2017-10-20T12:00", 72, "2017-10-25T12:00"},  // Friday 12, Monday 24, Tuesday 24, Wednesday 12
      {"2017-10-20T23:59", 48, "2017-10-24T23:59"},  // Friday a minute, Monday 24, Tuesday 23:59
      {"2017-10-16T09:30", 120, "2017-10-23T09:30"},  // five counted days on: Tuesday to Friday, Monday
      {"2017-10-16T09:30", 240, "2017-10-30T09:30"},  // ten: Tuesday to Friday, five of the next week, Monday
      {"2017-10-16T17:00", 0, "2017-10-16T17:00"},
  });
}

TEST(HoldClockTest, AStartInExcludedTimeBeginsWhenItEnds) {
  expect_expiries(excluding, observed, {
      {"2017-10-21T00:00", 48, "2017-10-24T24:00"},  // Saturday: Monday 24, Tuesday 24
      {"2017-10-21T17:00", 48, "2017-10-24T24:00"},  // Saturday, the same
      {"2017-10-22T23:59", 48, "2017-10-24T24:00"},  // Sunday, the same
      {"2017-10-23T00:00", 48, "2017-10-24T24:00"},  // Monday, the same
      {"2017-10-23T00:01", 48, "2017-10-25T00:01"},  // Monday 23:59, Tuesday 24, Wednesday a minute
      {"2017-10-21T17:00", 1, "2017-10-23T01:00"},   // Saturday: Monday 1
      {"2017-11-10T09:00", 48, "2017-11-14T24:00"},  // Friday, a holiday: Monday 24, Tuesday 24
      {"2017-10-09T08:00", 48, "2017-10-11T24:00"},  // Monday, a holiday: Tuesday 24, Wednesday 24
      {"2012-11-22T12:00", 48, "2012-11-26T24:00"},  // Thursday, Thanksgiving: Friday 24, Monday 24
      {"2017-10-21T17:00", 0, "2017-10-23T00:00"},   // Saturday: at once when it begins
  });
}

TEST(HoldClockTest, ExhaustionAtMidnightStaysOnTheCountedDay) {
  expect_expiries(excluding, observed, {
      {"2017-10-16T00:00", 48, "2017-10-17T24:00"},  // Monday 24, Tuesday 24
      {"2017-10-19T00:00", 48, "2017-10-20T24:00"},  // Thursday 24, Friday 24: not Monday at 00:00
      {"2017-10-20T00:00", 24, "2017-10-20T24:00"},  // Friday
      {"2017-10-20T00:00", 48, "2017-10-23T24:00"},  // Friday 24, Monday 24
      {"2017-10-20T17:00", 7, "2017-10-20T24:00"},   // Friday
      {"2017-11-08T00:00", 48, "2017-11-09T24:00"},  // Wednesday 24, Thursday 24; Friday is a holiday
      {"2010-12-29T00:00", 48, "2010-12-30T24:00"},  // Wednesday 24, Thursday 24; Friday is New Year's Day observed
      {"2017-10-16T00:00", 0, "2017-10-16T00:00"},
  });
}

// --- excluding holidays

TEST(HoldClockTest, MondayHolidays) {
  expect_expiries(excluding, observed, {
      {"2013-01-18T20:00", 48, "2013-01-23T20:00"},  // King: Friday 4, Tuesday 24, Wednesday 20
      {"2016-02-11T17:00", 48, "2016-02-16T17:00"},  // Washington: Thursday 7, Friday 24, Tuesday 17
      {"2015-05-22T12:00", 48, "2015-05-27T12:00"},  // Memorial: Friday 12, Tuesday 24, Wednesday 12
      {"2014-08-29T17:00", 48, "2014-09-03T17:00"},  // Labor: Friday 7, Tuesday 24, Wednesday 17
      {"2017-10-06T17:00", 48, "2017-10-11T17:00"},  // Columbus: Friday 7, Tuesday 24, Wednesday 17
      {"2017-10-05T17:00", 48, "2017-10-10T17:00"},  // Columbus: Thursday 7, Friday 24, Tuesday 17
  });
}

TEST(HoldClockTest, VeteransDay) {
  expect_expiries(excluding, observed, {
      {"2017-11-09T17:00", 48, "2017-11-14T17:00"},  // a Saturday, kept on Friday: Thursday 7, Monday 24, Tuesday 17
      {"2017-11-08T17:00", 48, "2017-11-13T17:00"},  // the same: Wednesday 7, Thursday 24, Monday 17
      {"2012-11-09T17:00", 48, "2012-11-14T17:00"},  // a Sunday, kept on Monday: Friday 7, Tuesday 24, Wednesday 17
      {"2014-11-10T17:00", 48, "2014-11-13T17:00"},  // a Tuesday: Monday 7, Wednesday 24, Thursday 17
  });
}

TEST(HoldClockTest, Thanksgiving) {
  expect_expiries(excluding, observed, {
      {"2012-11-21T17:00", 48, "2012-11-26T17:00"},  // Wednesday 7, Friday 24, Monday 17
      {"2012-11-20T17:00", 48, "2012-11-23T17:00"},  // Tuesday 7, Wednesday 24, Friday 17
      {"2012-11-28T17:00", 48, "2012-11-30T17:00"},  // a fifth Thursday: Wednesday 7, Thursday 24, Friday 17
  });
}

TEST(HoldClockTest, IndependenceDay) {
  expect_expiries(excluding, observed, {
      {"2012-07-03T17:00", 48, "2012-07-06T17:00"},  // a Wednesday: Tuesday 7, Thursday 24, Friday 17
      {"2015-07-02T10:00", 48, "2015-07-07T10:00"},  // a Saturday, kept on Friday: Thursday 14, Monday 24, Tuesday 10
      {"2021-07-02T10:00", 48, "2021-07-07T10:00"},  // a Sunday, kept on Monday: Friday 14, Tuesday 24, Wednesday 10
  });
}

TEST(HoldClockTest, OverNewYear) {
  expect_expiries(excluding, observed, {
      {"2010-12-30T17:00", 48, "2011-01-04T17:00"},  // kept on Friday the 31st: Thursday 7, Monday 24, Tuesday 17
      {"2010-12-29T17:00", 48, "2011-01-03T17:00"},  // the same: Wednesday 7, Thursday 24, Monday 17
      {"2010-12-31T10:00", 48, "2011-01-04T24:00"},  // the same: Monday 24, Tuesday 24
      {"2011-12-30T17:00", 48, "2012-01-04T17:00"},  // kept on Monday the 2nd: Friday 7, Tuesday 24, Wednesday 17
      {"2012-12-31T17:00", 48, "2013-01-03T17:00"},  // a Tuesday: Monday 7, Wednesday 24, Thursday 17
      {"2021-12-30T18:00", 48, "2022-01-04T18:00"},  // kept on Friday the 31st: Thursday 6, Monday 24, Tuesday 18
  });
}

TEST(HoldClockTest, OverChristmas) {
  expect_expiries(excluding, observed, {
      // A Tuesday: Friday 7, Monday 24, Wednesday 24, Thursday 24, Friday 17.
      {"2012-12-21T17:00", 96, "2012-12-28T17:00"},
      // The same with New Year's Day a week later: Friday 7, Monday 24, Wednesday to Friday 72, Monday 24,
      // Wednesday to Friday 72, Monday 24, Tuesday 17.
      {"2012-12-21T17:00", 240, "2013-01-08T17:00"},
      {"2021-12-23T18:00", 48, "2021-12-28T18:00"},  // a Saturday, kept on Friday: Thursday 6, Monday 24, Tuesday 18
      {"2018-12-21T17:00", 48, "2018-12-26T17:00"},  // a Tuesday, and Monday counts: Friday 7, Monday 24, Wednesday 17
  });
}

TEST(HoldClockTest, JuneteenthFrom2021) {
  expect_expiries(excluding, observed, {
      {"2020-06-18T17:00", 48, "2020-06-22T17:00"},  // none yet: Thursday 7, Friday 24, Monday 17
      {"2021-06-17T17:00", 48, "2021-06-22T17:00"},  // a Saturday, kept on Friday: Thursday 7, Monday 24, Tuesday 17
      {"2022-06-17T17:00", 48, "2022-06-22T17:00"},  // a Sunday, kept on Monday: Friday 7, Tuesday 24, Wednesday 17
      {"2023-06-16T17:00", 48, "2023-06-21T17:00"},  // a Monday: Friday 7, Tuesday 24, Wednesday 17
  });
}

TEST(HoldClockTest, DaysThatAreNoFederalHolidays) {
  expect_expiries(excluding, observed, {
      {"2017-01-19T17:00", 48, "2017-01-23T17:00"},  // Inauguration Day, Friday: Thursday 7, Friday 24, Monday 17
      {"2021-01-19T17:00", 48, "2021-01-21T17:00"},  // the same, Wednesday: Tuesday 7, Wednesday 24, Thursday 17
      {"2018-12-04T17:00", 48, "2018-12-06T17:00"},  // mourning on Wednesday: Tuesday 7, Wednesday 24, Thursday 17
      {"2017-03-30T17:00", 48, "2017-04-03T17:00"},  // Cesar Chavez Day, Friday: Thursday 7, Friday 24, Monday 17
  });
}

// Then a holiday on a weekend excludes nothing that is not excluded anyway.
TEST(HoldClockTest, ByTheLegalDay) {
  expect_expiries(excluding, legal, {
      {"2017-11-09T17:00", 48, "2017-11-13T17:00"},  // Thursday 7, Friday 24, Monday 17
      {"2012-11-09T17:00", 48, "2012-11-13T17:00"},  // Friday 7, Monday 24, Tuesday 17
      {"2015-07-02T10:00", 48, "2015-07-06T10:00"},  // Thursday 14, Friday 24, Monday 10
      {"2010-12-30T17:00", 48, "2011-01-03T17:00"},  // Thursday 7, Friday 24, Monday 17
      {"2011-12-30T17:00", 48, "2012-01-03T17:00"},  // Friday 7, Monday 24, Tuesday 17
      {"2021-06-17T17:00", 48, "2021-06-21T17:00"},  // Thursday 7, Friday 24, Monday 17
      {"2017-11-10T09:00", 48, "2017-11-14T09:00"},  // Friday 15, Monday 24, Tuesday 9
      {"2012-07-03T17:00", 48, "2012-07-06T17:00"},  // a Wednesday, as above: Tuesday 7, Thursday 24, Friday 17
      {"2017-10-06T17:00", 48, "2017-10-11T17:00"},  // always a Monday: Friday 7, Tuesday 24, Wednesday 17
  });
}

// --- until end of day

TEST(HoldClockTest, UntilEndOfDay) {
  for (const char* start : {"2017-10-16T17:00", "2017-10-16T00:00", "2017-10-16T23:59",  // Monday
                            "2017-10-21T10:00",  // Saturday: nothing is excluded
                            "2017-11-10T10:00",  // a holiday: nor here
                            "2012-02-29T12:00", "2012-12-31T12:00", "9999-12-31T12:00"}) {
    for (const HolidayReading reading : {observed, legal}) {
      EXPECT_EQ(to_string(expiry_of(end_of_day, at(start), reading)), std::string{start}.substr(0, 10) + "T24:00");
    }
  }
}

// --- at the borders

TEST(HoldClockTest, TheFirstAndTheLastDayOfTheCalendar) {
  expect_expiries(all_hours, observed, {
      {"0001-01-01T00:00", 48, "0001-01-02T24:00"},
      {"9999-12-31T17:00", 48, "10000-01-02T17:00"},
  });
  expect_expiries(excluding, observed, {
      {"0001-01-01T17:00", 48, "0001-01-03T24:00"},   // Monday, New Year's Day: Tuesday 24, Wednesday 24
      {"9999-12-31T17:00", 48, "10000-01-04T24:00"},  // Friday, New Year's Day observed: Monday 24, Tuesday 24
  });
  expect_expiries(excluding, legal, {
      {"9999-12-31T17:00", 48, "10000-01-04T17:00"},  // Friday 7, Monday 24, Tuesday 17
  });
}

TEST(HoldClockTest, TheLongestTermThatAPolicyMayWrite) {
  // 100,000 days: 2013 to 2285 are 273 years of 365 days, and 66 leap days: 2016 to 2284, without 2100 and 2200. Of
  // 2286 that leaves 289 days, which end on 16 October.
  constexpr std::int64_t hours = 2'400'000;
  expect_expiries(all_hours, observed, {{"2013-01-01T00:00", hours, "2286-10-16T24:00"}});
  // A week has five counted days less the holidays, of which there are at most 11 in a year.
  const Expiry expiry = expiry_of(excluding(hours), at("2013-01-01T00:00"), observed);
  EXPECT_GT(to_string(expiry), "2396");  // 100,000 days at 261 a year
  EXPECT_LT(to_string(expiry), "2415");  // and at 249
}

TEST(ExpiryTest, ComparesByDayThenByMinute) {
  const Date monday = at("2017-10-16T00:00").day;
  const Date tuesday = at("2017-10-17T00:00").day;
  EXPECT_LT((Expiry{monday, 1440}), (Expiry{tuesday, 1}));
  EXPECT_LT((Expiry{monday, 1}), (Expiry{monday, 1440}));
  EXPECT_EQ((Expiry{monday, 1440}), (Expiry{monday, 1440}));
  EXPECT_EQ(to_string(Expiry{monday, 1}), "2017-10-16T00:01");
  EXPECT_EQ(to_string(Expiry{monday, 1439}), "2017-10-16T23:59");
  EXPECT_EQ(to_string(Expiry{monday, 1440}), "2017-10-16T24:00");
}

// --- which of several expires first

struct FirstCase {
  std::vector<Term> terms;
  std::optional<const char*> start;
  std::size_t first;  // index into the terms
  HolidayReading reading = observed;
};

void expect_first(const std::vector<FirstCase>& cases) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const FirstCase& test = cases[i];
    std::vector<const Term*> terms;
    for (const Term& term : test.terms) terms.push_back(&term);
    const std::optional<DateTime> start = test.start ? std::optional{at(*test.start)} : std::nullopt;
    EXPECT_EQ(first_to_expire(terms, start, test.reading), terms[test.first]) << "case " << i;
  }
}

TEST(FirstToExpireTest, ByTheClockWhereTheStartIsKnown) {
  expect_first({
      {{excluding(48), all_hours(72)}, "2017-11-09T17:00", 1},  // Tuesday at 17:00, Sunday at 17:00: more hours, sooner
      {{excluding(48), all_hours(72)}, "2017-10-16T17:00", 0},  // Wednesday, Thursday
      {{all_hours(48), all_hours(24)}, "2017-10-16T17:00", 1},
      {{end_of_day, all_hours(2)}, "2017-10-16T23:00", 0},  // Monday at 24:00, Tuesday at 01:00
      {{end_of_day, all_hours(2)}, "2017-10-16T10:00", 1},  // Monday at 12:00
      {{excluding(1), end_of_day}, "2017-10-21T10:00", 1},  // Monday at 01:00, Saturday at 24:00
      {{excluding(48), all_hours(95)}, "2017-11-09T17:00", 1},         // Tuesday at 17:00, Monday at 16:00
      {{excluding(48), all_hours(97)}, "2017-11-09T17:00", 0, legal},  // Monday at 17:00, Monday at 18:00
      {{all_hours(24), all_hours(48), all_hours(12), end_of_day}, "2017-10-16T09:00", 2},  // 21:00
  });
}

TEST(FirstToExpireTest, AtOneMinuteByWhatIsWritten) {
  expect_first({
      {{excluding(48), all_hours(48)}, "2017-10-16T17:00", 1},         // Wednesday at 17:00
      {{all_hours(96), excluding(48)}, "2017-11-09T17:00", 1, legal},  // Monday at 17:00
      {{all_hours(24), end_of_day}, "2017-10-16T00:00", 1},            // Monday at 24:00
      {{end_of_day, all_hours(7)}, "2017-10-16T17:00", 1},             // Monday at 24:00
      {{all_hours(48), all_hours(48)}, "2017-10-16T17:00", 0},
  });
}

TEST(FirstToExpireTest, ByTheHoursWhereTheStartIsUnknown) {
  expect_first({
      {{excluding(48), all_hours(24)}, std::nullopt, 1},
      {{all_hours(72), excluding(48)}, std::nullopt, 1},
      {{excluding(48), all_hours(48)}, std::nullopt, 1},  // of equal ones that without exclusion
      {{all_hours(48), excluding(48)}, std::nullopt, 0},
      {{all_hours(24), end_of_day}, std::nullopt, 1},  // which is never later
      {{end_of_day, all_hours(24)}, std::nullopt, 0},
      {{end_of_day, all_hours(23)}, std::nullopt, 1},
      {{excluding(24), end_of_day}, std::nullopt, 1},
      {{all_hours(48), all_hours(48)}, std::nullopt, 0},
  });
}

TEST(FirstToExpireTest, EachTermMayHaveItsOwnClock) {
  const Term two_days = all_hours(48);
  const Term one_day = all_hours(24);
  const RunningTerm early{&two_days, at("2017-10-16T10:00")};  // to Wednesday at 10:00
  const RunningTerm late{&one_day, at("2017-10-18T11:00")};    // to Thursday at 11:00
  const RunningTerm unknown{&one_day, std::nullopt};
  const std::vector<RunningTerm> known_terms{late, early};
  EXPECT_EQ(first_to_expire(known_terms, observed), &known_terms[1]);
  const std::vector<RunningTerm> with_unknown{early, unknown};
  EXPECT_EQ(first_to_expire(with_unknown, observed), &with_unknown[1]);
  const std::vector<RunningTerm> longer_unknown{late, {&two_days, std::nullopt}};
  EXPECT_EQ(first_to_expire(longer_unknown, observed), &longer_unknown[0]);
  EXPECT_EQ(first_to_expire(std::vector<RunningTerm>{}, observed), nullptr);
  EXPECT_EQ(first_to_expire(std::vector<const Term*>{}, at("2017-10-16T10:00"), observed), nullptr);
}

}  // namespace
}  // namespace comity::model
