#include "interpreter/analyzer/calendar.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace comity::analyzer {
namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;
constexpr std::int64_t days_in_400_years = 146'097;  // after which the calendar repeats itself

Instant day_of_minute(Instant minute) { return minute >= 0 ? minute / minutes_a_day : -((-minute + minutes_a_day - 1) / minutes_a_day); }

Instant day_number(const model::Date& date) { return std::chrono::sys_days{date}.time_since_epoch().count(); }

std::int64_t unit_in_minutes(bool is_time) { return is_time ? 1 : minutes_a_day; }

// The least and the most that spans of time add, in minutes. Years are between 365.2425 days less and more four days,
// which allows for how leap years fall and for 29 February.
std::pair<std::int64_t, std::int64_t> extent(const std::vector<model::Duration>& shifts) {
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const model::Duration& shift : shifts) {
    switch (shift.unit) {
      case model::DurationUnit::hours:
        least += shift.count * 60;
        most += shift.count * 60;
        break;
      case model::DurationUnit::days:
        least += shift.count * minutes_a_day;
        most += shift.count * minutes_a_day;
        break;
      case model::DurationUnit::years: {
        const std::int64_t days = shift.count * days_in_400_years / 400;
        least += (days - 4) * minutes_a_day;
        most += (days + 4) * minutes_a_day;
        break;
      }
    }
  }
  return {least, most};
}

}  // namespace

Instant instant_of(const model::Moment& moment) {
  if (const auto* date = std::get_if<model::Date>(&moment)) return day_number(*date);
  const auto& time = std::get<model::DateTime>(moment);
  return day_number(time.day) * minutes_a_day + time.minute;
}

model::Moment moment_of(Instant instant, bool is_time) {
  const Instant day = is_time ? day_of_minute(instant) : instant;
  const model::Date date{std::chrono::sys_days{std::chrono::days{day}}};
  if (!is_time) return date;
  return model::DateTime{date, static_cast<int>(instant - day * minutes_a_day)};
}

Instant first_instant(bool is_time) {
  const Instant day = day_number(std::chrono::year{1} / 1 / 1);
  return is_time ? day * minutes_a_day : day;
}

Instant last_instant(bool is_time) {
  const Instant day = day_number(std::chrono::year{9999} / 12 / 31);
  return is_time ? day * minutes_a_day + minutes_a_day - 1 : day;
}

Instant Moved::of(Instant earlier) const {
  Instant result = earlier;
  if (!shifts.empty()) {
    model::Moment moment = moment_of(earlier, earlier_is_time);
    for (const model::Duration& shift : shifts) moment = shifted(moment, shift);
    result = instant_of(moment);
  }
  // A date and time counts as its day when compared with a date.
  if (!later_is_time && earlier_is_time) result = day_of_minute(result);
  if (later_is_time && !earlier_is_time) result *= minutes_a_day;
  return result + plus;
}

Instant Moved::least_with(Instant bound) const {
  // Where the spans would lead back to, and then nearer by halves.
  const auto [least, most] = extent(shifts);
  const std::int64_t target = (bound - plus) * unit_in_minutes(later_is_time);
  const std::int64_t unit = unit_in_minutes(earlier_is_time);
  Instant low = (target - most - 2 * minutes_a_day) / unit - 1;
  Instant high = (target - least + 2 * minutes_a_day) / unit + 1;
  while (of(low) >= bound) low -= 10;
  while (of(high) < bound) high += 10;
  while (high - low > 1) {
    const Instant middle = low + (high - low) / 2;
    (of(middle) >= bound ? high : low) = middle;
  }
  return high;
}

DateSystem::Id DateSystem::add_date(bool is_time, Instant least, Instant most) {
  dates_.push_back({is_time, least, most});
  return static_cast<Id>(dates_.size() - 1);
}

void DateSystem::add(Id later, Id earlier, const Moved& moved, bool holds) {
  const auto [least, most] = extent(moved.shifts);
  const std::int64_t plus = moved.plus * unit_in_minutes(moved.later_is_time);
  if (holds) {
    const std::int64_t lost = !moved.later_is_time && moved.earlier_is_time ? minutes_a_day - 1 : 0;
    bounds_.push_back({later, earlier, &moved, true, plus + least - lost});
  } else {
    bounds_.push_back({earlier, later, &moved, false, unit_in_minutes(moved.later_is_time) - plus - most});
  }
}

// A circle of bounds that surely adds time has no solution, and raising would only creep to the last day.
bool DateSystem::has_rising_circle(std::size_t dates, const std::vector<Bound>& bounds) {
  std::vector<std::int64_t> height(dates, 0);
  for (std::size_t round = 0; round <= dates; ++round) {
    bool has_moved = false;
    for (const Bound& bound : bounds) {
      const std::int64_t raised = height[bound.from] + bound.least_minutes;
      if (raised <= height[bound.to]) continue;
      height[bound.to] = raised;
      has_moved = true;
    }
    if (!has_moved) return false;
  }
  return true;
}

std::optional<std::vector<Instant>> DateSystem::raised(std::vector<Instant> least, const std::vector<Bound>& bounds) const {
  if (has_rising_circle(least.size(), bounds)) return std::nullopt;
  // The calendar repeats itself: bounds that have no solution within 400 years of where they start, and of what they
  // add, have none at all. In minutes, for each date on the way.
  std::int64_t farthest = 0;
  for (std::size_t i = 0; i < least.size(); ++i) farthest = std::max(farthest, least[i] * unit_in_minutes(dates_[i].is_time));
  for (const Bound& bound : bounds) {
    const auto [low, high] = extent(bound.moved->shifts);
    const std::int64_t plus = std::abs(bound.moved->plus) * unit_in_minutes(bound.moved->later_is_time);
    farthest += std::max(std::abs(low), std::abs(high)) + plus + 2 * minutes_a_day;
  }
  farthest += static_cast<std::int64_t>(least.size()) * days_in_400_years * minutes_a_day;
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (const Bound& bound : bounds) {
      const Instant from = least[bound.from];
      const Instant to = bound.holds ? bound.moved->of(from) : bound.moved->least_with(from + 1);
      if (to <= least[bound.to]) continue;
      if (to > dates_[bound.to].most || to * unit_in_minutes(dates_[bound.to].is_time) > farthest) return std::nullopt;
      least[bound.to] = to;
      has_moved = true;
    }
  }
  return least;
}

std::optional<std::vector<Instant>> DateSystem::solve_from(std::vector<Instant> least, std::vector<Bound> bounds, std::size_t next_different) const {
  static const Moved next_day{false, false, {}, 1};
  static const Moved next_minute{true, true, {}, 1};
  const auto solution = raised(least, bounds);
  if (!solution) return std::nullopt;
  for (std::size_t i = next_different; i < different_.size(); ++i) {
    const auto [a, b] = different_[i];
    if ((*solution)[a] != (*solution)[b]) continue;
    const Moved& next = dates_[a].is_time ? next_minute : next_day;
    for (const auto& [later, earlier] : {std::pair{a, b}, std::pair{b, a}}) {
      std::vector<Bound> more = bounds;
      more.push_back({later, earlier, &next, true, unit_in_minutes(dates_[a].is_time)});
      // From the start: an earlier pair may be equal again.
      if (auto found = solve_from(*solution, std::move(more), 0)) return found;
    }
    return std::nullopt;
  }
  return solution;
}

std::optional<std::vector<Instant>> DateSystem::solve(std::optional<model::Date> not_before) const {
  std::vector<Instant> least;
  for (const Date& date : dates_) {
    if (date.least > date.most) return std::nullopt;
    least.push_back(date.least);
  }
  if (not_before) {
    std::vector<Instant> preferred = least;
    for (std::size_t i = 0; i < preferred.size(); ++i) {
      const Instant day = instant_of(*not_before);
      preferred[i] = std::max(least[i], std::min(dates_[i].most, dates_[i].is_time ? day * minutes_a_day : day));
    }
    if (auto found = solve_from(preferred, bounds_, 0)) return found;
  }
  return solve_from(least, bounds_, 0);
}

}  // namespace comity::analyzer
