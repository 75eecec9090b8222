// The words that may stand at a place of a file, and what other languages and other drafters write for
// them. For messages; the grammar has its own (keywords.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/parser/builder.hpp"

namespace comity::parser {

using Words = std::vector<std::string>;

extern const Words declaration_words;
extern const Words clause_words;
extern const Words part_words;  // of a rule
extern const Words map_words;
extern const Words joining_words;  // these go on with what stands before them on the line

// The words that may stand at a place: those of its level, then those of the levels around it.
Words nearby_words(Wanted wanted);

// Is it one of them, or the first half of one, as `in` is of `in force`?
bool contains(const Words& words, std::string_view word);

// `if` -> `when`, where that is allowed.
std::optional<std::string> synonym_of(std::string_view word, const Words& allowed);
// `hrs` -> `hours`
std::optional<std::string> unit_of(std::string_view word);
// `three` -> `3`
std::optional<std::string> digits_of(std::string_view word);

}  // namespace comity::parser
