// Dates and times as law counts them: calendar days and whole minutes on the local clock, exact,
// without time zones. Arithmetic is on the calendar of <chrono>; what the language adds is stated
// at each function.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace comity::model {

// A day between 0001-01-01 and 9999-12-31 when read; arithmetic may lead outside, and compares rightly there.
using Date = std::chrono::year_month_day;

struct DateTime {
  Date day;
  int minute = 0;  // of the day, 0 to 1439, as written on the local clock

  friend auto operator<=>(const DateTime& a, const DateTime& b) {
    const auto by_day = a.day <=> b.day;
    return by_day != 0 ? by_day : a.minute <=> b.minute;
  }
  friend bool operator==(const DateTime&, const DateTime&) = default;
};

using Moment = std::variant<Date, DateTime>;

// "2013-03-01"; nothing else, and no day that the calendar does not have.
std::optional<Date> parse_date(std::string_view text);
// "2013-03-01T17:00", with `Z` or an offset that may follow and is not used: times compare as written (language.md, Dates).
std::optional<DateTime> parse_date_time(std::string_view text);

std::string to_string(const Date& date);
std::string to_string(const DateTime& time);
std::string to_string(const Moment& moment);

enum class DurationUnit { hours, days, years };

// A signed length of time.
struct Duration {
  std::int64_t count = 0;
  DurationUnit unit = DurationUnit::days;

  friend bool operator==(const Duration&, const Duration&) = default;
};

// The largest count that policies may write for a unit: some 8,000 years. Keeps every result within the calendar.
inline constexpr std::int64_t most_years = 8'000;
inline constexpr std::int64_t most_days = 3'000'000;
inline constexpr std::int64_t most_hours = 72'000'000;

// 29 February moved by years is 28 February where there is no 29th. Hours are added to a date and time only;
// precondition: not to a date.
Moment shifted(const Moment& moment, const Duration& duration);

// A date and time counts as its day when compared with a date.
std::strong_ordering compare(const Moment& a, const Moment& b);

// Whole years from one day to a later one (0 when it is earlier): for explanations.
int whole_years_between(const Date& from, const Date& to);
std::int64_t days_between(const Date& from, const Date& to);

}  // namespace comity::model
