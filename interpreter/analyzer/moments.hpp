// Days of conditions as values: what both passes over a policy compute when a day is fixed.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "interpreter/model/condition.hpp"
#include "interpreter/model/date.hpp"
#include "interpreter/model/value.hpp"

namespace comity::analyzer {

inline std::optional<model::Moment> moment_in(const model::Value& value) {
  if (const auto* date = std::get_if<model::Date>(&value)) return *date;
  if (const auto* time = std::get_if<model::DateTime>(&value)) return *time;
  return std::nullopt;
}

inline model::Moment moved(model::Moment moment, const std::vector<model::Duration>& shifts) {
  for (const model::Duration& shift : shifts) moment = shifted(moment, shift);
  return moment;
}

// `within 5 years before X`: from the same calendar day five years earlier to X, both included.
struct Window {
  model::Comparator near_comparator;
  model::Comparator far_comparator;
  model::DayExpr far_day;
};
inline Window window_of(const model::DayWithin& within) {
  const bool is_before = within.side == model::WindowSide::before;
  Window result{is_before ? model::Comparator::at_most : model::Comparator::at_least, is_before ? model::Comparator::at_least : model::Comparator::at_most, within.day};
  for (model::DayTerm& term : result.far_day.latest_of) {
    term.shifts.push_back({is_before ? -within.length.count : within.length.count, within.length.unit});
  }
  return result;
}

}  // namespace comity::analyzer
