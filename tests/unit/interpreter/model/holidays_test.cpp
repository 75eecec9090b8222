// The federal holidays against a table that others computed, and against days looked up by hand.
#include "interpreter/model/holidays.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace comity::model {
namespace {

namespace fs = std::filesystem;
using std::chrono::sys_days;

constexpr HolidayReading observed = HolidayReading::observed;
constexpr HolidayReading legal = HolidayReading::legal;

Date day(std::string_view text) { return parse_date(text).value(); }

fs::path shared_folder() {
  if (const char* shared = std::getenv("COMITY_SHARED"); shared != nullptr) return shared;
  return fs::path{COMITY_ROOT} / "../shared";
}

// `a,"b, c",d`; quotes within quotes do not occur.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool is_quoted = false;
  for (const char c : line) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

// "New Year's Day 2011-01-01 2010-12-31"
using Lines = std::multiset<std::string>;

Lines published_in(std::istream& table, std::set<int>& years) {
  Lines lines;
  std::string line;
  std::getline(table, line);  // year,name,legal_date,observed_date,weekday
  while (std::getline(table, line)) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.size() < 4) continue;
    years.insert(std::stoi(fields[0]));
    lines.insert(fields[1] + " " + fields[2] + " " + fields[3]);
  }
  return lines;
}

TEST(FederalHolidaysTest, EqualThePublishedTableOf2000To2035) {
  const fs::path path = shared_folder() / "data/calendar/federal_holidays_2000_2035.csv";
  std::ifstream table{path};
  if (!table) GTEST_SKIP() << "nothing to compare with: there is no table " << path;
  std::set<int> years;
  const Lines published = published_in(table, years);
  Lines computed;
  for (const int year : years) {
    for (const Holiday& holiday : federal_holidays(year)) {
      computed.insert(std::string{holiday.name} + " " + to_string(holiday.legal) + " " + to_string(holiday.observed));
    }
  }
  EXPECT_EQ(years.size(), 36U);
  EXPECT_EQ(published.size(), 375U);
  EXPECT_EQ(computed, published);
}

struct DayCase {
  const char* day;
  bool is_observed;
  bool is_legal;
};

TEST(IsFederalHolidayTest, DaysLookedUpByHand) {
  const std::vector<DayCase> cases{
      // On a weekday both readings agree.
      {"2013-01-01", true, true},    // Tuesday
      {"2013-01-21", true, true},    // third Monday: Martin Luther King, Jr.
      {"2013-02-18", true, true},    // third Monday: Washington
      {"2013-05-27", true, true},    // last Monday, the fourth
      {"2012-05-28", true, true},    // last Monday, the fourth; the 31st is a Thursday
      {"2021-05-31", true, true},    // last Monday, the fifth
      {"2021-05-24", false, false},  // the fourth Monday of the same month
      {"2012-07-04", true, true},    // Wednesday
      {"2013-09-02", true, true},    // first Monday
      {"2013-10-14", true, true},    // second Monday
      {"2013-11-11", true, true},    // Monday
      {"2012-11-22", true, true},    // fourth Thursday
      {"2012-11-29", false, false},  // fifth Thursday
      {"2013-11-28", true, true},    // fourth Thursday, the latest day it can be
      {"2012-11-23", false, false},  // the Friday after
      {"2013-12-25", true, true},    // Wednesday
      // On a Saturday the Friday before, on a Sunday the Monday after.
      {"2017-11-10", true, false},  // Friday
      {"2017-11-11", false, true},  // Saturday
      {"2012-11-11", false, true},  // Sunday
      {"2012-11-12", true, false},  // Monday
      {"2015-07-03", true, false},  // Friday
      {"2015-07-04", false, true},  // Saturday
      {"2021-07-04", false, true},  // Sunday
      {"2021-07-05", true, false},  // Monday
      {"2021-12-24", true, false},  // Friday
      {"2021-12-25", false, true},  // Saturday
      {"2022-12-25", false, true},  // Sunday
      {"2022-12-26", true, false},  // Monday
      // New Year's Day of the next year.
      {"2010-12-31", true, false},   // Friday
      {"2011-01-01", false, true},   // Saturday
      {"2011-12-31", false, false},  // Saturday, before a Sunday
      {"2012-01-01", false, true},   // Sunday
      {"2012-01-02", true, false},   // Monday
      {"2012-12-31", false, false},  // Monday, before a Tuesday
      // Juneteenth.
      {"2019-06-19", false, false},  // Wednesday, and no holiday yet
      {"2020-06-19", false, false},  // Friday, and no holiday yet
      {"2021-06-18", true, false},   // Friday, the day after the law was signed
      {"2021-06-19", false, true},   // Saturday
      {"2022-06-20", true, false},   // Monday, after a Sunday
      {"2023-06-19", true, true},    // Monday
      // Martin Luther King, Jr., from 1986.
      {"1985-01-21", false, false},  // third Monday
      {"1986-01-20", true, true},    // third Monday
      // No holidays: Inauguration Day, Christmas Eve, a day of mourning, Lincoln's birthday, election day.
      {"2017-01-20", false, false},  // Friday
      {"2021-01-20", false, false},  // Wednesday
      {"2018-12-24", false, false},  // Monday, given to federal workers by a president
      {"2018-12-05", false, false},  // Wednesday
      {"2013-02-12", false, false},  // Tuesday
      {"2012-11-06", false, false},  // Tuesday
      // Inauguration Day that is a holiday for another reason: third Monday.
      {"2025-01-20", true, true},
  };
  for (const DayCase& test : cases) {
    EXPECT_EQ(is_federal_holiday(day(test.day), observed), test.is_observed) << test.day << ", observed";
    EXPECT_EQ(is_federal_holiday(day(test.day), legal), test.is_legal) << test.day << ", legal";
  }
}

TEST(FederalHolidaysTest, AreNineThenTenThenEleven) {
  const std::map<int, std::size_t> counts{{1978, 9}, {1985, 9}, {1986, 10}, {2020, 10}, {2021, 11}, {2035, 11}};
  for (const auto& [year, count] : counts) EXPECT_EQ(federal_holidays(year).size(), count) << year;
}

// One day at a time and a year at a time are two roads to the same days; no day is observed on a weekend.
TEST(FederalHolidaysTest, AskedByDayAndByYearAreTheSame) {
  std::set<sys_days> days[2];
  for (int year = 1977; year <= 2101; ++year) {
    Date before{};
    for (const Holiday& holiday : federal_holidays(year)) {
      EXPECT_LT(before, holiday.legal) << "in the order of the calendar";
      before = holiday.legal;
      EXPECT_EQ(static_cast<int>(holiday.legal.year()), year);
      const std::chrono::weekday weekday{sys_days{holiday.observed}};
      EXPECT_TRUE(weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) << to_string(holiday.observed);
      days[0].insert(holiday.observed);
      days[1].insert(holiday.legal);
    }
  }
  for (sys_days at = day("1978-01-01"); at <= sys_days{day("2100-12-31")}; at += std::chrono::days{1}) {
    EXPECT_EQ(is_federal_holiday(at, observed), days[0].contains(at)) << to_string(Date{at});
    EXPECT_EQ(is_federal_holiday(at, legal), days[1].contains(at)) << to_string(Date{at});
  }
}

// Records may state any day of the calendar, and a long term leads beyond it.
TEST(FederalHolidaysTest, AnyYearHasThem) {
  for (const int year : {-1, 0, 1, 1776, 9999, 10'000, 30'000}) {
    EXPECT_EQ(federal_holidays(year).size(), year < 2021 ? 9U : 11U) << year;
  }
  EXPECT_TRUE(is_federal_holiday(day("0001-01-01"), observed));   // Monday
  EXPECT_TRUE(is_federal_holiday(day("9999-12-31"), observed));   // Friday: 1 January 10000 is a Saturday
  EXPECT_FALSE(is_federal_holiday(day("9999-12-31"), legal));
}

}  // namespace
}  // namespace comity::model
