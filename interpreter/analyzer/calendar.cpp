#include "interpreter/analyzer/calendar.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

namespace comity::analyzer {
namespace {

constexpr std::int64_t minutes_a_day = 24 * 60;
constexpr std::int64_t days_in_400_years = 146'097;  // after which the calendar repeats itself

Instant day_of_minute(Instant minute) { return minute >= 0 ? minute / minutes_a_day : -((-minute + minutes_a_day - 1) / minutes_a_day); }

Instant day_number(const model::Date& date) { return std::chrono::sys_days{date}.time_since_epoch().count(); }

// As model::shifted has it.
Instant years_on(Instant day, std::int64_t years) {
  const model::Date date{std::chrono::sys_days{std::chrono::days{day}}};
  const model::Date moved = date + std::chrono::years{years};
  return day_number(moved.ok() ? moved : model::Date{moved.year() / moved.month() / std::chrono::last});
}

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
    // A single span of years, by far the most common, is moved without detours.
    const bool is_simple = !earlier_is_time && shifts.size() == 1 && shifts.front().unit == model::DurationUnit::years;
    if (is_simple) {
      result = years_on(earlier, shifts.front().count);
    } else {
      model::Moment moment = moment_of(earlier, earlier_is_time);
      for (const model::Duration& shift : shifts) moment = shifted(moment, shift);
      result = instant_of(moment);
    }
  }
  // A date and time counts as its day when compared with a date.
  if (!later_is_time && earlier_is_time) result = day_of_minute(result);
  if (later_is_time && !earlier_is_time) result *= minutes_a_day;
  return result + plus;
}

Instant Moved::least_with(Instant bound, Instant likely) const {
  if (of(likely) >= bound && of(likely - 1) < bound) return likely;
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

// How many sets of two or more dates, or of one that bounds itself, lead back to themselves.
std::size_t DateSystem::circles(std::size_t dates, const std::vector<Bound>& bounds) {
  std::vector<std::vector<bool>> leads(dates, std::vector<bool>(dates, false));
  for (const Bound& bound : bounds) leads[bound.from][bound.to] = true;
  for (std::size_t via = 0; via < dates; ++via) {
    for (std::size_t from = 0; from < dates; ++from) {
      for (std::size_t to = 0; leads[from][via] && to < dates; ++to) leads[from][to] = leads[from][to] || leads[via][to];
    }
  }
  std::size_t result = 0;
  for (std::size_t i = 0; i < dates; ++i) {
    bool is_first = leads[i][i];
    for (std::size_t k = 0; k < i; ++k) is_first = is_first && !(leads[i][k] && leads[k][i]);
    result += is_first ? 1 : 0;
  }
  return result;
}

std::optional<std::vector<Instant>> DateSystem::raised(std::vector<Instant> least, const std::vector<Bound>& bounds) const {
  if (has_rising_circle(least.size(), bounds)) return std::nullopt;
  // The calendar repeats itself: bounds that have no solution within 400 years of where they start, and of what they
  // add, have none at all. In minutes; 400 years for each set of dates that bound one another in a circle.
  std::int64_t farthest = 0;
  for (std::size_t i = 0; i < least.size(); ++i) farthest = i == 0 ? least[i] * unit_in_minutes(dates_[i].is_time) : std::max(farthest, least[i] * unit_in_minutes(dates_[i].is_time));
  for (const Bound& bound : bounds) {
    const auto [low, high] = extent(bound.moved->shifts);
    const std::int64_t plus = std::abs(bound.moved->plus) * unit_in_minutes(bound.moved->later_is_time);
    farthest += std::max(std::abs(low), std::abs(high)) + plus + 2 * minutes_a_day;
  }
  farthest += static_cast<std::int64_t>(circles(least.size(), bounds)) * days_in_400_years * minutes_a_day;
  constexpr std::size_t sweeps_between_leaps = 8;
  std::size_t sweeps = 0;
  for (bool has_moved = true; has_moved;) {
    has_moved = false;
    for (const Bound& bound : bounds) {
      const Instant to = raised_by(bound, least);
      if (to <= least[bound.to]) continue;
      if (to > dates_[bound.to].most || to * unit_in_minutes(dates_[bound.to].is_time) > farthest) return std::nullopt;
      least[bound.to] = to;
      has_moved = true;
    }
    if (has_moved && ++sweeps % sweeps_between_leaps == 0) leap(least, bounds);
    for (std::size_t i = 0; i < least.size(); ++i) {
      if (least[i] > dates_[i].most) return std::nullopt;
    }
  }
  return least;
}

Instant DateSystem::raised_by(const Bound& bound, const std::vector<Instant>& least) {
  const Instant from = least[bound.from];
  return bound.holds ? bound.moved->of(from) : bound.moved->least_with(from + 1, least[bound.to] + 1);
}

// How far the earlier date may move with the later one moving just as far: spans of years are of one length but where a
// 29 February or a 1 March begins.
Instant Moved::even_for(Instant earlier) const {
  model::Moment moment = moment_of(earlier, earlier_is_time);
  Instant result = std::numeric_limits<Instant>::max();
  for (const model::Duration& shift : shifts) {
    if (shift.unit == model::DurationUnit::years) {
      const Instant at = instant_of(moment);
      const auto* time = std::get_if<model::DateTime>(&moment);
      const std::chrono::year_month_day date = time != nullptr ? time->day : std::get<model::Date>(moment);
      const bool is_past = date.month() > std::chrono::February;
      const auto year = is_past ? date.year() + std::chrono::years{1} : date.year();
      model::Date next = year / std::chrono::March / 1;
      if (const model::Date leap_day = year / std::chrono::February / 29; leap_day.ok() && date < leap_day) next = leap_day;
      result = std::min(result, day_number(next) * (earlier_is_time ? minutes_a_day : 1) - at);
    }
    moment = shifted(moment, shift);
  }
  return result;
}

// A circle that adds a little time each time round creeps on until some date of it comes to where a span of years has
// another length: none of them can stay before that, so all are moved there at once.
void DateSystem::leap(std::vector<Instant>& least, const std::vector<Bound>& bounds) const {
  constexpr std::size_t none = static_cast<std::size_t>(-1);
  // A circle that rises with the lengths that spans have just here.
  std::vector<std::int64_t> height(least.size(), 0);
  std::vector<std::size_t> by(least.size(), none);
  Id risen = 0;
  bool has_moved = true;
  for (std::size_t round = 0; has_moved && round <= least.size(); ++round) {
    has_moved = false;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      const Bound& bound = bounds[i];
      if (dates_[bound.from].is_time != dates_[bound.to].is_time) continue;
      const std::int64_t raised_to = height[bound.from] + raised_by(bound, least) - least[bound.from];
      if (raised_to <= height[bound.to]) continue;
      height[bound.to] = raised_to;
      by[bound.to] = i;
      risen = bound.to;
      has_moved = true;
    }
  }
  if (!has_moved) return;
  // Back along the bounds until within the circle, and then once round it, in the order in which they lead on.
  for (std::size_t i = 0; i < least.size(); ++i) {
    if (by[risen] == none) return;
    risen = bounds[by[risen]].from;
  }
  std::vector<std::size_t> circle;
  for (Id at = risen; circle.empty() || at != risen; at = bounds[by[at]].from) {
    if (by[at] == none || circle.size() > least.size()) return;
    circle.push_back(by[at]);
  }
  std::reverse(circle.begin(), circle.end());
  Instant even = std::numeric_limits<Instant>::max();
  for (const std::size_t i : circle) {
    const Bound& bound = bounds[i];
    const Instant from = least[bound.from];
    const Instant to = raised_by(bound, least);
    const bool is_even = bound.holds || bound.moved->of(to) == from + 1;
    even = std::min(even, is_even ? bound.moved->even_for(bound.holds ? from : to) : 0);
  }
  if (even <= 1) return;
  constexpr Instant days_at_once = 15'000;
  even = std::min(even, days_at_once * (dates_[risen].is_time ? minutes_a_day : 1));
  // One of them has moved that far, whichever it is.
  std::vector<Instant> reached(least.size(), std::numeric_limits<Instant>::max());
  for (std::size_t start = 0; start < circle.size(); ++start) {
    std::vector<Instant> values = least;
    const Id first = bounds[circle[start]].from;
    values[first] += even;
    reached[first] = std::min(reached[first], values[first]);
    for (std::size_t step = 0; step + 1 < circle.size(); ++step) {
      const Bound& bound = bounds[circle[(start + step) % circle.size()]];
      values[bound.to] = raised_by(bound, values);
      reached[bound.to] = std::min(reached[bound.to], values[bound.to]);
    }
  }
  for (const std::size_t i : circle) least[bounds[i].to] = std::max(least[bounds[i].to], reached[bounds[i].to]);
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
  auto found = solve_from(least, bounds_, 0);
  if (!found || !not_before) return found;
  std::vector<Instant> preferred = least;
  for (std::size_t i = 0; i < preferred.size(); ++i) {
    const Instant day = instant_of(*not_before);
    preferred[i] = std::max(least[i], std::min(dates_[i].most, dates_[i].is_time ? day * minutes_a_day : day));
  }
  if (auto usual = solve_from(preferred, bounds_, 0)) found.swap(usual);
  return found;
}

}  // namespace comity::analyzer
