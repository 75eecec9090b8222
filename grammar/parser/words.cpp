#include "grammar/parser/words.hpp"

#include <algorithm>
#include <cctype>

namespace comity::parser {

const std::vector<std::string>& reserved_words() {
  static const std::vector<std::string> words{
#define COMITY_WORD(word)
#define COMITY_RESERVED(word) #word,
#include "grammar/parser/words.def"
#undef COMITY_RESERVED
#undef COMITY_WORD
  };
  return words;
}

bool is_reserved(std::string_view word) {
  const auto& words = reserved_words();
  return std::binary_search(words.begin(), words.end(), word);
}

std::string as_lower(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

}  // namespace comity::parser
