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

// The year as 100 * century + rest.
const std::pair<z3::expr, z3::expr>& Calendar::century_of(const z3::expr& year) {
  const auto known = centuries_.find(year.id());
  if (known != centuries_.end()) return known->second.second;
  const std::string name = fmt::format("century{}", centuries_.size());
  const z3::expr century = context_.bv_const(name.c_str(), 8);
  const z3::expr rest = context_.bv_const((name + "rest").c_str(), 7);
  constraints_.push_back(z3::ult(rest, bits(100, 7)));
  constraints_.push_back(z3::zext(year, 2) == z3::zext(century, 8) * bits(100, 16) + z3::zext(rest, 9));
  return centuries_.emplace(year.id(), std::pair{year, std::pair{century, rest}}).first->second.second;
}

z3::expr Calendar::is_leap(const z3::expr& year) {
  const auto& [century, rest] = century_of(year);
  return z3::ite(rest == bits(0, 7), century.extract(1, 0) == bits(0, 2), year.extract(1, 0) == bits(0, 2));
}

Day::Parts Calendar::any_parts(const std::string& name) {
  Day::Parts parts{context_.bv_const((name + "y").c_str(), year_bits), context_.bv_const((name + "m").c_str(), month_bits),
                   context_.bv_const((name + "d").c_str(), day_bits)};
  const auto month_is = [&](int month) { return parts.month == bits(month, month_bits); };
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
  const z3::expr& century = century_of(parts.year).first;
  // Leap years up to this one, itself included; its leap day is still to come in January and February.
  const z3::expr leap_years = wide(parts.year.extract(year_bits - 1, 2)) - wide(century) + wide(century.extract(7, 2));
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

Day Calendar::shifted(const Day& base, const model::Duration& duration) {
  Day result;
  result.minute = base.minute;
  const auto moved_by = [&](std::int64_t years) {
    result.reach = base.reach + years;
    if (result.reach > most_reach) throw std::out_of_range{"days are moved farther than the solver's calendar goes"};
  };
  const std::int64_t size = duration.count < 0 ? -duration.count : duration.count;
  switch (duration.unit) {
    case model::DurationUnit::years: {
      moved_by(size);
      const Day::Parts& from = parts_of(base);
      const z3::expr year = from.year + bits(duration.count, year_bits);
      const z3::expr is_leap_day = from.month == bits(2, month_bits) && from.day == bits(29, day_bits);
      result.parts = Day::Parts{year, from.month, z3::ite(is_leap_day && !is_leap(year), bits(28, day_bits), from.day)};
      return result;
    }
    case model::DurationUnit::days:
      moved_by(size / 365 + 1);
      result.number = number_of(base) + bits(duration.count, number_bits);
      return result;
    case model::DurationUnit::hours: {
      moved_by(size / (365 * 24) + 1);
      const std::int64_t days = duration.count >= 0 ? duration.count / 24 : -((size + 23) / 24);
      const z3::expr minute = *base.minute + bits(60 * (duration.count - 24 * days), minute_bits);
      const z3::expr is_next_day = z3::uge(minute, bits(minutes_a_day, minute_bits));
      result.minute = z3::ite(is_next_day, minute - bits(minutes_a_day, minute_bits), minute);
      const z3::expr one_more = z3::ite(is_next_day, bits(1, number_bits), bits(0, number_bits));
      result.number = number_of(base) + bits(days, number_bits) + one_more;
      return result;
    }
  }
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
