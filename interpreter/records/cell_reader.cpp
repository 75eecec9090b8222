#include "interpreter/records/cell_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "grammar/diagnostics/suggest.hpp"
#include "interpreter/records/amounts.hpp"
#include "interpreter/records/problem.hpp"
#include "interpreter/records/suggestions.hpp"

namespace comity::records {
namespace {

using model::Kind;
using model::Type;

std::string shown_word(std::string_view word) {
  return word.empty() ? std::string{"an empty cell"} : fmt::format("`{}`", shown(word));
}

CellResult fault(Code code, std::string message, std::string help = {}) {
  return {{}, CellFault{code, std::move(message), std::move(help)}};
}

std::string wanted(const model::Vocabulary& vocabulary, const Type& type) {
  switch (type.kind) {
    case Kind::yes_no:
      return "`yes` or `no`";
    case Kind::money:
      return "an amount, as in `5000` or `$5,000.00`";
    case Kind::text:
    case Kind::date:
    case Kind::date_time:
    case Kind::number:
    case Kind::choice:
    case Kind::set:
    case Kind::list:
    case Kind::record:
      return expected(vocabulary, type);
  }
  return {};
}

}  // namespace

const model::Code* CellReader::code_of(const model::MappedColumn& column, std::string_view word) const {
  for (const model::Code& code : column.codes) {
    if (std::find(code.words.begin(), code.words.end(), word) != code.words.end()) return &code;
  }
  return nullptr;
}

bool CellReader::is_unknown_word(std::string_view word) const {
  return std::find(mapping_.unknown.begin(), mapping_.unknown.end(), word) != mapping_.unknown.end();
}

bool CellReader::says_nothing(const model::MappedColumn& column, std::string_view cell) const {
  const std::string_view word = model::without_blanks(cell);
  if (const model::Code* code = code_of(column, word)) return model::is_unknown(code->value);
  return word.empty() || is_unknown_word(word);
}

CellResult CellReader::read(const model::MappedColumn& column, std::string_view name, std::string_view cell) const {
  const std::string_view word = model::without_blanks(cell);
  if (const model::Code* code = code_of(column, word)) return {code->value, {}};
  if (is_unknown_word(word)) return {};
  if (word.empty()) {
    return fault(Code::wrong_form, fmt::format("column `{}` is empty", shown(name)),
                 "where an empty cell says that it is not known, the mapping lists it: `unknown \"\"`");
  }
  if (column.is_complete) return unknown_code(column, name, word);
  return read_plainly(column.fact.type, name, word);
}

CellResult CellReader::unknown_code(const model::MappedColumn& column, std::string_view name,
                                    std::string_view word) const {
  std::vector<std::string> listed;
  for (const model::Code& code : column.codes) listed.insert(listed.end(), code.words.begin(), code.words.end());
  std::vector<std::string> known = listed;
  known.insert(known.end(), mapping_.unknown.begin(), mapping_.unknown.end());
  const auto near = diagnostics::nearest(word, known);
  const std::string add = fmt::format("list it in the mapping: `\"{}\" means …`", shown(word));
  return fault(Code::unknown_code,
               fmt::format("column `{}` holds `{}`, a code that the mapping does not list", shown(name), shown(word)),
               near ? fmt::format("did you mean `{}`? If not, {}", *near, add)
                    : fmt::format("it lists {}; correct the cell, or {}", diagnostics::listed(listed), add));
}

CellResult CellReader::read_plainly(const Type& type, std::string_view name, std::string_view word) const {
  if (type.or_none && word == "none") return {model::None{}, {}};
  switch (type.kind) {
    case Kind::yes_no:
      if (word == "yes" || word == "no") return {word == "yes", {}};
      return fault(Code::unknown_value,
                   fmt::format("column `{}` holds `{}`; it must be `yes` or `no`", shown(name), shown(word)),
                   "say in the mapping what the codes of this column mean: `\"Y\" means yes, \"N\" means no`");
    case Kind::text:
      return {std::string{word}, {}};
    case Kind::number:
      if (const auto number = whole_number_in(word)) {
        if (*number >= type.least && *number <= type.most) return {*number, {}};
        return fault(Code::out_of_range,
                     fmt::format("column `{}` holds `{}`; it must be {}", shown(name), shown(word), number_range(type)),
                     fmt::format("if it says that it is not known, list it in the mapping: `\"{}\" means unknown`",
                                 shown(word)));
      }
      break;
    case Kind::money:
      if (const auto cents = cents_in(word)) return {*cents, {}};
      break;
    case Kind::date:
    case Kind::date_time:
      return read_date(type, name, word);
    case Kind::choice: {
      if (const auto index = vocabulary_.choices[type.id].find(word)) return {model::Chosen{*index}, {}};
      return fault(Code::unknown_value,
                   fmt::format("column `{}` holds `{}`, which is no value of it", shown(name), shown(word)),
                   help_for_choice(vocabulary_, type, word) +
                       fmt::format(", or list it in the mapping: `\"{}\" means …`", shown(word)));
    }
    case Kind::set:
      return read_set(type, name, word);
    case Kind::list:
    case Kind::record:
      break;
  }
  return fault(
      Code::wrong_form,
      fmt::format("column `{}` holds {}; it must be {}", shown(name), shown_word(word), wanted(vocabulary_, type)),
      fmt::format("if it says that it is not known, list it in the mapping: `\"{}\" means unknown`", shown(word)));
}

// Names with blanks between them, as offense tables write them; `none` for the empty set.
CellResult CellReader::read_set(const Type& type, std::string_view name, std::string_view word) const {
  const model::Choice& choice = vocabulary_.choices[type.id];
  model::Members members{std::vector<model::Truth>(choice.values.size(), model::Truth::no)};
  if (word == "none") return {std::move(members), {}};
  while (!word.empty()) {
    const std::string_view member = word.substr(0, word.find(' '));
    const auto index = choice.find(member);
    if (!index) {
      Type of_member{.kind = Kind::choice, .id = type.id};
      return fault(Code::unknown_value,
                   fmt::format("column `{}` holds `{}`, which is no value of it", shown(name), shown(member)),
                   help_for_choice(vocabulary_, of_member, member));
    }
    members.of[*index] = model::Truth::yes;
    word = model::without_blanks(word.substr(member.size()));
  }
  return {std::move(members), {}};
}

std::string CellReader::forms(bool with_time) const {
  std::vector<std::string> texts;
  for (const model::DateFormat& format : mapping_.dates) {
    if (!with_time || format.has_time()) texts.push_back(format.text());
  }
  if (mapping_.dates.empty()) texts.emplace_back(with_time ? "YYYY-MM-DDTHH:MM" : "YYYY-MM-DD");
  return diagnostics::listed(texts);
}

// A form with a time states a date as well: its day. A date and time needs a form with a time.
CellResult CellReader::read_date(const Type& type, std::string_view name, std::string_view word) const {
  const bool with_time = type.kind == Kind::date_time;
  const auto as_value = [&](const model::DateTime& time) {
    return with_time ? model::Value{time} : model::Value{time.day};
  };
  if (mapping_.dates.empty()) {
    if (with_time) {
      if (const auto time = model::parse_date_time(word)) return {*time, {}};
    } else if (const auto date = model::parse_date(word)) {
      return {*date, {}};
    }
  }
  const model::DateFormat* first = nullptr;
  model::DateTime time;
  bool is_impossible =
      mapping_.dates.empty() && has_form(word.substr(0, 10), "0000-00-00") && !model::parse_date(word.substr(0, 10));
  for (const model::DateFormat& format : mapping_.dates) {
    if (with_time && !format.has_time()) continue;
    const model::DateFormat::Reading reading = format.read(word);
    is_impossible = is_impossible || reading.fit == model::DateFormat::Fit::impossible;
    if (reading.fit != model::DateFormat::Fit::yes) continue;
    if (first == nullptr) {
      first = &format;
      time = reading.time;
    } else if (as_value(time) != as_value(reading.time)) {
      return fault(
          Code::wrong_form,
          fmt::format("column `{}` holds `{}`, which is {} by `{}` and {} by `{}`", shown(name), shown(word),
                      model::to_string(time.day), first->text(), model::to_string(reading.time.day), format.text()),
          "keep the form of dates that this table is written in");
    }
  }
  if (first != nullptr) return {as_value(time), {}};
  if (is_impossible) {
    return fault(
        Code::no_such_date,
        fmt::format("column `{}` holds `{}`, a day or time that there is not", shown(name), shown(word)),
        fmt::format("if it says that it is not known, list it in the mapping: `\"{}\" means unknown`", shown(word)));
  }
  const std::string known = forms(with_time);
  if (known.empty()) {
    return fault(
        Code::wrong_form,
        fmt::format("column `{}` holds `{}`, and no form of dates in the mapping has a time", shown(name), shown(word)),
        "add one to `dates`, as in `MM/DD/YYYY HH:MM`");
  }
  return fault(Code::wrong_form,
               fmt::format("column `{}` holds `{}`, which fits no form of dates: {}", shown(name), shown(word), known),
               "correct the cell, or add its form to `dates` in the mapping");
}

}  // namespace comity::records
