#include "interpreter/model/parts.hpp"

namespace comity::model {

void for_each_part(const Condition& condition, const std::function<void(const Condition&, bool)>& visit, bool is_positive) {
  visit(condition, is_positive);
  const auto each = [&](const std::vector<Condition>& links) {
    for (const Condition& link : links) for_each_part(link, visit, is_positive);
  };
  if (const auto* all = std::get_if<AllOf>(&condition.node)) each(all->links);
  if (const auto* any = std::get_if<AnyOf>(&condition.node)) each(any->links);
  if (const auto* negation = std::get_if<Negation>(&condition.node)) for_each_part(*negation->operand, visit, !is_positive);
  if (const auto* quantified = std::get_if<Quantified>(&condition.node)) each(quantified->condition);
}

void for_each_rule_condition(const Policy& policy, const std::function<void(const Condition&)>& visit) {
  if (policy.applies_when) visit(*policy.applies_when);
  for (const Rule& rule : policy.rules) {
    if (rule.when) visit(*rule.when);
    if (rule.unless) visit(*rule.unless);
  }
}

void add_definitions(const Policy& policy, const Condition& condition, std::set<DefinitionId>& used) {
  for_each_part(condition, [&](const Condition& part, bool) {
    const auto* defined = std::get_if<Defined>(&part.node);
    if (defined != nullptr && used.insert(defined->definition).second) add_definitions(policy, policy.definitions[defined->definition].condition, used);
  });
}

}  // namespace comity::model
