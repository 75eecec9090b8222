// Characters and names as they are written: what the builder and its messages look at.
#pragma once

#include <string>
#include <string_view>

namespace comity::parser {

bool is_word_character(char c);
bool is_blank(char c);  // the line's end among them

bool has_name_form(std::string_view text);
// The nearest name that has the form of one: `Gang_Member` -> `gang_member`. Empty when there is none.
std::string as_name(std::string_view text);

}  // namespace comity::parser
