#include "interpreter/model/hold_clock.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace comity::model {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t minutes_a_day = 24 * 60;

bool is_counted(sys_days day, HolidayReading reading) {
  const std::chrono::weekday on{day};
  return on != std::chrono::Saturday && on != std::chrono::Sunday && !is_federal_holiday(day, reading);
}

// The day itself when it is counted.
sys_days counted_from(sys_days day, HolidayReading reading) {
  while (!is_counted(day, reading)) day += days{1};
  return day;
}

Expiry expiry_counting_all_days(std::int64_t minutes, const DateTime& start) {
  const std::int64_t total = start.minute + minutes;
  const std::int64_t full = (total - 1) / minutes_a_day;  // not the last one when it ends at midnight
  return {sys_days{start.day} + days{full}, static_cast<int>(total - full * minutes_a_day)};
}

Expiry expiry_counting_some_days(std::int64_t minutes, const DateTime& start, HolidayReading reading) {
  sys_days day = counted_from(start.day, reading);
  std::int64_t total = (day == sys_days{start.day} ? start.minute : 0) + minutes;
  for (; total > minutes_a_day; total -= minutes_a_day) day = counted_from(day + days{1}, reading);
  return {day, static_cast<int>(total)};
}

// The order of terms by what is written in them alone.
std::tuple<std::int64_t, bool, bool> written_order(const Term& term) {
  const auto* hours = std::get_if<HoursTerm>(&term);
  if (hours == nullptr) return {24, false, false};
  return {hours->hours, hours->excluding_weekends_and_holidays, true};
}

}  // namespace

std::string to_string(const Expiry& expiry) {
  return fmt::format("{}T{:02}:{:02}", to_string(expiry.day), expiry.minute / 60, expiry.minute % 60);
}

Expiry expiry_of(const Term& term, const DateTime& start, HolidayReading reading) {
  const auto* hours = std::get_if<HoursTerm>(&term);
  if (hours == nullptr) return {start.day, static_cast<int>(minutes_a_day)};
  const std::int64_t minutes = hours->hours * 60;
  if (!hours->excluding_weekends_and_holidays) return expiry_counting_all_days(minutes, start);
  return expiry_counting_some_days(minutes, start, reading);
}

const RunningTerm* first_to_expire(std::span<const RunningTerm> terms, HolidayReading reading) {
  const bool are_known = std::all_of(terms.begin(), terms.end(), [](const auto& one) { return one.start.has_value(); });
  // All or none by the clock: to compare some terms by their expiry and others by their hours is not an order.
  const auto order = [&](const RunningTerm& running) {
    const Expiry expiry = are_known ? expiry_of(*running.term, *running.start, reading) : Expiry{};
    return std::pair{expiry, written_order(*running.term)};
  };
  const RunningTerm* first = nullptr;
  for (const RunningTerm& running : terms) {
    if (first == nullptr || order(running) < order(*first)) first = &running;
  }
  return first;
}

const Term* first_to_expire(std::span<const Term* const> terms, const std::optional<DateTime>& start,
                            HolidayReading reading) {
  std::vector<RunningTerm> running;
  for (const Term* term : terms) running.push_back({term, start});
  const RunningTerm* first = first_to_expire(running, reading);
  return first == nullptr ? nullptr : first->term;
}

}  // namespace comity::model
