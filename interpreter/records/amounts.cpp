#include "interpreter/records/amounts.hpp"

#include <algorithm>
#include <string>

namespace comity::records {
namespace {

constexpr std::size_t most_digits = 13;  // of dollars, and of numbers: what every amount can be told apart in

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool are_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// "5000" of `5,000`, in which a comma stands before every three digits or before none; empty when it is no number.
std::string digits_of(std::string_view text) {
  std::string digits;
  const bool is_grouped = text.find(',') != std::string_view::npos;
  if (is_grouped && text.size() % 4 == 0) return {};  // four digits, or a comma, before the first comma
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_place_of_comma = is_grouped && i > 0 && (text.size() - i) % 4 == 0;
    if (is_place_of_comma != (text[i] == ',')) return {};
    if (text[i] != ',') digits += text[i];
  }
  if (!are_digits(digits) || digits.size() > most_digits) return {};
  return digits;
}

struct Parts {
  std::string digits;
  std::string_view decimals;
};

std::optional<Parts> parts_of(std::string_view word) {
  const std::size_t point = std::min(word.find('.'), word.size());
  Parts parts{digits_of(word.substr(0, point)), word.substr(std::min(point + 1, word.size()))};
  const bool has_point = point < word.size();
  if (parts.digits.empty() || (has_point && !are_digits(parts.decimals))) return std::nullopt;
  return parts;
}

}  // namespace

std::optional<std::int64_t> whole_number_in(std::string_view word) {
  const auto parts = parts_of(word);
  if (!parts || parts->decimals.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
  return std::stoll(parts->digits);
}

std::optional<std::int64_t> cents_in(std::string_view word) {
  if (word.starts_with('$')) word.remove_prefix(1);
  const auto parts = parts_of(word);
  if (!parts || parts->decimals.size() > 2) return std::nullopt;
  return std::stoll(parts->digits + (std::string{parts->decimals} + "00").substr(0, 2));
}

}  // namespace comity::records
