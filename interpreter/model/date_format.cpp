#include "interpreter/model/date_format.hpp"

#include <algorithm>
#include <array>

namespace comity::model {
namespace {

constexpr int first_short_year = 69;  // of the twentieth century

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

}  // namespace

std::optional<DateFormat> DateFormat::make(std::string_view text, std::string& problem) {
  DateFormat result;
  result.text_ = text;
  std::array<int, 9> seen{};
  const auto times = [&](Part part) -> int& { return seen[static_cast<std::size_t>(part)]; };
  for (std::size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    std::size_t run = 1;
    while (run < rest.size() && rest[run] == rest[0]) ++run;
    Piece piece{Part::literal, 0, 0, rest[0]};
    std::size_t width = 1;
    const auto take = [&](Part part, std::size_t digits) {
      piece = {part, digits, digits == 1 ? 2 : digits, '\0'};
      width = digits;
    };
    const bool is_minute = times(Part::hour) > 0 && times(Part::minute) == 0;
    if (rest[0] == 'Y' && (run == 4 || run == 2))
      take(run == 4 ? Part::year : Part::short_year, run);
    else if (rest[0] == 'M' && is_minute && run == 2)
      take(Part::minute, 2);
    else if (rest[0] == 'M' && !is_minute && run <= 2)
      take(Part::month, run);
    else if (rest[0] == 'D' && run <= 2)
      take(Part::day, run);
    else if (rest[0] == 'H' && run <= 2)
      take(Part::hour, run);
    else if (rest[0] == 'S' && run == 2)
      take(Part::second, 2);
    else if (rest.starts_with("AM")) {
      piece = {Part::half, 0, 0, '\0'};
      width = 2;
    } else if (is_letter(rest[0]) && rest[0] != 'T') {
      problem = "its parts are YYYY, YY, MM, M, DD, D, HH, H, SS and AM, and MM behind the hours for the minutes";
      return std::nullopt;
    }
    const bool is_number = piece.most > 0;
    if (is_number && !result.pieces_.empty() && result.pieces_.back().least == 1) {
      problem = "nothing tells where a part of one or two digits ends; put a separator behind it";
      return std::nullopt;
    }
    if (piece.part == Part::literal && is_digit(piece.letter)) {
      problem = "it shows a date; write its form, as in YYYY-MM-DD";
      return std::nullopt;
    }
    if (piece.part != Part::literal) ++times(piece.part);
    result.pieces_.push_back(piece);
    i += width;
  }
  result.has_time_ = times(Part::hour) == 1;
  const int years = times(Part::year) + times(Part::short_year);
  if (years == 0 || times(Part::month) == 0 || times(Part::day) == 0) {
    problem = years == 0 ? "it has no year" : times(Part::month) == 0 ? "it has no month" : "it has no day";
  } else if (years > 1 || std::any_of(seen.begin() + 1, seen.end(), [](int count) { return count > 1; })) {
    problem = "a part stands in it twice";
  } else if (times(Part::hour) != times(Part::minute)) {
    problem = "it has hours or minutes alone";
  } else if (times(Part::hour) == 0 && (times(Part::second) > 0 || times(Part::half) > 0)) {
    problem = "it has a part of the time of day, and no hours";
  }
  if (!problem.empty()) return std::nullopt;
  return result;
}

DateFormat::Reading DateFormat::read(std::string_view cell) const {
  std::array<int, 9> values{};
  const auto value = [&](Part part) -> int& { return values[static_cast<std::size_t>(part)]; };
  bool has_half = false;
  bool has_short_year = false;
  std::size_t at = 0;
  for (const Piece& piece : pieces_) {
    if (piece.part == Part::literal) {
      if (at >= cell.size() || cell[at++] != piece.letter) return {};
      continue;
    }
    if (piece.part == Part::half) {
      const std::string_view word = cell.substr(std::min(at, cell.size()), 2);
      if (word != "AM" && word != "PM" && word != "am" && word != "pm") return {};
      has_half = true;
      value(Part::half) = word[0] == 'P' || word[0] == 'p' ? 1 : 0;
      at += 2;
      continue;
    }
    has_short_year = has_short_year || piece.part == Part::short_year;
    std::size_t digits = 0;
    while (digits < piece.most && at < cell.size() && is_digit(cell[at])) {
      value(piece.part) = value(piece.part) * 10 + (cell[at++] - '0');
      ++digits;
    }
    if (digits < piece.least) return {};
  }
  if (at != cell.size()) return {};

  int year = value(Part::year);
  if (has_short_year) year = value(Part::short_year) + (value(Part::short_year) < first_short_year ? 2000 : 1900);
  int hour = value(Part::hour);
  const bool is_hour = has_half ? hour >= 1 && hour <= 12 : hour <= 23;
  if (has_half) hour = hour % 12 + 12 * value(Part::half);
  const Date day = std::chrono::year{year} / value(Part::month) / value(Part::day);
  if (!day.ok() || year < 1 || !is_hour || value(Part::minute) > 59 || value(Part::second) > 59)
    return {Fit::impossible, {}};
  return {Fit::yes, {day, hour * 60 + value(Part::minute)}};
}

}  // namespace comity::model
