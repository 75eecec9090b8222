// How a table writes dates: "MM/DD/YYYY", "YYYY-MM-DD HH:MM". Parts are YYYY and YY, MM and M, DD
// and D, HH and H, MM behind the hours for the minutes, SS, and AM for either half of the day; all
// else stands as written. Doubled letters are that many digits; M, D and H are one or two.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/model/date.hpp"

namespace comity::model {

class DateFormat {
 public:
  // Nullopt, and `problem` set ("it has no year"), for a form that says no day, or leaves one in doubt.
  static std::optional<DateFormat> make(std::string_view text, std::string& problem);

  const std::string& text() const { return text_; }
  bool has_time() const { return has_time_; }

  enum class Fit { no, impossible, yes };  // impossible: the form is right, and there is no such day or time
  struct Reading {
    Fit fit = Fit::no;
    DateTime time;  // at 00:00 where the form has no time
  };
  // Years of two digits: 00 to 68 are 2000 to 2068, 69 to 99 are 1969 to 1999. Seconds must be seconds, and are not
  // kept.
  Reading read(std::string_view cell) const;

 private:
  enum class Part { literal, year, short_year, month, day, hour, minute, second, half };
  struct Piece {
    Part part = Part::literal;
    std::size_t least = 0;  // digits
    std::size_t most = 0;
    char letter = '\0';  // of a literal
  };

  std::string text_;
  std::vector<Piece> pieces_;
  bool has_time_ = false;
};

}  // namespace comity::model
