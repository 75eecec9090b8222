#include "grammar/parser/written_date.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>

#include "grammar/parser/words.hpp"

namespace comity::parser {
namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_{text} {}

  std::optional<WrittenDate> read() {
    if (auto date = read_digits()) return date;
    at_ = 0;
    if (auto date = read_month_first()) return date;
    at_ = 0;
    return read_day_first();
  }

 private:
  // `7/1/2014`, `2014-7-1`, `2014/07/01`
  std::optional<WrittenDate> read_digits() {
    const auto first = number();
    const auto mark = sign();
    const auto second = number();
    if (!first || !mark || !second || sign() != mark) return std::nullopt;
    const auto third = number();
    if (!third) return std::nullopt;
    if (*first > 31) return made(*first, *second, *third);
    if (*third < 1000) return std::nullopt;
    if (*first > 12) return made(*third, *second, *first);
    auto date = made(*third, *first, *second);
    if (date && *second <= 12 && *first != *second) date->other = iso(*third, *second, *first);
    return date;
  }

  // `July 1, 2014`
  std::optional<WrittenDate> read_month_first() {
    const auto found = month();
    skip_blanks();
    const auto day = number();
    if (at_ < text_.size() && text_[at_] == ',') ++at_;
    skip_blanks();
    const auto year = number();
    if (!found || !day || !year) return std::nullopt;
    return made(*year, *found, *day);
  }

  // `17 June 2014`
  std::optional<WrittenDate> read_day_first() {
    const auto day = number();
    skip_blanks();
    const auto found = month();
    skip_blanks();
    const auto year = number();
    if (!found || !day || !year) return std::nullopt;
    return made(*year, *found, *day);
  }

  std::optional<int> number() {
    int value = 0;
    const std::size_t begin = at_;
    for (; at_ < text_.size() && at_ - begin < 4 && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0; ++at_)
      value = value * 10 + (text_[at_] - '0');
    if (at_ == begin) return std::nullopt;
    return value;
  }

  std::optional<char> sign() {
    if (at_ >= text_.size() || (text_[at_] != '/' && text_[at_] != '-' && text_[at_] != '.')) return std::nullopt;
    return text_[at_++];
  }

  std::optional<int> month() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::isalpha(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    const std::string word = as_lower(text_.substr(begin, at_ - begin));
    if (at_ < text_.size() && text_[at_] == '.') ++at_;
    for (std::size_t i = 0; i < months.size() && word.size() >= 3; ++i) {
      if (months[i].starts_with(word)) return static_cast<int>(i) + 1;
    }
    return std::nullopt;
  }

  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  static std::string iso(int year, int month, int day) { return fmt::format("{:04}-{:02}-{:02}", year, month, day); }

  std::optional<WrittenDate> made(int year, int month, int day) const {
    if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    return WrittenDate{at_, iso(year, month, day), {}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<WrittenDate> read_written_date(std::string_view text) { return DateReader{text}.read(); }

}  // namespace comity::parser
