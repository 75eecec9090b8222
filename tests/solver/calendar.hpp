// Days of a symbolic record, on the real calendar, in bits. A day is a year, a month and a day of the
// month: written in one row, these compare as days do, and moving by years changes the year alone. Days
// are added as on a wall calendar, over the end of the month or by whole years less a leap day; only where
// very many are, days are counted. Shares nothing with <chrono>, the evaluator or the analyzer.
#pragma once

#include <z3++.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "interpreter/model/condition.hpp"

namespace comity::solver {

struct Day {
  struct Parts {
    z3::expr year, month, day;  // the year from year -2000 on
  };
  std::optional<Parts> parts;
  std::optional<z3::expr> number;  // counted; at least one of the two is there
  std::optional<z3::expr> minute;  // of a date and time
  std::int64_t reach = 0;          // no more years than this from a day that a record can state
};

class Calendar {
 public:
  // What makes days days is added to `constraints`, which outlives the calendar.
  Calendar(z3::context& context, z3::expr_vector& constraints) : context_{context}, constraints_{constraints} {}

  // Any day from 0001-01-01 to 9999-12-31.
  Day any(const std::string& name, bool has_time);
  Day written(const model::Moment& moment);
  Day shifted(const Day& base, const model::Duration& duration);
  // A date and time counts as its day when compared with a date.
  z3::expr compared(const Day& a, model::Comparator comparator, const Day& b);

  // The day in a solution.
  static model::Moment value_of(const z3::model& solution, const Day& day);

 private:
  z3::expr bits(std::int64_t value, unsigned width) { return context_.bv_val(value, width); }
  z3::expr is_leap(const z3::expr& year);
  z3::expr is_of_25_years(const z3::expr& year);
  z3::expr length_of(const z3::expr& year, const z3::expr& month);
  z3::expr is_month(const Day::Parts& parts, int month) { return parts.month == context_.bv_val(month, parts.month.get_sort().bv_size()); }
  Day::Parts years_on(const Day::Parts& from, std::int64_t years);
  // Over one end of the month at most; 365 days on or back.
  Day::Parts days_on(const Day::Parts& from, int days, const z3::expr& is_so);
  Day::Parts year_of_days_on(const Day::Parts& from, bool is_back);
  Day days_on(const Day& base, std::int64_t days, const z3::expr& is_one_more);
  Day::Parts any_parts(const std::string& name);
  const Day::Parts& parts_of(const Day& day);
  z3::expr number_of(const Day& day);
  z3::expr counted(const Day::Parts& parts);
  z3::expr row(const Day& day, bool is_counted, bool has_time);

  z3::context& context_;
  z3::expr_vector& constraints_;
  // By the year's and the number's expression; the expression is kept, so that its number stays its own.
  std::map<unsigned, std::pair<z3::expr, z3::expr>> of_25_years_;
  std::map<unsigned, std::pair<z3::expr, Day::Parts>> uncounted_;
};

}  // namespace comity::solver
