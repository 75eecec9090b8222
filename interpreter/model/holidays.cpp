#include "interpreter/model/holidays.hpp"

#include <array>
#include <limits>
#include <variant>

namespace comity::model {

namespace {

using std::chrono::December;
using std::chrono::February;
using std::chrono::January;
using std::chrono::July;
using std::chrono::June;
using std::chrono::last;
using std::chrono::May;
using std::chrono::Monday;
using std::chrono::month;
using std::chrono::November;
using std::chrono::October;
using std::chrono::Saturday;
using std::chrono::September;
using std::chrono::Sunday;
using std::chrono::sys_days;
using std::chrono::Thursday;
using std::chrono::weekday;
using std::chrono::year;

using DayOfYear =
    std::variant<std::chrono::month_day, std::chrono::month_weekday, std::chrono::month_weekday_last>;

struct Rule {
  std::string_view name;
  DayOfYear day;
  int since = std::numeric_limits<int>::min();  // the first year; where none is given, the header says what holds
};

const std::array<Rule, 11> rules{{
    {"New Year's Day", January / 1},
    {"Birthday of Martin Luther King, Jr.", January / Monday[3], 1986},  // Pub. L. 98-144
    {"Washington's Birthday", February / Monday[3]},
    {"Memorial Day", May / Monday[last]},
    {"Juneteenth National Independence Day", June / 19, 2021},  // Pub. L. 117-17, of 17 June 2021
    {"Independence Day", July / 4},
    {"Labor Day", September / Monday[1]},
    {"Columbus Day", October / Monday[2]},
    {"Veterans Day", November / 11},
    {"Thanksgiving Day", November / Thursday[4]},
    {"Christmas Day", December / 25},
}};

sys_days legal_day(const Rule& rule, year in) {
  return std::visit([in](const auto& day) { return sys_days{in / day}; }, rule.day);
}

sys_days observed_day(sys_days legal) {
  const weekday on{legal};
  if (on == Saturday) return legal - std::chrono::days{1};
  if (on == Sunday) return legal + std::chrono::days{1};
  return legal;
}

sys_days day_of(const Rule& rule, year in, HolidayReading reading) {
  const sys_days legal = legal_day(rule, in);
  switch (reading) {
    case HolidayReading::observed: return observed_day(legal);
    case HolidayReading::legal: break;
  }
  return legal;
}

month month_of(const Rule& rule) {
  return std::visit([](const auto& day) { return day.month(); }, rule.day);
}

}  // namespace

std::vector<Holiday> federal_holidays(int in) {
  std::vector<Holiday> result;
  for (const Rule& rule : rules) {
    if (in < rule.since) continue;
    const sys_days legal = legal_day(rule, year{in});
    result.push_back({rule.name, legal, observed_day(legal)});
  }
  return result;
}

bool is_federal_holiday(const Date& date, HolidayReading reading) {
  const sys_days day{date};
  // Only New Year's Day can be observed in another month than its own: no other fixed day begins or ends one.
  const bool is_new_years_eve = date.month() == December && date.day() == std::chrono::day{31};
  if (is_new_years_eve) return day_of(rules.front(), date.year() + std::chrono::years{1}, reading) == day;
  for (const Rule& rule : rules) {
    if (month_of(rule) != date.month() || static_cast<int>(date.year()) < rule.since) continue;
    if (day_of(rule, date.year(), reading) == day) return true;
  }
  return false;
}

}  // namespace comity::model
