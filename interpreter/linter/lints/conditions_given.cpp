// condition-always-true, condition-always-false, redundant-condition: a part of a condition that decides nothing,
// by itself or given what stands beside it. Whole conditions of rules are left to other lints: a rule that never
// applies never decides, an exception that never holds never narrows.
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/linter/conditions.hpp"
#include "interpreter/linter/context.hpp"
#include "interpreter/linter/lints.hpp"

namespace comity::linter {
namespace {

class Parts {
 public:
  Parts(Context& context, model::PolicyId id, const Place& place) : context_{context}, id_{id}, place_{place} {}

  // `given`: what holds wherever the condition matters.
  void look(const model::Condition& condition, const std::vector<model::Condition>& given, bool is_whole) {
    const bool is_unless = place_.kind == Place::Kind::rule_unless;
    const bool can_hold = !is_empty(given, condition);
    const bool can_fail = !is_empty(given, negation_of(condition));
    if (!can_hold && !can_fail) return;
    if (!can_hold || !can_fail) {
      const bool is_left_to_others = is_whole && place_.rule != nullptr && (!can_hold || is_unless);
      if (!is_left_to_others && !condition_is_explained(condition)) report(condition, can_hold, given.empty() || is_whole);
      return;
    }
    if (condition.is_atom || is_one_set(condition)) return;  // the values of `any of (…)` are one link
    if (const auto* all = std::get_if<model::AllOf>(&condition.node)) look_beside(all->links, given, true);
    if (const auto* any = std::get_if<model::AnyOf>(&condition.node)) look_beside(any->links, given, false);
    if (const auto* negation = std::get_if<model::Negation>(&condition.node)) look(*negation->operand, given, false);
  }

  void look_at_elements(const model::Condition& condition, const model::FactRef& list) {
    list_ = list;
    look(condition, {}, true);
    list_.reset();
  }

 private:
  // The links of one chain, each given that the others do not decide.
  void look_beside(const std::vector<model::Condition>& links, const std::vector<model::Condition>& given, bool is_all) {
    std::vector<bool> is_gone(links.size(), false);
    for (std::size_t i = links.size(); i-- > 0;) {
      std::vector<model::Condition> beside = given;
      for (std::size_t j = 0; j < links.size(); ++j) {
        if (j != i && !is_gone[j]) beside.push_back(is_all ? links[j] : negation_of(links[j]));
      }
      const model::Condition needless = is_all ? negation_of(links[i]) : links[i];
      if (is_empty({}, links[i]) || is_empty({}, negation_of(links[i]))) {
        look(links[i], {}, false);
        is_gone[i] = true;
      } else if (is_empty(beside, needless) && !is_empty(beside, is_all ? links[i] : negation_of(links[i]))) {
        is_gone[i] = true;
        report_redundant(links[i], is_all);
      } else {
        look(links[i], beside, false);
      }
    }
  }

  // No record (no element) meets all of it.
  bool is_empty(std::vector<model::Condition> given, model::Condition last) {
    given.push_back(std::move(last));
    if (list_) {
      model::Quantified any;
      any.list = *list_;
      any.condition.push_back(all_of(std::move(given)));
      given = {{std::move(any), {}, false}};
    }
    const analyzer::Found found = context_.where_holds(id_, std::move(given));
    return found.complete && !found.witness;
  }

  // Values and definitions in one `any of (…)` stand at one place.
  static bool is_one_set(const model::Condition& condition) {
    const auto* any = std::get_if<model::AnyOf>(&condition.node);
    return any != nullptr && std::any_of(any->links.begin(), any->links.end(), [&](const model::Condition& link) { return link.span == condition.span; });
  }

  // A definition that is always so is reported where it is made.
  bool condition_is_explained(const model::Condition& condition) const { return std::holds_alternative<model::Defined>(condition.node); }

  std::string key(const model::Condition& condition) const { return fmt::format("{}:{}-{}", condition.span.source, condition.span.begin, condition.span.end); }

  void report(const model::Condition& condition, bool is_true, bool is_by_itself) {
    const Code code = is_true ? Code::condition_always_true : Code::condition_always_false;
    const std::string_view word = is_true ? "always" : "never";
    context_.report(code, id_, condition.span, key(condition), fmt::format("`{}` {} holds{}", context_.words(condition.span), word, is_by_itself ? "" : " where it is asked"))
        .primary(is_by_itself ? fmt::format("no record {} it", is_true ? "fails" : "meets") : std::string{"given what stands beside it"})
        .help(is_true ? "take it out, or correct the bound or the value" : "correct the bound or the value, or take the branch out");
  }

  void report_redundant(const model::Condition& condition, bool is_all) {
    context_.report(Code::redundant_condition, id_, condition.span, key(condition), fmt::format("`{}` adds nothing to what stands beside it", context_.words(condition.span)))
        .primary(is_all ? "it holds wherever the rest of this `and` holds" : "wherever it holds, the rest of this `or` holds already")
        .help("take it out, or see whether another bound, value or list was meant");
  }

  Context& context_;
  model::PolicyId id_;
  const Place& place_;
  std::optional<model::FactRef> list_;  // when the condition is about an element
};

}  // namespace

void lint_conditions(Context& context) {
  std::set<Span> done;  // definitions for every policy
  for (const model::PolicyId id : context.policies()) {
    const model::Policy& policy = context.policy(id);
    const std::set<std::string> used = definitions_used(policy);
    for_each_condition(policy, [&](const model::Condition& condition, const Place& place) {
      if (place.kind == Place::Kind::definition && (!used.contains(place.definition->name) || !done.insert(condition.span).second)) return;
      Parts parts{context, id, place};
      std::vector<model::Condition> given;
      if (policy.applies_when && place.rule != nullptr) given.push_back(*policy.applies_when);
      if (place.kind == Place::Kind::rule_unless && place.rule->when) given.push_back(*place.rule->when);
      const bool is_of_element = place.kind == Place::Kind::definition && place.definition->record.has_value();
      if (!is_of_element) parts.look(condition, given, true);
      if (is_of_element) {
        if (const auto list = list_of(context.vocabulary(), *place.definition->record)) parts.look_at_elements(condition, *list);
      }
      for_each_part(condition, [&](const model::Condition& part, bool) {
        const auto* quantified = std::get_if<model::Quantified>(&part.node);
        if (quantified == nullptr || quantified->condition.empty()) return;
        parts.look_at_elements(quantified->condition.front(), quantified->list);
      });
    });
  }
}

}  // namespace comity::linter
