// Laws of the hold clock on random starts and terms, and a second clock that counts every minute on
// a calendar of its own, made from another statement of the rules for holidays.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/hold_clock.hpp"
#include "tests/property/trial.hpp"

namespace comity {
namespace {

using model::DateTime;
using model::Expiry;
using model::HolidayReading;
using model::Term;
using std::chrono::sys_days;

constexpr std::int64_t minutes_a_day = 1440;
constexpr std::array readings{HolidayReading::observed, HolidayReading::legal};

// The days from 1986, when the last Monday holiday came, for 200 years.
class SecondCalendar {
 public:
  SecondCalendar() {
    constexpr std::int64_t days = 200 * 365;
    for (std::int64_t i = 0; i < days; ++i) {
      const sys_days day = first + std::chrono::days{i};
      const bool is_weekend = weekday(day) == 0 || weekday(day) == 6;
      excluded_[0].push_back(is_weekend || is_observed(day));
      excluded_[1].push_back(is_weekend || is_legal(day));
    }
  }

  static constexpr sys_days first = std::chrono::year{1986} / 1 / 1;

  bool is_excluded(std::int64_t day, HolidayReading reading) const {
    return excluded_[reading == HolidayReading::observed ? 0 : 1].at(static_cast<std::size_t>(day));
  }

 private:
  // 0 is Sunday; 1 January 1970 was a Thursday.
  static std::int64_t weekday(sys_days day) { return (day.time_since_epoch().count() + 4) % 7; }

  // The third Monday is the Monday from the 15th to the 21st, and so on.
  static bool is_by_weekday(sys_days day) {
    const model::Date date{day};
    const auto month = static_cast<unsigned>(date.month());
    const auto of_month = static_cast<unsigned>(date.day());
    const auto is_within = [&](unsigned least, unsigned most) { return least <= of_month && of_month <= most; };
    if (weekday(day) == 4) return month == 11 && is_within(22, 28);
    if (weekday(day) != 1) return false;
    return ((month == 1 || month == 2) && is_within(15, 21)) || (month == 5 && is_within(25, 31)) ||
           (month == 9 && is_within(1, 7)) || (month == 10 && is_within(8, 14));
  }

  static bool is_by_date(sys_days day) {
    const std::string text = model::to_string(model::Date{day});
    const std::string_view end = std::string_view{text}.substr(5);
    return end == "01-01" || end == "07-04" || end == "11-11" || end == "12-25" || (end == "06-19" && text >= "2021");
  }

  static bool is_legal(sys_days day) { return is_by_weekday(day) || is_by_date(day); }

  static bool is_observed(sys_days day) {
    const bool is_for_saturday = weekday(day) == 5 && is_by_date(day + std::chrono::days{1});
    const bool is_for_sunday = weekday(day) == 1 && is_by_date(day - std::chrono::days{1});
    return is_legal(day) || is_for_saturday || is_for_sunday;
  }

  std::array<std::vector<bool>, 2> excluded_;
};

// --- times as minutes since the calendar's first day

std::int64_t minutes_to(const model::Date& day, int minute) {
  return (sys_days{day} - SecondCalendar::first).count() * minutes_a_day + minute;
}
std::int64_t minutes_to(const Expiry& expiry) { return minutes_to(expiry.day, expiry.minute); }

DateTime time_at(std::int64_t minutes) {
  const std::int64_t days = minutes / minutes_a_day;
  return {SecondCalendar::first + std::chrono::days{days}, static_cast<int>(minutes % minutes_a_day)};
}

// Minute by minute: one that lies on a counted day is counted. Precondition: at least one hour.
std::int64_t second_expiry(std::int64_t start, std::int64_t hours, HolidayReading reading,
                           const SecondCalendar& calendar) {
  std::int64_t left = hours * 60;
  std::int64_t now = start;
  bool is_excluded = calendar.is_excluded(now / minutes_a_day, reading);
  while (left > 0) {
    if (!is_excluded) --left;
    ++now;
    if (now % minutes_a_day == 0) is_excluded = calendar.is_excluded(now / minutes_a_day, reading);
  }
  return now;
}

// --- one trial

struct Clock {
  std::int64_t start = 0;  // minutes
  std::int64_t hours = 0;
  std::int64_t more_hours = 1;
  std::int64_t later = 0;  // minutes
  HolidayReading reading = HolidayReading::observed;
};

std::int64_t random_hours(support::Random& random) {
  if (random.chance(30)) return static_cast<std::int64_t>(24 * random.below(6));
  if (random.chance(2)) return static_cast<std::int64_t>(random.below(2'000));
  return static_cast<std::int64_t>(random.below(121));
}

Clock random_clock(support::Random& random) {
  constexpr std::size_t days = 100 * 365;
  Clock clock;
  clock.start = static_cast<std::int64_t>(random.below(days)) * minutes_a_day;
  // Midnight is where clocks go wrong.
  if (!random.chance(20)) clock.start += static_cast<std::int64_t>(random.chance(10) ? 1439 : random.below(1440));
  clock.hours = random_hours(random);
  clock.more_hours = std::max<std::int64_t>(1, random_hours(random));
  clock.later = static_cast<std::int64_t>(random.below(4 * 1440));
  clock.reading = readings[random.below(2)];
  return clock;
}

std::string shown(const Clock& clock) {
  return fmt::format("{} and {} hours from {}, and {} minutes later, by the {} day", clock.hours, clock.more_hours,
                     to_string(time_at(clock.start)), clock.later,
                     clock.reading == HolidayReading::observed ? "observed" : "legal");
}

Expiry expiry_of(const Clock& clock, std::int64_t start, std::int64_t hours, bool is_excluding) {
  return model::expiry_of(model::HoursTerm{hours, is_excluding, {}}, time_at(start), clock.reading);
}

// The law that is broken; empty: none.
std::string_view broken_law(const Clock& clock, const SecondCalendar& calendar) {
  const Expiry all = expiry_of(clock, clock.start, clock.hours, false);
  if (minutes_to(all) - clock.start != clock.hours * 60) return "without exclusion, from start to expiry are the hours";
  const Expiry counted = expiry_of(clock, clock.start, clock.hours, true);
  for (const Expiry& expiry : {all, counted}) {
    if (expiry.minute < (clock.hours == 0 ? 0 : 1) || expiry.minute > 1440) return "a day's minutes are 1 to 1440";
  }
  const std::int64_t day = (sys_days{counted.day} - SecondCalendar::first).count();
  if (calendar.is_excluded(day, clock.reading)) return "no term expires on an excluded day";
  if (counted < all) return "exclusion never shortens";
  const Expiry later = expiry_of(clock, clock.start + clock.later, clock.hours, true);
  if (later < counted) return "who starts later ends no earlier";
  const std::int64_t sum = clock.hours + clock.more_hours;
  for (const bool is_excluding : {false, true}) {
    const Expiry at_once = expiry_of(clock, clock.start, sum, is_excluding);
    const std::int64_t between = minutes_to(is_excluding ? counted : all);
    if (expiry_of(clock, between, clock.more_hours, is_excluding) != at_once) return "hours after hours are their sum";
  }
  return {};
}

TEST(HoldClock, KeepsItsLawsOnRandomStarts) {
  const SecondCalendar calendar;
  support::Random random{seed() + 71};
  const std::size_t count = trials(1'000'000);
  for (std::size_t i = 0; i < count; ++i) {
    const Clock clock = random_clock(random);
    ASSERT_EQ(broken_law(clock, calendar), "") << shown(clock);
  }
  report(fmt::format("six laws of the hold clock on {} random starts and terms", count));
}

TEST(HoldClock, AgreesWithAClockThatCountsMinutes) {
  const SecondCalendar calendar;
  support::Random random{seed() + 72};
  const std::size_t count = trials(20'000);
  for (std::size_t i = 0; i < count; ++i) {
    Clock clock = random_clock(random);
    clock.hours = std::max<std::int64_t>(1, clock.hours);
    const Expiry expiry = expiry_of(clock, clock.start, clock.hours, true);
    ASSERT_EQ(minutes_to(expiry), second_expiry(clock.start, clock.hours, clock.reading, calendar)) << shown(clock);
  }
  report(fmt::format("two readings of the hold clock agree on {} random starts and terms", count));
}

// Whatever the order in which the terms come.
TEST(HoldClock, FindsTheTermThatExpiresFirst) {
  support::Random random{seed() + 73};
  const std::size_t count = trials(100'000);
  for (std::size_t i = 0; i < count; ++i) {
    const Clock clock = random_clock(random);
    const DateTime start = time_at(clock.start);
    std::vector<Term> terms;
    for (std::size_t k = random.between(1, 4); k > 0; --k) {
      terms.push_back(random.chance(20) ? Term{model::EndOfDayTerm{}}
                                        : Term{model::HoursTerm{random_hours(random), random.chance(50), {}}});
    }
    std::vector<const Term*> order;
    for (const Term& term : terms) order.push_back(&term);
    const Term* first = model::first_to_expire(order, start, clock.reading);
    const Term* by_hours = model::first_to_expire(order, std::nullopt, clock.reading);
    const Expiry earliest = model::expiry_of(*first, start, clock.reading);
    for (const Term* term : order) ASSERT_LE(earliest, model::expiry_of(*term, start, clock.reading)) << shown(clock);
    random.shuffle(order);
    ASSERT_EQ(*model::first_to_expire(order, start, clock.reading), *first) << shown(clock);
    ASSERT_EQ(*model::first_to_expire(order, std::nullopt, clock.reading), *by_hours) << shown(clock);
  }
  report(fmt::format("the first of up to four terms to expire on {} random starts", count));
}

}  // namespace
}  // namespace comity
