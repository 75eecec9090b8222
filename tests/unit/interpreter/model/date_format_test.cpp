// Every form of dates that a mapping may name, and cells that fit, that nearly fit, and that cannot be.
#include "interpreter/model/date_format.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace comity::model {
namespace {

struct Case {
  std::string form;
  std::string cell;
  std::string expected;  // "" does not fit, "impossible", or the date and time
};

TEST(DateFormat, ReadsCells) {
  const std::vector<Case> cases = {
      {"YYYY-MM-DD", "2013-03-01", "2013-03-01T00:00"},
      {"YYYY-MM-DD", "2013-3-1", ""},
      {"YYYY-MM-DD", "2013-03-01 ", ""},
      {"YYYY-MM-DD", "2013/03/01", ""},
      {"YYYY-MM-DD", "2013-02-29", "impossible"},
      {"YYYY-MM-DD", "2012-02-29", "2012-02-29T00:00"},
      {"YYYY-MM-DD", "2013-00-10", "impossible"},
      {"YYYY-MM-DD", "0000-01-01", "impossible"},
      {"MM/DD/YYYY", "03/01/2013", "2013-03-01T00:00"},
      {"MM/DD/YYYY", "3/1/2013", ""},
      {"MM/DD/YYYY", "13/01/2013", "impossible"},
      {"M/D/YYYY", "3/1/2013", "2013-03-01T00:00"},
      {"M/D/YYYY", "03/01/2013", "2013-03-01T00:00"},
      {"M/D/YYYY", "003/1/2013", ""},
      {"M/D/YYYY", "3/1/13", ""},
      {"M/D/YY", "3/1/13", "2013-03-01T00:00"},
      {"M/D/YY", "3/1/2013", ""},
      {"M/D/YY", "3/1/68", "2068-03-01T00:00"},
      {"M/D/YY", "3/1/69", "1969-03-01T00:00"},
      {"M/D/YY", "2/29/00", "2000-02-29T00:00"},
      {"M/D/YY", "3/1/3", ""},
      {"DD.MM.YYYY", "01.03.2013", "2013-03-01T00:00"},
      {"YYYYMMDD", "20130301", "2013-03-01T00:00"},
      {"YYYYMMDD", "2013031", ""},
      {"YYYY-MM-DD HH:MM", "2013-03-01 17:05", "2013-03-01T17:05"},
      {"YYYY-MM-DD HH:MM", "2013-03-01 24:00", "impossible"},
      {"YYYY-MM-DD HH:MM", "2013-03-01 17:60", "impossible"},
      {"YYYY-MM-DD HH:MM", "2013-03-01 7:05", ""},
      {"YYYY-MM-DD HH:MM", "2013-03-01", ""},
      {"YYYY-MM-DDTHH:MM", "2013-03-01T17:05", "2013-03-01T17:05"},
      {"M/D/YYYY H:MM", "3/1/2013 7:05", "2013-03-01T07:05"},
      {"YYYY-MM-DD HH:MM:SS", "2007-10-02 00:00:00", "2007-10-02T00:00"},
      {"YYYY-MM-DD HH:MM:SS", "2007-10-02 00:00:59", "2007-10-02T00:00"},
      {"YYYY-MM-DD HH:MM:SS", "2007-10-02 00:00:60", "impossible"},
      {"M/D/YYYY HH:MM:SS AM", "10/26/2013 12:00:00 AM", "2013-10-26T00:00"},
      {"M/D/YYYY HH:MM:SS AM", "10/26/2013 12:30:00 PM", "2013-10-26T12:30"},
      {"M/D/YYYY H:MM AM", "10/26/2013 1:30 pm", "2013-10-26T13:30"},
      {"M/D/YYYY H:MM AM", "10/26/2013 13:30 pm", "impossible"},
      {"M/D/YYYY H:MM AM", "10/26/2013 1:30 xm", ""},
      {"HHMM YYYY-MM-DD", "1705 2013-03-01", "2013-03-01T17:05"},
  };
  for (const Case& test : cases) {
    std::string problem;
    const auto format = DateFormat::make(test.form, problem);
    ASSERT_TRUE(format) << test.form << ": " << problem;
    const DateFormat::Reading reading = format->read(test.cell);
    const std::string result = reading.fit == DateFormat::Fit::no           ? ""
                               : reading.fit == DateFormat::Fit::impossible ? "impossible"
                                                                            : to_string(reading.time);
    EXPECT_EQ(result, test.expected) << test.form << " <- " << test.cell;
  }
}

TEST(DateFormat, RefusesFormsThatSayNoDay) {
  for (const char* form : {"",
                           "YYYY",
                           "MM/DD",
                           "YYYY-MM",
                           "DD/YYYY",
                           "YYYY-MM-DD YY",
                           "YYYY-MM-DD-DD",
                           "MDYYYY",
                           "YYYYMD",
                           "YYYY-MM-DD HH",
                           "YYYY-MM-DD SS",
                           "YYYY-MM-DD AM",
                           "DD-MON-YYYY",
                           "yyyy-mm-dd",
                           "2013-03-01",
                           "YYY-MM-DD",
                           "YYYYY-MM-DD",
                           "YYYY-MMM-DD",
                           "YYYY-MM-DD HH:MM:SSS",
                           "YYYY-MM-DD HHH:MM",
                           "%Y-%m-%d"}) {
    std::string problem;
    EXPECT_FALSE(DateFormat::make(form, problem)) << form;
    EXPECT_FALSE(problem.empty()) << form;
  }
}

}  // namespace
}  // namespace comity::model
