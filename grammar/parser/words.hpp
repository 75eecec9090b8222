// The words of the language as data, for messages, editors and the checker. Made from words.def,
// as the grammar's keywords are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace comity::parser {

bool is_reserved(std::string_view word);
const std::vector<std::string>& reserved_words();  // sorted

// ASCII letters in small.
std::string as_lower(std::string_view text);

}  // namespace comity::parser
