#include "interpreter/evaluator/truth.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace comity::evaluator {

using model::Comparator;
using model::Truth;
using model::Value;

bool PathOrder::operator()(const std::string& a, const std::string& b) const {
  std::size_t i = 0;
  std::size_t j = 0;
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      std::size_t a_end = i;
      std::size_t b_end = j;
      while (a_end < a.size() && is_digit(a[a_end])) ++a_end;
      while (b_end < b.size() && is_digit(b[b_end])) ++b_end;
      if (a_end - i != b_end - j) return a_end - i < b_end - j;
      if (const int order = a.compare(i, a_end - i, b, j, b_end - j); order != 0) return order < 0;
      i = a_end;
      j = b_end;
    } else if (a[i] != b[j]) {
      return a[i] < b[j];
    } else {
      ++i;
      ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

// ---------------------------------------------------------------------------------- facts

const Value& Reading::value_of(const model::FactRef& fact, const Element* element) const {
  static const Value unknown{};
  const bool is_of_root = !fact.of_element || (element != nullptr && !element->root_steps.empty());
  std::vector<model::FieldId> joined;
  const std::vector<model::FieldId>* steps = &fact.steps;
  const model::Record* record = &record_;
  if (fact.of_element && element != nullptr) {
    if (is_of_root) {
      joined = element->root_steps;
      joined.insert(joined.end(), fact.steps.begin(), fact.steps.end());
      steps = &joined;
    } else {
      record = element->record;
    }
  }
  if (record == nullptr) return unknown;
  const Value& stated = value_at(*record, *steps);
  if (!is_unknown(stated) || !is_of_root) return stated;
  for (const Supplied& supplied : supplied_) {
    if (supplied.fact->steps == *steps) return *supplied.value;
  }
  return stated;
}

std::string Reading::path_of(const model::FactRef& fact, const Element* element) const {
  const std::string path = path_text(vocabulary_, fact);
  if (!fact.of_element || element == nullptr || element->path.empty()) return path;
  return element->path + "." + path;
}

const model::Elements* Reading::elements_of(const model::FactRef& list) const { return std::get_if<model::Elements>(&value_of(list, nullptr)); }

Element Reading::element_at(const model::FactRef& list, const model::Elements& elements, std::size_t index) const {
  return {&elements.records[index], fmt::format("{}[{}]", path_text(vocabulary_, list), index), {}};
}

Element Reading::subject_of(const model::Defined& defined, const Element* element) const {
  if (defined.subject.empty()) return element == nullptr ? Element{} : *element;
  const model::FactRef& fact = defined.subject.front();
  Element result;
  result.path = path_of(fact, element);
  if (!fact.of_element) {
    result.root_steps = fact.steps;
  } else if (const auto* nested = std::get_if<syntax::Box<model::Record>>(&value_of(fact, element))) {
    result.record = &**nested;
  }
  return result;
}

// ---------------------------------------------------------------------------------- truth

Truth Reading::truth(const model::Condition& condition, const Element* element) const {
  const Truth result = truth_of_node(condition, element);
  if (condition.is_atom && observer_ != nullptr) (*observer_)(condition, result);
  return result;
}

namespace {

// A comparison with *none* is false, whatever is compared; with nothing known it is unknown.
template <typename T, typename Test>
Truth tested(const Value& value, Test test) {
  if (const T* known = std::get_if<T>(&value)) return model::truth_of(test(*known));
  return is_unknown(value) ? Truth::unknown : Truth::no;
}

// True where every value that it may be is accepted, false where none is.
Truth accepted_of(const model::OneOf& one, const std::vector<bool>& accepted) {
  bool some = false;
  bool all = true;
  for (std::size_t i = 0; i < one.possible.size(); ++i) {
    if (!one.possible[i]) continue;
    some = some || accepted[i];
    all = all && accepted[i];
  }
  return all ? Truth::yes : some ? Truth::unknown : Truth::no;
}

template <typename T>
bool holds(Comparator comparator, const T& order) {
  switch (comparator) {
    case Comparator::less: return order < 0;
    case Comparator::at_most: return order <= 0;
    case Comparator::equal: return order == 0;
    case Comparator::at_least: return order >= 0;
    case Comparator::greater: return order > 0;
  }
  return false;
}

}  // namespace

// Every link is looked at, also when one has settled the matter: coverage must not depend on the order of links.
Truth Reading::truth_of_node(const model::Condition& condition, const Element* element) const {
  return std::visit(
      overloaded{
          [&](const model::AllOf& all) {
            Truth result = Truth::yes;
            for (const auto& link : all.links) result = both(result, truth(link, element));
            return result;
          },
          [&](const model::AnyOf& any) {
            Truth result = Truth::no;
            for (const auto& link : any.links) result = either(result, truth(link, element));
            return result;
          },
          [&](const model::Negation& negation) { return negated(truth(*negation.operand, element)); },
          [&](const model::Holds& holds_) { return tested<bool>(value_of(holds_.fact, element), [](bool value) { return value; }); },
          [&](const model::ChosenAmong& chosen) {
            const Value& value = value_of(chosen.fact, element);
            if (const auto* one = std::get_if<model::OneOf>(&value)) return accepted_of(*one, chosen.accepted);
            return tested<model::Chosen>(value, [&](const model::Chosen& known) { return chosen.accepted[known.index]; });
          },
          [&](const model::HasMember& member) {
            const Value& value = value_of(member.fact, element);
            const auto* members = std::get_if<model::Members>(&value);
            return members != nullptr ? members->of[member.member] : is_unknown(value) ? Truth::unknown : Truth::no;
          },
          [&](const model::TextAmong& text) {
            return tested<std::string>(value_of(text.fact, element), [&](const std::string& value) {
              return std::find(text.accepted.begin(), text.accepted.end(), value) != text.accepted.end();
            });
          },
          [&](const model::IsNone& none) {
            const Value& value = value_of(none.fact, element);
            return is_unknown(value) ? Truth::unknown : model::truth_of(is_none(value));
          },
          [&](const model::NumberCompared& number) {
            return tested<std::int64_t>(value_of(number.fact, element), [&](std::int64_t value) { return holds(number.comparator, value <=> number.bound); });
          },
          [&](const model::DayCompared& day) { return compared(day.fact, day.comparator, day.day, element); },
          [&](const model::DayWithin& day) { return within(day, element); },
          [&](const model::Quantified& quantifier) { return quantified(quantifier); },
          [&](const model::Defined& defined) {
            const Element subject = subject_of(defined, element);
            const bool is_about_element = definitions_[defined.definition].record.has_value();
            return truth(definitions_[defined.definition].condition, is_about_element ? &subject : nullptr);
          },
          [&](const model::Says& says) { return ask_(says, nullptr); },
      },
      condition.node);
}

// ---------------------------------------------------------------------------------- days

namespace {

std::optional<model::Moment> moment_in(const Value& value) {
  if (const auto* date = std::get_if<model::Date>(&value)) return *date;
  if (const auto* time = std::get_if<model::DateTime>(&value)) return *time;
  return std::nullopt;
}

}  // namespace

Value Reading::day_of(const model::DayTerm& term, const Element* element) const {
  Value base = std::visit(overloaded{
                              [](const model::Date& date) -> Value { return date; },
                              [](const model::DateTime& time) -> Value { return time; },
                              [&](const model::FactRef& fact) -> Value { return value_of(fact, element); },
                          },
                          term.base);
  auto moment = moment_in(base);
  if (!moment) return base;  // unknown stays unknown, and none plus a span is none
  for (const model::Duration& shift : term.shifts) moment = shifted(*moment, shift);
  return std::visit([](const auto& value) -> Value { return value; }, *moment);
}

// `on or before later of (A, B)` holds when it holds for A or for B; `on or after` needs both. *None* is skipped; of
// nones alone the later is none, and every comparison with none is false.
Truth Reading::compared(const model::FactRef& fact, Comparator comparator, const model::DayExpr& day, const Element* element) const {
  const Value& subject = value_of(fact, element);
  if (is_none(subject)) return Truth::no;
  const auto moment = moment_in(subject);
  std::vector<Truth> sides;
  for (const model::DayTerm& term : day.latest_of) {
    const Value value = day_of(term, element);
    if (is_none(value)) continue;
    const auto other = moment_in(value);
    sides.push_back(moment && other ? model::truth_of(holds(comparator, compare(*moment, *other))) : Truth::unknown);
  }
  if (sides.empty()) return Truth::no;
  const bool is_upper_bound = comparator == Comparator::less || comparator == Comparator::at_most;
  if (is_upper_bound) return *std::max_element(sides.begin(), sides.end());
  return *std::min_element(sides.begin(), sides.end());
}

// From the same calendar day some years earlier (or later) to the day itself, both included.
Truth Reading::within(const model::DayWithin& within, const Element* element) const {
  model::DayExpr far = within.day;
  const bool is_before = within.side == model::WindowSide::before;
  for (model::DayTerm& term : far.latest_of) {
    term.shifts.push_back({is_before ? -within.length.count : within.length.count, within.length.unit});
  }
  const Truth near_side = compared(within.fact, is_before ? Comparator::at_most : Comparator::at_least, within.day, element);
  const Truth far_side = compared(within.fact, is_before ? Comparator::at_least : Comparator::at_most, far, element);
  return both(near_side, far_side);
}

// ---------------------------------------------------------------------------------- quantifiers

Truth Reading::element_truth(const model::Quantified& quantified, const Element& element) const {
  return quantified.condition.empty() ? Truth::yes : truth(quantified.condition.front(), &element);
}

Truth Reading::quantified(const model::Quantified& quantified) const {
  const model::Elements* elements = elements_of(quantified.list);
  if (elements == nullptr) return Truth::unknown;
  if (quantified.quantifier == model::Quantifier::at_least) return counted(quantified, *elements);
  const bool is_any = quantified.quantifier == model::Quantifier::any;
  Truth result = is_any ? Truth::no : Truth::yes;
  for (std::size_t i = 0; i < elements->records.size(); ++i) {
    const Truth one = element_truth(quantified, element_at(quantified.list, *elements, i));
    result = is_any ? either(result, one) : both(result, one);
  }
  return result;
}

// True when enough surely count, false when fewer may. Under `distinct by`, elements with an unknown key count, for
// the former, as one already counted (as one in all when there is no other), and for the latter as a new one each.
Truth Reading::counted(const model::Quantified& quantified, const model::Elements& elements) const {
  std::set<std::string> sure_keys;
  std::set<std::string> possible_keys;
  std::int64_t sure = 0;
  std::int64_t possible = 0;
  bool has_sure_without_key = false;
  for (std::size_t i = 0; i < elements.records.size(); ++i) {
    const Element element = element_at(quantified.list, elements, i);
    const Truth one = element_truth(quantified, element);
    if (one == Truth::no) continue;
    if (quantified.distinct_by.empty()) {
      ++possible;
      if (one == Truth::yes) ++sure;
      continue;
    }
    const model::FactRef& key_fact = quantified.distinct_by.front();
    const Value& key = value_of(key_fact, &element);
    if (!is_settled(key)) {
      ++possible;
      has_sure_without_key = has_sure_without_key || one == Truth::yes;
      continue;
    }
    const std::string text = to_text(vocabulary_, key_fact.type, key);
    possible_keys.insert(text);
    if (one == Truth::yes) sure_keys.insert(text);
  }
  possible += static_cast<std::int64_t>(possible_keys.size());
  sure += static_cast<std::int64_t>(sure_keys.size());
  if (sure == 0 && has_sure_without_key) sure = 1;
  if (sure >= quantified.count) return Truth::yes;
  return possible < quantified.count ? Truth::no : Truth::unknown;
}

// ---------------------------------------------------------------------------------- missing facts

void Reading::add_if_unknown(const model::FactRef& fact, const Element* element, PathSet& missing) const {
  if (!is_settled(value_of(fact, element))) missing.insert(path_of(fact, element));
}

void Reading::add_missing(const model::Condition& condition, const Element* element, PathSet& missing) const {
  if (truth_of_node(condition, element) != Truth::unknown) return;
  std::visit(overloaded{
                 [&](const model::AllOf& all) {
                   for (const auto& link : all.links) add_missing(link, element, missing);
                 },
                 [&](const model::AnyOf& any) {
                   for (const auto& link : any.links) add_missing(link, element, missing);
                 },
                 [&](const model::Negation& negation) { add_missing(*negation.operand, element, missing); },
                 [&](const model::Holds& node) { add_if_unknown(node.fact, element, missing); },
                 [&](const model::ChosenAmong& node) { add_if_unknown(node.fact, element, missing); },
                 // A set may be known but for some members: then its own path is what is missing.
                 [&](const model::HasMember& node) { missing.insert(path_of(node.fact, element)); },
                 [&](const model::TextAmong& node) { add_if_unknown(node.fact, element, missing); },
                 [&](const model::IsNone& node) { add_if_unknown(node.fact, element, missing); },
                 [&](const model::NumberCompared& node) { add_if_unknown(node.fact, element, missing); },
                 [&](const model::DayCompared& node) { add_missing_day(node.fact, node.day, element, missing); },
                 [&](const model::DayWithin& node) { add_missing_day(node.fact, node.day, element, missing); },
                 [&](const model::Quantified& node) { add_missing_elements(node, missing); },
                 [&](const model::Defined& defined) {
                   const Element subject = subject_of(defined, element);
                   const bool is_about_element = definitions_[defined.definition].record.has_value();
                   add_missing(definitions_[defined.definition].condition, is_about_element ? &subject : nullptr, missing);
                 },
                 [&](const model::Says& says) { ask_(says, &missing); },
             },
             condition.node);
}

void Reading::add_missing_day(const model::FactRef& fact, const model::DayExpr& day, const Element* element, PathSet& missing) const {
  add_if_unknown(fact, element, missing);
  for (const model::DayTerm& term : day.latest_of) {
    if (const auto* base = std::get_if<model::FactRef>(&term.base)) add_if_unknown(*base, element, missing);
  }
}

void Reading::add_missing_elements(const model::Quantified& quantified, PathSet& missing) const {
  const model::Elements* elements = elements_of(quantified.list);
  if (elements == nullptr) {
    missing.insert(path_text(vocabulary_, quantified.list));
    return;
  }
  for (std::size_t i = 0; i < elements->records.size(); ++i) {
    const Element element = element_at(quantified.list, *elements, i);
    const Truth one = element_truth(quantified, element);
    if (one == Truth::unknown) add_missing(quantified.condition.front(), &element, missing);
    if (one != Truth::no && !quantified.distinct_by.empty()) add_if_unknown(quantified.distinct_by.front(), &element, missing);
  }
}

}  // namespace comity::evaluator
