// The record that a solution of the solver stands for, so that the evaluator can be asked about it.
#include <algorithm>

#include <fmt/format.h>

#include "tests/solver/encoding.hpp"

namespace comity::solver {

model::Record Encoding::record(const z3::model& solution) const { return record(solution, "", *library_.vocabulary.root); }

model::Record Encoding::record(const z3::model& solution, const std::string& name, model::RecordId type) const {
  const auto& fields = library_.vocabulary.records[type].fields;
  model::Record result;
  for (std::size_t i = 0; i < fields.size(); ++i) result.facts.push_back(value(solution, fmt::format("{}/{}", name, i), fields[i].type));
  return result;
}

// A text that no policy mentions, and another one for each number.
std::string Encoding::text(std::uint64_t number) const {
  for (const auto& [text, known] : texts_) {
    if (static_cast<std::uint64_t>(known) == number) return text;
  }
  return fmt::format("another text {}", number);
}

model::Value Encoding::value(const z3::model& solution, const std::string& name, const model::Type& type) const {
  const auto is_true = [&](const z3::expr& part) { return solution.eval(part, true).is_true(); };
  if (type.kind == model::Kind::record) return syntax::Box<model::Record>{record(solution, name, type.id)};
  if (type.kind == model::Kind::list) {
    model::Elements elements;
    const std::size_t most = lists_.contains(name) ? places(name) : 0;
    for (std::size_t i = 0; i < most && is_true(present(name, i)); ++i) {
      elements.records.push_back(record(solution, element_name(name, i), type.id));
    }
    if (elements.records.empty() && type.one_or_more) elements.records.push_back(record(solution, element_name(name, 0), type.id));
    return elements;
  }
  const auto known = symbols_.find(name);
  const Symbol* symbol = known == symbols_.end() ? nullptr : &known->second;
  if (symbol != nullptr && is_true(symbol->none)) return model::None{};
  const auto number = [&]() { return symbol == nullptr ? std::uint64_t{0} : solution.eval(symbol->number, true).get_numeral_uint64(); };
  const model::Moment first = symbol != nullptr && symbol->day.parts ? Calendar::value_of(solution, symbol->day) : model::Moment{};
  switch (type.kind) {
    case model::Kind::yes_no: return symbol != nullptr && is_true(symbol->flag);
    case model::Kind::text: return text(number());
    case model::Kind::money: return static_cast<std::int64_t>(number());
    case model::Kind::number: return symbol == nullptr ? type.least : static_cast<std::int64_t>(number());
    case model::Kind::choice: return model::Chosen{static_cast<std::uint32_t>(number())};
    case model::Kind::date: return symbol == nullptr ? model::Date{std::chrono::year{2013} / 1 / 1} : std::get<model::Date>(first);
    case model::Kind::date_time:
      return symbol == nullptr ? model::DateTime{std::chrono::year{2013} / 1 / 1, 0} : std::get<model::DateTime>(first);
    case model::Kind::set: {
      model::Members members;
      for (std::size_t i = 0; i < library_.vocabulary.choices[type.id].values.size(); ++i) {
        members.of.push_back(model::truth_of(symbol != nullptr && is_true(symbol->members[i])));
      }
      return members;
    }
    case model::Kind::list:
    case model::Kind::record: break;
  }
  return {};
}

}  // namespace comity::solver
