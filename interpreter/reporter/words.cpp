#include "interpreter/reporter/words.hpp"

#include "grammar/source/line_index.hpp"

namespace comity::reporter {

std::string with_thousands(std::uint64_t number) {
  std::string result = std::to_string(number);
  for (std::size_t i = result.size(); i > 3; i -= 3) result.insert(i - 3, 1, ',');
  return result;
}

std::size_t width_of(std::string_view text) { return source::count_characters(text); }

std::string padded(std::string_view text, std::size_t width) {
  std::string result{text};
  const std::size_t known = width_of(text);
  if (known < width) result.append(width - known, ' ');
  return result;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

}  // namespace comity::reporter
