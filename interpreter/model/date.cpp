#include "interpreter/model/date.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace comity::model {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;

// Digits only; nullopt for anything else.
std::optional<int> number_in(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

bool is_clock(std::string_view text, int& minute, int most_hour) {
  if (text.size() != 5 || text[2] != ':') return false;
  const auto hours = number_in(text.substr(0, 2));
  const auto minutes = number_in(text.substr(3, 2));
  if (!hours || !minutes || *hours > most_hour || *minutes > 59) return false;
  minute = *hours * 60 + *minutes;
  return true;
}

// Far from any date that can be written, and within what std::chrono::year holds: several spans in a row stop here
// instead of wrapping round, and still compare rightly with every date of a record.
constexpr int farthest_year = 32'000;

Date plus_days(const Date& date, std::int64_t count) {
  constexpr std::int64_t days_a_year = 366;
  const sys_days first{year{-farthest_year} / 1 / 1};
  const sys_days last{year{farthest_year} / 12 / 31};
  const std::int64_t farthest = std::int64_t{2} * farthest_year * days_a_year;
  return Date{std::clamp(sys_days{date} + std::chrono::days{std::clamp(count, -farthest, farthest)}, first, last)};
}

Date plus_years(const Date& date, std::int64_t count) {
  const std::int64_t moved_year = std::clamp<std::int64_t>(static_cast<int>(date.year()) + count, -farthest_year, farthest_year);
  const Date moved = year{static_cast<int>(moved_year)} / date.month() / date.day();
  // 29 February where there is none: the last day of February.
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = number_in(text.substr(0, 4));
  const auto m = number_in(text.substr(5, 2));
  const auto d = number_in(text.substr(8, 2));
  if (!y || !m || !d || *y == 0) return std::nullopt;
  const Date date = year{*y} / month{static_cast<unsigned>(*m)} / day{static_cast<unsigned>(*d)};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  if (text.size() < 16 || text[10] != 'T') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  DateTime time;
  if (!date || !is_clock(text.substr(11, 5), time.minute, 23)) return std::nullopt;
  time.day = *date;
  const std::string_view offset = text.substr(16);
  int unused = 0;
  const bool has_offset = offset.size() == 6 && (offset[0] == '+' || offset[0] == '-') && is_clock(offset.substr(1), unused, 14);
  if (!offset.empty() && offset != "Z" && !has_offset) return std::nullopt;
  return time;
}

std::string to_string(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_string(const DateTime& time) { return fmt::format("{}T{:02}:{:02}", to_string(time.day), time.minute / 60, time.minute % 60); }

std::string to_string(const Moment& moment) {
  return std::visit([](const auto& value) { return to_string(value); }, moment);
}

Moment shifted(const Moment& moment, const Duration& duration) {
  const bool is_date = std::holds_alternative<Date>(moment);
  DateTime time = is_date ? DateTime{std::get<Date>(moment), 0} : std::get<DateTime>(moment);
  switch (duration.unit) {
    case DurationUnit::years: time.day = plus_years(time.day, duration.count); break;
    case DurationUnit::days: time.day = plus_days(time.day, duration.count); break;
    case DurationUnit::hours: {
      constexpr std::int64_t minutes_a_day = 24 * 60;
      const std::int64_t total = time.minute + duration.count * 60;
      std::int64_t days = total / minutes_a_day;
      std::int64_t rest = total % minutes_a_day;
      if (rest < 0) {
        rest += minutes_a_day;
        --days;
      }
      time = {plus_days(time.day, days), static_cast<int>(rest)};
      break;
    }
  }
  if (is_date) return time.day;
  return time;
}

std::strong_ordering compare(const Moment& a, const Moment& b) {
  const auto day_of = [](const Moment& m) { return std::holds_alternative<Date>(m) ? std::get<Date>(m) : std::get<DateTime>(m).day; };
  const auto* a_time = std::get_if<DateTime>(&a);
  const auto* b_time = std::get_if<DateTime>(&b);
  if (a_time != nullptr && b_time != nullptr) return *a_time <=> *b_time;
  return day_of(a) <=> day_of(b);
}

int whole_years_between(const Date& from, const Date& to) {
  if (to < from) return 0;
  int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
  if (to < plus_years(from, years)) --years;
  return years;
}

std::int64_t days_between(const Date& from, const Date& to) { return (sys_days{to} - sys_days{from}).count(); }

}  // namespace comity::model
