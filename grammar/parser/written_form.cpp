#include "grammar/parser/written_form.hpp"

#include <algorithm>
#include <cctype>

#include "grammar/parser/words.hpp"

namespace comity::parser {

bool is_word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

bool has_name_form(std::string_view text) {
  if (text.empty() || std::islower(static_cast<unsigned char>(text.front())) == 0 || text.back() == '_') return false;
  if (text.find("__") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '_' || std::islower(static_cast<unsigned char>(c)) != 0 ||
           std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
}

std::string as_name(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const char lower = c == '-' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (lower == '_' && (result.empty() || result.back() == '_')) continue;
    result += lower;
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  return has_name_form(result) && !is_reserved(result) ? result : std::string{};
}

}  // namespace comity::parser
