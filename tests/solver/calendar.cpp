#include "tests/solver/calendar.hpp"

#include <stdexcept>

#include <fmt/format.h>

namespace comity::solver {

namespace {

// Of the first year that has a number, a multiple of 400 years before year 0, so that leap years stay leap years.
constexpr int years_before = 2'000;
constexpr unsigned year_bits = 14;
constexpr unsigned month_bits = 4;
constexpr unsigned day_bits = 5;
constexpr unsigned number_bits = 24;
constexpr unsigned minute_bits = 12;
constexpr int minutes_a_day = 1'440;
// Years that days may be moved by without leaving the numbers.
constexpr std::int64_t most_reach = 1'900;

}  // namespace

// Is the year, whose numbers begin at a multiple of 400, divisible by 25?
z3::expr Calendar::is_of_25_years(const z3::expr& year) {
  const auto known = of_25_years_.find(year.id());
  if (known != of_25_years_.end()) return known->second.second;
  const std::string name = fmt::format("years{}", of_25_years_.size());
  const z3::expr times = context_.bv_const(name.c_str(), 10);
  const z3::expr rest = context_.bv_const((name + "rest").c_str(), 5);
  constraints_.push_back(z3::ult(rest, bits(25, 5)));
  constraints_.push_back(z3::zext(year, 1) == z3::zext(times, 5) * bits(25, 15) + z3::zext(rest, 10));
  return of_25_years_.emplace(year.id(), std::pair{year, rest == bits(0, 5)}).first->second.second;
}

// Every fourth year, but of the hundredth years, those divisible by 4 and by 25, only every fourth.
z3::expr Calendar::is_leap(const z3::expr& year) {
  return year.extract(1, 0) == bits(0, 2) && (year.extract(3, 2) == bits(0, 2) || !is_of_25_years(year));
}

// In one bit more than days of the month have.
z3::expr Calendar::length_of(const z3::expr& year, const z3::expr& month) {
  const auto month_is = [&](int number) { return month == bits(number, month_bits); };
  const auto length = [&](int days) { return bits(days, day_bits + 1); };
  return z3::ite(month_is(2), z3::ite(is_leap(year), length(29), length(28)),
                 z3::ite(month_is(4) || month_is(6) || month_is(9) || month_is(11), length(30), length(31)));
}

Day::Parts Calendar::any_parts(const std::string& name) {
  Day::Parts parts{context_.bv_const((name + "y").c_str(), year_bits), context_.bv_const((name + "m").c_str(), month_bits),
                   context_.bv_const((name + "d").c_str(), day_bits)};
  const auto month_is = [&](int month) { return is_month(parts, month); };
  const auto day_at_most = [&](int day) { return z3::ule(parts.day, bits(day, day_bits)); };
  constraints_.push_back(z3::uge(parts.month, bits(1, month_bits)) && z3::ule(parts.month, bits(12, month_bits)));
  constraints_.push_back(z3::uge(parts.day, bits(1, day_bits)));
  constraints_.push_back(z3::implies(month_is(4) || month_is(6) || month_is(9) || month_is(11), day_at_most(30)));
  constraints_.push_back(z3::implies(month_is(2), day_at_most(28) || (day_at_most(29) && is_leap(parts.year))));
  return parts;
}

Day Calendar::any(const std::string& name, bool has_time) {
  Day result;
  result.parts = any_parts(name);
  constraints_.push_back(z3::uge(result.parts->year, bits(years_before + 1, year_bits)));
  constraints_.push_back(z3::ule(result.parts->year, bits(years_before + 9'999, year_bits)));
  if (has_time) {
    result.minute = context_.bv_const((name + "minute").c_str(), minute_bits);
    constraints_.push_back(z3::ult(*result.minute, bits(minutes_a_day, minute_bits)));
  }
  return result;
}

Day Calendar::written(const model::Moment& moment) {
  const auto* time = std::get_if<model::DateTime>(&moment);
  const model::Date date = time != nullptr ? time->day : std::get<model::Date>(moment);
  Day result;
  result.parts = Day::Parts{bits(years_before + static_cast<int>(date.year()), year_bits),
                            bits(static_cast<unsigned>(date.month()), month_bits), bits(static_cast<unsigned>(date.day()), day_bits)};
  if (time != nullptr) result.minute = bits(time->minute, minute_bits);
  return result;
}

// Days since the last of the year before the numbers begin.
z3::expr Calendar::counted(const Day::Parts& parts) {
  static constexpr int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const auto wide = [](const z3::expr& part) { return z3::zext(part, number_bits - part.get_sort().bv_size()); };
  z3::expr of_months = bits(before[11], number_bits);
  for (int m = 11; m >= 1; --m) of_months = z3::ite(parts.month == bits(m, month_bits), bits(before[m - 1], number_bits), of_months);
  const z3::expr century = z3::udiv(parts.year, bits(100, year_bits));
  // Leap years up to this one, itself included; its leap day is still to come in January and February.
  const z3::expr leap_years = wide(parts.year.extract(year_bits - 1, 2)) - wide(century) + wide(century.extract(year_bits - 1, 2));
  const z3::expr is_to_come = is_leap(parts.year) && z3::ule(parts.month, bits(2, month_bits));
  const z3::expr of_leap_days = leap_years - z3::ite(is_to_come, bits(1, number_bits), bits(0, number_bits));
  return wide(parts.year) * bits(365, number_bits) + of_leap_days + of_months + wide(parts.day);
}

z3::expr Calendar::number_of(const Day& day) { return day.number ? *day.number : counted(*day.parts); }

const Day::Parts& Calendar::parts_of(const Day& day) {
  if (day.parts) return *day.parts;
  const auto known = uncounted_.find(day.number->id());
  if (known != uncounted_.end()) return known->second.second;
  const Day::Parts parts = any_parts(fmt::format("moved{}", uncounted_.size()));
  constraints_.push_back(counted(parts) == *day.number);
  return uncounted_.emplace(day.number->id(), std::pair{*day.number, parts}).first->second.second;
}

// 29 February comes to 28 February where there is no 29th.
Day::Parts Calendar::years_on(const Day::Parts& from, std::int64_t years) {
  const z3::expr year = from.year + bits(years, year_bits);
  const z3::expr is_leap_day = is_month(from, 2) && from.day == bits(29, day_bits);
  return {year, from.month, z3::ite(is_leap_day && !is_leap(year), bits(28, day_bits), from.day)};
}

// Where it `is_so`; else the day itself. As many days as fit in any month.
Day::Parts Calendar::days_on(const Day::Parts& from, int days, const z3::expr& is_so) {
  const z3::expr day = z3::zext(from.day, 1) + bits(days, day_bits + 1);
  const z3::expr zero = bits(0, day_bits + 1);
  const z3::expr first = bits(1, month_bits);
  const z3::expr last = bits(12, month_bits);
  if (days >= 0) {
    const z3::expr length = length_of(from.year, from.month);
    const z3::expr is_over = is_so && z3::ugt(day, length);
    const z3::expr is_next_year = is_over && from.month == last;
    return {z3::ite(is_next_year, from.year + bits(1, year_bits), from.year),
            z3::ite(is_over, z3::ite(from.month == last, first, from.month + first), from.month),
            z3::ite(is_so, (day - z3::ite(is_over, length, zero)).extract(day_bits - 1, 0), from.day)};
  }
  const z3::expr before = z3::ite(from.month == first, last, from.month - first);
  const z3::expr is_under = is_so && z3::ule(from.day, bits(-days, day_bits));
  // December and January are of one length, in whatever year.
  const z3::expr length = length_of(from.year, before);
  return {z3::ite(is_under && from.month == first, from.year - bits(1, year_bits), from.year), z3::ite(is_under, before, from.month),
          z3::ite(is_so, (day + z3::ite(is_under, length, zero)).extract(day_bits - 1, 0), from.day)};
}

// The same day of the next year or the year before, which is a day too far where a leap day lies between.
Day::Parts Calendar::year_of_days_on(const Day::Parts& from, bool is_back) {
  const z3::expr is_late = !is_month(from, 1) && !is_month(from, 2);
  const z3::expr is_leap_day = is_month(from, 2) && from.day == bits(29, day_bits);
  const Day::Parts other = years_on(from, is_back ? -1 : 1);
  if (is_back) {
    const z3::expr is_between = z3::ite(is_late || is_leap_day, is_leap(from.year), is_leap(other.year));
    return days_on(other, 1, is_between);
  }
  const z3::expr is_between = z3::ite(is_late, is_leap(other.year), is_leap(from.year) && !is_leap_day);
  return days_on(other, -1, is_between);
}

Day Calendar::days_on(const Day& base, std::int64_t days, const z3::expr& is_one_more) {
  constexpr std::int64_t days_a_year = 365;
  constexpr std::int64_t most_years = 5;
  constexpr int most_days = 28;
  Day result;
  const std::int64_t years = days / days_a_year;
  const auto rest = static_cast<int>(days % days_a_year);
  if (base.parts && years >= -most_years && years <= most_years && rest >= -most_days && rest <= most_days) {
    result.parts = base.parts;
    for (std::int64_t i = 0; i != years; i += years < 0 ? -1 : 1) result.parts = year_of_days_on(*result.parts, years < 0);
    if (rest != 0) result.parts = days_on(*result.parts, rest, context_.bool_val(true));
    if (!is_one_more.is_false()) result.parts = days_on(*result.parts, 1, is_one_more);
    return result;
  }
  result.number = number_of(base) + bits(days, number_bits) + z3::ite(is_one_more, bits(1, number_bits), bits(0, number_bits));
  return result;
}

Day Calendar::shifted(const Day& base, const model::Duration& duration) {
  const std::int64_t size = duration.count < 0 ? -duration.count : duration.count;
  Day result;
  std::int64_t reach = base.reach;
  switch (duration.unit) {
    case model::DurationUnit::years:
      reach += size;
      result.parts = years_on(parts_of(base), duration.count);
      result.minute = base.minute;
      break;
    case model::DurationUnit::days:
      reach += size / 365 + 1;
      result = days_on(base, duration.count, context_.bool_val(false));
      result.minute = base.minute;
      break;
    case model::DurationUnit::hours: {
      reach += size / (365 * 24) + 1;
      // So many whole days on or back, and then hours on.
      const std::int64_t days = duration.count >= 0 ? duration.count / 24 : -((size + 23) / 24);
      const std::int64_t hours = duration.count - 24 * days;
      const z3::expr minute = *base.minute + bits(60 * hours, minute_bits);
      const z3::expr is_next_day = hours == 0 ? context_.bool_val(false) : z3::uge(minute, bits(minutes_a_day, minute_bits));
      result = days_on(base, days, is_next_day);
      result.minute = z3::ite(is_next_day, minute - bits(minutes_a_day, minute_bits), minute);
      break;
    }
  }
  if (reach > most_reach) throw std::out_of_range{"days are moved farther than the solver's calendar goes"};
  result.reach = reach;
  return result;
}

z3::expr Calendar::row(const Day& day, bool is_counted, bool has_time) {
  const auto whole = [&]() -> z3::expr {
    if (is_counted) return number_of(day);
    return z3::concat(z3::concat(day.parts->year, day.parts->month), day.parts->day);
  };
  return has_time ? z3::concat(whole(), *day.minute) : whole();
}

z3::expr Calendar::compared(const Day& a, model::Comparator comparator, const Day& b) {
  const bool is_counted = !a.parts || !b.parts;
  const bool has_time = a.minute && b.minute;
  const z3::expr left = row(a, is_counted, has_time);
  const z3::expr right = row(b, is_counted, has_time);
  switch (comparator) {
    case model::Comparator::less: return z3::ult(left, right);
    case model::Comparator::at_most: return z3::ule(left, right);
    case model::Comparator::equal: return left == right;
    case model::Comparator::at_least: return z3::uge(left, right);
    case model::Comparator::greater: return z3::ugt(left, right);
  }
  return context_.bool_val(false);
}

model::Moment Calendar::value_of(const z3::model& solution, const Day& day) {
  const auto value = [&](const z3::expr& part) { return static_cast<int>(solution.eval(part, true).get_numeral_uint()); };
  const model::Date date{std::chrono::year{value(day.parts->year) - years_before},
                         std::chrono::month{static_cast<unsigned>(value(day.parts->month))},
                         std::chrono::day{static_cast<unsigned>(value(day.parts->day))}};
  if (!day.minute) return date;
  return model::DateTime{date, value(*day.minute)};
}

}  // namespace comity::solver
