#include "bench/question_key.hpp"

#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace comity::bench {
namespace {

struct KeyWriter {
  const std::vector<model::Definition>& definitions;

  std::string of(const model::Condition& condition) const {
    return std::visit([this](const auto& node) { return key(node); }, condition.node);
  }

  std::string of(const std::vector<model::Condition>& conditions) const {
    std::string result;
    for (const model::Condition& condition : conditions) result += " " + of(condition);
    return result;
  }

  static std::string fact(const model::FactRef& fact) { return fmt::format("{}{}:{}", fact.of_element ? "it" : "", fact.from, fmt::join(fact.steps, ".")); }

  static std::string day(const model::DayExpr& day) {
    std::string result;
    for (const model::DayTerm& term : day.latest_of) {
      result += " of";
      if (const auto* date = std::get_if<model::Date>(&term.base)) result += " " + model::to_string(*date);
      if (const auto* time = std::get_if<model::DateTime>(&term.base)) result += " " + model::to_string(*time);
      if (const auto* known = std::get_if<model::FactRef>(&term.base)) result += " " + fact(*known);
      for (const model::Duration& shift : term.shifts) result += span(shift);
    }
    return result;
  }

  static std::string span(const model::Duration& span) { return fmt::format(" {}/{}", static_cast<int>(span.unit), span.count); }

  std::string key(const model::AllOf& all) const { return "(all" + of(all.links) + ")"; }
  std::string key(const model::AnyOf& any) const { return "(or" + of(any.links) + ")"; }
  std::string key(const model::Negation& negation) const { return "(not " + of(*negation.operand) + ")"; }
  std::string key(const model::Holds& holds) const { return fact(holds.fact); }
  std::string key(const model::ChosenAmong& chosen) const { return fmt::format("({} in {})", fact(chosen.fact), fmt::join(chosen.accepted, "")); }
  std::string key(const model::HasMember& has) const { return fmt::format("({} has {})", fact(has.fact), has.member); }
  std::string key(const model::TextAmong& text) const { return fmt::format("({} is {})", fact(text.fact), fmt::join(text.accepted, "|")); }
  std::string key(const model::IsNone& none) const { return fmt::format("({} none)", fact(none.fact)); }
  std::string key(const model::NumberCompared& number) const {
    return fmt::format("({} {} {})", fact(number.fact), static_cast<int>(number.comparator), number.bound);
  }
  std::string key(const model::DayCompared& compared) const {
    return fmt::format("({} {}{})", fact(compared.fact), static_cast<int>(compared.comparator), day(compared.day));
  }
  std::string key(const model::DayWithin& within) const {
    return fmt::format("({} within{} {}{})", fact(within.fact), span(within.length), static_cast<int>(within.side), day(within.day));
  }
  std::string key(const model::Quantified& quantified) const {
    std::string result = fmt::format("({} {} {}", static_cast<int>(quantified.quantifier), quantified.count, fact(quantified.list));
    for (const model::FactRef& by : quantified.distinct_by) result += " by " + fact(by);
    return result + of(quantified.condition) + ")";
  }
  std::string key(const model::Defined& defined) const {
    std::string result = "(";
    for (const model::FactRef& subject : defined.subject) result += fact(subject) + " ";
    return result + of(definitions[defined.definition].condition) + ")";
  }
  std::string key(const model::Says& says) const { return fmt::format("({} {} {})", says.policy, says.decision, fmt::join(says.accepted, "")); }
};

}  // namespace

std::string question_key(const model::Condition& condition, const std::vector<model::Definition>& definitions) {
  return KeyWriter{definitions}.of(condition);
}

}  // namespace comity::bench
