// The federal holidays of the United States, by rule: 5 U.S.C. 6103(a), and for the observed day
// 6103(b) and Executive Order 11582: of a holiday on a Saturday the Friday before, of one on a Sunday
// the Monday after. Tested against a table of 2000 to 2035. The rules are those in force since 1978,
// with the two holidays that came later from their first year; earlier years are reckoned by the same
// rules. Inauguration Day (6103(c)) is kept in Washington only, and days that a president gives are
// no holidays by law: neither is here.
#pragma once

#include <string_view>
#include <vector>

#include "interpreter/model/date.hpp"

namespace comity::model {

// Which day of a holiday that falls on a weekend is the holiday: the one that offices keep, or the one in the statute.
enum class HolidayReading { observed, legal };

struct Holiday {
  std::string_view name;  // as in the statute; lives as long as the program
  Date legal;
  Date observed;
};

// Those whose legal day is in the year, in the order of the calendar. New Year's Day may be observed on 31 December of
// the year before.
std::vector<Holiday> federal_holidays(int year);

bool is_federal_holiday(const Date& date, HolidayReading reading);

}  // namespace comity::model
