#include "interpreter/records/suggestions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <optional>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/model/date.hpp"
#include "interpreter/records/problem.hpp"

namespace comity::records {
namespace {

using model::Kind;
using model::Type;
using model::Vocabulary;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// As the language writes names: other systems have capitals, blanks and hyphens.
std::string as_name(std::string_view text) {
  std::string name{text};
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return name;
}

std::vector<std::string> values_of(const Vocabulary& vocabulary, const Type& type) {
  std::vector<std::string> values = vocabulary.choices[type.id].values;
  if (type.or_none) values.emplace_back("none");
  return values;
}

// The digits of `$5,000.00`, as JSON writes them; nullopt when it is no such number, or has more decimals.
std::optional<std::string> number_in(std::string_view text, std::size_t most_decimals) {
  if (text.starts_with('$')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view decimals = text.substr(std::min(point + 1, text.size()));
  std::string number;
  for (std::size_t i = 0; i < point; ++i) {
    const bool is_group_mark = text[i] == ',' && i > 0 && (point - i) % 4 == 0;
    if (!is_group_mark) number += text[i];
  }
  const bool is_number = !number.empty() && number.size() < 13 && std::all_of(number.begin(), number.end(), is_digit) &&
                         (number.size() == 1 || number.front() != '0') && decimals.size() <= most_decimals &&
                         std::all_of(decimals.begin(), decimals.end(), is_digit);
  if (!is_number) return std::nullopt;
  if (!decimals.empty()) number += fmt::format(".{}", decimals);
  return number;
}

}  // namespace

std::string with_article(std::string_view name) {
  const bool begins_with_vowel =
      !name.empty() && std::string_view{"aeiou"}.find(name.front()) != std::string_view::npos;
  return fmt::format("{} {}", begins_with_vowel ? "an" : "a", name);
}

bool has_form(std::string_view text, std::string_view form) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char wanted) { return wanted == '0' ? is_digit(c) : c == wanted; });
}

std::string number_range(const Type& type) {
  if (type.most == std::numeric_limits<std::int64_t>::max())
    return fmt::format("a whole number of {} or more", type.least);
  return fmt::format("a whole number from {} to {}", type.least, type.most);
}

std::string expected(const Vocabulary& vocabulary, const Type& type) {
  switch (type.kind) {
    case Kind::yes_no:
      return "`true` or `false`";
    case Kind::text:
      return "a text in double quotes";
    case Kind::money:
      return "a number of dollars with at most two decimals";
    case Kind::date:
      return "a date, as in `\"2013-01-01\"`";
    case Kind::date_time:
      return "a date and time, as in `\"2013-01-01T17:00\"`";
    case Kind::number:
      return number_range(type);
    case Kind::choice:
      return fmt::format("one of {}", diagnostics::listed(values_of(vocabulary, type)));
    case Kind::set:
      return "an array of names";
    case Kind::list:
      return fmt::format("an array of objects, one for each {}", vocabulary.records[type.id].name);
    case Kind::record:
      return "an object";
  }
  return {};
}

std::string help_for_text(const Vocabulary& vocabulary, const Type& type, std::string_view text) {
  const std::string name = as_name(text.substr(0, 20));
  if (is_one_of(name, {"", "unknown", "n/a", "na", "null", "?"}))
    return "leave the key out, or write `null`, where it is not known";
  switch (type.kind) {
    case Kind::yes_no:
      if (is_one_of(name, {"yes", "y", "true", "t", "1"})) return "write `true`";
      if (is_one_of(name, {"no", "n", "false", "f", "0"})) return "write `false`";
      return {};
    case Kind::money:
    case Kind::number: {
      const auto number = number_in(text, type.kind == Kind::money ? 2 : 0);
      return number ? fmt::format("write `{}`", *number) : std::string{};
    }
    case Kind::set: {
      if (name == "none") return "write `[]`";
      const auto near = diagnostics::nearest(as_name(text), vocabulary.choices[type.id].values);
      return fmt::format("write an array: `[\"{}\"]`", near.value_or(shown(text)));
    }
    case Kind::list:
      return name == "none" && !type.one_or_more ? "write `[]`" : "";
    case Kind::text:
    case Kind::date:
    case Kind::date_time:
    case Kind::choice:
    case Kind::record:
      return {};
  }
  return {};
}

std::string help_for_date(const Vocabulary& vocabulary, std::string_view text) {
  const std::string_view day = text.substr(0, 10);
  const bool has_time = text.size() > 10 && (text[10] == 'T' || text[10] == ' ') && model::parse_date(day);
  if (has_time) return fmt::format("write `{}`, without the time", day);
  return help_for_text(vocabulary, Type{.kind = Kind::date}, text);
}

std::string help_for_date_time(const Vocabulary& vocabulary, std::string_view text) {
  if (model::parse_date(text)) return fmt::format("add the time of day, as in `{}T17:00`", text);
  std::string wanted{text.substr(0, 16)};
  if (wanted.size() == 16 && wanted[10] == ' ') wanted[10] = 'T';
  if (!model::parse_date_time(wanted)) return help_for_text(vocabulary, Type{.kind = Kind::date_time}, text);
  if (text.size() == 16) return fmt::format("write `{}`", wanted);
  if (text[16] == ':') return fmt::format("write `{}`, without the seconds", wanted);
  return fmt::format("write `{}`; an offset that follows is written as in `{}-08:00`", wanted, wanted);
}

std::string help_for_choice(const Vocabulary& vocabulary, const Type& type, std::string_view text) {
  const std::vector<std::string> values = values_of(vocabulary, type);
  if (const auto near = diagnostics::nearest(as_name(text), values)) return fmt::format("write `{}`", *near);
  const std::string help = help_for_text(vocabulary, Type{.kind = Kind::choice}, text);
  return help.empty() ? fmt::format("its values are {}", diagnostics::listed(values)) : help;
}

std::string help_for_key(const model::RecordType& type, std::string_view key) {
  const std::string name = as_name(key);
  if (const auto list = type.find_list(name)) return fmt::format("write `{}`", type.fields[*list].name);
  std::vector<std::string> names;
  for (const model::Field& field : type.fields) names.push_back(field.name);
  if (const auto near = diagnostics::nearest(name, names)) return fmt::format("write `{}`", *near);
  return fmt::format("its facts are {}", diagnostics::listed(names));
}

}  // namespace comity::records
