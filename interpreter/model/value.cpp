#include "interpreter/model/value.hpp"

#include <fmt/format.h>

namespace comity::model {

bool operator==(const Elements& a, const Elements& b) { return a.records == b.records; }

bool operator==(const Record& a, const Record& b) { return a.facts == b.facts; }

Record unknown_record(const RecordType& type) { return Record{std::vector<Value>(type.fields.size())}; }

const Value& value_at(const Record& record, const std::vector<FieldId>& steps) {
  static const Value unknown{};
  const Record* current = &record;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    const auto* nested = std::get_if<syntax::Box<Record>>(&current->facts[steps[i]]);
    if (nested == nullptr) return unknown;
    current = &**nested;
  }
  return current->facts[steps.back()];
}

void set_value_at(const Vocabulary& vocabulary, Record& record, RecordId type, const std::vector<FieldId>& steps, Value value) {
  Record* current = &record;
  RecordId current_type = type;
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    current_type = vocabulary.records[current_type].fields[steps[i]].type.id;
    Value& place = current->facts[steps[i]];
    if (!std::holds_alternative<syntax::Box<Record>>(place)) place = syntax::Box<Record>{unknown_record(vocabulary.records[current_type])};
    current = &*std::get<syntax::Box<Record>>(place);
  }
  current->facts[steps.back()] = std::move(value);
}

std::string money_text(std::int64_t cents) {
  std::string dollars = std::to_string(cents / 100);
  for (std::size_t i = dollars.size(); i > 3; i -= 3) dollars.insert(i - 3, 1, ',');
  return cents % 100 == 0 ? "$" + dollars : fmt::format("${}.{:02}", dollars, cents % 100);
}

std::string to_text(const Vocabulary& vocabulary, const Type& type, const Value& value) {
  return std::visit(overloaded{
                        [](const Unknown&) -> std::string { return "unknown"; },
                        [](const None&) -> std::string { return "none"; },
                        [](bool is_so) -> std::string { return is_so ? "yes" : "no"; },
                        [&](std::int64_t number) { return type.kind == Kind::money ? money_text(number) : std::to_string(number); },
                        [&](const Chosen& chosen) { return vocabulary.choices[type.id].values[chosen.index]; },
                        [&](const OneOf& one) {
                          std::string result;
                          for (std::size_t i = 0; i < one.possible.size(); ++i) {
                            if (one.possible[i]) result += (result.empty() ? "" : " or ") + vocabulary.choices[type.id].values[i];
                          }
                          return result;
                        },
                        [](const Date& date) { return to_string(date); },
                        [](const DateTime& time) { return to_string(time); },
                        [](const std::string& text) { return fmt::format("\"{}\"", text); },
                        [&](const Members& members) {
                          std::string result;
                          for (std::size_t i = 0; i < members.of.size(); ++i) {
                            if (members.of[i] == Truth::no) continue;
                            if (!result.empty()) result += ", ";
                            result += vocabulary.choices[type.id].values[i];
                            if (members.of[i] == Truth::unknown) result += "?";
                          }
                          return result.empty() ? std::string{"none"} : result;
                        },
                        [](const Elements& elements) { return elements.records.empty() ? std::string{"none"} : fmt::format("{} in all", elements.records.size()); },
                        [](const syntax::Box<Record>&) -> std::string { return "a record"; },
                    },
                    value);
}

}  // namespace comity::model
