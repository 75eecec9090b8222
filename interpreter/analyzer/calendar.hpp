// Which combinations of date comparisons can hold together, decided on the real calendar. A literal
// says that one date is no earlier than another one moved by spans of time; its opposite is of the
// same kind the other way round. So every combination is a set of lower bounds, whose least solution
// is found by raising dates from the first day of the calendar until nothing moves, or the last day
// is passed. Dates count in days, dates and times in minutes.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "interpreter/model/date.hpp"

namespace comity::analyzer {

using Instant = std::int64_t;  // days or minutes since 1970-01-01, by the kind of the date

Instant instant_of(const model::Moment& moment);
model::Moment moment_of(Instant instant, bool is_time);
Instant first_instant(bool is_time);  // 0001-01-01, the first that a record can state
Instant last_instant(bool is_time);   // 9999-12-31

// `earlier` moved by the shifts, as compared with a date of the other kind: the least `later` that is no earlier.
struct Moved {
  bool later_is_time = false;
  bool earlier_is_time = false;
  std::vector<model::Duration> shifts;
  std::int64_t plus = 0;  // days or minutes, as `later` counts

  // later >= of(earlier)
  Instant of(Instant earlier) const;
  // The least `earlier` with of(earlier) >= bound. Quick where it is the likely one.
  Instant least_with(Instant bound, Instant likely = 0) const;

  // From here on, how far the earlier date may move with the later one moving just as far.
  Instant even_for(Instant earlier) const;

  friend bool operator==(const Moved&, const Moved&) = default;
};

// Dates with bounds, and literals between them.
class DateSystem {
 public:
  using Id = std::uint32_t;

  // `least` and `most` within the calendar.
  Id add_date(bool is_time, Instant least, Instant most);
  // later >= moved.of(earlier), or its opposite. `moved` outlives the system.
  void add(Id later, Id earlier, const Moved& moved, bool holds);
  void add_different(Id a, Id b) { different_.push_back({a, b}); }

  // A value for each date, or none when there is no solution. Prefers days from `not_before` on.
  std::optional<std::vector<Instant>> solve(std::optional<model::Date> not_before = std::nullopt) const;

 private:
  struct Date {
    bool is_time = false;
    Instant least = 0;
    Instant most = 0;
  };
  // to >= moved(from), for `holds`; else the inverse.
  struct Bound {
    Id to = 0;
    Id from = 0;
    const Moved* moved = nullptr;
    bool holds = true;
    std::int64_t least_minutes = 0;  // no less than this is added
  };

  std::optional<std::vector<Instant>> solve_from(std::vector<Instant> least, std::vector<Bound> bounds, std::size_t next_different) const;
  std::optional<std::vector<Instant>> raised(std::vector<Instant> least, const std::vector<Bound>& bounds) const;
  static Instant raised_by(const Bound& bound, const std::vector<Instant>& least);
  void leap(std::vector<Instant>& least, const std::vector<Bound>& bounds) const;
  static std::size_t circles(std::size_t dates, const std::vector<Bound>& bounds);
  static bool has_rising_circle(std::size_t dates, const std::vector<Bound>& bounds);

  std::vector<Date> dates_;
  std::vector<Bound> bounds_;
  std::vector<std::pair<Id, Id>> different_;
};

}  // namespace comity::analyzer
