#include "grammar/parser/known_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace comity::parser {

const Words declaration_words{"decision", "choice",     "record", "determination", "duty",   "jurisdiction",
                              "standing", "definition", "policy", "example",       "mapping"};
const Words clause_words{"authority", "status", "adopted", "in force",  "source", "applies when",
                         "presume",   "define", "rule",    "otherwise", "repeal"};
const Words part_words{"when", "unless", "because", "cite", "require"};
const Words map_words{"rows", "dates", "unknown", "ignore", "column"};
const Words joining_words{"and",       "or",   "where", "is",   "not", "plus", "minus",  "distinct",
                          "excluding", "from", "until", "says", "at",  "cite", "because"};

namespace {

using Synonyms = std::pair<std::string_view, std::string_view>;
// What other languages and other drafters call the words of this one.
constexpr std::array<Synonyms, 21> synonyms{{
    {"if", "when"},
    {"where", "when"},
    {"except", "unless"},
    {"exception", "unless"},
    {"else", "otherwise"},
    {"default", "otherwise"},
    {"reason", "because"},
    {"citation", "cite"},
    {"law", "policy"},
    {"ordinance", "policy"},
    {"let", "define"},
    {"def", "define"},
    {"effective", "in force"},
    {"title", "source"},
    {"enum", "choice"},
    {"test", "example"},
    {"see", "cite"},
    {"skip", "ignore"},
    {"columns", "column"},
    {"note", "because"},
    {"assume", "presume"},
}};

constexpr std::array<Synonyms, 11> unit_synonyms{{
    {"hrs", "hours"},
    {"hr", "hours"},
    {"h", "hours"},
    {"hour", "hours"},
    {"day", "days"},
    {"d", "days"},
    {"year", "years"},
    {"yr", "years"},
    {"yrs", "years"},
    {"y", "years"},
    {"hors", "hours"},
}};

constexpr std::array<Synonyms, 12> number_words{{
    {"one", "1"},
    {"two", "2"},
    {"three", "3"},
    {"four", "4"},
    {"five", "5"},
    {"six", "6"},
    {"seven", "7"},
    {"eight", "8"},
    {"nine", "9"},
    {"ten", "10"},
    {"eleven", "11"},
    {"twelve", "12"},
}};

template <std::size_t Size>
std::optional<std::string> meaning_of(std::string_view word, const std::array<Synonyms, Size>& table) {
  for (const auto& [from, to] : table) {
    if (from == word) return std::string{to};
  }
  return std::nullopt;
}

const Words& words_at(Wanted wanted) {
  switch (wanted) {
    case Wanted::declaration:
      return declaration_words;
    case Wanted::clause:
      return clause_words;
    case Wanted::rule_part:
      return part_words;
    case Wanted::map_clause:
      return map_words;
    case Wanted::name:
    case Wanted::text:
    case Wanted::closing_quote:
    case Wanted::other:
    case Wanted::condition:
    case Wanted::date:
    case Wanted::count:
    case Wanted::unit:
    case Wanted::set_end:
    case Wanted::within_direction:
    case Wanted::member:
    case Wanted::standing_fact:
    case Wanted::example_line:
    case Wanted::otherwise_condition:
    case Wanted::nesting:
      break;
  }
  static const Words none;
  return none;
}

}  // namespace

Words nearby_words(Wanted wanted) {
  Words result = words_at(wanted);
  const auto add = [&](const Words& words) { result.insert(result.end(), words.begin(), words.end()); };
  if (wanted == Wanted::rule_part) add(clause_words);
  if (wanted == Wanted::clause) add(part_words);
  if (wanted == Wanted::clause || wanted == Wanted::rule_part) add(declaration_words);
  return result;
}

std::optional<std::string> synonym_of(std::string_view word, const Words& allowed) {
  for (const auto& [from, to] : synonyms) {
    if (from == word && std::find(allowed.begin(), allowed.end(), to) != allowed.end()) return std::string{to};
  }
  return std::nullopt;
}

bool contains(const Words& words, std::string_view word) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& known) { return known.substr(0, known.find(' ')) == word; });
}

std::optional<std::string> unit_of(std::string_view word) { return meaning_of(word, unit_synonyms); }

std::optional<std::string> digits_of(std::string_view word) { return meaning_of(word, number_words); }

}  // namespace comity::parser
