// The hold clock: when a term runs out that starts at a time. What comes in is a term as policies
// write it and a time as records state it; what comes out is the day and the minute at which the
// hold ends. Hours are counted on the local clock as written, so a change to summer time moves
// nothing. `excluding weekends and holidays` stops the clock from 00:00 to 24:00 of each Saturday,
// Sunday and federal holiday; the other days are the counted days. For people: docs/language.md, Terms
// and duties.
#pragma once

#include <compare>
#include <optional>
#include <span>
#include <string>

#include "interpreter/model/date.hpp"
#include "interpreter/model/holidays.hpp"
#include "interpreter/model/library.hpp"

namespace comity::model {

// The end of a term. Midnight is 24:00 of the day that it ends, not 00:00 of the next, which may not be a counted day.
struct Expiry {
  Date day;
  int minute = 0;  // 1 to 1440, which is 24:00; 0 only of a term of 0 hours that starts at 00:00

  friend auto operator<=>(const Expiry& a, const Expiry& b) {
    const auto by_day = a.day <=> b.day;
    return by_day != 0 ? by_day : a.minute <=> b.minute;
  }
  friend bool operator==(const Expiry&, const Expiry&) = default;
};

// "2017-11-14T17:00", "2017-11-14T24:00".
std::string to_string(const Expiry& expiry);

// A clock that starts in excluded time starts at 00:00 of the next counted day. A term of 0 hours expires at its
// start, so understood. `until end of day` has no exclusion: it expires at 24:00 of the day that it starts on.
// Precondition: the hours are not negative and at most `most_hours`.
Expiry expiry_of(const Term& term, const DateTime& start, HolidayReading reading);

// A term whose clock starts at a time, or at one that is unknown.
struct RunningTerm {
  const Term* term = nullptr;  // never null; belongs to the library, which outlives this
  std::optional<DateTime> start;
};

// Of several terms the one that expires first. Where any start is unknown, it is the one of the fewest hours, and of
// equal ones that without exclusion; `until end of day` counts as 24 hours, and comes before 24 hours, since it never
// expires later. The same order decides between terms that expire at one minute; the first stands for those it finds
// equal. Null only when there are no terms.
const RunningTerm* first_to_expire(std::span<const RunningTerm> terms, HolidayReading reading);

// The same for terms that one clock starts.
const Term* first_to_expire(std::span<const Term* const> terms, const std::optional<DateTime>& start,
                            HolidayReading reading);

}  // namespace comity::model
